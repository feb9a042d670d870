"""The originator of an alert sees who has opened and acknowledged it, and can recall it from those who have."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from egnatia.exchange.notices.actions import acknowledge
from egnatia.exchange.receipts.actions import recall
from egnatia.exchange.receipts.models import Receipt
from egnatia.exchange.receipts.queries.overview import overview_for
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Membership, Organisation, Record
from egnatia.kernel.rooms import inbox_of, tellings
from tests import make
from tests.exchange.alerts import NOON, TITLE, address, focal_point, published, told
from tests.reminders.doing import sent
from tests.visits import Answer, of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
REASON, COPIES = "The source was wrong", "Delete them"


def opened(reader: Reader | None, route: str, record: UUID) -> Answer:
    client = of(reader) if reader else Client()
    return client.get(reverse(f"exchange:{route}", args=[record]))


def text_of(answer: Answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def recalled(record: UUID, by: Reader) -> None:
    recall(record, REASON, COPIES, by=by)


def test_opening_is_noted_of_alerts_and_above_green_and_of_nothing_else(desk: Reader, arta: Reader) -> None:
    alert, amber = published(desk, make.GREEN), published(desk, category="call")
    green, public = published(desk, make.GREEN, category="call"), published(desk, make.CLEAR, category="event")
    for record in (alert, amber, green, public):
        page = opened(arta, "notice", record)
        assert ("It is noted that you opened this page." in text_of(page)) == (record in (alert, amber))
        opened(desk, "notice", record)
        of(arta).head(reverse("exchange:notice", args=[record]))

    assert set(Receipt.objects.values_list("record", flat=True)) == {alert, amber}
    assert {str(each) for each in Receipt.objects.values_list("person", flat=True)} == {arta.person}


def test_readers_are_told_before_they_open_it(desk: Reader, arta: Reader) -> None:
    published(desk)

    page = " ".join(of(arta).get(reverse("exchange:notices")).content.decode().split())

    assert "When you open an alert, or a notice above TLP:GREEN, this is noted and its originator sees it." in page
    assert "Alert (opening it is noted):" in page
    assert not Receipt.objects.exists()


def test_the_overview_says_who_received_opened_and_acknowledged_it(desk: Reader, arta: Reader) -> None:
    besa, unmailed = focal_point("besa", "MNE"), focal_point("cvijeta", "MNE", mailed=False)
    record = published(desk, remind_after=1)
    told(record)
    opened(arta, "notice", record)
    acknowledge(record, by=besa)
    with clock.time_from(lambda: NOON + timedelta(days=1)):
        assert sent() == [address(arta)]

    found = overview_for(desk, record)

    assert (found.every.people, found.every.opened, found.every.acknowledged, found.every.missing) == (3, 2, 1, 2)
    stages = {each.name: (bool(each.mailed_at), bool(each.opened_at), bool(each.reminded_at)) for each in found.named}
    assert stages == {arta.name: (True, True, True), besa.name: (True, True, False), unmailed.name: (False,) * 3}
    assert [each.name for each in found.named] == [unmailed.name, arta.name, besa.name], "the missing first"
    assert "Not acknowledged 2" in text_of(opened(desk, "receipts", record))


def test_people_are_named_only_where_the_originator_may_see_their_directory() -> None:
    outsider = make.reader("outsider")
    make.community("focal-points", accepts=True)
    arta, desk = focal_point("arta"), make.reader("desk", secretariat=True)
    record = published(outsider, make.GREEN)
    acknowledge(record, by=arta)
    acknowledge(record, by=desk)

    found = overview_for(outsider, record)
    page = text_of(opened(outsider, "receipts", record))

    assert [each.name for each in found.named] == [desk.name]
    assert (found.others.people, found.others.acknowledged) == (1, 1)
    assert "Others, not named because you are not a member of their groups: 1. Opened: 1. Acknowledged: 1." in page
    assert arta.name not in page


def test_nobody_but_its_originator_sees_the_overview(desk: Reader, arta: Reader) -> None:
    record, nothing = published(desk), make.uuid(9)
    plain = published(desk, make.GREEN, category="call")

    for route in ("receipts", "recall"):
        own = ((desk, plain),) if route == "receipts" else ()
        for reader, hidden in ((arta, record), (make.reader(f"stranger-{route}"), record), *own):
            answer = opened(reader, route, hidden)
            assert (answer.status_code, answer.content) == (404, opened(reader, route, nothing).content)
        assert opened(None, route, record).status_code == 302
    with pytest.raises(NotAllowed):
        recalled(record, arta)
    with pytest.raises(NotFound):
        overview_for(desk, plain)


def test_a_recall_is_told_to_those_who_opened_it_and_holds_at_once_everywhere(desk: Reader, arta: Reader) -> None:
    besa, record = focal_point("besa", "MNE"), published(desk)
    opened(arta, "notice", record)

    answer = of(desk).post(reverse("exchange:recall", args=[record]), {"reason": REASON, "copies": COPIES})

    assert answer.headers["Location"] == reverse("exchange:receipts", args=[record])
    for reader in (arta, besa, desk):
        assert opened(reader, "notice", record).status_code == 404
        for page in (reverse("exchange:notices"), reverse("public:search") + "?q=pistols", reverse("people:changes")):
            assert TITLE not in of(reader).get(page).content.decode()
    (telling,) = (each for each in tellings() if each.kind == "notice")
    assert not telling.told(arta, [record])
    assert sent() == [address(arta)]
    assert TITLE not in str(mail.outbox[-1].body)
    assert reverse("exchange:recalled", args=[record]) in str(mail.outbox[-1].body)


def test_an_e_mail_that_waits_does_not_leave_after_the_recall(desk: Reader, arta: Reader) -> None:
    with clock.time_from(lambda: NOON - timedelta(days=1)):
        record = published(desk)
        assert told(record) == []
    recalled(record, desk)

    assert sent() == []
    assert arta


def test_whoever_opened_it_reads_why_and_acknowledges(desk: Reader, arta: Reader) -> None:
    besa, record = focal_point("besa", "MNE"), published(desk)
    opened(arta, "notice", record)
    recalled(record, desk)

    page = text_of(opened(arta, "recalled", record))
    waiting = [each.sort for each in inbox_of(arta)]
    of(arta).post(reverse("exchange:recalled", args=[record]))

    assert REASON in page
    assert COPIES in page
    assert TITLE not in page
    assert "recalls" in waiting
    assert "recalls" not in [each.sort for each in inbox_of(arta)]
    assert overview_for(desk, record).every.recall == 1
    assert "1 of 1 people who opened it have acknowledged the recall." in text_of(opened(desk, "receipts", record))
    assert "A record that you could read was recalled" in text_of(opened(besa, "recalled", record))
    stranger = make.reader("stranger")
    assert opened(stranger, "recalled", record).content == opened(stranger, "recalled", make.uuid(9)).content
    assert of(besa).post(reverse("exchange:recalled", args=[record])).status_code == 404


def test_who_left_the_group_still_learns_of_the_recall_but_not_without_the_second_step(
    desk: Reader, arta: Reader
) -> None:
    record = published(desk)
    opened(arta, "notice", record)
    recalled(record, desk)
    Membership.objects.filter(person_id=arta.person).update(confirmed_by=None)

    assert opened(arta, "recalled", record).status_code == 200
    weak = of(replace(arta, strong=False))
    assert weak.get(reverse("exchange:recalled", args=[record])).status_code == 404


def test_what_was_recalled_is_not_restored(desk: Reader, arta: Reader) -> None:
    record = published(desk)
    recalled(record, desk)

    of(desk).post(reverse("exchange:notice-restoration", args=[record]))

    assert Record.objects.get(pk=record).withdrawn_at
    assert opened(desk, "recall", record).status_code == 404
    assert arta


def test_colleagues_of_the_originator_see_the_overview_too(desk: Reader) -> None:
    colleague = make.reader(
        "colleague", at=Organisation.objects.get(pk=UUID(desk.organisation)), seats=("focal-points",)
    )

    assert overview_for(colleague, published(desk)).every.people == 0
