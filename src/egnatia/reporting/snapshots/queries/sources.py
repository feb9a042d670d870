"""What a snapshot of a round would hold today, as far as the officer sees it, in the form that it keeps."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F, Q, QuerySet

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import UPDATED
from egnatia.coverage import year_after
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.matching.models import Match, Position
from egnatia.matching.queries.positions import newest_first
from egnatia.matching.queries.visible import matches_visible_to, positions_visible_to
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.visible import works_granted
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED
from egnatia.reporting.snapshots.digests import digest_of
from egnatia.reporting.snapshots.findings import Pair
from egnatia.reporting.snapshots.items import (
    AnswerKept,
    ClearanceKept,
    MatchKept,
    NeedKept,
    NoteKept,
    PositionKept,
    RepliesKept,
    WorkKept,
)
from egnatia.reporting.snapshots.models import RoundNote, Snapshot
from egnatia.reporting.snapshots.rules import MOST_SOURCES
from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenSlice, FrozenWork, SourceRecord
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.questions import codes_of, is_asked_for
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import ACCEPTED, ADOPTED, DONE, GONE, NEEDS, RECEIVED


def works_frozen(
    asking: MatrixQuery, inside: "QuerySet[MatrixWork]", rows: "QuerySet[Any]"
) -> Iterator[tuple[Activity, FrozenWork]]:
    """Those of the activities `rows` that are `inside` the matrix, as they count.

    With newer ones of the same identifiers, whatever they say: they stand for the older ones.
    """
    works = {work.pk: work for work in inside.annotate(said=F("phase"))}
    slices = _slices(asking, works)
    twins = inside.filter(twinned=True).values("activity__identifier")
    wanted = rows.filter(Q(pk__in=list(works)) | Q(identifier__in=twins)).annotate(updated=UPDATED)
    for row in wanted.order_by("pk"):
        yield row, _frozen(row, works.get(row.pk), asking, tuple(slices.get(row.pk, ())))


def _slices(asking: MatrixQuery, works: Iterable[UUID]) -> dict[UUID, list[FrozenSlice]]:
    rows = MatrixSlice.objects.filter(work__in=list(works)).order_by("work", "level", "objective", "economy")
    if asking.filters.confirmed:
        rows = rows.filter(estimated=False)
    found: dict[UUID, list[FrozenSlice]] = {}
    for row in rows:
        said = FrozenSlice(row.level, row.objective, row.economy, row.estimated, row.undeclared)
        found.setdefault(row.work_id, []).append(said)
    return found


def _frozen(row: Activity, work: Any, asking: MatrixQuery, slices: tuple[FrozenSlice, ...]) -> FrozenWork:  # noqa: ANN401 - a MatrixWork with its phase, or None
    updated: Any = row.updated_at or row.entered_at
    said = {"identifier": row.identifier, "updated": updated.isoformat(), "title": row.title, "language": row.language}
    if work is None:
        return FrozenWork(**said, footing="dedicated", phase="ended", training=False, ending=False)
    return FrozenWork(
        **said,
        footing=work.footing,
        phase=work.said,
        training=work.training,
        ending=work.closes is not None and work.closes <= year_after(asking.as_of),
        partners=tuple(work.partners),
        names=tuple(work.partner_names),
        slices=slices,
    )


def need_frozen(need: Need) -> FrozenNeed:
    """A confirmed need in its economy's own words."""
    said = NEED.said(need)
    words, language = said.words.first()
    return FrozenNeed(
        objective=need.objective,
        economy=need.economy_id,
        priority=need.priority,  # type: ignore[arg-type]  # one of the three, says the column
        words=words,
        language=language,
        source=said.source,
        page=said.page,
        year=need.round or need.stated_on.year,
    )


OVER = (DONE, GONE)
IN = (ACCEPTED, ADOPTED)  # stages of participants whose answers go in


@dataclass(frozen=True, slots=True)
class Missing:
    """What an officer may wait for: participants that are asked and not accepted (their stages), needs that nobody
    confirmed, and needs and activities of which their participant says that they are over, though they stand there.
    """

    waiting: Mapping[UUID, str]
    unconfirmed: int
    over: int


