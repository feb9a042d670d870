"""What of a snapshot a reader may read, and what of it whoever belongs to an audience may read too.

Each item stands under the narrower of its marking when it was frozen and its marking now: what was narrowed or recalled
since is as if it had never been there. Nothing is counted before that.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.marking import Tlp, level_of
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import PUBLIC, covers
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record, covering, seen
from egnatia.matching.models import Position
from egnatia.matching.queries.visible import past_first_days
from egnatia.matching.rules import SidePosition, together
from egnatia.needs.needs.models import Need
from egnatia.reporting.snapshots.findings import Findings, Frozen, MatchRead, Pair
from egnatia.reporting.snapshots.items import (
    AnswerKept,
    ClearanceKept,
    MatchKept,
    NeedKept,
    NoteKept,
    PositionKept,
    WorkKept,
)
from egnatia.reporting.snapshots.models import RoundNote, Snapshot, SnapshotClearance, SnapshotMatch, SnapshotSource
from egnatia.reporting.snapshots.queries.visible import head_of, snapshot_row
from egnatia.reporting.snapshots.sources import SourceRecord, Sources
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import DONE, GONE

STRUCTS: dict[str, type[msgspec.Struct]] = {
    Activity.KIND: WorkKept,
    Need.KIND: NeedKept,
    Position.KIND: PositionKept,
    RoundAnswer.KIND: AnswerKept,
    RoundNote.KIND: NoteKept,
}

NO_LEVELS: Mapping[UUID, Tlp] = MappingProxyType({})


def kind_of(kept: msgspec.Struct) -> str:
    """The kind of record that a struct was made of."""
    return next(kind for kind, struct in STRUCTS.items() if isinstance(kept, struct))


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom it is: a reader alone, or an audience too. `as_of` is the day of what is read."""

    reader: Reader
    as_of: date
    audience: frozenset[str] | None = None

    def reads(self, source: SourceRecord) -> bool:
        return self.audience is None or covers(source.tokens, self.audience)

    def round_covers(self, found: Snapshot) -> bool:
        """Answers and notes hang on the round."""
        if self.audience is None:
            return True
        return Record.objects.filter(covering(self.audience, "pk"), pk=found.round_id).exists()

    def open(self, organisations: Iterable[str], *, past: bool) -> bool:
        """Matches are never the public's; until they are past their first days only their owners' and the
        secretariat's.

        A pair is opened here by its days alone, not earlier by the views on it.
        """
        if self.reader.is_anonymous or (self.audience is not None and PUBLIC in self.audience):
            return False
        if past:
            return True
        near = self.reader.is_secretariat or (self.reader.strong and self.reader.organisation in organisations)
        return self.audience is None and near


def frozen_for(reader: Reader, snapshot: UUID) -> Frozen | None:
    """The snapshot as the reader may read it today, None where they may not read it at all.

    The number of queries is the same whatever it holds.
    """
    try:
        found = snapshot_row(reader, snapshot)
    except NotFound:
        return None
    clearances = SnapshotClearance.objects.filter(
        snapshot=found, participant__in=participants_seen_by(reader).order_by().values("pk")
    )
    kept = tuple(msgspec.convert(row.content, type=ClearanceKept) for row in clearances.order_by("participant"))
    return _frozen(found, _sources(reader, found), Audience(reader, found.as_of), kept)


def frozen_covering(
    audience: frozenset[str], reader: Reader, snapshot: UUID, *, among: Collection[UUID] | None = None
) -> Frozen:
    """The same, and of that what everybody in the audience may read: both markings of each item cover it by the
    kernel's table, and so do those of what it hangs on. Who cleared what is in none.
    `among`: the records that somebody looked at; nothing else is taken.

    Raises NotFound where the reader may not read the snapshot.
    """
    found = snapshot_row(reader, snapshot)
    rows = _sources(reader, found).filter(covering(audience, "record_id"))
    if among is not None:  # the snapshot is none of its sources: of nobody's records the database is asked too
        rows = rows.filter(record__in=[*among, found.pk])
    return _frozen(found, rows, Audience(reader, found.as_of, audience))


def covering_records(audience: frozenset[str], reader: Reader, snapshot: UUID) -> list[UUID]:
    """The records of a snapshot that the reader reads and that cover the audience, in their order."""
    found = snapshot_row(reader, snapshot)
    rows = _sources(reader, found).filter(covering(audience, "record_id")).values_list("record", "tokens")
    return [record for record, tokens in rows if covers(frozenset(tokens), audience)]


