"""The directory: contact points by economy, of what the reader sees."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.exchange.contact_points.fields import ContactPointContent
from egnatia.exchange.contact_points.models import ContactPoint
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.content import parts_of, seen_by
from egnatia.kernel.records.filters import rows_wanted
from egnatia.pages.record_presenters import RecordCell, cell_of
from egnatia.taxonomy.forum import forum

MOST = 1_000  # of one directory
NUMBER = re.compile(r"\+?[\d\s()/.-]{3,}")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact point as the reader may know it; what they may not know is empty.

    `number` is the telephone as a link dials it: "" where it is no number.
    """

    id: UUID
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
    changed: date

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
    rows = [contact_of(reader, row) for row in found]
    return sorted(rows, key=lambda row: (row.role, row.name.text.casefold(), row.id))


def contact_seen_by(reader: Reader, record: UUID) -> ContactRow:
    """Raises NotFound where there is none that the reader sees."""
    found = ContactPoint.visible_to(reader).filter(pk=record).first()
    if found is None:
        raise NotFound
    return contact_of(reader, found)


def contact_of(reader: Reader, row: ContactPoint) -> ContactRow:
    """A contact point that the reader sees, as they may know it."""
    known = seen_by(ContactPointContent, reader, row.record.envelope, row.content)
    cells = {name: cell_of(part, known.get(name), reader) for name, part in parts_of(ContactPointContent).items()}
    until = known.get("valid_until")
    return ContactRow(
        id=row.pk,
        name=cells["name"],
        role=cells["role"].text,
        topics=cells["topics"].text,
        economy=known["economy"],
        economy_name=cells["economy"].text,
        mailbox=cells["mailbox"].text,
        telephone=cells["telephone"].text,
        number=dialled(cells["telephone"].text),
        hours=_joined([cells["hours"].text, cells["zone"].text]),
        languages=cells["languages"].text,
        deputy=cells["deputy"].text,
        valid_until=until,
        expired=bool(until) and until < clock.today(),
        tlp=row.record.marking.tlp,
        changed=row.record.changed_at.date(),
    )


def _joined(texts: Sequence[str]) -> str:
    """Hours and their time zone."""
    hours, zone = texts
    return _("%(hours)s (time in %(zone)s)") % {"hours": hours, "zone": zone} if hours and zone else hours or zone


def dialled(telephone: str) -> str:
    """A telephone number without what only eyes need; "" for anything else."""
    return re.sub(r"[^\d+]", "", telephone) if NUMBER.fullmatch(telephone) else ""
