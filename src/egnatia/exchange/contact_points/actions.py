"""Communication checks: started over chosen contact points, sent with a link for one click, confirmed once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from egnatia.exchange.contact_points.fields import CONTACT_POINT
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.exchange.contact_points.queries import check_pressed, checkable, has_checked, may_check
from egnatia.guests.actions import Letter, Links
from egnatia.guests.jobs import letters
from egnatia.guests.readers import reader_behind
from egnatia.guests.rules import last_moment
from egnatia.kernel import clock, ids, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit

DAYS = 7  # that a link is valid
FOR_MEMBERS = Marking(Tlp.GREEN)  # of those who see the contact point


def require_may_check(by: Reader) -> None:
    """Raises NotAllowed: for the secretariat and for offices that are contact points, these once a week."""
    if not may_check(by):
        raise NotAllowed(by.why_not("contact-check"))
    if has_checked(by):
        raise NotAllowed("contact-check-week")


@transaction.atomic
def start_check(points: Collection[UUID], *, by: Reader, key: str = "") -> tuple[UUID, list[UUID]]:
    """(the check, its requests without a link yet): whoever sends an e-mail makes its link.

    Pressed twice with the same `key` it is the one that was started at first, with nothing to send.
    Raises NotFound where one of the contact points is none that they see and that has a mailbox.
    """
    if not by.is_anonymous:
        records.hold(UUID(by.organisation))  # two colleagues who start at once wait for each other
    if key and (before := check_pressed(by, key)):
        return before, []
    require_may_check(by)
    chosen = [row for row in checkable(by, {}) if row.pk in set(points)]
    if not chosen or len(chosen) != len(set(points)):
        raise NotFound
    batch, now = ids.new_id(), clock.now()
    made = [_asked(row, batch, now, by, f"{key}:{row.pk}" if key else None) for row in chosen]
    audit.record("asked", CheckRequest.KIND, batch, by=by, points=[str(row.pk) for row in chosen], days=DAYS)
    return batch, made


def _asked(row: ContactPoint, batch: UUID, now: datetime, by: Reader, key: str | None) -> UUID:
    said = CONTACT_POINT.said(row)
    content = VersionContent(body={"point": str(row.pk)})
    record = records.create(CheckRequest.KIND, content, FOR_MEMBERS, by=by, natural_key=key)
    CheckRequest.objects.create(
        record=record,
        batch=batch,
        point=row,
        mailbox=said.mailbox,
        language=language_of(said.languages),
        asked_at=now,
        expires_at=last_moment(now, DAYS),
    )
    return record.pk


def language_of(spoken: Collection[str]) -> str:
    """The language of the e-mail: one of the office's own that the site has, else English."""
    has = dict(settings.LANGUAGES_OF_MEMBERS)
    return next((code for code in spoken if code != "en" and code in has), "en")


def letter_to(request: CheckRequest) -> Letter:
    """It names who asks where the office may know of them, and nothing of the contact point."""
    owner = str(request.record.owner_id)
    who = organisation_names(reader_behind(request), [owner]).get(owner, "")
    return Letter(request.mailbox, {"who": who})


def own_request(_by: Reader, _record: UUID) -> CheckRequest:
    """Nobody makes such a link by hand."""
    raise NotFound


LINKS = Links(CheckRequest, "exchange:contact-check", "exchange/mails/contact_check", letter_to, own_request)
send_check_letter = letters("exchange.send_contact_check", LINKS)


def confirm(token: str) -> None:
    """The mailbox answers. Raises NotFound for a link that opens nothing now: it does so once."""
    LINKS.answer(token, lambda _request: None)
