"""The directory by economy, and what communication checks showed: of what the reader sees."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from egnatia.exchange.contact_points.fields import ROLES, ContactPointContent
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.content import ByLanguage, parts_of, seen_by
from egnatia.kernel.records.filters import rows_wanted
from egnatia.pages.hours import hours_in_words
from egnatia.pages.record_presenters import RecordCell, cell_of
from egnatia.taxonomy.forum import forum, told

MOST = 1_000  # of one directory
NUMBER = re.compile(r"\+?[\d\s()/.-]{3,}")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact point as the reader may know it; what they may not know is empty.

    `number` is the telephone as a link dials it: "" where it is no number.
    """

    id: UUID
    place: tuple[int, int, str, UUID]  # in lists: by economy as the forum has them, by role, by name
    name: RecordCell
    role: str
    topics: str
    economy: str  # its code
    economy_name: str
    mailbox: str
    telephone: str
    number: str
    hours: str
    languages: str
    deputy: str
    valid_until: date | None
    expired: bool
    tlp: Tlp
    organisation: str  # whose it is: "" where they may not know
    changed_at: datetime

    @property
    def marking(self) -> str:
        return self.tlp.words


@dataclass(frozen=True, slots=True)
class EconomyContacts:
    """The contact points of an economy. None of them: a vacancy, as far as the reader can see."""

    name: str
    rows: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class ContactDirectory:
    parts: tuple[EconomyContacts, ...]
    more: bool

    @property
    def rows(self) -> tuple[ContactRow, ...]:
        return tuple(row for part in self.parts for row in part.rows)


def directory(reader: Reader, wanted: Mapping[str, str]) -> ContactDirectory:
    """By economy in the forum's order, then offices of none; never by how fast they answer.

    An economy without any is listed too, unless somebody searches for words.
    """
    rows = contacts_wanted(reader, wanted)
    there: dict[str, list[ContactRow]] = {}
    for row in rows[:MOST]:
        there.setdefault(row.economy, []).append(row)
    names = {each.code: each.name for each in forum().economies}
    expected = [] if wanted.get("q") else [each for each in names if wanted.get("economy", each) == each]
    codes = [code for code in names if code in there or code in expected]
    beyond = sorted(code for code in there if code not in names)
    parts = (
        EconomyContacts(names.get(code, code) or _regional(), tuple(there.get(code, ()))) for code in codes + beyond
    )
    return ContactDirectory(tuple(parts), len(rows) > MOST)


def _regional() -> str:
    return _("Regional and international")


def contacts_wanted(reader: Reader, wanted: Mapping[str, str]) -> list[ContactRow]:
    """Those that the filters let through, by role and name; one more than fits where there are more."""
    found = rows_wanted(ContactPoint, ContactPointContent, reader, wanted).order_by("record_id")[: MOST + 1]
    return contacts_of(reader, found)


def contacts_of(reader: Reader, found: Iterable[ContactPoint]) -> list[ContactRow]:
    """In the order of a list. One query for the names of all organisations."""
    points = list(found)
    organisation_names(reader, {str(point.record.owner_id) for point in points})
    rows = [contact_of(reader, point) for point in points]
    return sorted(rows, key=lambda row: row.place)


def contact_of(reader: Reader, row: ContactPoint) -> ContactRow:
    """A contact point that the reader sees, as they may know it."""
    known = seen_by(ContactPointContent, reader, row.record.envelope, row.content)
    cells = {name: cell_of(part, known.get(name), reader) for name, part in parts_of(ContactPointContent).items()}
    said: ByLanguage = known["name"]
    name = told(said.texts, *said.first())
    until, owner = known.get("valid_until"), str(row.record.owner_id)
    return ContactRow(
        id=row.pk,
        place=_place(known["economy"], known["role"], name.text, row.pk),
        name=replace(cells["name"], text=name.text, lang=name.lang),
        role=cells["role"].text,
        topics=cells["topics"].text,
        economy=known["economy"],
        economy_name=cells["economy"].text,
        mailbox=cells["mailbox"].text,
        telephone=cells["telephone"].text,
        number=dialled(cells["telephone"].text),
        hours=_joined([hours_in_words(cells["hours"].text), cells["zone"].text]),
        languages=cells["languages"].text,
        deputy=cells["deputy"].text,
        valid_until=until,
        expired=until is not None and until < clock.today(),
        tlp=row.record.marking.tlp,
        organisation=organisation_names(reader, [owner]).get(owner, ""),
        changed_at=row.record.changed_at.astimezone(UTC),
    )


def _place(economy: str, role: str, name: str, pk: UUID) -> tuple[int, int, str, UUID]:
    codes, roles = [each.code for each in forum().economies], list(ROLES)
    return (
        codes.index(economy) if economy in codes else len(codes),
        roles.index(role) if role in roles else len(roles),
        name.casefold(),
        pk,
    )


def _joined(texts: Sequence[str]) -> str:
    """Hours and their time zone."""
    hours, zone = texts
    return _("%(hours)s (time in %(zone)s)") % {"hours": hours, "zone": zone} if hours and zone else hours or zone


