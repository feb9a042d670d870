"""The handover notes of a role: replies, dates due, and agreements on matches, all from what the successor sees."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.handover import DeskPart
from egnatia.kernel.inbox import InboxItem, listed
from egnatia.kernel.models import Office, Organisation
from egnatia.kernel.readers import holding_on
from egnatia.kernel.rooms import CalendarEntry, days_of, inbox_of, rooms
from egnatia.matching.models import Position
from egnatia.matching.queries.positions import Talk, newest_first, states_of
from egnatia.matching.queries.visible import Matches, matches_visible_to, positions_visible_to
from egnatia.matching.rules import AGREED
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.needs.needs.rules import NeedFilters
from egnatia.people.marking.words import economy_name
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.lists import rounds_seen_by
from egnatia.rounds.rounds.queries.questions import counting, given, there_for
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rows import RoundRow
from egnatia.rounds.rounds.rules import stage_on
from egnatia.start.handover.rules import MOST, Succession, TermOfOffice, succession
from egnatia.taxonomy.forum import ForumNames, community_names, forum
from egnatia.taxonomy.vocabularies import Objectives

NEXT, ON_TIMELINE = 3, 12
LOOKED_AT = 200  # of the newest views of the organisation: whether a newer one replaced them is decided afterwards


@dataclass(frozen=True, slots=True)
class Agreement:
    """One match that the organisation and the other holder coordinate. `with_whom` is "" where the reader may not know
    who."""

    match: UUID
    own: str
    own_lang: str
    other: str
    other_lang: str
    with_whom: str
    note: str
    by: str
    at: datetime


def agreements_of(reader: Reader) -> tuple[Agreement, ...]:
    """The newest first. It takes both sides: what the organisation alone said is no agreement, nor is what it said
    before."""
    if not reader.organisation:
        return ()
    views = newest_first(positions_visible_to(reader).filter(record__owner=UUID(reader.organisation)))
    latest: dict[UUID, Position] = {}
    for view in views[:LOOKED_AT]:
        latest.setdefault(view.match, view)
    states = states_of(reader, latest)
    standing = [
        view
        for view in latest.values()
        if view.verdict == Position.Verdict.COORDINATE and states.get(view.match) == AGREED
    ]
    rows: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in standing])
    matches = {row.pk: row for row in rows.select_related("left", "right")}
    owners = {owner for row in matches.values() for owner in (row.left_owner, row.right_owner)}
    names = dict(Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))
    return tuple(_agreement(view, matches[view.match], names) for view in standing if view.match in matches)[:MOST]


def _agreement(view: Position, match: Any, names: dict[UUID, str]) -> Agreement:  # noqa: ANN401 - a row with both activities
    own, other, holder = match.left, match.right, match.right_owner
    if view.side == Position.Side.RIGHT:
        own, other, holder = match.right, match.left, match.left_owner
    return Agreement(
        match=match.pk,
        own=own.title,
        own_lang=own.language,
        other=other.title,
        other_lang=other.language,
        with_whom=names.get(holder, ""),
        note=view.note,
        by=view.stated_by,
        at=view.stated_at,
    )


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
class PersonToCall:
    """Somebody who knows: their name, why they do, and the mailbox of their organisation, "" where it has none."""

    name: str
    role: str
    mailbox: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on a day; `url` is "" where it has no page."""

    day: date
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the page shows. `seats` are none for the secretariat, whose `all_rounds` are every round."""

    day: date
    dates: tuple[CalendarEntry, ...]
    people: tuple[PersonToCall, ...]
    timeline: tuple[TimelineEntry, ...]
    all_rounds: tuple[RoundRow, ...]
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


def seats_of(reader: Reader) -> dict[tuple[str, str], list[TermOfOffice]]:
    """All terms of each office that they hold today, by community and economy, whose directory they may read."""
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
    found: dict[tuple[str, str], list[TermOfOffice]] = {pair: [] for pair in sorted(held)}
    columns = ("community_id", "economy_id", "person__name", "since", "until", "deputy", "person_id")
    for community, economy, name, since, until, deputy, person in rows.order_by("since", "pk").values_list(*columns):
        if (community, economy) in found:
            term = TermOfOffice(name or "", since, until, deputy=deputy, mine=str(person) == reader.person)
            found[community, economy].append(term)
    return found


def successions(reader: Reader) -> dict[tuple[str, str], Succession]:
    """By community and economy."""
    return _successions(seats_of(reader))


def _successions(held: Mapping[tuple[str, str], Sequence[TermOfOffice]]) -> dict[tuple[str, str], Succession]:
    today = clock.today()
    found = {pair: succession(terms, today) for pair, terms in held.items()}
    return {pair: each for pair, each in found.items() if each}


def is_newly_here(reader: Reader) -> bool:
    """Whether the start page leads to the desk: they have held a seat for less than three months."""
    today = clock.today()
    return any(each.is_new(today) for each in successions(reader).values())


def desk_of(reader: Reader, names: ForumNames, objectives: Objectives) -> Desk:
    """Raises NotAllowed("desk") for whoever is neither a focal point nor of the secretariat."""
    terms = seats_of(reader)
    seats = _successions(terms)
    if not seats and not reader.is_secretariat:
        raise NotAllowed(reader.why_not("desk"))
    economies = list(dict.fromkeys(economy for _community, economy in seats))
    agreed, desk_terms = agreements_of(reader), _terms_of_the_desk()
    every = [term for each in terms.values() for term in each] if seats else desk_terms
    return Desk(
        day=clock.today(),
        dates=tuple(sorted(_days_to_come(reader), key=lambda each: (each.day, each.words))[:NEXT]),
        people=(*tuple(_people(reader, seats, every, desk_terms))[:NEXT], *_focal_points(reader, names)),
        timeline=_timeline(reader, every, agreed, economies),
        all_rounds=rounds_seen_by(reader, names)[:MOST] if reader.is_secretariat else (),
        seats=_seats(seats, names),
        rounds=_rounds(reader, names, economies) if economies else (),
        needs=tuple(_needs(NeedListQuery(reader, names, objectives), economy) for economy in economies),
        waiting=inbox_of(reader),
        agreed=agreed,
        others=tuple(part(reader, economies) for room in rooms() for part in room.desk) if economies else (),
    )


def _days_to_come(reader: Reader) -> list[CalendarEntry]:
    today = clock.today()
    return [each for each in days_of(reader) if each.day >= today]


def _terms_of_the_desk() -> list[TermOfOffice]:
    """Who held the secretariat's desk when: members find its people in the directory. One query."""
    rows = Office.objects.filter(kind=Office.Kind.SECRETARIAT, person__isnull=False).order_by("since", "pk")
    return [
        TermOfOffice(name, since, until) for name, since, until in rows.values_list("person__name", "since", "until")
    ]


