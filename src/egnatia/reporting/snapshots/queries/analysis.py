"""What the board would get if the round were closed today, and what is missing: for the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.models import Record, covering
from egnatia.matching.queries.desk import agenda_of
from egnatia.reporting.snapshots.findings import Findings, Frozen, Head
from egnatia.reporting.snapshots.queries.findings import Audience, findings_of, frozen_for
from egnatia.reporting.snapshots.queries.sources import SnapshotSources, gathered
from egnatia.reporting.snapshots.queries.visible import SnapshotRow, snapshots_seen_by
from egnatia.reporting.snapshots.rules import ADOPTED, DRAFT, require_desk, versions
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.detail import around
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rows import ParticipantRow
from egnatia.taxonomy.forum import ForumNames


@dataclass(frozen=True, slots=True)
class Closing:
    """A round as it would be frozen today. `waiting`: participants that were not accepted yet."""

    id: UUID
    title: str
    gathered: SnapshotSources
    findings: Findings
    waiting: tuple[ParticipantRow, ...]
    snapshots: tuple[SnapshotRow, ...]
    before: Frozen | None
    marking: Marking  # of the round
    tokens: frozenset[str]  # of the same: whoever holds one of them has to read what is frozen
    owner: str
    author: str
    draft: Frozen  # the findings under the head of a draft

    @property
    def narrowest(self) -> str:
        """The level of what stands on its pages that is the hardest to share; who was not accepted yet is the
        secretariat's.
        """
        found = [self.findings.narrowest, self.marking.tlp]
        found += [self.before.narrowest] if self.before else []
        found += [Tlp.AMBER_STRICT] if self.waiting else []
        return max(found).words


def closing(reader: Reader, record: UUID, names: ForumNames) -> Closing:
    """Raises NotFound where they see no such round, NotAllowed for others than the secretariat."""
    found = round_row(reader, record)
    require_desk(reader)
    there = gathered(reader, found)
    earlier = snapshots_seen_by(reader, record)
    adopted = next((row.id for row in earlier if row.state == ADOPTED), None)
    findings = findings_of(there.sources, there.pairs, Audience(reader, there.as_of))
    return Closing(
        id=found.pk,
        title=found.title,
        gathered=there,
        findings=findings,
        waiting=_waiting(reader, found, there, names),
        snapshots=earlier,
        before=frozen_for(reader, adopted) if adopted else None,
        marking=found.record.marking,
        tokens=found.record.tokens,
        owner=str(found.record.owner_id),
        author=found.record.author,
        draft=_draft(reader, found, there, findings),
    )


def draft_covering(audience: frozenset[str], reader: Reader, found: Closing) -> Frozen:
    """Of the draft what everybody in the audience may read: whatever does not cover them is as if it were not there.

    The agenda is the secretariat's until the results are submitted.
    """
    there = found.gathered
    records = [each.record for each in there.sources]
    rows = Record.objects.filter(covering(audience, "pk"), pk__in=records)
    covered = set(rows.values_list("pk", flat=True))
    kept = [each for each in there.sources if each.record in covered and covers(each.tokens, audience)]
    findings = findings_of(kept, there.pairs, Audience(reader, there.as_of, audience))
    return _under(found.draft.head, findings)


def _draft(reader: Reader, found: Round, there: SnapshotSources, findings: Findings) -> Frozen:
    """What would be frozen, under a head that says that nothing is adopted."""
    head = Head(
        id=found.pk,
        title=found.title,
        words="",
        language="",
        as_of=there.as_of,
        framework=f"{found.framework.slug} {found.framework.version}",
        versions=versions(),
        sort=found.sort,
        state=DRAFT,
        deadline=None,
        adopted_on=None,
        adopted_words="",
        frozen_by=reader.name,
        frozen_at=clock.now(),
        number=0,
        round=found.pk,
        corrects=None,
        marking=found.record.marking,
        replies=there.replies,
    )
    return _under(head, findings, agenda_of(reader))


def _under(head: Head, findings: Findings, agenda: Mapping[UUID, str] | None = None) -> Frozen:
    return Frozen(
        head=head,
        agenda=agenda or {},
        sources=findings.sources,
        matches=findings.matches,
        answers=findings.answers,
        notes=findings.notes,
        levels=findings.levels,
    )


def _waiting(reader: Reader, found: Round, there: SnapshotSources, names: ForumNames) -> tuple[ParticipantRow, ...]:
    seats = list(participants_seen_by(reader).filter(round=found, pk__in=list(there.missing.waiting)))
    known = around(reader, names, seats)
    return tuple(known.row(seat, found.record) for seat in seats)
