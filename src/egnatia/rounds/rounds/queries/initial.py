"""Initial values of the forms that open and change a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Organisation
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rules import ADOPTED, INVITED, Invitee, Opening, require_opener
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.queries import frameworks_in_use


@dataclass(frozen=True, slots=True)
class ParticipantSeat:
    """Who takes part now. `begun`: something was answered or begun, so it stays in the round; `fixed`: as it is."""

    invited: Invitee
    name: str
    begun: bool
    fixed: bool


@dataclass(frozen=True, slots=True)
class Changeable:
    """`version` is what a change is made against. Organisations that the reader may not know of are not among `seats`,
    and stay as they are.
    """

    id: UUID
    version: int
    opening: Opening
    seats: tuple[ParticipantSeat, ...]


def require_changer(reader: Reader, record: UUID) -> Round:
    """The round; raises NotFound where they see none, NotAllowed where their organisation and desk did not open it."""
    found = round_row(reader, record)
    require_opener(reader)
    if str(found.record.owner_id) != reader.organisation:
        raise NotAllowed("owner")
    return found


def changeable_by(reader: Reader, record: UUID, names: ForumNames) -> Changeable:
    """Raises as `require_changer` does."""
    found = require_changer(reader, record)
    rows = list(participants_seen_by(reader).filter(round=found))
    known = organisation_names(reader, [each.organisation_id for each in rows if each.organisation_id])
    organisations = {str(pk): name for pk, name in known.items()}
    economies = {each.code: each.name for each in names.economies}
    named = [(each, economies.get(each.economy_id or "") or each.economy_id or "") for each in rows]
    seats = tuple(
        ParticipantSeat(invited_of(each), economy or organisations[str(each.organisation_id)], begun(each), fixed(each))
        for each, economy in named
        if economy or str(each.organisation_id) in organisations
    )
    return Changeable(found.pk, found.record.version, opening_of(found, seats), seats)


def opening_of(found: Round, seats: tuple[ParticipantSeat, ...] = ()) -> Opening:
    """What the round says now."""
    return Opening(
        kind=found.sort,
        title=found.title,
        framework=f"{found.framework.slug} {found.framework.version}",
        opens=found.opens,
        closes=found.closes,
        instructions=found.instructions,
        participants=tuple(seat.invited for seat in seats),
    )


def invited_of(participant: Participant) -> Invitee:
    return Invitee(participant.role, participant.economy_id or "", str(participant.organisation_id or ""))


def begun(participant: Participant) -> bool:
    """Whether it has answered, asked a colleague for a section, or at least looked: each of these begins."""
    return participant.stage != INVITED


def fixed(participant: Participant) -> bool:
    """Whether its answers were adopted, or stand in a text that circulates: who said them as what is part of that."""
    return participant.stage == ADOPTED or participant.held_until is not None


def frameworks_offered() -> tuple[tuple[str, str], ...]:
    """("slug version", title) of each in use that has objectives."""
    return tuple((f"{row.slug} {row.version}", row.title) for row in frameworks_in_use() if row.objectives)


def organisations_named(reader: Reader, names: Sequence[str]) -> dict[str, str]:
    """Identifiers by name, of those names that exactly one organisation has that they see. One query."""
    rows = Organisation.visible_to(reader).filter(name__in=list(names)).values_list("name", "pk")
    found: dict[str, list[str]] = {}
    for name, pk in rows:
        found.setdefault(name, []).append(str(pk))
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}
