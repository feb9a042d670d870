"""Which names of an activity nobody knows yet, and what an owner has said that such names mean. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name, organisations_of
from egnatia.formats import Parsed
from egnatia.formats.iati.words import development_goal
from egnatia.language import economy_code, fold, folded_words, is_economy, stem, weight
from egnatia.overlap.organisations import names_of
from egnatia.overlap.organisations.economies import marked
from egnatia.overlap.organisations.forms import LONGEST_ABBREVIATION, MOST_LETTERS, stands_for
from egnatia.overlap.organisations.spelling import words_of

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


def key_of(name: Name) -> str:
    """The natural key of its entry: short, whatever the name."""
    return f"{name.what}:{sha256(name.folded.encode()).hexdigest()[:32]}"


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
    """A code of the DAC's lists or of a Sustainable Development Goal is known by itself; any other sector where the
    vocabulary has its code or label."""
    vocabulary, _, code = sector.partition(":")
    known = vocabulary == "DAC" and code.isdigit() and len(code) in _DAC_DIGITS
    return known or bool(development_goal(sector)) or sector in terms


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


GUESS_LINE = 85  # from here on a guess is ticked
_ONE_BODY, _ABBREVIATION, _ALIKE = 92, 90, 98  # scores of a body known by both, initials, the same words
_PERHAPS = 75  # of initials that leave words out, or are two letters: many names have these by chance
_TELLING_LENGTH = 4  # letters of a word that initials should not leave out
_UNCLEAR = 70  # of a name that is as like to another candidate
_SAME_WORD = 0.8  # ratio of letters from which two words are spellings of one
_BEGINNING = 4  # letters by which candidates are found
_TELLING = 5  # weight of a word by which they are found
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may mean: `key` is stored (a record, a code), `names` are all that it is called."""

    key: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """The candidate that is most like a name. `score`: 0 to 100."""

    key: str
    label: str
    score: int


def likeness(one: str, other: str) -> int:
    """How like two names are, 0 to 100: by known bodies and spellings, as abbreviation, by their telling words.

    Names of different economies are not alike, however many words they share.
    """
    pairs = ((a, b, cut + more) for a, cut in _forms(one) for b, more in _forms(other))
    return max(max(0, _likeness(a, b) - cut) for a, b, cut in pairs)


def _forms(name: str) -> list[tuple[str, int]]:
    """The name, and without what stands in brackets, which costs a point."""
    plain = " ".join(_BRACKETS.sub(" ", name).split())
    return [(name, 0), (plain, 1)] if plain and plain != name else [(name, 0)]


def _likeness(one: str, other: str) -> int:
    mine, yours = _weighed(one), _weighed(other)
    places = [{word for word in words if word.startswith("@")} for words in (mine, yours)]
    if all(places) and places[0] != places[1]:
        return 0
    initials = max(_by_initials(a, b) for a, b in ((one, other), (other, one)))
    whole = sum(mine.values()) + sum(yours.values())
    alike = (_found(mine, yours) + _found(yours, mine)) / whole if whole else 0.0
    if names_of(one).known_as & names_of(other).known_as:
        return round(_ONE_BODY + (_ALIKE - _ONE_BODY) * alike)
    return max(initials, round(_ALIKE * alike))


def _by_initials(short: str, full: str) -> int:
    """How sure it is that `short` abbreviates `full`: "UNDP" does; "UF" for "UNDP Funding Windows" may be chance."""
    if not _is_abbreviation(short) or not stands_for(short, full):
        return 0
    letters, words = fold(short), folded_words(full)
    telling = sum(len(word) >= _TELLING_LENGTH for word in words)
    told = _told(letters, words)
    left_out = telling - told
    sure = len(letters) > 2 and (not left_out or (left_out == 1 and told > 2))
    return _ABBREVIATION if sure else _PERHAPS


def _told(letters: str, words: list[str]) -> int:
    """How many telling words give a letter to the abbreviation, where as many as possible do."""
    reached = {0: 0}
    for word in words:
        telling = len(word) >= _TELLING_LENGTH
        for at, told in sorted(reached.items(), reverse=True):
            for end in range(at + 1, min(at + MOST_LETTERS, len(letters)) + 1):
                if word.startswith(letters[at:end]):
                    reached[end] = max(reached.get(end, 0), told + telling)
    return reached.get(len(letters), 0)


@lru_cache(maxsize=1 << 15)
def _weighed(name: str) -> dict[str, int]:
    """The words of a name with what each tells; an economy is one word."""
    return {word: max(1, weight(stem(word))) for word in marked(words_of(name))}


def _found(words: Mapping[str, int], among: Mapping[str, int]) -> float:
    return sum(value * max((_same(word, other) for other in among), default=0.0) for word, value in words.items())


@lru_cache(maxsize=1 << 16)
def _same(word: str, other: str) -> float:
    if word == other or stem(word) == stem(other):
        return 1.0
    if word[:2] != other[:2] or min(len(word), len(other)) < _BEGINNING:
        return 0.0
    ratio = SequenceMatcher(None, word, other).ratio()
    return ratio if ratio >= _SAME_WORD else 0.0


class Guesses:
    """Finds for written names what they probably mean. Only candidates that share a telling beginning, a known body or
    initials are compared."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = list(candidates)
        self._found: dict[str, set[int]] = defaultdict(set)
        for number, candidate in enumerate(self._candidates):
            for name in candidate.names:
                for mark in (*_marks(name), *_initials(name, among_short=False)):
                    self._found[mark].add(number)

    def best(self, written: str) -> Guess | None:
        """None where nothing is like it."""
        marks = (*_marks(written), *_initials(written, among_short=True))
        numbers = set[int]().union(*(self._found.get(mark, ()) for mark in marks))
        scored = sorted(((self._score(written, number), -number) for number in numbers), reverse=True)
        if not scored or scored[0][0] <= 0:
            return None
        score, number = scored[0]
        unclear = len(scored) > 1 and scored[1][0] == score
        found = self._candidates[-number]
        return Guess(found.key, found.label, min(score, _UNCLEAR) if unclear else score)

    def _score(self, written: str, number: int) -> int:
        """Of the names of a candidate the most like one. Initials are no proof where both are written in full too:
        People in Need is not the Polder Institute (PIN)."""
        names = self._candidates[number].names
        in_full = [name for name in names if not _is_abbreviation(name)] if not _is_abbreviation(written) else []
        scores = {name: likeness(written, name) for name in names}
        return max(
            min(score, _PERHAPS) if in_full and name not in in_full and score == _ABBREVIATION else score
            for name, score in scores.items()
        )


def _marks(name: str) -> Iterator[str]:
    """By what a name is found: the bodies that it is known as, the beginnings of its telling words, or of all."""
    words = {word: value for word, value in _weighed(name).items() if not word.startswith("@")}
    yield from (f"={key}" for key in names_of(name).known_as)
    yield from {word[:_BEGINNING] for word, value in words.items() if value >= _TELLING} or words


def _initials(name: str, *, among_short: bool) -> Iterator[str]:
    """First letters, by which an abbreviation and the names that it may stand for find each other."""
    short, long = ("^", "!") if among_short else ("!", "^")
    if _is_abbreviation(name):
        yield f"{short}{fold(name)[:1]}"
    else:
        yield from {f"{long}{word[:1]}" for word in fold(name).split()[:2]}


def _is_abbreviation(name: str) -> bool:
    return len(name) <= LONGEST_ABBREVIATION and name.isalpha() and sum(letter.isupper() for letter in name) > 1
