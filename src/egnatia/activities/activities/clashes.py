"""When two gatherings are in each other's way: the same institution, in the same week, on the same topic. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from egnatia import overlap
from egnatia.activities.activities.columns import first_day, folded_name, last_day
from egnatia.language import concepts_of, folded_words, telling

LONGEST = 31  # days: what takes longer is no gathering that somebody could move
DAY = len("2026-05-17")


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event or a short training: its institutions (folded), its days, its topics."""

    institutions: frozenset[str]
    first: date
    last: date
    concepts: frozenset[str]
    objectives: frozenset[str]

    @property
    def monday(self) -> date:
        return self.first - timedelta(days=self.first.weekday())

    @property
    def sunday(self) -> date:
        return self.last + timedelta(days=6 - self.last.weekday())


@dataclass(frozen=True, slots=True)
class ClashReasons:
    """What two gatherings have in common; each part is filled."""

    institutions: frozenset[str]
    concepts: frozenset[str]
    objectives: frozenset[str]


def days_of(facts: overlap.ActivityFacts) -> tuple[date, date] | None:
    """First and last day of what is stated to the day and takes a month at most; None where that is not known."""
    start, end = facts.start, facts.end or facts.start
    if len(start) < DAY or len(end) < DAY:
        return None
    first, last = first_day(start), last_day(end)
    if first is None or last is None or not 0 <= (last - first).days < LONGEST:
        return None
    return first, last


def gathering_of(facts: overlap.ActivityFacts, called: Mapping[str, str] | None = None) -> Gathering | None:
    """None where its days, its institutions or its topic are not known. `called`: one name for all spellings."""
    days = days_of(facts)
    if days is None:
        return None
    names = (folded_name(body.name) for body in facts.receivers)
    institutions = frozenset((called or {}).get(name, name) for name in names if name)
    concepts = _concepts(facts.titles + facts.descriptions[:1])
    if not institutions or not (concepts or facts.objectives):
        return None
    return Gathering(institutions, *days, concepts, facts.objectives)


def _concepts(texts: Iterable[overlap.Text]) -> frozenset[str]:
    found = (concepts_of(folded_words(text.text), text.lang) for text in texts)
    return frozenset(concept for concepts in found for concept in concepts) & telling()


def in_common(one: Gathering, other: Gathering) -> ClashReasons | None:
    """None where they are not in each other's way."""
    institutions = one.institutions & other.institutions
    concepts, objectives = one.concepts & other.concepts, one.objectives & other.objectives
    meet = one.monday <= other.last and other.first <= one.sunday
    if not (institutions and meet and (concepts or objectives)):
        return None
    return ClashReasons(institutions, concepts, objectives)
