"""What the pictures count, from plain values. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.rows import ActivityRow
from egnatia.coverage import HEADING, Cell, Key, cut, year_after
from egnatia.pages.pagination import Page
from egnatia.taxonomy.vocabularies import Objectives

BY_OBJECTIVE, BY_INSTITUTION = "objective", "institution"


@dataclass(frozen=True, slots=True)
class PictureFilters:
    """What a picture is narrowed to; an empty one does not narrow. `soon`: only what ends within twelve months."""

    economy: str = ""
    objective: str = ""  # with everything below it, suggested objectives included, as in the matrix
    organisation: str = ""
    by: str = BY_OBJECTIVE
    soon: bool = False


class UnderWay(NamedTuple):
    """An activity of the timeline before its row is made. `receivers`: folded names."""

    record: UUID
    starts: date | None
    ends: date | None
    receivers: list[str]


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """An objective ("" for none) or an institution, how many activities are under way there and how many of them end
    within twelve months."""

    key: str
    name: str
    activities: int
    soon: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An activity in one of its groups; it stands once in each of them."""

    activity: ActivityRow
    group: TimelineGroup
    starts: date | None
    ends: date | None
    soon: bool


@dataclass(frozen=True, slots=True)
class Timeline(Page[TimelineRow]):
    """One page. `activities` and `soon` count each once; beyond the cap those that end last are left out."""

    SIZE = 12

    activities: int
    soon: int
    groups: int
    capped: bool


FUNDER, IMPLEMENTER, RECEIVER = "funder", "implementer", "receiver"
ROLES = (FUNDER, IMPLEMENTER, RECEIVER)
MOST_NODES = 7  # of a role that are drawn
MOST_EDGES = 10  # from one role to another
Mentions = list[dict[str, Any]] | None
Place = tuple[str, str]  # role and folded name


class NetworkRoles(NamedTuple):
    """Who has which role in an activity, as written."""

    reporters: Mentions
    funders: Mentions
    implementers: Mentions
    receivers: Mentions

    def names(self, role: str) -> set[str]:
        """Whoever pays, else whoever reports it; whoever carries it out; whoever is trained, equipped or advised."""
        bodies = {FUNDER: self.funders or self.reporters, IMPLEMENTER: self.implementers, RECEIVER: self.receivers}
        return {body["name"] for body in bodies[role] or () if folded_name(body["name"])}


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """Somebody in a role, in so many activities."""

    role: str
    key: str
    name: str
    activities: int

    @property
    def place(self) -> Place:
        return (self.role, self.key)


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """The two have their roles in the same activities, so many."""

    one: NetworkNode
    other: NetworkNode
    activities: int


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn of the most active; `all_edges` says how many ties there are."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    all_edges: int
    activities: int
    capped: bool


def network_of(
    found: Sequence[NetworkRoles], called: Mapping[str, str], *, most: tuple[int, int], capped: bool = False
) -> Network:
    """Pure. Ties lead from a role to the next; past the implementers where none is known. `called`: main names."""
    spellings: dict[Place, Counter[str]] = defaultdict(Counter)
    activities: Counter[Place] = Counter()
    ties: Counter[tuple[Place, Place]] = Counter()
    for each in found:
        layers = []
        for role in ROLES:
            written = {name: (role, called.get(folded_name(name), folded_name(name))) for name in each.names(role)}
            for name, place in written.items():
                spellings[place][name] += 1
            layers.append(sorted(set(written.values())))
            activities.update(layers[-1])
        known = [layer for layer in layers if layer]
        ties.update((one, other) for left, right in pairwise(known) for one in left for other in right)
    nodes = {place: NetworkNode(*place, _most_written(spellings[place]), count) for place, count in activities.items()}
    drawn = _drawn(nodes, ties, most[0])
    edges = [NetworkEdge(nodes[one], nodes[other], count) for (one, other), count in ties.items()]
    between = [edge for edge in edges if edge.one.place in drawn and edge.other.place in drawn]
    return Network(
        nodes=tuple(sorted((nodes[place] for place in drawn), key=_rank)),
        edges=tuple(_strongest(between, most[1])),
        all_edges=len(edges),
        activities=len(found),
        capped=capped,
    )


def _most_written(spellings: Counter[str]) -> str:
    """The spelling that is used most; of equals the first in the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], name))


def _rank(node: NetworkNode) -> tuple[int, int, str]:
    return (ROLES.index(node.role), -node.activities, node.key)


def _drawn(nodes: Mapping[Place, NetworkNode], ties: Mapping[tuple[Place, Place], int], most: int) -> set[Place]:
    """Of the first role those of most activities; of the next ones those that are tied most to whoever is drawn."""
    drawn: set[Place] = set()
    for role in ROLES:
        tied: Counter[Place] = Counter()
        for (one, other), count in ties.items():
            tied[other] += count if one in drawn else 0
        here = (node for node in nodes.values() if node.role == role)
        first = sorted(here, key=lambda node: (-tied[node.place], *_rank(node)))
        drawn.update(node.place for node in first[:most])
    return drawn


def _strongest(edges: Iterable[NetworkEdge], most: int) -> Iterator[NetworkEdge]:
    """From each role to another so many, in the order of roles."""
    between: dict[tuple[int, int], list[NetworkEdge]] = defaultdict(list)
    for edge in edges:
        between[ROLES.index(edge.one.role), ROLES.index(edge.other.role)].append(edge)
    for roles in sorted(between):
        yield from sorted(between[roles], key=lambda edge: (-edge.activities, edge.one.key, edge.other.key))[:most]


QUARTERS = 4


@dataclass(frozen=True, slots=True)
class HeadingNeeds:
    """How many cells (an objective in an economy) with a confirmed need are in each state, under one heading."""

    code: str
    words: str
    open: int
    partly: int
    reported: int


@dataclass(frozen=True, slots=True)
class EndingSoon:
    """How many activities end from `first` to `last`."""

    first: date
    last: date
    activities: int


def headings_of(cells: Mapping[Key, Cell], words: Objectives) -> tuple[HeadingNeeds, ...]:
    """In the order of the framework; only headings under which a need is stated. Pure."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for (code, _economy), cell in cells.items():
        if cell.state != "none":
            states[cut(code, HEADING)][cell.state] += 1
    return tuple(
        HeadingNeeds(code, words.full(code), found["open"], found["partly"], found["reported"])
        for code, found in sorted(states.items(), key=lambda each: words.place(each[0]))
    )


def ending_of(ends: Sequence[date], today: date) -> tuple[EndingSoon, ...]:
    """Four parts of the twelve months that begin today, of three months each. Pure."""
    firsts = [_months_after(today, 3 * number) for number in range(QUARTERS)]
    lasts = [first - timedelta(days=1) for first in firsts[1:]] + [year_after(today)]
    return tuple(
        EndingSoon(first, last, sum(first <= day <= last for day in ends))
        for first, last in zip(firsts, lasts, strict=True)
    )


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, its last one where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
