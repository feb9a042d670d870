"""Which names of an activity nobody knows yet, and what an owner has said that such names mean. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name, organisations_of
from egnatia.formats import Parsed
from egnatia.language import economy_code, fold, is_economy

LISTED = 300  # names of each kind that an import may put into the queue: those that most activities have

# ISO 639-1, and two codes of our own region that it lacks.
_LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu cnr hbs
"""
LANGUAGES = frozenset(_LANGUAGES.split())
_DAC_DIGITS = frozenset({3, 5})

What = str  # organisation, sector, place, language


@dataclass(frozen=True, slots=True)
class Name:
    """A name as an activity has it. `folded` is what makes two of them one."""

    what: What
    folded: str


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known to the importer: organisations by folded name and reference, sectors, and answers given before."""

    organisations: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    answers: Mapping[Name, str] = field(default_factory=dict)  # "" where it was left as it is


@dataclass(slots=True)
class Unknown:
    """Counts, for each unknown name, the activities that have it, and keeps it as it was first written."""

    count: Counter[Name] = field(default_factory=Counter)
    written: dict[Name, str] = field(default_factory=dict)

    def add(self, facts: overlap.ActivityFacts, parsed: Parsed, known: KnownNames) -> None:
        found = {name: text for name, text in _names(facts, parsed, known) if name.folded and name not in known.answers}
        self.count.update(found.keys())
        for name, text in found.items():
            self.written.setdefault(name, text)

    def most_frequent(self, what: What, limit: int = LISTED) -> tuple[list[tuple[Name, int]], int]:
        """(the names of this kind that most activities have, how many names are left out)."""
        those = [(name, count) for name, count in self.count.items() if name.what == what]
        those.sort(key=lambda each: (-each[1], each[0].folded))
        return those[:limit], max(0, len(those) - limit)


def _names(facts: overlap.ActivityFacts, parsed: Parsed, known: KnownNames) -> Iterator[tuple[Name, str]]:
    yield from _organisations(facts, known)
    for sector in facts.sectors:
        if not is_known_sector(sector, known.sectors):
            yield Name("sector", sector[:300]), sector
    for place in facts.economies:
        if not is_economy(place):
            yield Name("place", place), _as_written(place, parsed)
    for language in sorted(set(_languages(parsed))):
        if language.partition("-")[0] not in LANGUAGES:
            yield Name("language", language), language


def _organisations(facts: overlap.ActivityFacts, known: KnownNames) -> Iterator[tuple[Name, str]]:
    for body in organisations_of(facts):
        folded = folded_name(body.name)
        if folded not in known.organisations and (not body.ref or body.ref not in known.references):
            yield Name("organisation", folded), body.name


def _languages(parsed: Parsed) -> Iterator[str]:
    texts = (*parsed.titles, *(text for description in parsed.descriptions for text in description.texts))
    return (text.lang for text in texts if text.lang)


def is_known_sector(sector: str, terms: frozenset[str]) -> bool:
    """A code of the DAC's lists is known by itself; any other sector where the vocabulary has its code or label."""
    vocabulary, _, code = sector.partition(":")
    return (vocabulary == "DAC" and code.isdigit() and len(code) in _DAC_DIGITS) or sector in terms


def _as_written(place: str, parsed: Parsed) -> str:
    """A place is kept folded in the facts; people read it as the file writes it."""
    for recipient in parsed.economies:
        for name in (recipient.code, *(text.text for text in recipient.texts)):
            if name and fold(name).strip().startswith(place):
                return name
    return place


def understood(facts: overlap.ActivityFacts, answers: Mapping[Name, str]) -> overlap.ActivityFacts:
    """The facts with what the owner said about their sectors and places."""
    if not answers:
        return facts
    sectors = frozenset(answers.get(Name("sector", sector[:300])) or sector for sector in facts.sectors)
    economies = frozenset(answers.get(Name("place", place)) or place for place in facts.economies)
    if sectors == facts.sectors and economies == facts.economies:
        return facts
    return replace(facts, sectors=sectors, economies=economies)


def answer_of_place(text: str) -> str:
    """The code of an economy by any of its names, or ""."""
    return economy_code(text.strip())
