"""Alerts as members publish them, for tests."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core import mail

from egnatia.exchange.notices.actions import NOTICE, plan_alert
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.reminders.actions import send
from tests import make
from tests.reminders.doing import SITE, written_to

NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
TITLE = "Converted pistols in parcels"
GROUP = make.amber("focal-points")


def published(by: Reader, marking: Marking = GROUP, *, title: str = TITLE, category: str = ALERT, **said: Any) -> UUID:  # noqa: ANN401 - fields
    content = NoticeContent(ByLanguage({"en": title}, "en"), category=category, **said)
    return lifecycle.create(NOTICE, content, marking, by=by)


def focal_point(username: str, economy: str = "ALB", *, mailed: bool = True) -> Reader:
    reader = make.reader(username, seats=(("focal-points", economy),))
    if mailed:
        written_to(reader)
    return reader


def address(reader: Reader) -> str:
    return f"{reader.person[:8]}@example.org"


def told(record: UUID) -> list[str]:
    """Whom the e-mail about an alert left for, at once."""
    before = len(mail.outbox)
    for reminder in plan_alert(record):
        send(reminder, site=SITE)
    return sorted(letter.to[0] for letter in mail.outbox[before:])
