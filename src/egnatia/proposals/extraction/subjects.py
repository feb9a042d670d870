"""What is done, for whom, for which objectives, in which sector: by the terms of each, in the text's own language."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files

from egnatia.language import concept_words, concepts, fold, telling
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import Token, hits

MOST = {"type": 3, "professionals": 3, "people": 2, "objective": 3, "sector": 2, "concept": 8}
MOST_QUOTES = 3  # of one objective
MOST_WORDS = 30_000  # of a text that are read
IN_TITLE = 3  # how much more a concept of the title says

# How much a term says by the line that it is in; in others nothing.
OF_OBJECTIVE = {"title": 2.5, "subject": 1.5, "summary": 1.2, "": 1.0, "note": 1.0, "type": 0.6, "group": 0.8}
OF_TYPE = {"type": 5.0, "title": 1.5, "subject": 1.0, "summary": 1.0, "": 0.7, "note": 0.7}
OF_GROUP = {"group": 4.0, "title": 2.0, "subject": 1.0, "summary": 0.8, "": 0.6, "note": 0.6, "receiver": 0.4}
BACKGROUND = 0.35  # of that, where a line says what the proposal starts from
IN_NAME = 0.2  # of that, where the words are part of a body's name
MISSING = 0.5  # of that, where an objective's work is said to be missing; a type or a group then is none
AGAIN, MOST_AGAIN = 0.15, 6  # what each further sentence adds to a term

OTHER = 1.2  # how much more what is said of another field of work counts
LITTLE = 0.35  # a term behind "?"
FLOOR = {"objective": 1.2, "type": 0.65, "group": 0.75}
NEAR = {"objective": 0.45, "type": 0.2, "group": 0.3}  # of the best one: what is below is left out
WINDOW = 9  # words that two parts of a term may be apart
WIDE, WIDER = 50, 65  # letters of a line that may go on in the next one, before a small letter and a capital
SHORT_ROOT, SHORT_ENDING, ENDING = 4, 4, 9  # letters
LONG = 7  # letters of a word that is declined though nobody wrote *
_NOT = {  # by language: what turns the words behind it around
    "en": {"not", "no", "without", "never", "nor"},
    "sq": {"nuk", "asnje", "jo"},
    "sr": {"ne", "nije", "nisu", "necemo", "nema", "nece", "niti"},
    "mk": {"ne", "nema", "nitu"},
    "bg": {"ne", "njama", "nito"},
    "ro": {"nu", "nici"},
    "el": {"den", "min", "oute"},
    "tr": {"degil"},
    "sl": {"ne", "ni", "niso", "nismo", "brez", "niti"},
}

PEOPLE = ("young-people", "returnees-families-children", "communities-civil-society", "media-and-platforms")
_LANGUAGE = {"hbs": "sr", "bs": "sr", "hr": "sr", "cnr": "sr", "sr-latn": "sr", "bg": "bg"}
_BY_SCRIPT = {
    "greek": ("el", "en"),
    "cyrillic": ("sr", "mk", "bg", "en"),
    "latin": ("en", "sq", "sr", "ro", "tr", "sl"),
}
_GREEK, _CYRILLIC = re.compile("[Ͱ-Ͽ]"), re.compile("[Ѐ-ӿ]")
_SENTENCE = frozenset(".;!?")

Terms = Mapping[str, Mapping[str, str]]  # code, language, terms between |


@dataclass(frozen=True, slots=True)
class _Term:
    """Each part is one of several phrases; a sentence has the term where all parts are near each other."""

    code: str
    parts: int
    worth: float


@dataclass(frozen=True, slots=True)
class _Alternative:
    words: tuple[str, ...]
    term: _Term
    number: int  # of the term, as terms may be equal
    part: int


@dataclass(slots=True)
class _Found:
    """What is said for one code: for each of its terms the best place, how often, and the words."""

    best: dict[int, float] = field(default_factory=dict)
    often: Counter[int] = field(default_factory=Counter)
    quotes: dict[int, str] = field(default_factory=dict)
    carried: bool = False  # by a term that says more than a little

    def add(self, alternative: _Alternative, worth: float, quote: str) -> None:
        number = alternative.number
        if abs(worth) > abs(self.best.get(number, 0.0)):
            self.best[number], self.quotes[number] = worth, quote
        self.often[number] += 1
        self.carried |= alternative.term.worth == 1

    @property
    def total(self) -> float:
        again = {number: 1 + AGAIN * min(count - 1, MOST_AGAIN) for number, count in self.often.items()}
        return sum(worth * again[number] for number, worth in self.best.items())

    def told(self, most: int) -> str:
        strongest = sorted(self.best, key=lambda number: -self.best[number])
        kept = [self.quotes[number] for number in strongest if self.best[number] > 0]
        return " · ".join(list(dict.fromkeys(kept))[:most])


def subjects(lines: Sequence[TextLine], title: str, language: str) -> Iterator[Fact]:
    """Types, groups, sectors and concepts, what is said most often first, each with the words that say it."""
    sentences = _sentences(lines, title)
    spoken = language or _script(lines)
    yield from _kind("type", _found(sentences, _index("types.tsv", spoken), OF_TYPE), MOST["type"])
    groups = _found(sentences, _index("groups.tsv", spoken), OF_GROUP, names=True)
    yield from _kind(
        "group", {code: each for code, each in groups.items() if code not in PEOPLE}, MOST["professionals"]
    )
    yield from _kind("group", {code: groups[code] for code in PEOPLE if code in groups}, MOST["people"])
    yield from _concepts(lines, title, language)


def aims(lines: Sequence[TextLine], title: str, language: str, terms: Terms) -> Iterator[Fact]:
    """At most three objectives that the proposal may serve, the likeliest first, with the words that say so.

    None where the text says more of another field of work than of any objective.
    """
    sentences = _sentences(lines, title)
    language = language or _script(lines)
    stated = tuple((code, spoken, text) for code, each in sorted(terms.items()) for spoken, text in each.items())
    found = _found(sentences, _compiled(stated, language), OF_OBJECTIVE, missing=MISSING)
    other = _found(sentences, _index("elsewhere.tsv", language), OF_OBJECTIVE)
    best = max((each.total for each in found.values() if each.carried), default=0.0)
    if best > OTHER * max((each.total for each in other.values()), default=0.0):
        yield from _kind("objective", found, MOST["objective"], quotes=MOST_QUOTES)


def _script(lines: Sequence[TextLine]) -> str:
    """That of a text whose language nobody can tell: all its languages are read."""
    text = " ".join(line.said for line in lines)
    found = {"greek": len(_GREEK.findall(text)), "cyrillic": len(_CYRILLIC.findall(text))}
    most = max(found, key=lambda script: found[script])
    return most if 2 * found[most] > sum(map(str.isalpha, text)) else "latin"


def _kind(name: str, found: Mapping[str, _Found], most: int, *, quotes: int = 1) -> Iterator[Fact]:
    carried = {code: each.total for code, each in found.items() if each.carried}
    floor = max(FLOOR[name], NEAR[name] * max(carried.values(), default=0.0))
    ranked = sorted((code for code in carried if carried[code] >= floor), key=lambda code: (-carried[code], code))
    yield from (Fact(name, code, found[code].told(quotes)) for code in ranked[:most])


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Some tokens of a line; `about` is that of the line, or "title"."""

    line: TextLine
    about: str
    words: tuple[tuple[int, Token], ...]
    background: bool

    def in_name(self, first: int) -> bool:
        """Whether the token is part of a name: it is written so, or what is before it is, and begins no sentence."""
        start = self.words[0][0]
        return any(at > start and self.line.tokens[at].is_name for at in (first, first - 1))


