"""Alerts reach people at once, stay at the top of every page until acknowledged, and are asked for again once."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from egnatia.exchange.notices.actions import NOTICE, acknowledge
from egnatia.exchange.notices.queries import banners
from egnatia.exchange.receipts.models import Receipt
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import holders
from egnatia.kernel.inbox import AT_ONCE, OFF
from egnatia.kernel.models import AuditEvent, Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.kernel.records.markings import remark
from egnatia.people.email_preferences.actions import choose_letters
from tests import make
from tests.exchange.alerts import GROUP, NOON, TITLE, address, focal_point, published, told
from tests.queue import begin_the_next_job
from tests.reminders.doing import sent, written_to
from tests.visits import of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
NIGHT = NOON + timedelta(hours=14)
SUNDAY = NOON - timedelta(days=1)


def wants(reader: Reader, frequency: str) -> None:
    choose_letters({"alerts": frequency}, "Europe/Tirane", by=reader)


def page_of(reader: Reader | None, route: str = "people:changes", *args: object) -> str:
    client = of(reader) if reader else Client()
    return str(client.get(reverse(route, args=args)).content.decode())


def test_an_alert_is_told_at_once_to_those_who_may_read_it_and_to_nobody_else(desk: Reader) -> None:
    arta, stranger = focal_point("arta"), make.reader("stranger")
    for each in (desk, stranger):
        written_to(each)

    record = published(desk)

    assert begin_the_next_job() == "exchange.send_alert"
    assert told(record) == [address(arta)]
    assert told(record) == [], "once"


def test_the_e_mail_is_a_link_and_nothing_of_the_alert(desk: Reader) -> None:
    focal_point("arta")
    record = published(desk, make.GREEN)

    told(record)

    (letter,) = mail.outbox
    assert reverse("exchange:notice", args=[record]) in str(letter.body)
    assert TITLE not in f"{letter.subject} {letter.body}"
    assert "desk" not in f"{letter.subject} {letter.body}"


@pytest.mark.parametrize("moment", [NIGHT, SUNDAY])
def test_what_is_urgent_leaves_at_any_hour_and_what_is_not_waits_for_the_day(desk: Reader, moment: datetime) -> None:
    arta = focal_point("arta")
    wants(arta, AT_ONCE)
    with clock.time_from(lambda: moment):
        plain, urgent = published(desk), published(desk, urgent=True)

        assert told(urgent) == [address(arta)]
        assert told(plain) == []
    with clock.time_from(lambda: NOON + timedelta(days=1)):
        assert sent() == [address(arta)]


def test_whoever_wants_no_e_mails_about_alerts_gets_none_and_sees_them_on_pages(desk: Reader) -> None:
    arta = focal_point("arta")
    wants(arta, OFF)

    record = published(desk, urgent=True)

    assert told(record) == []
    assert TITLE in page_of(arta)


def test_a_draft_is_told_to_nobody_until_it_is_released(desk: Reader) -> None:
    colleague = make.reader("colleague", at=Record.objects.get(pk=desk.organisation).owner)
    written_to(colleague)
    arta = focal_point("arta")
    record = published(desk, make.STRICT)

    assert told(record) == []
    remark(Record.objects.get(pk=record), GROUP, by=desk)

    assert told(record) == [address(arta)]


def test_it_is_at_the_top_of_every_page_until_it_is_acknowledged(desk: Reader) -> None:
    arta, stranger = focal_point("arta"), make.reader("stranger")
    record = published(desk)

    for route in ("people:changes", "exchange:notices", "people:account"):
        assert TITLE in page_of(arta, route)
    for other in (desk, stranger, None):
        assert TITLE not in page_of(other, "public:search")
    answer = of(arta).post(reverse("exchange:notice-acknowledgement", args=[record]))

    assert answer.headers["Location"] == reverse("exchange:notice", args=[record])
    assert TITLE not in page_of(arta, "people:account")
    assert "You acknowledged this alert on" in page_of(arta, "exchange:notice", record)
    assert AuditEvent.objects.filter(verb="acknowledged", target=str(record), person=arta.person).count() == 1


def test_acknowledged_twice_it_is_acknowledged_once(desk: Reader) -> None:
    arta, record = focal_point("arta"), published(desk)
    acknowledge(record, by=arta)
    first = Receipt.objects.get().acknowledged_at

    with clock.time_from(lambda: NIGHT):
        acknowledge(record, by=arta)

    assert Receipt.objects.get().acknowledged_at == first


def test_what_cannot_be_acknowledged_is_missing_to_the_byte(desk: Reader) -> None:
    stranger, arta = make.reader("stranger"), focal_point("arta")
    alert, plain = published(desk), published(desk, category="call")

    def answered(reader: Reader, record: object) -> tuple[int, bytes]:
        answer = of(reader).post(reverse("exchange:notice-acknowledgement", args=[record]))
        return answer.status_code, answer.content

    assert answered(stranger, alert) == answered(stranger, make.uuid(9)) == (404, answered(arta, plain)[1])
    assert answered(desk, alert)[0] == 404
    assert not Receipt.objects.exists()


def test_an_expired_or_withdrawn_alert_asks_for_nothing(desk: Reader) -> None:
    arta = focal_point("arta")
    over, gone = published(desk, valid_until=NOON.date()), published(desk)
    lifecycle.withdraw(NOTICE, gone, by=desk)

    assert [each.url for each in banners(arta)] == [reverse("exchange:notice", args=[over])]
    with clock.time_from(lambda: NOON + timedelta(days=1)):
        assert banners(arta) == ()
        assert told(over) == told(gone) == []


def test_who_has_not_acknowledged_after_the_days_that_the_sender_set_is_reminded_once(desk: Reader) -> None:
    arta, besa = focal_point("arta"), focal_point("besa", "MNE")
    record = published(desk, remind_after=2)
    assert len(told(record)) == 2
    acknowledge(record, by=besa)

    def at(days: int) -> list[str]:
        with clock.time_from(lambda: NOON + timedelta(days=days)):
            return sent()

    assert [at(day) for day in (1, 2, 3)] == [[], [address(arta)], []]


def test_only_an_alert_is_urgent(desk: Reader) -> None:
    with pytest.raises(ContentRefused):
        published(desk, category="call", urgent=True)
    with pytest.raises(ContentRefused):
        published(desk, remind_after=0)


MARKINGS = (
    make.CLEAR,
    make.GREEN,
    Marking(Tlp.GREEN, communities=frozenset({"arms"})),
    GROUP,
    make.amber("focal-points", economies=("MNE",)),
    Marking(Tlp.AMBER, communities=frozenset({"arms"}), offices=frozenset({"S", "F:focal-points:ALB"})),
    make.STRICT,
    make.RED,
)


@pytest.mark.parametrize("marking", MARKINGS, ids=range(len(MARKINGS)))
def test_whom_tokens_open_a_record_to_is_who_holds_them(marking: Marking) -> None:
    house = make.organisation("House (demo)")
    author = make.reader("author", at=house, seats=("arms",))
    make.reader("colleague", at=house, seats=("focal-points",))
    make.reader("focal", focal_point=("focal-points", "ALB"))
    make.reader("seated", seats=(("focal-points", "MNE"), "arms"))
    make.reader("desk", secretariat=True)
    reset = make.reader("reset", seats=("focal-points", "arms"))
    Person.objects.filter(pk=reset.person).update(unconfirmed_since=clock.now())
    granted = marking.tokens(owner=author.organisation, author=author.person)

    held = {each.pk for each in Person.objects.all() if reader_of(each, strong=True).held & granted}

    assert set(holders(granted).values_list("pk", flat=True)) == held


def test_whom_tokens_of_an_organisation_in_a_group_open_a_record_to() -> None:
    seated = make.reader("seated", seats=("arms",))
    make.reader("elsewhere", seats=("arms",))
    marking = make.amber("arms", organisations=(seated.organisation,))
    granted = marking.tokens(owner=seated.organisation, author=seated.person)

    assert [str(each.pk) for each in holders(granted)] == [seated.person]
