"""What stands in the way of an event: computed from what the reader sees, before anything is saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.db.models import Q

from egnatia import overlap
from egnatia.activities.activities.clashes import ClashReasons, Gathering, gathering_of, in_common
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.names import one_name_for_each, spellings_of
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.rows import who_of
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.pages.concepts import concept_label
from egnatia.taxonomy.vocabularies import Vocabulary

MOST_READ, MOST_SHOWN = 300, 8


@dataclass(frozen=True, slots=True)
class Clash:
    """An activity of the same week for the same institution on the same topic."""

    id: UUID
    title: str
    lang: str
    start: str
    end: str
    who: tuple[str, ...]
    institutions: tuple[str, ...]
    topics: tuple[str, ...]


def clashes_seen_by(
    reader: Reader, facts: overlap.ActivityFacts, words: Vocabulary, *, but: UUID | None = None
) -> tuple[Clash, ...]:
    """The first ones by their days; none where the event does not say days, institution and topic."""
    gathering = gathering_of(facts)
    if gathering is None:
        return ()
    called = one_name_for_each(reader, gathering.institutions)
    mine = gathering_of(facts, called)
    assert mine is not None
    found = _near(reader, mine, spellings_of(gathering.institutions, called), but)
    return tuple(_clashes(reader, found, mine, called, words))[:MOST_SHOWN]


def _near(reader: Reader, mine: Gathering, spellings: Iterable[str], but: UUID | None) -> list[Activity]:
    """Those of the same weeks that name one of the institutions; long ones are among them and no gatherings."""
    begins = Q(starts__gte=mine.monday, starts__lte=mine.sunday) | Q(starts__lt=mine.monday, ends__gte=mine.monday)
    rows = newest_of_each(reader).filter(begins, receivers__overlap=sorted(spellings)).exclude(pk=but)
    return list(of_listing(rows.order_by("starts", "record_id"))[:MOST_READ])


def _clashes(
    reader: Reader, found: Iterable[Activity], mine: Gathering, called: dict[str, str], words: Vocabulary
) -> Iterator[Clash]:
    for activity in found:
        facts = facts_of(activity.facts, activity.pk)
        other = gathering_of(facts, called)
        common = in_common(mine, other) if other else None
        if common and may_read(reader, activity.record.envelope).allowed:
            yield _clash(activity, facts, common, words, called)


def _clash(
    activity: Activity, facts: overlap.ActivityFacts, common: ClashReasons, words: Vocabulary, called: dict[str, str]
) -> Clash:
    named = (body.name for body in facts.receivers)
    topics = (
        *(words.objectives.full(code) for code in sorted(common.objectives)),
        *(concept_label(concept) for concept in sorted(common.concepts)),
    )
    institutions = tuple(name for name in named if _one(name, called) in common.institutions)
    return Clash(
        activity.pk, activity.title, activity.language, facts.start, facts.end, who_of(facts), institutions, topics
    )


def _one(name: str, called: dict[str, str]) -> str:
    folded = folded_name(name)
    return called.get(folded, folded)


def mark_of(clashes: Iterable[Clash]) -> str:
    """What a form sends back to say that these were seen."""
    return blake2b(" ".join(str(clash.id) for clash in clashes).encode(), digest_size=8).hexdigest()
