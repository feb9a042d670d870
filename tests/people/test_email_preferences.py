"""Which letters somebody gets: chosen on their page, ended by the link in a letter."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import AT_ONCE, DAILY, OFF, WEEKLY
from egnatia.kernel.models import AuditEvent, Organisation, Person
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.people.email_preferences.models import LettersFrequency, LetterZone
from egnatia.people.email_preferences.queries import chosen_by, ending_of, epoch_of, is_ended
from egnatia.people.email_preferences.rules import CLOCKS, ZONES, Ending, organisation_key, person_key, token_for
from tests import make
from tests.visits import browser, faults, forms, of

pytestmark = pytest.mark.django_db
PAGE = reverse("people:letters")
REPORTS, TEXTS = "reports", "texts"
ALL = frozenset(letters())
USUAL = ALL - {"week"}  # what the rooms send unasked to whoever has said nothing
NONE = dict.fromkeys(ALL, OFF)


@pytest.fixture
def amra() -> Reader:
    return make.reader("amra")


def link(reader: Reader) -> str:
    return reverse(
        "people:letters-ending",
        args=[token_for(Ending(person_key(reader.person), REPORTS, epoch_of(person_key(reader.person), REPORTS)))],
    )


def test_everybody_gets_them_in_the_installations_time_until_he_says_otherwise(amra: Reader) -> None:
    assert chosen_by(amra).wanted == USUAL
    assert chosen_by(amra).zone == settings.TIME_ZONE

    answer = of(amra).post(PAGE, {"zone": "Europe/Athens", **NONE})

    assert answer["Location"] == PAGE
    assert chosen_by(amra).wanted == frozenset()
    assert chosen_by(amra).zone == "Europe/Athens"
    of(amra).post(PAGE, {"zone": "Europe/Athens", **NONE, REPORTS: DAILY})
    assert chosen_by(amra).wanted == {REPORTS}
    assert AuditEvent.objects.filter(verb="chose letters").count() == 2


def test_a_zone_or_a_kind_that_is_none_is_refused_and_nothing_is_kept(amra: Reader) -> None:
    page = of(amra).post(PAGE, {**NONE, "zone": "Mars/Olympus", REPORTS: "hourly"})

    assert page.status_code == 200
    assert faults(page) == {"zone": ["invalid_choice"], REPORTS: ["invalid_choice"]}
    for (said,) in page.context["form"].errors.values():
        assert said in page.text
    assert chosen_by(amra).zone == settings.TIME_ZONE
    with pytest.raises(NotFound):
        choose_letters({}, "Mars/Olympus", by=amra)
    with pytest.raises(NotFound):
        choose_letters({"all": OFF}, "Europe/Athens", by=amra)
    with pytest.raises(NotFound):
        choose_letters({REPORTS: "hourly"}, "Europe/Athens", by=amra)
    with pytest.raises(NotAllowed):
        choose_letters({}, "Europe/Athens", by=ANONYMOUS)


def test_the_link_of_a_letter_ends_them_with_one_button_without_signing_in(amra: Reader) -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(link(amra))
    assert not page.context["done"]
    assert "" in forms(page)
    assert chosen_by(amra).wanted == USUAL  # a link that was looked at ends nothing

    answer = visitor.post(link(amra), {"List-Unsubscribe": "One-Click"})  # as mail programs send it, without a token

    assert answer.context["done"]
    assert forms(answer) == set()
    assert chosen_by(amra).wanted == USUAL - {REPORTS}
    visitor.post(link(amra))
    assert LettersFrequency.objects.count() == AuditEvent.objects.filter(verb="ended letters").count() == 1


def test_the_link_of_one_ends_nothing_of_another(amra: Reader) -> None:
    other = make.reader("besa")

    Client().post(link(other))

    assert chosen_by(amra).wanted == USUAL


def test_what_was_not_signed_for_a_kind_of_letters_is_not_there() -> None:
    for token in ("x", "WyJhIiwicmVwb3J0cyJd:forged", token_for(Ending("somebody", "newsletter"))):
        for send in (Client().get, Client().post):
            assert send(reverse("people:letters-ending", args=[token])).status_code == 404
        assert ending_of(token) is None


def test_one_who_gets_letters_is_kept_without_a_name() -> None:
    house = make.uuid(1)
    assert str(house) not in organisation_key(house)
    assert person_key(house) != organisation_key(house)


def test_every_zone_that_is_offered_is_one() -> None:
    assert settings.TIME_ZONE in ZONES
    assert {CLOCKS.get(zone, zone) for zone in ZONES} <= available_timezones()
    assert len(ZONES) == 13 + 5


def test_a_zone_that_was_chosen_from_a_longer_list_stays_theirs(amra: Reader) -> None:
    LetterZone.objects.create(person_id=UUID(amra.person), zone="Europe/Berlin")

    assert of(amra).get(PAGE).context["form"]["zone"].value() == "Europe/Berlin"
    assert of(amra).post(PAGE, {"zone": "Europe/Berlin", **NONE}).status_code == 302
    assert chosen_by(amra).zone == "Europe/Berlin"


def test_pristina_is_a_place_of_its_own_on_the_clock_of_its_neighbours() -> None:
    assert ZoneInfo(CLOCKS["Pristina"]).utcoffset(datetime(2026, 7, 1)) == timedelta(hours=2)  # noqa: DTZ001 - a clock of that zone


def test_a_link_from_before_they_were_wanted_again_ends_nothing(amra: Reader) -> None:
    old = link(amra)
    Client().post(old)
    of(amra).post(PAGE, {"zone": "Europe/Athens", **NONE, REPORTS: DAILY})

    assert Client().post(old).status_code == 404

    assert chosen_by(amra).wanted == {REPORTS}
    assert Client().post(link(amra)).status_code == 200
    assert chosen_by(amra).wanted == frozenset()


def test_the_link_of_a_summary_ends_every_kind_that_comes_with_it_until_one_is_wanted_with_it_again(
    amra: Reader,
) -> None:
    chosen = {**dict.fromkeys(ALL, AT_ONCE), REPORTS: WEEKLY, TEXTS: WEEKLY, "plans": DAILY}
    choose_letters(chosen, "Europe/Athens", by=amra)
    key = person_key(amra.person)
    old = reverse("people:letters-ending", args=[token_for(Ending(key, WEEKLY, epoch_of(key, WEEKLY)))])

    assert Client().post(old).status_code == 200

    assert chosen_by(amra).wanted == ALL - {REPORTS, TEXTS}
    choose_letters({REPORTS: WEEKLY}, "Europe/Athens", by=amra)
    assert Client().post(old).status_code == 404
    assert chosen_by(amra).often[REPORTS] == WEEKLY


def test_letters_to_a_mailbox_are_wanted_again_by_its_staff_and_the_secretariat_alone(amra: Reader) -> None:
    house = UUID(amra.organisation)
    Organisation.objects.filter(pk=house).update(mailbox="office@example.org")
    desk = make.reader("desk", seats=("focal-points",), secretariat=True)
    other, address = make.reader("besa"), reverse("people:letters-wanted", args=[house])
    page = reverse("activities:organisation", args=[house])
    for staff in (amra, desk):
        assert of(staff).post(address).status_code == 404  # they have not ended
        key = organisation_key(house)
        old = reverse("people:letters-ending", args=[token_for(Ending(key, REPORTS, epoch_of(key, REPORTS), True))])
        ended = Client().post(old)
        assert (ended.context["done"], ended.context["organisation"]) == (True, True)
        assert is_ended(key, REPORTS)
        assert address not in of(other).get(page).content.decode()
        assert of(other).post(address).status_code == 403
        assert browser(Person.objects.get(pk=staff.person), strong=False).post(address).status_code == 403
        assert address in of(staff).get(page).content.decode()

        assert of(staff).post(address)["Location"] == page

        assert not is_ended(key, REPORTS)
        assert address not in of(staff).get(page).content.decode()
        assert Client().post(old).status_code == 404
    assert of(amra).post(reverse("people:letters-wanted", args=[make.uuid(1)])).status_code == 404
    assert AuditEvent.objects.filter(verb="wanted letters again", target=str(house)).count() == 2
