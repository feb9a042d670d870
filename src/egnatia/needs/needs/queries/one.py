"""One need as its page shows it, for a reader who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Office, Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read
from egnatia.kernel.tokens import covers, focal_point
from egnatia.kernel.versions import VersionRow, versions_seen_by
from egnatia.needs.needs.authority import may_confirm
from egnatia.needs.needs.content import NEED
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.queries.visible import need_row
from egnatia.needs.needs.queries.wording import words_for
from egnatia.needs.needs.rows import NeedRow, row_of
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED
from egnatia.pages.history import Edition
from egnatia.pages.record_presenters import history_of


@dataclass(frozen=True, slots=True)
class Saying:
    """What the economy said to a version; `by` is "" where the reader may not know."""

    version: int
    confirmed: bool
    by: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NeedEdition(Edition):
    """One version: the file that it came in, by the identifier of its sheet, and what the economy said to it."""

    file: str
    sheet: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class NeedPage:
    """The page of a need. `unreachable`: no focal point of its economy can read it, so nobody can confirm it."""

    row: NeedRow
    path: tuple[str, ...]
    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[NeedEdition, ...]
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
        history=_history(reader, need, versions, _sayings(need, versions, words.member)),
        writable=NEED.writable(reader, need),
        answerable=may_confirm(reader, need.economy_id),
        unreachable=_unreachable(need),
        changed_at=need.record.changed_at,
    )


def _history(
    reader: Reader, need: Need, versions: Sequence[VersionRow], sayings: Sequence[Saying]
) -> tuple[NeedEdition, ...]:
    return tuple(
        NeedEdition(
            **{field.name: getattr(edition, field.name) for field in fields(edition)},
            file=str(version.provenance.get("file", "")),
            sheet=str(version.provenance.get("sheet", "")),
            sayings=tuple(each for each in sayings if each.version == version.number),
        )
        for version, edition in zip(versions, history_of(NEED, reader, need, versions), strict=True)
    )


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
