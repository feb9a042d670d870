"""A round as the form to change it starts from: for the secretariat of the organisation that opened it."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.authority import require_opener
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rules import ADOPTED, INVITED, Invited, Opening


@dataclass(frozen=True, slots=True)
class Seat:
    """Who takes part now. `begun`: something was answered or begun, so it stays in the round; `fixed`: as it is."""

    invited: Invited
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
    seats: tuple[Seat, ...]


def require_changer(reader: Reader, record: UUID) -> Round:
    """The round; raises NotFound where he sees none, NotAllowed where his organisation and desk did not open it."""
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
        Seat(invited_of(each), economy or organisations[str(each.organisation_id)], begun(each), fixed(each))
        for each, economy in named
        if economy or str(each.organisation_id) in organisations
    )
    return Changeable(found.pk, found.record.version, opening_of(found, seats), seats)


def opening_of(found: Round, seats: tuple[Seat, ...] = ()) -> Opening:
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


def invited_of(participant: Participant) -> Invited:
    return Invited(participant.role, participant.economy_id or "", str(participant.organisation_id or ""))


def begun(participant: Participant) -> bool:
    """Whether it has answered, asked a colleague for a section, or at least looked: each of these begins."""
    return participant.stage != INVITED


def fixed(participant: Participant) -> bool:
    """Whether its answers were adopted, or stand in a text that circulates: who said them as what is part of that."""
    return participant.stage == ADOPTED or participant.held_until is not None
