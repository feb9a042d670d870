"""A notice is a draft of its organisation first; published, it is new to its readers, who learn nothing of before."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from egnatia.exchange.models import Notice, Receipt
from egnatia.exchange.notices.actions import NOTICE, acknowledge, draft, plan_readers, publish
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.queries import banners
from egnatia.exchange.receipts.queries.overview import overview_for
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.markings import remark
from tests import make
from tests.exchange.alerts import GROUP, NOON, TITLE, address, focal_point, published, told
from tests.reminders.doing import SITE, sent
from tests.visits import of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
TYPED = {"title": TITLE, "language": "en", "category": "alert", "draft": "1"}
FOR_GROUP = {"marking-tlp": "2", "marking-communities": "focal-points"}


def drafted(by: Reader, planned: Marking = GROUP, title: str = TITLE, category: str = ALERT) -> UUID:
    return draft(NoticeContent(ByLanguage({"en": title}, "en"), category=category), planned, by=by)


def page_of(reader: Reader | None, name: str, *args: object, **query: str) -> str:
    client = of(reader) if reader else Client()
    return str(client.get(reverse(name, args=args), query).content.decode())


def test_a_saved_notice_is_a_draft_until_one_button_publishes_it_to_those_whom_it_named(desk: Reader) -> None:
    arta = focal_point("arta")
    colleague = make.reader("colleague", at=Record.objects.get(pk=desk.organisation).owner)
    form = of(desk).post(reverse("exchange:notice-new"), {**TYPED, **FOR_GROUP})
    record = Notice.objects.get().pk
    address_of_it = reverse("exchange:notice", args=[record])

    assert form.headers["Location"] == address_of_it
    assert "Send alert to 1 person" in page_of(desk, "exchange:notice", record)
    assert TITLE in page_of(colleague, "exchange:notices")
    assert str(record) not in page_of(colleague, "exchange:notices-download", "csv")
    assert told(record) == []
    assert banners(arta) == ()

    assert page_of(desk, "exchange:notice", record).count("Add a file") == 1
    assert reverse("people:marking", args=[record]) not in page_of(desk, "exchange:notice", record)

    of(desk).post(reverse("exchange:notice-publication", args=[record]), FOR_GROUP)

    row = Notice.objects.select_related("record").get()
    assert (row.is_draft, row.record.marking) == (False, GROUP)
    assert TITLE in page_of(arta, "exchange:notice", record)
    assert told(record) == [address(arta)]


def test_other_readers_than_were_shown_are_shown_before_it_is_published(desk: Reader) -> None:
    arta, record = focal_point("arta"), drafted(desk, make.GREEN)

    of(desk).post(reverse("exchange:notice-publication", args=[record]), FOR_GROUP)

    assert Notice.objects.get().is_draft
    assert of(arta).get(reverse("exchange:notice", args=[record])).status_code == 404
    assert "Send alert to 1 person" in page_of(desk, "exchange:notice", record)
    of(desk).post(reverse("exchange:notice-publication", args=[record]), FOR_GROUP)
    assert Notice.objects.select_related("record").get().record.marking == GROUP


def test_readers_of_a_published_notice_learn_nothing_of_its_draft(desk: Reader) -> None:
    arta = focal_point("arta")
    record = drafted(desk, title="Wrong name")
    said = NoticeContent(ByLanguage({"en": TITLE}, "en"), category=ALERT)
    lifecycle.change(NOTICE, record, said, expected=1, by=desk)
    with clock.time_from(lambda: NOON + timedelta(days=3)):
        publish(record, by=desk)

    page = page_of(arta, "exchange:notice", record)

    assert "Wrong name" not in page
    assert "History: 1 version" in page
    assert "Corrected" not in page
    assert Record.objects.get(pk=record).published_at == NOON + timedelta(days=3)
    assert not Notice.objects.get().corrections


def test_a_draft_for_named_persons_is_its_authors_alone(desk: Reader) -> None:
    colleague = make.reader("colleague", at=Record.objects.get(pk=desk.organisation).owner)
    record = drafted(desk, make.RED)

    assert of(colleague).get(reverse("exchange:notice", args=[record])).status_code == 404
    assert TITLE not in page_of(colleague, "exchange:notices")
    assert TITLE in page_of(desk, "exchange:notices")


def test_whoever_does_not_see_a_draft_finds_nothing_at_any_of_its_addresses(desk: Reader) -> None:
    arta, record = focal_point("arta"), drafted(desk)

    def answered(name: str, which: UUID) -> tuple[int, bytes]:
        answer = of(arta).post(reverse(name, args=[which]), FOR_GROUP)
        return answer.status_code, answer.content

    there, nowhere = (answered("exchange:notice-publication", which) for which in (record, make.uuid(9)))
    assert there == nowhere
    assert there[0] == 404
    with pytest.raises(NotFound):
        publish(record, by=arta)
    with pytest.raises(NotFound):
        plan_readers(record, make.CLEAR, by=arta)


def test_a_draft_that_is_marked_on_another_page_is_published_by_that(desk: Reader) -> None:
    arta, record = focal_point("arta"), drafted(desk, make.STRICT)

    remark(Record.objects.get(pk=record), GROUP, by=desk)

    assert not Notice.objects.get().is_draft
    assert told(record) == [address(arta)]


def test_a_session_without_the_second_step_publishes_what_it_could_not_read_as_a_draft() -> None:
    weak = make.reader("weak", strong=False)

    of(weak).post(reverse("exchange:notice-new"), {**TYPED, "marking-tlp": "1"})

    row = Notice.objects.select_related("record").get()
    assert (row.is_draft, row.record.marking) == (False, make.GREEN)


def corrected(record: UUID, by: Reader, title: str, *, sq: str = "", reason: str = "The series was wrong.") -> None:
    texts = {"en": title, **({"sq": sq} if sq else {})}
    said = NoticeContent(ByLanguage(texts, "en"), category=ALERT, what_changed=reason)
    lifecycle.change(NOTICE, record, said, expected=Record.objects.get(pk=record).version, by=by)


def test_a_corrected_alert_is_to_be_acknowledged_again_and_what_was_acknowledged_stays_listed(desk: Reader) -> None:
    arta = focal_point("arta")
    record = published(desk)
    assert told(record) == [address(arta)]
    acknowledge(record, by=arta)
    corrected(record, desk, TITLE, sq="Pistoleta")
    assert (banners(arta), told(record)) == ((), []), "a translation corrects nothing"

    with clock.time_from(lambda: NOON + timedelta(hours=1)):
        corrected(record, desk, "Converted revolvers in parcels", sq="Pistoleta")
        (banner,) = banners(arta)
        page = page_of(arta, "exchange:notice", record)
        assert told(record) == [address(arta)]
        assert told(record) == [], "once"

    assert banner.corrected
    assert "You acknowledged an earlier version on" in page
    assert "The series was wrong." in page
    (receipt,) = overview_for(desk, record).named
    assert (receipt.acknowledged_at, receipt.acknowledged_before) == (None, NOON)
    acknowledge(record, by=arta)
    assert overview_for(desk, record).every.acknowledged == 1
    assert Receipt.objects.get().acknowledged_before == NOON


def test_one_banner_stands_for_all_alerts_that_wait(desk: Reader) -> None:
    arta = focal_point("arta")
    for hours, title in enumerate(("First alert", "Second alert", "Third alert")):
        then = NOON + timedelta(hours=hours)
        with clock.time_from(then.replace):
            published(desk, title=title)

    page = page_of(arta, "people:account")

    assert "Third alert" in page
    assert "First alert" not in page
    assert "and 2 more" in " ".join(page.split())


def test_a_last_day_in_the_past_is_refused_beside_its_field(desk: Reader) -> None:
    over = (NOON - timedelta(days=1)).date().isoformat()
    data = {**TYPED, **FOR_GROUP, "valid_until": over}

    new = of(desk).post(reverse("exchange:notice-new"), data).content.decode()
    record = published(desk)
    change = reverse("exchange:notice-change", args=[record])
    again = of(desk).post(change, {**data, "version": "1", "what_changed": "The day"}).content.decode()

    for page in (new, again):
        assert "This date has passed. Enter today or a later date." in page
    assert Notice.objects.count() == 1


def test_where_no_e_mail_leaves_the_page_promises_none(desk: Reader) -> None:
    focal_point("arta")
    record = drafted(desk)

    with override_settings(SITE_ADDRESS=SITE):
        assert "1 person receives an e-mail" in page_of(desk, "exchange:notice", record)
    with override_settings(SITE_ADDRESS=""):
        assert "No e-mail is sent from this installation" in page_of(desk, "exchange:notice", record)
        assert "No e-mail is sent from this installation" in page_of(desk, "exchange:notice-new")


def test_the_reminder_of_a_corrected_alert_is_sent_anew(desk: Reader) -> None:
    arta = focal_point("arta")
    record = published(desk, remind_after=1)
    told(record)
    with clock.time_from(lambda: NOON + timedelta(days=1)):
        assert sent() == [address(arta)]
        said = NoticeContent(ByLanguage({"en": "Other"}, "en"), category=ALERT, remind_after=1, what_changed="All")
        lifecycle.change(NOTICE, record, said, expected=1, by=desk)
        assert told(record) == [address(arta)]
    mail.outbox.clear()
    with clock.time_from(lambda: NOON + timedelta(days=2, hours=1)):
        assert sent() == [address(arta)]
