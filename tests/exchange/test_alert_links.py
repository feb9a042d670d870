"""From its e-mail an alert is acknowledged without signing in: by one button, once, by whoever may read it then."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from egnatia.exchange.models import AlertLink, Receipt
from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.queries import banners
from egnatia.exchange.receipts.actions import recall
from egnatia.exchange.receipts.queries.inbox import recalls_to_acknowledge
from egnatia.exchange.receipts.queries.overview import overview_for
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Membership, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.markings import remark
from tests import make
from tests.exchange.alerts import NOON, TITLE, address, focal_point, published, told
from tests.visits import of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def linked(record: UUID, reader: Reader) -> str:
    """The token of the link in the e-mail about an alert."""
    assert told(record) == [address(reader)]
    letter = str(mail.outbox[-1].body)
    (token,) = re.findall(r"/exchange/notices/link/([^/\s]+)/\?language=en\n", letter)
    return str(token)


def pressed(token: str, *, method: str = "post") -> tuple[int, str]:
    answer = getattr(Client(), method)(reverse("exchange:alert-link", args=[token]))
    return answer.status_code, answer.content.decode()


def test_looking_changes_nothing_and_tells_nothing_and_the_button_acknowledges_once(desk: Reader, arta: Reader) -> None:
    record = published(desk)
    token = linked(record, arta)

    looked, guessed = pressed(token, method="get"), pressed("guessed", method="get")
    there, nowhere = (re.sub("csrf.*?>", "", page) for page in (looked[1].replace(token, "guessed"), guessed[1]))
    assert there == nowhere
    assert TITLE not in looked[1]
    assert not Receipt.objects.exists()

    assert [pressed(token)[0] for _ in range(2)] == [302, 404]
    receipt = Receipt.objects.get()
    assert (receipt.acknowledged_at, receipt.opened_at, str(receipt.person_id)) == (NOON, None, arta.person)
    every = overview_for(desk, record).every
    assert (every.people, every.opened, every.acknowledged) == (1, 0, 1)
    assert banners(arta) == ()
    assert AuditEvent.objects.filter(verb="acknowledged", person=arta.person, target=str(record)).count() == 1
    assert not AuditEvent.objects.filter(verb="opened").exists()


def test_the_button_is_there_for_whoever_is_signed_in_too(desk: Reader, arta: Reader) -> None:
    record = published(desk)
    there = reverse("exchange:alert-link", args=[linked(record, arta)])

    assert [of(arta).get(there).status_code, of(arta).post(there).status_code] == [200, 302]
    assert banners(arta) == ()


def test_what_a_link_acknowledged_and_nobody_opened_is_not_told_of_as_opened_when_it_is_recalled(
    desk: Reader, arta: Reader
) -> None:
    record = published(desk)
    pressed(linked(record, arta))

    recall(record, "Wrong", "Delete", by=desk)

    assert list(recalls_to_acknowledge(arta)) == []


@pytest.mark.parametrize("what", ["late", "narrowed", "withdrawn", "left", "corrected"])
def test_a_link_opens_nothing_once_its_reader_could_not_acknowledge(what: str, desk: Reader, arta: Reader) -> None:
    record = published(desk)
    token, now = linked(record, arta), NOON
    if what == "late":
        now = NOON + timedelta(days=9)
    elif what == "narrowed":
        remark(Record.objects.get(pk=record), make.STRICT, by=desk)
    elif what == "withdrawn":
        lifecycle.withdraw(NOTICE, record, by=desk)
    elif what == "left":
        Membership.objects.filter(person=UUID(arta.person)).delete()
    else:
        said = NoticeContent(ByLanguage({"en": "Corrected"}, "en"), category=ALERT, what_changed="The title")
        lifecycle.change(NOTICE, record, said, expected=1, by=desk)

    with clock.time_from(lambda: now):
        assert pressed(token)[0] == 404

    assert not Receipt.objects.exists()


def test_the_secret_of_a_link_is_kept_nowhere_and_its_record_is_its_readers_alone(desk: Reader, arta: Reader) -> None:
    record = published(desk)
    token = linked(record, arta)

    row = AlertLink.objects.select_related("record").get()
    assert token not in str(vars(row))
    assert token not in str(list(AuditEvent.objects.values()))
    assert AlertLink.visible_to(arta).exists()
    assert not AlertLink.visible_to(desk).exists()
    assert not AlertLink.visible_to(focal_point("besa", "MNE")).exists()
