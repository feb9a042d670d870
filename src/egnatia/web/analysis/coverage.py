"""Which objectives of a framework the activities serve, counted by economy. No needs are read: nothing is judged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from egnatia.coverage import (
    OBJECTIVE,
    Aim,
    Cell,
    Described,
    EconomyShare,
    NeedStatement,
    Objective,
    ObjectiveFramework,
    Tally,
    Work,
    cell_of,
    rows_of,
    suggest_objectives,
    tally,
)
from egnatia.language import fold
from egnatia.overlap.window import days_of
from egnatia.web.analysis import phrases
from egnatia.web.analysis.entries import InputEntry
from egnatia.web.analysis.matches import InputMatch, reported_twice

STATES = ("none reported", "regional support only", "planned only", "activities reported")


@dataclass(frozen=True, slots=True)
class Served:
    """Works that serve the framework, as of a day, and what they were taken from."""

    framework: ObjectiveFramework
    as_of: date
    works: tuple[Work, ...]
    compared: int  # activities that were looked at
    left_out: int  # reported twice: counted where they are reported first

    @property
    def estimated(self) -> int:
        """Works whose objectives are all suggested by the program."""
        return sum(all(aim.estimated for aim in work.objectives) for work in self.works)

    @property
    def partners(self) -> int:
        return len(frozenset().union(*(work.partners for work in self.works)))

    def economies(self) -> tuple[str, ...]:
        """The region in its order, then others in which something is reported."""
        found = {place.code for work in self.works for place in work.economies}
        return (*phrases.REGION, *sorted(found - set(phrases.REGION)))

    def at(self, level: int) -> tuple[Objective, ...]:
        """The framework's objectives, or priorities, in their order."""
        return tuple(each for each in self.framework.objectives if each.level == level)

    def cells(self, level: int = OBJECTIVE) -> dict[tuple[str, str], Cell]:
        """Every cell with a work in it, as if a need were stated there: so its reasons are told."""
        tallies = tally(rows_of(self.works, self.as_of, level))
        return {key: _as_if_needed(counted, key) for key, counted in tallies.items()}


def serving(entries: list[InputEntry], found: list[InputMatch], framework: ObjectiveFramework, as_of: date) -> Served:
    """What the activities say they serve, else what is suggested for them."""
    twice = reported_twice(found)
    works = tuple(_works((each for each in entries if id(each) not in twice), framework))
    return Served(framework, as_of, works, len(entries), len(twice))


def state_of(cell: Cell) -> str:
    """What can be said without needs: one of STATES."""
    if not cell.works:
        return STATES[0]
    if "planned-only" in cell.reasons:
        return STATES[2]
    return STATES[1] if "only-regional" in cell.reasons else STATES[3]


def basis(served: Served) -> str:
    """What the figures rest on, in one sentence."""
    of_all = phrases.counted(served.compared, "activity", "activities")
    partners = phrases.counted(served.partners, "organisation", "organisations")
    works = phrases.count(len(served.works))
    parts = [
        f"{works} of {of_all}, of {partners}, serve an objective of {_name(served.framework)}",
        f"{phrases.count(served.estimated)} by automatic estimate, not confirmed",
        f"as of {served.as_of.isoformat()}",
    ]
    if served.left_out:
        parts.append(f"{phrases.count(served.left_out)} reported twice are counted once")
    return "; ".join(parts) + "."


def _name(framework: ObjectiveFramework) -> str:
    title = framework.title.get("en") or framework.slug
    return f"“{title}”, version {framework.version}" if framework.version else f"“{title}”"


def _as_if_needed(counted: Tally, key: tuple[str, str]) -> Cell:
    return cell_of(counted, (NeedStatement("", *key),), at=key)


def _works(entries: Iterable[InputEntry], framework: ObjectiveFramework) -> Iterator[Work]:
    for entry in entries:
        if aims := _aims(entry, framework):
            yield _work(entry, aims)


def _aims(entry: InputEntry, framework: ObjectiveFramework) -> tuple[Aim, ...]:
    activity = entry.activity
    if activity.objectives:
        return tuple(map(Aim, sorted(activity.objectives)))
    described = Described(activity.titles, activity.descriptions, activity.sectors)
    return tuple(Aim(each.code, None, estimated=True) for each in suggest_objectives(described, framework))


def _work(entry: InputEntry, aims: tuple[Aim, ...]) -> Work:
    activity = entry.activity
    partners = activity.reporters or activity.funders
    return Work(
        ref=entry.label,
        objectives=aims,
        economies=tuple(EconomyShare(code, entry.shares.get(code)) for code in sorted(activity.economies)),
        partners=frozenset(fold(each.name or each.ref) for each in partners),
        types=activity.types,
        groups=activity.groups,
        start=_day(activity.start, 0),
        end=_day(activity.end, 1),
        status=entry.status,
    )


def _day(written: str, which: int) -> date | None:
    """The first (0) or last (1) day that a date of any precision may mean."""
    days = days_of(written)
    return date.fromordinal(days[which]) if days else None