@dataclass(frozen=True, slots=True)
class SnapshotSources:
    """Everything that would be frozen today."""

    as_of: date
    sources: tuple[SourceRecord, ...]
    pairs: tuple[Pair, ...]
    clearances: Mapping[UUID, ClearanceKept]
    missing: Missing
    replies: RepliesKept
    after: UUID | None = None  # the newest snapshot of the round that they see

    @property
    def too_many(self) -> bool:
        return len(self.sources) > MOST_SOURCES

    def fingerprint(self, until: date | None = None) -> str:
        """Of everything that would be frozen, as of which day, after which snapshot, and the last day of its silence: a
        second look is at exactly that.
        """
        sources = [(each.record, each.version, sorted(each.tokens), each.frozen) for each in self.sources]
        pairs = [(each.left, each.right, each.kept) for each in self.pairs]
        clearances = {str(seat): kept for seat, kept in self.clearances.items()}
        return digest_of([sources, pairs, clearances, self.as_of, self.replies, self.after, until])


def gathered(reader: Reader, found: Round) -> SnapshotSources:
    """For whoever may freeze a round that they see. The number of queries does not depend on what is there."""
    gathering = _Gathering(reader, found, clock.today())
    return gathering.all()


class _Gathering:
    """What is asked along the way of one round."""

    def __init__(self, reader: Reader, found: Round, as_of: date) -> None:
        self.reader, self.round, self.as_of = reader, found, as_of
        self.seats = [each for each in participants_seen_by(reader).filter(round=found) if is_asked_for(each)]
        self.accepted = [each for each in self.seats if each.stage in IN]
        self.answers = self._answers()

    def all(self) -> SnapshotSources:
        works = dict(self._works())
        needs, unconfirmed = self._needs()
        pairs = tuple(self._pairs(works))
        sources = (
            *works.values(),
            *map(_need, needs),
            *self._views([pair.kept.match for pair in pairs]),
            *map(_answer, self.answers),
            *map(_note, RoundNote.visible_to(self.reader).filter(round=self.round).order_by("pk")),
        )
        over = sum(row.verdict in OVER for row in self.answers)
        waiting = {each.pk: each.stage for each in self.seats if each.stage not in IN}
        missing = Missing(waiting, unconfirmed, over)
        clearances, replies = self._clearances(), self._replies()
        return SnapshotSources(self.as_of, sources, pairs, clearances, missing, replies, self._newest())

    def _replies(self) -> RepliesKept:
        """Of the participants that are asked, in their order: economies by code, organisations by name."""
        called = organisation_names(self.reader, [each.organisation_id for each in self.seats if each.organisation_id])
        names = [(each.economy_id or called.get(each.organisation_id, ""), each.stage) for each in self.seats]  # type: ignore[arg-type]  # one of the two is there
        answered = tuple(name for name, stage in names if stage in RECEIVED)
        outstanding = tuple(name for name, stage in names if stage not in RECEIVED)
        return RepliesKept(len(answered), len(names), tuple(filter(None, answered)), tuple(filter(None, outstanding)))

    def _newest(self) -> UUID | None:
        rows = Snapshot.visible_to(self.reader).filter(round=self.round).order_by("-number")
        newest: UUID | None = rows.values_list("pk", flat=True).first()
        return newest

    @property
    def _of_support(self) -> bool:
        return self.round.sort != NEEDS

    def _answers(self) -> "list[RoundAnswer]":
        """What the secretariat reads: what was cleared."""
        rows = RoundAnswer.visible_to(self.reader).filter(participant__in=self.accepted, cleared=True)
        return list(rows.order_by("pk"))

    def _needs(self) -> tuple[list[Need], int]:
        """Those that were confirmed, and how many were not. In a round of needs, of economies that are asked.

        Whether they were accepted has no part in it: few may know that, and many read the needs.
        """
        codes = codes_of([self.round.framework_id])[self.round.framework_id]
        rows = Need.visible_to(self.reader).filter(objective__in=list(codes), status__in=(CONFIRMED, DRAFTED))
        if not self._of_support:
            rows = rows.filter(economy__in=self._economies())
        found = list(rows.order_by("pk"))
        confirmed = [need for need in found if need.status == CONFIRMED]
        return confirmed, len(found) - len(confirmed)

    def _economies(self) -> list[str]:
        return [each.economy_id for each in self.seats if each.economy_id]

    def _works(self) -> Iterator[tuple[UUID, SourceRecord]]:
        """Activities in the economies that state needs here; in a round of support wherever they are."""
        inside = works_granted(self.reader, MatrixFilters(), self.as_of)
        if not self._of_support:
            there = MatrixSlice.objects.filter(economy__in=self._economies())
            inside = inside.filter(pk__in=there.values("work"))
        asking = MatrixQuery(self.reader, MatrixFilters(), self.as_of)
        for row, frozen in works_frozen(asking, inside, Activity.visible_to(self.reader).defer("content")):
            yield row.pk, SourceRecord(row.pk, row.record.version, row.record.tokens, _work(row, frozen))

    def _pairs(self, works: Collection[UUID]) -> Iterator[Pair]:
        rows: QuerySet[Match] = matches_visible_to(self.reader).filter(gone_at__isnull=True)
        for row in rows.filter(left__in=list(works), right__in=list(works)).order_by("pk"):
            yield Pair(row.left_id, row.right_id, _match(row))

    def _views(self, matches: Collection[UUID]) -> Iterator[SourceRecord]:
        rows = positions_visible_to(self.reader).filter(match__in=list(matches)).select_related("record__owner")
        for row in newest_first(rows):
            yield SourceRecord(row.pk, row.record.version, row.record.tokens, _view(row))

    def _clearances(self) -> dict[UUID, ClearanceKept]:
        steps: dict[UUID, dict[str, RoundStep]] = {}
        for step in RoundStep.objects.filter(participant__in=self.accepted).order_by("at", "pk"):
            steps.setdefault(step.participant_id, {})[step.verb] = step
        return {each.pk: _clearance(each, steps.get(each.pk, {})) for each in self.accepted}


