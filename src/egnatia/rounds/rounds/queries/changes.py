"""The pages that tell what changed since the round before: of one participant, and of a whole round."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.rounds.rounds.queries.answers import Shown
from egnatia.rounds.rounds.queries.asking import is_asked_for
from egnatia.rounds.rounds.queries.one import around
from egnatia.rounds.rounds.queries.since import Since, since_last
from egnatia.rounds.rounds.queries.visible import participant_row, participants_seen_by, round_row


@dataclass(frozen=True, slots=True)
class ParticipantChanges:
    """`since` is None where there was no round before."""

    id: UUID
    name: str
    since: Since | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`whole`: of every participant that the reader may know of; else `rows` holds one."""

    round: UUID
    title: str
    sort: str
    whole: bool
    rows: tuple[ParticipantChanges, ...]


def changes_of_participant(shown: Shown, participant: UUID) -> ChangesPage:
    """Raises NotFound where there is none that he may know of."""
    found = participant_row(shown.reader, participant)
    name = around(shown.reader, shown.names, [found]).row(found, found.round.record).name
    since = since_last(shown, [found]).get(found.pk)
    rows = (ParticipantChanges(found.pk, name, since),)
    return ChangesPage(found.round_id, found.round.title, found.round.sort, whole=False, rows=rows)


def changes_of_round(shown: Shown, record: UUID) -> ChangesPage:
    """All that is asked for the secretariat, their own for others. Raises NotFound where he sees no such round."""
    found = round_row(shown.reader, record)
    rows = participants_seen_by(shown.reader).filter(round=found).select_related("round__framework")
    asked = [each for each in rows if is_asked_for(each)]
    known, since = around(shown.reader, shown.names, asked), since_last(shown, asked)
    named = [(each.pk, known.row(each, found.record).name) for each in asked]
    told = tuple(ParticipantChanges(pk, name, since.get(pk)) for pk, name in named)
    return ChangesPage(found.pk, found.title, found.sort, whole=True, rows=told)
