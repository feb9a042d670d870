"""Leaks planted on purpose in snapshots: in what of them is read, in who objects, in what an audience reads."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from egnatia.kernel.access.marking import level_of
from egnatia.kernel.access.reader import EVERYTHING, SYSTEM, Reader
from egnatia.kernel.models import Record
from egnatia.reporting.snapshots.models import RoundNote, Snapshot, SnapshotSource
from egnatia.reporting.snapshots.queries import findings, notes, sources, visible
from egnatia.rounds.rounds.models import Participant
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant
from tests.noninterference.operations import Operation

READ = "_frozen"  # private, and the place where levels are known


@mutant("reporting:snapshot", "reporting:snapshot-cell", knows="freeze")
def sources_that_he_could_never_read() -> Iterator[None]:
    """A snapshot counts every activity that it holds, for each who reads it."""

    def leaking(_reader: Reader, found: Snapshot) -> Any:  # noqa: ANN401 - whatever the product passes
        return SnapshotSource.objects.filter(snapshot=found).order_by("record")

    with everywhere("_sources", findings, leaking):
        yield


@mutant("reporting:snapshot", "reporting:snapshot-cell", misses=("need",), knows="freeze")
def needs_that_were_narrow_when_frozen() -> Iterator[None]:
    """A source is read by whoever holds any of the snapshot's own tokens."""

    def leaking(_reader: Reader, found: Snapshot) -> Any:  # noqa: ANN401 - whatever the product passes
        there = Record.objects.filter(withdrawn_at__isnull=True)
        return SnapshotSource.objects.filter(snapshot=found, record__in=there).order_by("record")

    with everywhere("_sources", findings, leaking):
        yield


@mutant("reporting:snapshot", misses=("clear round", "accept round"), knows="freeze")
def clearances_of_everybody() -> Iterator[None]:
    """Whoever reads a snapshot reads who cleared for whom, after consulting whom."""

    def leaking(_reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        return Participant.objects.select_related("round").order_by("pk")

    with everywhere("participants_seen_by", findings, leaking):
        yield


@mutant("reporting:round-notes", misses=("note",), knows="open round")
def notes_of_every_house() -> Iterator[None]:
    """Whoever sees a round sees all notes on it."""
    true = notes.notes_seen_by

    def leaking(_reader: Reader, record: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, record)

    with everywhere("notes_seen_by", notes, leaking):
        yield


@mutant("reporting:snapshots", misses=("freeze",))
def snapshots_of_hidden_rounds() -> Iterator[None]:
    """The list names snapshots that its reader may not read."""

    def leaking(_reader: Reader, record: Any = None) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, record)

    true = visible.snapshots_seen_by
    with everywhere("snapshots_seen_by", visible, leaking):
        yield


@mutant("reporting:snapshot", misses=("freeze",))
def heads_of_hidden_snapshots() -> Iterator[None]:
    """Whoever knows the address of a snapshot reads its head."""
    true = visible.snapshot_row

    def leaking(_reader: Reader, record: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, record)

    with everywhere("snapshot_row", visible, leaking):
        yield


@mutant("reporting:snapshot", "reporting:snapshot-cell", misses=("need",), knows="freeze")
def a_strip_that_marks_what_he_does_not_read() -> Iterator[None]:
    """Over a snapshot stands the narrowest marking of all that it holds."""
    true = getattr(findings, READ)

    def leaking(found: Snapshot, *rest: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        held = SnapshotSource.objects.filter(snapshot=found)
        every = {source.record_id: level_of(frozenset(source.tokens)) for source in held}
        read = true(found, *rest)
        return replace(read, levels={**every, **read.levels})

    with everywhere(READ, findings, leaking):
        yield


@mutant("reporting:snapshot", misses=("note",), knows="freeze")
def a_strip_that_marks_notes_of_others() -> Iterator[None]:
    """The narrowest marking counts notes on the round that they do not read."""
    true = getattr(findings, READ)

    def leaking(found: Snapshot, *rest: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        notes = RoundNote.objects.filter(round=found.round_id).select_related("record")
        read = true(found, *rest)
        return replace(read, levels={**read.levels, **{note.pk: note.record.marking.tlp for note in notes}})

    with everywhere(READ, findings, leaking):
        yield


def drafted(case: Case, _hidden: Operation) -> bool:
    """Drafts are the desk's."""
    return case.who.secretariat


@mutant("reporting:round-analysis", "reporting:round-paper", misses=("need",), knows="open round", would=drafted)
def a_draft_of_what_the_officer_may_not_read() -> Iterator[None]:
    """The paper for the board counts and names every need that there is."""
    true = sources.gathered

    def leaking(reader: Reader, found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(replace(reader, held=reader.held | {EVERYTHING}), found)

    with everywhere("gathered", sources, leaking):
        yield