def _work(row: Activity, frozen: FrozenWork) -> WorkKept:
    facts = facts_of(row.facts, row.pk)
    return WorkKept(
        **msgspec.structs.asdict(frozen),
        organisation=str(row.record.owner_id),
        sort=row.sort,
        measure=row.measure,
        starts=row.starts,
        ends=row.ends,
        amount=row.amount,
        currency=row.currency,
        band=row.band,
        source=row.source,
        funders=tuple(body.name for body in facts.funders),
        implementers=tuple(body.name for body in facts.implementers),
        receivers=tuple(body.name for body in facts.receivers),
        types=tuple(sorted(facts.types)),
        groups=tuple(sorted(facts.groups)),
    )


def _need(need: Need) -> SourceRecord:
    kept = NeedKept(
        **msgspec.structs.asdict(need_frozen(need)),
        texts=dict(NEED.said(need).words.texts),
        nature=need.nature,
        perspective=need.perspective,
        stated_on=need.stated_on,
        confirmed_by=need.confirmed_by,
        confirmed_at=need.confirmed_at,
    )
    return SourceRecord(need.pk, need.record.version, need.record.tokens, kept)


def _view(view: Position) -> PositionKept:
    return PositionKept(
        match=view.match,
        side=view.side,
        verdict=view.verdict,
        note=view.note,
        by=view.stated_by,
        organisation=str(view.record.owner_id),
        at=view.stated_at,
    )


def _answer(row: RoundAnswer) -> SourceRecord:
    kept = AnswerKept(
        participant=row.participant_id,
        about=row.about_id,
        verdict=row.verdict,
        note=row.note,
        by=row.by,
        organisation=row.organisation,
        at=row.at,
    )
    return SourceRecord(row.pk, row.record.version, row.record.tokens, kept)


def _note(row: RoundNote) -> SourceRecord:
    kept = NoteKept(
        sort=row.sort,
        text=row.text,
        carried_out_by=row.carried_out_by,
        due=row.due,
        by=row.by,
        organisation=row.organisation,
        at=row.at,
    )
    return SourceRecord(row.pk, row.record.version, row.record.tokens, kept)


def _match(row: Match) -> MatchKept:
    return MatchKept(
        match=row.pk,
        kind=row.kind,
        direction=row.direction,
        score=row.score,
        confidence=row.confidence,
        titles=row.titles,
        again=row.counted_again_id,
        found_at=row.found_at,
        engine=row.engine,
        components=row.components,
        evidence=row.evidence,
        doubts=row.doubts,
    )


def _clearance(seat: Participant, steps: Mapping[str, RoundStep]) -> ClearanceKept:
    cleared, accepted = steps.get(RoundStep.Verb.CLEARED), steps.get(RoundStep.Verb.ACCEPTED)
    return ClearanceKept(
        economy=seat.economy_id or "",
        organisation=str(seat.organisation_id or ""),
        role=seat.role,
        stage=seat.stage,
        cleared_by=cleared.by if cleared else "",
        cleared_for=cleared.organisation if cleared else "",
        cleared_at=cleared.at if cleared else None,
        consulted=cleared.note if cleared else "",
        accepted_by=accepted.by if accepted else "",
        accepted_at=accepted.at if accepted else None,
    )
