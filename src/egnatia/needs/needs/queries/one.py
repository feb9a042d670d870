"""One need as its page shows it, for a reader who may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Office, Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read
from egnatia.kernel.tokens import covers, focal_point
from egnatia.kernel.versions import VersionRow, versions_seen_by
from egnatia.needs.needs.authority import may_confirm
from egnatia.needs.needs.differences import Edition, Saying, editions
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.queries.visible import need_row
from egnatia.needs.needs.queries.wording import words_for
from egnatia.needs.needs.rows import NeedRow, row_of
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED, Said


@dataclass(frozen=True, slots=True)
class NeedPage:
    """The page of a need. `unreachable`: no focal point of its economy can read it, so nobody can confirm it."""

    row: NeedRow
    path: tuple[str, ...]
    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[Edition, ...]
    writable: bool
    answerable: bool
    unreachable: bool
    changed_at: datetime

    @property
    def asks(self) -> bool:
        """Whether it waits for the reader's word."""
        return self.answerable and self.row.drafted


def page_of(reader: Reader, record: UUID, names: ForumNames, objectives: Objectives) -> NeedPage:
    """Raises NotFound where there is none that the reader sees."""
    need = need_row(reader, record)
    envelope = need.record.envelope
    words = words_for(reader, names, objectives, [need])
    versions = versions_seen_by(reader, record, Need.KIND)
    return NeedPage(
        row=row_of(need, words),
        path=objectives.path(need.objective),
        owner=words.organisations.get(str(need.record.owner_id), ""),
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=_audience(reader, need.record),
        history=editions(versions, _sayings(need, versions, words.member), names, objectives),
        writable=may_write(reader, need.record),
        answerable=may_confirm(reader, need.economy_id),
        unreachable=_unreachable(need),
        changed_at=need.record.changed_at,
    )


def may_write(reader: Reader, record: Record) -> bool:
    """Whether the form would be taken: the owner's organisation alone writes, with its second step."""
    return reader.strong and str(record.owner_id) == reader.organisation


def _audience(reader: Reader, record: Record) -> tuple[Group, ...]:
    """Nobody but members asks who they are."""
    if reader.is_anonymous:
        return ()
    return audience_of(record.marking, owner=str(record.owner_id), author=record.author, asker=reader)


def _sayings(need: Need, versions: list[VersionRow], member: bool) -> tuple[Saying, ...]:
    """What the economy said to the versions that the reader may see."""
    numbers = [version.number for version in versions]
    rows = NeedAnswer.objects.filter(need=need, version__in=numbers).order_by("-at", "-pk")
    return tuple(
        Saying(row.version, row.verdict == CONFIRMED, row.by if member else "", row.organisation, row.at)
        for row in rows
    )


def _unreachable(need: Need) -> bool:
    """Asked of the seats that there are, not of who holds them: a vacant seat is filled one day."""
    if need.status != DRAFTED:
        return False
    return not any(covers(need.record.tokens, frozenset({seat})) for seat in seats_of(need.economy_id))


def seats_of(economy: str) -> frozenset[str]:
    """The offices of its focal points, in whatever community."""
    rows = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, economy=economy).order_by("community_id")
    return frozenset(focal_point(slug, economy) for slug in rows.values_list("community_id", flat=True) if slug)


@dataclass(frozen=True, slots=True)
class Editable:
    """What the form starts from. `version` is what a change is made against."""

    id: UUID
    version: int
    said: Said
    marking: Marking


def require_writer(reader: Reader, record: UUID) -> Need:
    """The need; raises NotFound where the reader sees none, NotAllowed where he may not write it."""
    need = need_row(reader, record)
    if not may_write(reader, need.record):
        raise NotAllowed(reader.why_not("owner"))
    return need


def editable_by(reader: Reader, record: UUID) -> Editable:
    """Raises NotFound where the reader sees none, NotAllowed where it is another organisation's."""
    need = require_writer(reader, record)
    return Editable(need.pk, need.record.version, said_of(need), need.record.marking)


def draft_for(reader: Reader, record: UUID) -> Editable:
    """A need that the reader sees, to say it in his own words. Raises NotFound."""
    need = need_row(reader, record)
    return Editable(need.pk, need.record.version, said_of(need), need.record.marking)


def said_of(need: Need) -> Said:
    return Said(
        economy=need.economy_id,
        objective=need.objective,
        priority=need.priority,
        nature=need.nature,
        perspective=need.perspective,
        words=need.text,
        language=need.language,
        source=need.source,
        page=need.page,
        round=need.round,
    )
