"""The desk of an office: what was said, what is due, what was agreed with whom. All from what the successor sees."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.desk import DeskPart
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.inbox import InboxItem, listed
from egnatia.kernel.models import Office
from egnatia.kernel.reader import Reader
from egnatia.kernel.rooms import inbox_of, rooms
from egnatia.matching.queries.ours import Talk
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.listing import Asking
from egnatia.needs.needs.rules import NeedFilters
from egnatia.people.marking.words import economy_name
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.asking import counting, given, there_for
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import stage_on
from egnatia.start.handover.queries.agreed import Agreement, agreements_of
from egnatia.start.handover.rules import MOST, Succession, Term, succession


@dataclass(frozen=True, slots=True)
class SeatPart:
    """A seat that the reader holds, and who sat there before."""

    community: str
    economy: str
    succession: Succession


@dataclass(frozen=True, slots=True)
class RoundPart:
    """What the economy said in a round: so many of each verdict, in words, as far as the reader sees the answers."""

    participant: UUID
    title: str
    economy: str
    stage: str
    closes: date
    said: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NeedsPart:
    """The needs of one economy: the first ones, and how many there are in all."""

    economy: str
    code: str
    rows: tuple[NeedRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the page shows."""

    day: date
    seats: tuple[SeatPart, ...]
    rounds: tuple[RoundPart, ...]
    needs: tuple[NeedsPart, ...]
    waiting: tuple[InboxItem, ...]
    agreed: tuple[Agreement, ...]
    others: tuple[DeskPart, ...]

    @property
    def asked(self) -> tuple[Talk, ...]:
        """The questions among what waits."""
        return listed(self.waiting, "asked")


def seats_of(reader: Reader) -> dict[tuple[str, str], list[Term]]:
    """All terms of each seat that he holds today, by community and economy. He sits there: its directory is his."""
    held = {
        (seat.community, seat.economy)
        for seat in reader.seats
        if f"F:{seat.community}:{seat.economy}" in reader.offices
    }
    if not reader.strong or not held:
        return {}
    rows = Office.objects.filter(
        kind=Office.Kind.FOCAL_POINT,
        community__in={community for community, _economy in held},
        economy__in={economy for _community, economy in held},
    )
    found: dict[tuple[str, str], list[Term]] = {pair: [] for pair in sorted(held)}
    columns = ("community_id", "economy_id", "person__name", "since", "until", "deputy", "person_id")
    for community, economy, name, since, until, deputy, person in rows.order_by("since", "pk").values_list(*columns):
        if (community, economy) in found:
            term = Term(name or "", since, until, deputy=deputy, mine=str(person) == reader.person)
            found[community, economy].append(term)
    return found


def successions(reader: Reader) -> dict[tuple[str, str], Succession]:
    """By community and economy."""
    today = clock.today()
    found = {pair: succession(terms, today) for pair, terms in seats_of(reader).items()}
    return {pair: each for pair, each in found.items() if each}


def is_newly_here(reader: Reader) -> bool:
    """Whether the start page leads to the desk: he has held a seat for less than three months."""
    today = clock.today()
    return any(each.is_new(today) for each in successions(reader).values())


def desk_of(reader: Reader, names: ForumNames, objectives: Objectives) -> Desk:
    """Raises NotAllowed("desk") for whoever holds no office of focal point."""
    seats = successions(reader)
    if not seats:
        raise NotAllowed(reader.why_not("desk"))
    economies = list(dict.fromkeys(economy for _community, economy in seats))
    return Desk(
        day=clock.today(),
        seats=_seats(seats, names),
        rounds=_rounds(reader, names, economies),
        needs=tuple(_needs(Asking(reader, names, objectives), economy) for economy in economies),
        waiting=inbox_of(reader),
        agreed=agreements_of(reader),
        others=tuple(part(reader, economies) for room in rooms() for part in room.desk),
    )


def _seats(seats: Mapping[tuple[str, str], Succession], names: ForumNames) -> tuple[SeatPart, ...]:
    communities = community_names()
    return tuple(
        SeatPart(communities.get(community, community), economy_name(economy, names), each)
        for (community, economy), each in seats.items()
    )


def _rounds(reader: Reader, names: ForumNames, economies: Sequence[str]) -> tuple[RoundPart, ...]:
    """The last rounds that asked the economies. Two questions of the database, however many answers there are."""
    rows = participants_seen_by(reader).filter(economy__in=economies, role="states", round__sort="needs")
    found = list(rows.order_by("-round__opened_at", "economy__order", "pk")[:MOST])
    answers = RoundAnswer.visible_to(reader).filter(there_for(reader), participant__in=[each.pk for each in found])
    said: dict[UUID, list[RoundAnswer]] = {each.pk: [] for each in found}
    for row in answers.order_by("-at", "pk"):
        said[row.participant_id].append(row)
    today = clock.today()
    return tuple(
        RoundPart(
            participant=each.pk,
            title=each.round.title,
            economy=economy_name(each.economy_id or "", names),
            stage=label(labels.STAGE, stage_on(each.stage, each.held_until, today)),
            closes=each.round.closes,
            said=_verdicts(reader, said[each.pk]),
        )
        for each in found
    )


def _verdicts(reader: Reader, answers: Sequence[RoundAnswer]) -> tuple[tuple[str, int], ...]:
    counts = Counter(each.verdict for each in counting([given(row) for row in answers], reader.organisation).values())
    return tuple((label(labels.VERDICT, code), counts[code]) for code in labels.VERDICT if counts[code])


def _needs(asking: Asking, economy: str) -> NeedsPart:
    rows, basis = asking.first_rows(NeedFilters(economy=economy), most=MOST)
    return NeedsPart(economy_name(economy, asking.names), economy, rows, basis.needs)
