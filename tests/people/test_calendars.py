"""One's days in one's calendar: a secret address, shown once, that follows what one may see and ends in time."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Person, Record
from egnatia.kernel.records.markings import remark
from egnatia.people.calendars.actions import make_address
from egnatia.people.calendars.models import CalendarAddress
from egnatia.taxonomy.forum import forum
from tests import make
from tests.commitments.doing import WORDS, commitment, focal_point, follow, secretariat
from tests.needs.needs.doing import objectives
from tests.rounds.rounds.doing import TITLE, opened
from tests.visits import browser, of, offers

pytestmark = pytest.mark.django_db
PAGE = reverse("people:calendar")
SOON = clock.today() + timedelta(days=40)


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


def fetched(secret: str) -> bytes:
    """As a calendar program fetches it: without a session."""
    answer = Client().get(reverse("people:calendar-file", args=[secret]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert not {"ETag", "Last-Modified", "Set-Cookie"} & set(answer.headers)
    return answer.content


def days_at(secret: str) -> dict[str, date]:
    events = Calendar.from_ical(fetched(secret)).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


def days_about(words: str, days: dict[str, date]) -> list[date]:
    return [day for summary, day in days.items() if words in summary]


def test_the_address_is_shown_once_and_kept_as_a_digest(arta: Reader) -> None:
    client = of(arta)
    before = client.get(PAGE)
    assert before.context["made_at"] is None
    assert not offers(before, "people:calendar-ending")

    made = client.post(PAGE)

    assert offers(made, "people:calendar-ending")
    address = made.text.partition('id="address">')[2].partition("<")[0]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) > 40
    assert fetched(secret)
    assert secret not in client.get(PAGE).content.decode()
    assert secret not in CalendarAddress.objects.get().digest
    assert AuditEvent.objects.filter(verb="made calendar address", person=arta.person).count() == 1


def test_due_days_of_ones_own_house_and_last_days_of_rounds_stand_in_it(desk: Reader, arta: Reader) -> None:
    objectives()
    follow(arta, commitment(desk), due=SOON, recurrence="yearly")
    opened(desk, closes=SOON + timedelta(days=1))

    days = days_at(make_address(by=arta))

    assert len(days) == 2
    assert days_about(WORDS, days) == [SOON]
    assert days_about(TITLE, days) == [SOON + timedelta(days=1)]


def test_days_of_other_houses_what_is_past_and_what_is_above_green_do_not(desk: Reader, arta: Reader) -> None:
    mira = focal_point("MNE", "mira")
    record = commitment(desk)
    follow(mira, record, economy="MNE", due=SOON)
    follow(arta, record, due=SOON, marking=make.amber("focal-points"))
    follow(arta, record, economy="", due=clock.today() - timedelta(days=1))
    follow(arta, commitment(desk, marking=make.amber("focal-points")), due=SOON)

    assert days_at(make_address(by=arta)) == {}


def test_a_narrowing_holds_at_the_next_request(desk: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk), due=SOON)
    secret = make_address(by=arta)
    assert days_at(secret)

    remark(Record.objects.get(pk=said), Marking(Tlp.AMBER_STRICT), by=arta)

    assert days_at(secret) == {}


def test_the_same_days_are_the_same_bytes_later_too(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=SOON)
    secret = make_address(by=arta)
    first = fetched(secret)

    later = clock.now() + timedelta(days=2)
    with clock.time_from(lambda: later):
        assert fetched(secret) == first


def test_it_speaks_the_language_of_the_account(desk: Reader, arta: Reader) -> None:
    Person.objects.filter(pk=arta.person).update(language="sr")
    follow(arta, commitment(desk), due=SOON)

    secret = make_address(by=arta)
    with mock.patch.object(translation, "override", wraps=translation.override) as spoken:
        assert days_at(secret)

    assert mock.call("sr") in spoken.call_args_list


def test_an_address_that_was_made_anew_or_ended_is_answered_like_one_that_never_was(arta: Reader) -> None:
    client, first = of(arta), make_address(by=arta)
    second = make_address(by=arta)
    never = Client().get(reverse("people:calendar-file", args=["never"]))
    assert never.status_code == 404
    assert Client().get(reverse("people:calendar-file", args=[first])).content == never.content
    assert fetched(second)

    client.post(reverse("people:calendar-ending"))

    assert Client().get(reverse("people:calendar-file", args=[second])).content == never.content
    assert client.post(reverse("people:calendar-ending")).status_code == 404
    assert AuditEvent.objects.filter(verb="ended calendar address").count() == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"unconfirmed_since": "2026-01-01T00:00Z"}])
def test_it_ends_with_the_account_and_rests_while_that_is_unconfirmed(arta: Reader, change: dict[str, object]) -> None:
    secret = make_address(by=arta)

    Person.objects.filter(pk=arta.person).update(**change)

    assert Client().get(reverse("people:calendar-file", args=[secret])).status_code == 404


def test_making_one_needs_the_second_step_and_ending_it_does_not(arta: Reader) -> None:
    person = Person.objects.get(pk=arta.person)
    weak = browser(person, strong=False)
    assert weak.post(PAGE).status_code == 403
    secret = make_address(by=arta)

    weak.post(reverse("people:calendar-ending"))

    assert Client().get(reverse("people:calendar-file", args=[secret])).status_code == 404


def test_a_visitor_is_led_to_the_sign_in_page() -> None:
    assert Client().get(PAGE).status_code == 302
    assert Client().post(reverse("people:calendar-ending")).status_code == 302


def test_a_name_with_an_asterisk_has_the_forums_footnote_once(desk: Reader, arta: Reader) -> None:
    secret = make_address(by=arta)
    follow(arta, commitment(desk), due=SOON)
    assert b"X-WR-CALDESC" not in fetched(secret)

    for number in range(2):
        follow(arta, commitment(desk, f"Offices {number} in Kosovo* meet"), due=SOON)

    assert str(Calendar.from_ical(fetched(secret))["X-WR-CALDESC"]) == f"* {forum().footnote}"


def test_days_that_are_past_for_good_take_the_place_of_none_that_come(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record, economy="", due=clock.today() - timedelta(days=9))
    follow(arta, record, due=clock.today() - timedelta(days=99), recurrence="two-yearly")
    follow(arta, commitment(desk, "Soon"), due=SOON)

    with mock.patch("egnatia.commitments.follow_ups.queries.MOST_DAYS", 1):
        days = days_at(make_address(by=arta))
    assert len(days) == 1
    assert days_about("Soon", days) == [SOON]


def test_behind_a_proxy_addresses_begin_with_the_site(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=SOON)
    with override_settings(SITE_ADDRESS="https://egnatia.example"):
        page = of(arta).post(PAGE).content.decode()
        address = page.partition('id="address">')[2].partition("<")[0]
        assert address.startswith("https://egnatia.example/people/account/calendar/")
        file = fetched(address.rpartition("/")[2].removesuffix(".ics")).replace(b"\r\n ", b"")
    assert b"URL:https://egnatia.example/commitments/" in file
    assert b"http://" not in file
