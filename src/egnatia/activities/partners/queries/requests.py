"""The requests that a reader's organisation or the secretariat has made, and one of them with what came back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from egnatia.activities.activities import labels
from egnatia.activities.activities.labels import language_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.partners.labels import STANDING
from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.guests.rules import ASKED, HANDED_IN, OVER, RECALLED
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.people import mail

MOST = 200


@dataclass(frozen=True, slots=True)
class PartnerRequestRow:
    """`mailbox` is "" where none left; `standing` is where it has come to; `live`: its link opens something; `rows`
    are the activities that the reader sees now. What somebody types before handing in is their own, and told nowhere.
    """

    id: UUID
    organisation: UUID
    name: str
    mailbox: str
    language: str
    language_name: str
    way: str
    asked_by: str
    asked_at: datetime
    until: datetime
    sent_at: datetime | None
    opened_at: datetime | None
    handed_in_at: datetime | None
    recalled_at: datetime | None
    standing: str
    standing_words: str
    live: bool
    writable: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An activity that was asked about."""

    id: UUID
    title: str
    lang: str


def requests_seen_by(reader: Reader) -> tuple[PartnerRequestRow, ...]:
    """The newest first."""
    found = _counted(PartnerRequest.visible_to(reader), reader).order_by("-asked_at", "-record_id")[:MOST]
    return tuple(_row(each, reader) for each in found if may_read(reader, each.record.envelope).allowed)


def request_seen_by(reader: Reader, record: UUID) -> PartnerRequestRow:
    """Raises NotFound where the reader sees none."""
    found = _counted(PartnerRequest.visible_to(reader).filter(pk=record), reader).first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return _row(found, reader)


def listed(reader: Reader, record: UUID) -> tuple[Listed, ...]:
    """The activities of a request, as far as the reader sees them now."""
    numbers = dict(PartnerRow.objects.filter(request=record).values_list("activity_id", "number"))
    rows = Activity.visible_to(reader).filter(pk__in=[pk for pk in numbers if pk]).only("title", "language", "record")
    ordered = sorted(rows, key=lambda row: numbers[row.pk])
    return tuple(Listed(row.pk, row.title, row.language) for row in ordered)


def _counted(found: "QuerySet[Any]", reader: Reader) -> "QuerySet[Any]":
    seen = Q(rows__activity__in=Activity.visible_to(reader).values("pk"))
    counted: QuerySet[Any] = found.select_related("organisation").annotate(number=Count("rows", filter=seen))
    return counted


def _row(request: PartnerRequest, reader: Reader) -> PartnerRequestRow:
    standing = standing_of(request)
    return PartnerRequestRow(
        id=request.pk,
        organisation=request.organisation_id,
        name=request.organisation.name,
        mailbox=request.mailbox,
        language=request.language,
        language_name=language_name(request.language),
        way=request.get_way_display(),
        asked_by=request.asked_by,
        asked_at=request.asked_at,
        until=request.expires_at,
        sent_at=request.sent_at,
        opened_at=request.opened_at,
        handed_in_at=request.handed_in_at,
        recalled_at=request.recalled_at,
        standing=standing,
        standing_words=labels.label(STANDING, standing),
        live=standing not in (HANDED_IN, RECALLED, OVER),
        writable=reader.strong and str(request.record.owner_id) == reader.organisation,
        rows=request.number,  # type: ignore[attr-defined]  # annotated
    )


def standing_of(request: PartnerRequest) -> str:
    """Where it has come to: a key of `labels.STANDING`."""
    if request.status != ASKED:
        return request.status
    return "sending" if mail.leaves_here() else "unsent"
