"""What is done, for whom, for which objectives, in which sector: by the terms of each, in the text's own language."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from egnatia.language import concept_words, concepts, fold, telling
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import (
    Alternative,
    Hint,
    TermIndex,
    Token,
    compiled,
    hits,
    term_rows,
    term_table,
)

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
TAKES_PART, NEARBY, COUNTED = 1.6, 10, 3  # of that, where a group learns within so many words, or is counted
MISSING = 0.5  # of that, where an objective's work is said to be missing; a type or a group then is none
AGAIN, MOST_AGAIN = 0.15, 6  # what each further sentence adds to a term

# Words of terms apart from each other: how much each says beside terms and alone, what all alone must say, how many
HINTED, HINTED_ALONE, TELLING, LEAST_HINTS, MOST_HINTS = 0.3, 0.6, 2.5, 3, 8
BESIDE = 1.0  # of what terms say for another objective: what all must say that is hinted at only
AGAINST = 0.3  # how much of what is hinted at counts against another field of work
OTHER = 1.2  # how much more what is said of another field of work counts
FLOOR = {"objective": 1.2, "type": 0.65, "group": 0.75}
NEAR = {"objective": 0.5, "type": 0.2, "group": 0.4, "professionals": 0.5}  # of the best one: what is below
HEADING = 6  # words
AGO = 2  # years between what a sentence tells of and the last year of the text: it tells of the past
WIDE, WIDER = 50, 65  # letters of a line that may go on in the next one, before a small letter and a capital
PEOPLE = ("young-people", "returnees-families-children", "communities-civil-society", "media-and-platforms")
_GREEK, _CYRILLIC = re.compile("[Ͱ-Ͽ]"), re.compile("[Ѐ-ӿ]")
_SENTENCE = frozenset(".;!?")

Terms = Mapping[str, Mapping[str, str]]  # code, language, terms between |


@dataclass(slots=True)
class _Found:
    """What is said for one code: for each of its terms the best place, how often, and the words."""

    best: dict[int, float] = field(default_factory=dict)
    often: Counter[int] = field(default_factory=Counter)
    quotes: dict[int, str] = field(default_factory=dict)
    carried: bool = False  # by a term that says more than a little
    hints: dict[str, tuple[float, str]] = field(default_factory=dict)  # by their root

    def add(self, alternative: Alternative, worth: float, quote: str) -> None:
        number = alternative.number
        if abs(worth) > abs(self.best.get(number, 0.0)):
            self.best[number], self.quotes[number] = worth, quote
        self.often[number] += 1
        self.carried |= alternative.term.worth == 1

    def hint(self, hint: Hint, worth: float, quote: str) -> None:
        if worth > self.hints.get(hint.root, (0.0, ""))[0]:
            self.hints[hint.root] = worth, quote

    @property
    def hinted(self) -> float:
        return sum(sorted((worth for worth, _ in self.hints.values()), reverse=True)[:MOST_HINTS])

    @property
    def tells(self) -> bool:
        """Whether terms or many hints tell."""
        return self.carried or (len(self.hints) >= LEAST_HINTS and self.hinted >= TELLING)

    @property
    def stated(self) -> float:
        """What the terms say."""
        again = {number: 1 + AGAIN * min(count - 1, MOST_AGAIN) for number, count in self.often.items()}
        return sum(worth * again[number] for number, worth in self.best.items())

    @property
    def against(self) -> float:
        """What counts where fields of work are weighed against each other."""
        return self.stated + AGAINST * self.hinted

    @property
    def total(self) -> float:
        return self.stated + (HINTED if self.carried else HINTED_ALONE) * self.hinted

    def told(self, most: int) -> str:
        strongest = sorted(self.best, key=lambda number: -self.best[number])
        kept = [self.quotes[number] for number in strongest if self.best[number] > 0]
        if not self.carried or not kept:
            kept += [quote for _, quote in sorted(self.hints.values(), reverse=True)]
        return " · ".join(list(dict.fromkeys(kept))[:most])


def subjects(lines: Sequence[TextLine], title: str, language: str) -> Iterator[Fact]:
    """Types, groups, sectors and concepts, what is said most often first, each with the words that say it."""
    sentences = _sentences(lines, title)
    spoken = language or _script(lines)
    yield from _kind("type", _found(sentences, term_table("types.tsv", spoken), OF_TYPE), MOST["type"])
    groups = _found(sentences, term_table("groups.tsv", spoken), OF_GROUP, taught=term_table("types.tsv", spoken))
    professionals = {code: each for code, each in groups.items() if code not in PEOPLE}
    yield from _kind("group", professionals, MOST["professionals"], near=NEAR["professionals"])
    yield from _kind("group", {code: groups[code] for code in PEOPLE if code in groups}, MOST["people"])
    yield from _concepts(lines, title, language)


def aims(lines: Sequence[TextLine], title: str, language: str, terms: Terms) -> Iterator[Fact]:
    """At most three objectives that the proposal may serve, the likeliest first, with the words that say so.

    None where the text says more of another field of work than of any objective.
    """
    sentences = _sentences(lines, title)
    language = language or _script(lines)
    written = tuple((code, spoken, text) for code, each in sorted(terms.items()) for spoken, text in each.items())
    index = compiled(written + term_rows("common.tsv"), language)
    found = _hinted(sentences, index, _found(sentences, index, OF_OBJECTIVE, missing=MISSING))
    elsewhere = term_table("elsewhere.tsv", language)
    other = _hinted(sentences, elsewhere, _found(sentences, elsewhere, OF_OBJECTIVE))
    stated = max((each.stated for each in found.values() if each.carried), default=0.0)
    best = max((each.against for each in found.values() if each.tells), default=0.0)
    if best > OTHER * max((each.against for each in other.values()), default=0.0):
        likely = {code: each for code, each in found.items() if each.carried or each.total >= BESIDE * stated}
        yield from _kind("objective", likely, MOST["objective"], quotes=MOST_QUOTES)


def _script(lines: Sequence[TextLine]) -> str:
    """That of a text whose language nobody can tell: all its languages are read."""
    text = " ".join(line.said for line in lines)
    found = {"greek": len(_GREEK.findall(text)), "cyrillic": len(_CYRILLIC.findall(text))}
    most = max(found, key=lambda script: found[script])
    return most if 2 * found[most] > sum(map(str.isalpha, text)) else "latin"


def _kind(name: str, found: Mapping[str, _Found], most: int, *, quotes: int = 1, near: float = 0) -> Iterator[Fact]:
    carried = {code: each.total for code, each in found.items() if each.tells}
    floor = max(FLOOR[name], (near or NEAR[name]) * max(carried.values(), default=0.0))
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
    last = max((year for line in lines for year in _years(line.tokens)), default=0)
    for line in _unwrapped(lines):
        begins = _begins_background(line)
        if (line.about and not line.said) or begins or _is_heading(line):
            background = begins
        if left <= 0:
            break
        about = "title" if title and title.rstrip("…") in line.said else line.about or plain
        within = (background or _YEAR.match(line.said)) and about in ("", "summary")
        for words in _split(line.tokens):
            left -= len(words)
            inside = line.tokens[words[0][0] : words[-1][0] + 1]
            years = _years(inside)
            past = bool(years) and max(years) <= last - AGO
            if not any(hits(inside, "exclusions.tsv")):
                found.append(_Sentence(line, about, words, bool(within) or past))
        background = background and not (begins and line.said)
    return found


def _years(tokens: Iterable[Token]) -> list[int]:
    return [
        int(token.written)
        for token in tokens
        if len(token.written) == 4 and token.written.startswith("20") and token.is_number
    ]


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
    begin, end = following.said[0], line.said.rstrip(' "“”»')[-1:]
    if end in ".!?:;|…" or _is_heading(following) or not begin.isalpha() or "|" in line.text + following.text:
        return False
    return len(line.text) >= (WIDE if begin.islower() else WIDER)


def _is_heading(line: TextLine) -> bool:
    """Whether a line is so short, and without an end, that it is likely to say what follows."""
    plain = _NUMBERS.sub("", line.said.strip("* #"))
    few = 0 < len(plain.split()) <= HEADING and "|" not in line.text
    return few and plain[:1].isupper() and plain[-1:] not in '.,;!…"”“'


_YEAR = re.compile(r"\W*20\d\d\b\W{0,4}(?:20)?\d{0,2}\W*[:„“«»\"–|]")  # a line of what somebody did before
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


def _is_ordinal(tokens: Sequence[Token]) -> bool:
    """Whether a full stop belongs to the number before it: "2024. imali"."""
    return len(tokens) == 3 and tokens[0].is_number and tokens[1].written == "." and tokens[2].written.islower()


def _split(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, Token], ...]]:
    """The words of each sentence, with their places among the tokens."""
    words: list[tuple[int, Token]] = []
    for at, token in enumerate(tokens):
        if token.is_word or token.is_number:
            words.append((at, token))
        elif token.written in _SENTENCE and words and not _is_ordinal(tokens[at - 1 : at + 2]):
            yield tuple(words)
            words = []
    if words:
        yield tuple(words)


def _found(
    sentences: Sequence[_Sentence],
    index: TermIndex,
    weights: Mapping[str, float],
    *,
    taught: TermIndex | None = None,
    missing: float = 0,
) -> dict[str, _Found]:
    """What terms say. `taught` are those of training: with them, codes are of groups, who take part rather than act."""
    found: dict[str, _Found] = defaultdict(_Found)
    for sentence in sentences:
        weight = weights.get(sentence.about, 0.0) * (BACKGROUND if sentence.background else 1)
        if not weight:
            continue
        row = [token for _, token in sentence.words]
        learning = _places(taught, row, "training") if taught else []
        for alternative, begin, end in _outermost(index.terms(row)) if taught else index.terms(row):
            first, last = sentence.words[begin][0], sentence.words[end][0] + 1
            worth = weight * alternative.term.worth
            if taught and sentence.about not in ("title", "group"):
                takes_part = _is_counted(row, begin) or any(abs(at - begin) < NEARBY for at in learning)
                worth *= TAKES_PART if takes_part else 1
                worth *= IN_NAME if sentence.in_name(first) else 1
            if index.negates(row, begin, end):
                worth *= missing
            if worth:
                found[alternative.term.code].add(alternative, worth, sentence.line.quote(first, last))
    return dict(found)


def _places(index: TermIndex, row: Sequence[Token], code: str) -> list[int]:
    return [begin for each, begin, _ in index.terms(row) if each.term.code == code]


def _is_counted(row: Sequence[Token], at: int) -> bool:
    """Whether a number is before these words, which is no year: "180 border officers"."""
    return any(token.is_number and len(token.written) < 4 for token in row[max(0, at - COUNTED) : at])


def _hinted(sentences: Sequence[_Sentence], index: TermIndex, found: dict[str, _Found]) -> dict[str, _Found]:
    """With what words of terms hint at; where no term tells an objective, they do."""
    for sentence in sentences:
        weight = OF_OBJECTIVE.get(sentence.about, 0.0) * (BACKGROUND if sentence.background else 1)
        row = [token for _, token in sentence.words]
        for hint in index.hints(row) if weight else ():
            quote = sentence.line.quote(sentence.words[hint.begin][0], sentence.words[hint.last][0] + 1)
            for code in hint.codes:
                found.setdefault(code, _Found()).hint(hint, weight * hint.worth, quote)
    return found


def _outermost(hits_of: Iterable[tuple[Alternative, int, int]]) -> list[tuple[Alternative, int, int]]:
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