def _people(
    reader: Reader,
    seats: Mapping[tuple[str, str], Succession],
    every: Sequence[TermOfOffice],
    of_the_desk: Sequence[TermOfOffice],
) -> Iterator[PersonToCall]:
    """The predecessor, whoever holds the role beside them, the secretariat; each once, never themselves."""
    today, named = clock.today(), {reader.name}
    before = [term for each in seats.values() for term in each.before] or [
        term for term in reversed(every) if term.until and term.until < today
    ]
    beside = [term for term in every if term.name and not term.mine and term.holds(today)]
    desk = Organisation.visible_to(reader).filter(is_secretariat=True).values_list("mailbox", flat=True).first() or ""
    known = [
        *(PersonToCall(term.name, _("predecessor")) for term in before[:1]),
        *(PersonToCall(term.name, _("deputy") if term.deputy else _("in the same role")) for term in beside),
        *(PersonToCall(term.name, _("the secretariat"), desk) for term in of_the_desk if term.holds(today) and seats),
    ]
    for each in known:
        if each.name and each.name not in named:
            named.add(each.name)
            yield each
    if len(named) == 1 and desk and seats:
        yield PersonToCall(_("the secretariat"), "", desk)


def _focal_points(reader: Reader, names: ForumNames) -> Iterator[PersonToCall]:
    """For the secretariat: the focal points of the groups whose members it may read, in the forum's order."""
    if not (reader.is_secretariat and reader.strong):
        return
    rows = Office.objects.filter(
        holding_on(clock.today()),
        kind=Office.Kind.FOCAL_POINT,
        deputy=False,
        community__in={seat.community for seat in reader.seats},
        person__is_active=True,
    )
    found = list(rows.order_by("person__name", "pk").values_list("economy", "person__name", "person__organisation"))
    houses = Organisation.visible_to(reader).filter(pk__in={house for _economy, _name, house in found})
    mailboxes = dict(houses.values_list("pk", "mailbox"))
    holders = {(economy, name): mailboxes.get(house, "") for economy, name, house in found}
    for economy in names.economies:
        for (code, name), mailbox in holders.items():
            if code == economy.code:
                yield PersonToCall(name, economy.name, mailbox)


def _timeline(
    reader: Reader, terms: Sequence[TermOfOffice], agreed: Sequence[Agreement], economies: Sequence[str]
) -> tuple[TimelineEntry, ...]:
    """Who came and left, the steps of rounds, what was agreed; the newest first. One query."""
    today = clock.today()
    found = [
        TimelineEntry(term.since, _("%(name)s took over the role") % {"name": term.name}) for term in terms if term.name
    ]
    found += [
        TimelineEntry(term.until, _("%(name)s left the role") % {"name": term.name})
        for term in terms
        if term.name and term.until and term.until < today
    ]
    seen = participants_seen_by(reader).order_by()
    seen = seen.filter(economy__in=economies) if economies else seen
    steps = RoundStep.objects.filter(participant__in=seen.values("pk")).select_related("participant__round")
    for step in steps.order_by("-at", "-pk")[:ON_TIMELINE]:
        where = step.participant.economy_id or ""
        who = economy_name(where, forum()) if where else ""
        words = ": ".join(filter(None, [step.participant.round.title, who, label(labels.STEP, step.verb)]))
        url = reverse("rounds:round-answers", args=[step.participant_id])
        found.append(TimelineEntry(localdate(step.at), words, url))
    for each in agreed:
        words = _("Coordination agreed: “%(title)s”") % {"title": each.own}
        found.append(TimelineEntry(localdate(each.at), words, reverse("matching:match", args=[each.match])))
    return tuple(sorted(found, key=lambda each: each.day, reverse=True)[:ON_TIMELINE])


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


def _needs(asking: NeedListQuery, economy: str) -> NeedsPart:
    rows, basis = asking.first_rows(NeedFilters(economy=economy), most=MOST)
    return NeedsPart(economy_name(economy, asking.names), economy, rows, basis.needs)