def _sources(reader: Reader, found: Snapshot) -> Any:  # noqa: ANN401 - a query set of sources
    return SnapshotSource.objects.filter(
        seen(reader, "record_id"), snapshot=found, tokens__overlap=sorted(reader.held)
    ).order_by("record")


def _frozen(
    found: Snapshot,
    rows: Any,  # noqa: ANN401 - a query set of sources
    who: Audience,
    clearances: tuple[ClearanceKept, ...] = (),
) -> Frozen:
    there = list(rows.annotate(level=F("record__tlp")))
    today = {row.record_id: Tlp(row.level) for row in there}
    kept = [source for source in map(_source, there) if who.reads(source)]
    if not who.round_covers(found):
        kept = [source for source in kept if not isinstance(source.frozen, AnswerKept | NoteKept)]
    pairs = SnapshotMatch.objects.filter(snapshot=found).order_by("left", "right")
    findings = findings_of(kept, [Pair(row.left_id, row.right_id, _match(row)) for row in pairs], who, today)
    return Frozen(
        head=head_of(who.reader, found),
        sources=findings.sources,
        matches=findings.matches,
        answers=findings.answers,
        notes=findings.notes,
        clearances=clearances,
        levels=findings.levels,
    )


def findings_of(
    kept: Sequence[SourceRecord], pairs: Iterable[Pair], who: Audience, today: Mapping[UUID, Tlp] = NO_LEVELS
) -> Findings:
    """What follows from items that may be read, and from those pairs of which both activities are among them. `today`:
    their levels now, where those may be others than the items'.

    What an answer says is over is not counted for whoever reads that answer; for others it stands as its record says.
    """
    answers = tuple(each.frozen for each in kept if isinstance(each.frozen, AnswerKept))
    verdicts = {answer.about: answer.verdict for answer in answers}
    sources = Sources.of([stands for each in kept if (stands := _standing(each, verdicts.get(each.record, "")))])
    there = {each.record for each in kept}
    return Findings(
        sources=sources,
        matches=tuple(sorted(_matches(sources, kept, pairs, who), key=lambda each: (-each.rank, each.kept.titles))),
        answers=tuple(answer for answer in answers if answer.about in there),
        notes=tuple(sorted(_notes(kept), key=lambda each: (each[1].at, each[0]))),
        levels={each.record: max(level_of(each.tokens), today.get(each.record, Tlp.CLEAR)) for each in kept},
    )


def _notes(kept: Iterable[SourceRecord]) -> Iterator[tuple[UUID, NoteKept]]:
    return ((each.record, each.frozen) for each in kept if isinstance(each.frozen, NoteKept))


def _standing(source: SourceRecord, verdict: str) -> SourceRecord | None:
    """The need or activity as it counts after what was answered: one that is done has ended, or is none any more."""
    if isinstance(source.frozen, WorkKept) and verdict == DONE:
        return replace(source, frozen=msgspec.structs.replace(source.frozen, phase="ended"))
    return None if verdict in (DONE, GONE) else source


def _source(row: SnapshotSource) -> SourceRecord:
    frozen = msgspec.convert(row.content, type=STRUCTS[row.kind])
    return SourceRecord(row.record_id, row.version, frozenset(row.tokens), frozen)


def _match(row: SnapshotMatch) -> MatchKept:
    return msgspec.convert(row.content, type=MatchKept)


def _matches(
    sources: Sources, kept: Sequence[SourceRecord], pairs: Iterable[Pair], who: Audience
) -> Iterator[MatchRead]:
    organisations = {record: work.organisation for record, work in sources.works if isinstance(work, WorkKept)}
    views: dict[UUID, list[PositionKept]] = {}
    for each in kept:
        if isinstance(each.frozen, PositionKept):
            views.setdefault(each.frozen.match, []).append(each.frozen)
    read = [pair for pair in pairs if pair.left in organisations and pair.right in organisations]
    past = past_first_days({pair.kept.match: pair.kept.found_at for pair in read}, who.as_of)
    for pair in read:
        if who.open((organisations[pair.left], organisations[pair.right]), past=pair.kept.match in past):
            yield _read(pair, views.get(pair.kept.match, ()))


def _read(pair: Pair, views: Iterable[PositionKept]) -> MatchRead:
    newest = {view.side: view for view in sorted(views, key=lambda view: view.at)}
    said = together(SidePosition(view.side, view.verdict) for view in newest.values())
    return MatchRead(pair.left, pair.right, pair.kept, tuple(newest.values()), said)