def dialled(telephone: str) -> str:
    """A telephone number without what only eyes need; "" for anything else."""
    return re.sub(r"[^\d+]", "", telephone) if NUMBER.fullmatch(telephone) else ""


WEEK = timedelta(days=7)  # after which an office may start its next check
MOST_CHECKS = 100


def may_check(reader: Reader) -> bool:
    """The secretariat, and offices that are contact points themselves; with the second factor."""
    if not reader.strong or reader.is_anonymous:
        return False
    own = ContactPoint.visible_to(reader).filter(record__owner=UUID(reader.organisation))
    return reader.is_secretariat or own.exists()


def has_checked(reader: Reader) -> bool:
    """Whether their office started a check within a week. The secretariat may as often as it needs."""
    since = clock.now() - WEEK
    own = _requests(reader).filter(record__owner=UUID(reader.organisation), asked_at__gt=since)
    return not reader.is_secretariat and own.exists()


def check_pressed(reader: Reader, key: str) -> UUID | None:
    """The check that their office started by a form with this key."""
    if reader.is_anonymous:
        return None
    own = _requests(reader).filter(record__owner=UUID(reader.organisation), record__natural_key__startswith=f"{key}:")
    found: UUID | None = own.values_list("batch", flat=True).first()
    return found


def checkable(reader: Reader, wanted: Mapping[str, str]) -> list[ContactPoint]:
    """The contact points that the filters let through and that have a mailbox."""
    rows = rows_wanted(ContactPoint, ContactPointContent, reader, wanted).exclude(content__mailbox="")
    return list(rows.order_by("record_id")[:MOST])


def _requests(reader: Reader) -> "QuerySet[Any]":
    """What members know of checks: of the contact points that they see."""
    return CheckRequest.objects.none() if reader.is_anonymous else CheckRequest.visible_to(reader)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check, as far as the reader sees the contact points that were asked. `by` is "" where they may not know."""

    id: UUID
    by: str
    asked_at: datetime
    until: datetime
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What became of one e-mail of a check: `took` from sending to the click, in words."""

    contact: ContactRow
    sent_at: datetime | None
    answered_at: datetime | None
    took: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    check: CheckRow
    answers: tuple[CheckAnswer, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class Reachability:
    """Of one contact point: when it answered last, and how long it takes, in words; "" where it never did."""

    last: datetime | None
    median: str
    asked: int
    answered: int


def checks_seen_by(reader: Reader) -> list[CheckRow]:
    """The newest first."""
    return _checks(reader, _requests(reader))


def _checks(reader: Reader, requests: "QuerySet[Any]") -> list[CheckRow]:
    grouped = requests.values("batch", "record__owner", "asked_at", "expires_at")
    found = grouped.annotate(asked=Count("pk"), answered=Count("handed_in_at")).order_by("-asked_at", "batch")
    rows = list(found[:MOST_CHECKS])
    names = organisation_names(reader, {str(row["record__owner"]) for row in rows})
    return [
        CheckRow(
            row["batch"],
            names.get(str(row["record__owner"]), ""),
            row["asked_at"],
            row["expires_at"],
            row["asked"],
            row["answered"],
        )
        for row in rows
    ]


def check_seen_by(reader: Reader, batch: UUID) -> CheckPage:
    """Its contact points in the order of the directory. Raises NotFound where the reader sees none of them."""
    requests = list(_requests(reader).filter(batch=batch).select_related("point__record"))
    if not requests:
        raise NotFound
    (check,) = _checks(reader, _requests(reader).filter(batch=batch))
    contacts = contacts_of(reader, [request.point for request in requests])
    asked = {request.point_id: request for request in requests}
    answers = [_answer(row, asked[row.id]) for row in contacts]
    return CheckPage(check, tuple(answers), check.until <= clock.now())


def _answer(contact: ContactRow, request: CheckRequest) -> CheckAnswer:
    took = _took(request.sent_at or request.asked_at, request.handed_in_at)
    return CheckAnswer(contact, request.sent_at, request.handed_in_at, _words(took) if took else "")


def _took(sent: datetime, answered: datetime | None) -> timedelta | None:
    return answered - sent if answered else None


def _words(took: timedelta) -> str:
    """The largest unit alone: more would say more than a click does."""
    if took < timedelta(minutes=1):
        return _("less than a minute")
    now = clock.now()
    return timesince(now - took, now, depth=1)


def reachability_of(reader: Reader, record: UUID) -> Reachability | None:
    """Of a contact point that the reader sees; None for visitors. One query."""
    if reader.is_anonymous:
        return None
    requests = _requests(reader).filter(point=record)
    found = list(requests.values_list("asked_at", "sent_at", "handed_in_at"))
    times = [took for asked, sent, answered in found if (took := _took(sent or asked, answered))]
    last = max((answered for _asked, _sent, answered in found if answered), default=None)
    return Reachability(
        last,
        _words(timedelta(seconds=median(each.total_seconds() for each in times))) if times else "",
        len(found),
        len(times),
    )
