"""One activity in a list, as a frozen value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import folded_name, titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.pages.concepts import chips
from egnatia.pages.labels import translation_words
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import ForumNames, told

MOST_NAMED = 4  # economies of a row; more are counted


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """What a list says of an activity. The title is in the reader's language where it is stored in it, else as it was
    written, in `lang`; `translation` says of which language.
    """

    id: UUID
    title: str
    lang: str
    translation: str
    chips: tuple[str, ...]
    sort: str
    sort_code: str
    measure: str
    who: tuple[str, ...]
    where: tuple[str, ...]
    elsewhere: int
    start: str
    end: str
    amount: float | None
    currency: str
    band: str
    status: str
    status_code: str
    tlp: str
    audience: str
    source: str
    versions: int
    owner: str  # the identifier of the organisation
    facts: overlap.ActivityFacts
    roles: tuple[str, ...] = ()  # of the organisation whose page it is on

    @property
    def key(self) -> str:
        """What several records of one activity have in common: its identifier; without one, it is its own."""
        return self.facts.identifiers[0] if self.facts.identifiers else str(self.id)

    @property
    def original(self) -> tuple[str, str]:
        """The title as it was written, and in which language: what files bring back."""
        first = self.facts.titles[0] if self.facts.titles else overlap.Text("")
        return first.text, first.lang


def row_of(activity: Activity, names: ForumNames, communities: Mapping[str, str], versions: int) -> ActivityRow:
    facts = facts_of(activity.facts, activity.pk)
    marking = activity.record.marking
    title, lang, original = told(titles_by_language(facts), activity.title, activity.language)
    where = economy_names(activity.economies, names)
    return ActivityRow(
        id=activity.pk,
        title=title,
        lang=lang,
        translation=translation_words(original),
        chips=chips(facts.titles[:1], most=4),
        sort="" if activity.sort == "project" else labels.sort_words(activity.sort, activity.measure),
        sort_code=activity.sort,
        measure=activity.measure,
        who=who_of(facts),
        where=where[:MOST_NAMED],
        elsewhere=len(where[MOST_NAMED:]),
        start=facts.start,
        end=facts.end,
        amount=facts.amount,
        currency=facts.currency,
        band=labels.label(labels.BAND, facts.band),
        status=labels.label(labels.STATUS, activity.status),
        status_code=activity.status,
        tlp=marking.tlp.words,
        audience=in_short(marking, names, communities),
        source=activity.source,
        versions=versions,
        owner=str(activity.record.owner_id),
        facts=facts,
    )


def who_of(facts: overlap.ActivityFacts) -> tuple[str, ...]:
    """Whoever pays, or reports where nobody is said to, and whoever carries it out; each once, two at most."""
    bodies = (facts.funders or facts.reporters)[:1] + facts.implementers[:1]
    return tuple({folded_name(body.name): body.name for body in bodies if body.name}.values())


def economy_names(economies: Iterable[str], names: ForumNames) -> tuple[str, ...]:
    """Names in the forum's order, then what lies outside the region by its code or name."""
    given = set(economies)
    known = [economy for economy in names.economies if economy.code in given]
    outside = sorted(given - {economy.code for economy in known})
    return (*(economy.name for economy in known), *outside)