def _sentences(lines: Sequence[TextLine], title: str) -> list[_Sentence]:
    """Those that say what the proposal is, not what it is not."""
    found: list[_Sentence] = []
    left, background = MOST_WORDS, False
    summed_up = any(line.about == "summary" and line.said for line in lines)
    plain = "" if summed_up else "summary"  # what lines without a label tell
    for line in _unwrapped(lines):
        begins = _begins_background(line)
        if (line.about and not line.said) or begins:
            background = begins
        if left <= 0:
            break
        about = "title" if title and title.rstrip("…") in line.said else line.about or plain
        within = background and about in ("", "summary")
        for words in _split(line.tokens):
            left -= len(words)
            inside = line.tokens[words[0][0] : words[-1][0] + 1]
            if not any(hits(inside, "exclusions.tsv")):
                found.append(_Sentence(line, about, words, within))
        background = background and not (begins and line.said)
    return found


def _unwrapped(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Lines that a mail or a page broke in the middle of a sentence, as one."""
    held = last = None
    for line in lines:
        if held and last and _goes_on(last, line):
            gap = len(held.said) + 1
            moved = tuple(replace(token, at=token.at + gap, upto=token.upto + gap) for token in line.tokens)
            held = replace(held, said=f"{held.said} {line.said}", tokens=held.tokens + moved)
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held


def _goes_on(line: TextLine, following: TextLine) -> bool:
    """Whether a line without an end is as wide as a page, and what follows has no label and is no item of a list."""
    if not line.said or not following.said or following.said != following.text.lstrip("> "):
        return False
    if line.about not in ("", "summary", following.about) or following.about not in ("", line.about):
        return False
    begin, end = following.said[0], line.said.rstrip()[-1:]
    if end in ".!?:;|…" or not begin.isalpha() or "|" in line.text + following.text:
        return False
    return len(line.text) >= (WIDE if begin.islower() else WIDER)


_NUMBERS = re.compile(r"^[\W\d_]*(?:[IVX]{1,4}\b[\W_]*)?")


def _begins_background(line: TextLine) -> bool:
    """Whether a heading or a label says that problems, needs or risks follow."""
    plain = _NUMBERS.sub("", line.text)
    label = re.split(r"[:|.•(–—?]", plain, maxsplit=1)[0].strip()
    return bool(label) and len(label.split()) <= 6 and fold(label) in _background()


@cache
def _background() -> frozenset[str]:
    rows = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for row in rows if row and row[0] != "#" for word in row.split("\t")[1].split("|"))


def _split(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, Token], ...]]:
    """The words of each sentence, with their places among the tokens."""
    words: list[tuple[int, Token]] = []
    for at, token in enumerate(tokens):
        if token.is_word or token.is_number:
            words.append((at, token))
        elif token.written in _SENTENCE and words:
            yield tuple(words)
            words = []
    if words:
        yield tuple(words)


class _Index:
    """Terms by the first letters of their phrases, for one language and English."""

    def __init__(self, stated: Sequence[tuple[str, str, str]], language: str) -> None:
        spoken = _LANGUAGE.get(language, language)
        read = _BY_SCRIPT.get(spoken, (spoken, "en"))
        self._by_letters: dict[str, list[_Alternative]] = defaultdict(list)
        self._starting: dict[str, tuple[_Alternative, ...]] = {}
        self._not = _NOT.get(spoken, set())
        number = 0
        for code, of_language, text in stated:
            if of_language in read:
                for written in filter(None, map(str.strip, text.split("|"))):
                    self._add(code, number, written, foreign=of_language == "en" != spoken)
                    number += 1

    def _add(self, code: str, number: int, written: str, *, foreign: bool) -> None:
        worth = {"?": LITTLE, "-": -1.0}.get(written[0], 1.0)
        parts = written.lstrip("?-").split(" + ")
        term = _Term(code, len(parts), worth)
        for part, alternatives in enumerate(parts):
            for phrase in alternatives.split("/"):
                words = tuple(fold(word) for word in re.split(r"[\s-]+", phrase.strip()) if word)
                if words and not (foreign and _is_short(phrase.strip())):
                    self._by_letters[words[0].rstrip("*")[:3]].append(_Alternative(words, term, number, part))

    def starting(self, word: str) -> tuple[_Alternative, ...]:
        """The phrases whose first word fits this one."""
        if word not in self._starting:
            near = (each for letters in range(1, 4) for each in self._by_letters.get(word[:letters], ()))
            self._starting[word] = tuple({id(each): each for each in near if _fits(each.words[0], word)}.values())
        return self._starting[word]

    def negates(self, sentence: _Sentence, begin: int, end: int) -> bool:
        """Whether a word before or among these turns them around."""
        return any(token.folded in self._not for _, token in sentence.words[max(0, begin - 1) : end])

    def terms(self, sentence: _Sentence) -> Iterator[tuple[_Alternative, int, int]]:
        """The terms of a sentence, each with the places of its first and last word among the sentence's words."""
        spans: dict[int, dict[int, list[tuple[int, int, _Alternative]]]] = defaultdict(lambda: defaultdict(list))
        row = [token.folded for _, token in sentence.words]
        for at, word in enumerate(row):
            for each in self.starting(word):
                last = at + len(each.words) - 1
                if last < len(row) and all(map(_fits, each.words[1:], row[at + 1 :])):
                    spans[each.number][each.part].append((at, last, each))
        for parts in spans.values():
            if found := _together(parts):
                yield found


def _is_short(phrase: str) -> bool:
    """Whether another language may well begin a word of its own so: English gun*, Turkish gün."""
    return phrase.islower() and phrase.endswith("*") and len(phrase) <= SHORT_ROOT + 1


def _fits(part: str, word: str) -> bool:
    if not part.endswith("*"):
        return part == word or (len(part) >= LONG and word.startswith(part[:-1]) and abs(len(word) - len(part)) <= 2)
    root = part[:-1]
    fits = word.startswith(root) or (len(root) >= LONG and word.startswith(f"{root[:-1]}a{root[-1]}"))  # incidenata
    return fits and len(word) - len(root) <= (ENDING if len(root) >= SHORT_ROOT else SHORT_ENDING)


def _together(parts: Mapping[int, Sequence[tuple[int, int, _Alternative]]]) -> tuple[_Alternative, int, int] | None:
    """Where all parts of a term are near each other, the first such place."""
    if 0 not in parts or len(parts) < parts[0][0][2].term.parts:
        return None
    for first, last, alternative in parts[0]:
        begin, end, taken = first, last, {first}
        for part in range(1, len(parts)):
            near = [
                span
                for span in parts[part]
                if span[0] not in taken and max(end, span[1]) - min(begin, span[0]) <= WINDOW
            ]
            if not near:
                break
            closest = min(near, key=lambda span: abs(span[0] - first))
            begin, end = min(begin, closest[0]), max(end, closest[1])
            taken.add(closest[0])
        else:
            return alternative, begin, end
    return None


@lru_cache(maxsize=32)
def _compiled(stated: tuple[tuple[str, str, str], ...], language: str) -> _Index:
    return _Index(stated, language)


@lru_cache(maxsize=64)
def _index(table: str, language: str) -> _Index:
    rows = files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines()
    split = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return _Index([(code, spoken, text) for code, spoken, text in split], language)


def _found(
    sentences: Sequence[_Sentence],
    index: _Index,
    weights: Mapping[str, float],
    *,
    names: bool = False,
    missing: float = 0,
) -> dict[str, _Found]:
    found: dict[str, _Found] = defaultdict(_Found)
    for sentence in sentences:
        weight = weights.get(sentence.about, 0.0) * (BACKGROUND if sentence.background else 1)
        if not weight:
            continue
        for alternative, begin, end in _outermost(index.terms(sentence)) if names else index.terms(sentence):
            first, last = sentence.words[begin][0], sentence.words[end][0] + 1
            in_name = names and sentence.about not in ("title", "group") and sentence.in_name(first)
            worth = weight * alternative.term.worth * (IN_NAME if in_name else 1)
            if index.negates(sentence, begin, end):
                worth *= missing
            if worth:
                found[alternative.term.code].add(alternative, worth, sentence.line.quote(first, last))
    return dict(found)


def _outermost(hits_of: Iterable[tuple[_Alternative, int, int]]) -> list[tuple[_Alternative, int, int]]:
    """Without what is part of a longer phrase: border police are no police."""
    every = list(hits_of)
    phrases = [(begin, end) for each, begin, end in every if each.term.parts == 1]
    return [
        (each, begin, end)
        for each, begin, end in every
        if not any(first <= begin and end <= last and end - begin < last - first for first, last in phrases)
    ]


@cache
def _sectors() -> Mapping[str, str]:
    rows = files(__package__).joinpath("categories.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if row and not row.startswith("#"))


def _concepts(lines: Sequence[TextLine], title: str, language: str) -> Iterator[Fact]:
    """The sectors and concepts, by what the lexicon knows."""
    body = "\n".join(line.said for line in lines if line.about not in ("amount", "when", "note", "funder"))
    said = concepts(body, language)
    for concept in concepts(title, language):
        said[concept] += IN_TITLE
    words = concept_words(f"{title}\n{body}", language)
    weight: Counter[str] = Counter()
    quotes: dict[str, str] = {}
    for concept, count in said.items():
        if (code := _sectors().get(concept)) and concept in words:
            weight[code] += count
            quotes.setdefault(code, words[concept])
    ranked = sorted(weight, key=lambda code: (-weight[code], code))
    yield from (Fact("sector", code, quotes[code]) for code in ranked[: MOST["sector"]])
    order = sorted(said, key=lambda concept: (concept not in telling(), -said[concept], concept))
    yield from (Fact("concept", concept, words[concept]) for concept in order[: MOST["concept"]] if concept in words)
