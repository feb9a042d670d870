"""A text as words, numbers and signs, each with its place, folded for comparison; phrases and terms among them."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from egnatia.language import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|\d+|[^\w\s]")
_APOSTROPHE = re.compile("['’ʼ`]")
FAR = 120  # tokens to either side at which a sentence is cut
SHORT_QUESTION = 3  # tokens of a question that belongs to its answer
_BREAKS = frozenset("!?;•")
ENDING = 4  # letters that a declined form may add to a root

# Of terms: what is described by word parts that stand near each other.
LITTLE = 0.35  # a term behind "?"
WINDOW = 9  # words that two parts of a term may be apart
SHORT_ROOT, SHORT_ENDING, TERM_ENDING = 4, 4, 9  # letters
COMMON = "-"  # the code of words that hint at nothing
IN_A_ROW = 1.3  # how much more several words of a term hint than one
ROOT = 6  # letters by which two words count as one hint
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
_LANGUAGE = {"hbs": "sr", "bs": "sr", "hr": "sr", "cnr": "sr", "sr-latn": "sr", "bg": "bg"}
# Languages near to one, whose terms hint in it.
_KIN = {"sr": ("mk", "bg", "sl"), "mk": ("sr", "bg"), "bg": ("mk", "sr"), "sl": ("sr",)}
_BY_SCRIPT = {
    "greek": ("el", "en"),
    "cyrillic": ("sr", "mk", "bg", "en"),
    "latin": ("en", "sq", "sr", "ro", "tr", "sl"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """`at` and `upto` are places in the text that it stands in."""

    written: str
    folded: str
    at: int
    upto: int

    @property
    def base(self) -> str:
        """Folded, without what an apostrophe adds: "Müdürlüğü'ndeki"."""
        mark = _APOSTROPHE.search(self.written)
        return fold(self.written[: mark.start()]) if mark and mark.start() > 1 else self.folded

    @property
    def is_word(self) -> bool:
        return self.written[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.written[0].isdigit()

    @property
    def is_name(self) -> bool:
        return self.written[0].isupper()


def tokens_of(text: str) -> list[Token]:
    return [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words in a row; one that ends in * stands for all words that add a short ending to it."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> "Phrase":
        return cls(tuple(fold(part) for part in written.replace("-", " - ").split()))  # as texts are split

    def fits(self, words: Sequence[Token]) -> bool:
        return len(words) == len(self.parts) and all(map(_fits, self.parts, words))


def _fits(part: str, token: Token) -> bool:
    if part == "*" or not part.endswith("*"):
        return token.folded == part
    root, word = part[:-1], token.base
    return word.startswith(root) and len(word) <= len(root) + ENDING


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """A phrase that an installation adds to a shipped table."""

    table: str
    means: str
    written: str


Phrases = dict[str, tuple[tuple[Phrase, str], ...]]
# By table: the shipped phrases with those that this installation adds, as long as a text is read.
_OWN: ContextVar[dict[str, Phrases]] = ContextVar("own phrases", default={})  # noqa: B039 - replaced, never changed


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase found in a text: what it stands for, and its first and last token."""

    means: str
    first: int
    last: int  # the token after it


def shipped(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a shipped table: a meaning, tab, its phrases with | between."""
    for line in files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            means, _, written = line.partition("\t")
            yield means, tuple(written.split("|"))


@cache
def phrases(table: str) -> Phrases:
    """The phrases of a shipped table with their meanings, by the first two letters, the longest first."""
    return _laid_out({}, ((Phrase.of(said), means) for means, row in shipped(table) for said in row))


def _laid_out(known: Phrases, more: Iterable[tuple[Phrase, str]]) -> Phrases:
    """With further ones, which go before those of the same length."""
    found: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for phrase, means in more:
        found[phrase.parts[0][:2]].append((phrase, means))
    for key, row in found.items():
        row.extend(known.get(key, ()))
        row.sort(key=lambda each: -len(each[0].parts))
    return {**known, **{key: tuple(row) for key, row in found.items()}}


@contextmanager
def reading_with(own: Iterable[OwnPhrase]) -> Iterator[None]:
    """Within, these phrases are in their tables too."""
    tables: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for each in own:
        tables[each.table].append((Phrase.of(each.written), each.means))
    before = _OWN.set({table: _laid_out(phrases(table), more) for table, more in tables.items()})
    try:
        yield
    finally:
        _OWN.reset(before)


def hits(tokens: Sequence[Token], table: str) -> Iterator[PhraseHit]:
    """Every phrase of the table in the text, the longest at each place."""
    own = _OWN.get().get(table)
    at = 0
    while at < len(tokens):
        word, base = tokens[at].folded, tokens[at].base
        hit = _hit(tokens, at, _starting_with(own, word, base) if own else _beginning_with(table, word, base))
        if hit:
            yield hit
        at = hit.last if hit else at + 1


@lru_cache(maxsize=32_768)
def _beginning_with(table: str, word: str, base: str) -> tuple[tuple[Phrase, str], ...]:
    return _starting_with(phrases(table), word, base)


def _starting_with(known: Phrases, word: str, base: str) -> tuple[tuple[Phrase, str], ...]:
    """The phrases whose first part fits a folded word, with or without what an apostrophe adds, the longest first."""
    whole, cut = Token(word, word, 0, 0), Token(base, base, 0, 0)
    firsts = ((each, each[0].parts[0]) for each in known.get(word[:2], ()))
    return tuple(each for each, part in firsts if _fits(part, cut if part.endswith("*") else whole))


def _hit(tokens: Sequence[Token], at: int, candidates: Iterable[tuple[Phrase, str]]) -> PhraseHit | None:
    for phrase, means in candidates:
        upto = at + len(phrase.parts)
        if phrase.fits(tokens[at:upto]):
            return PhraseHit(means, at, upto)
    return None


def written(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of the text from one token to before another, on one line."""
    return " ".join(text[tokens[first].at : tokens[last - 1].upto].split())


def sentence(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The first token of the sentence that a token is in, and the token after it."""
    begin = next(
        (n + 1 for n in range(at - 1, max(0, at - FAR) - 1, -1) if _ends_sentence(tokens, n)), max(0, at - FAR)
    )
    upto = min(len(tokens), at + FAR)
    return begin, next((n + 1 for n in range(at, upto) if _ends_sentence(tokens, n)), upto)


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    """A full stop behind a word, before a capital; the end of an item or a cell; not that of "gr. Vidin"."""
    if tokens[at].written in "!?•|":
        return True
    before = tokens[at - 1] if at else tokens[at]
    stop = tokens[at].written == "." and at + 1 < len(tokens) and tokens[at + 1].is_name
    return stop and before.is_word and len(before.written) > 2 and before.folded != "jud"


@dataclass(frozen=True, slots=True)
class StatedTerm:
    """Each part is one of several phrases; a sentence has the term where all parts are near each other."""

    code: str
    parts: int
    worth: float


@dataclass(frozen=True, slots=True)
class Alternative:
    words: tuple[str, ...]
    term: StatedTerm
    number: int  # of the term, as terms may be equal
    part: int
    is_foreign: bool  # English, in a text of another language


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that are part of terms, of whose codes each is as likely as the others: `worth` is 1 for one, 0 for all."""

    codes: frozenset[str]
    worth: float
    begin: int
    last: int
    root: str


class TermIndex:
    """Terms by the first letters of their phrases, for one language and English."""

    def __init__(self, stated: Sequence[tuple[str, str, str]], language: str) -> None:
        spoken = _LANGUAGE.get(language, language)
        read = _BY_SCRIPT.get(spoken, (spoken, "en"))
        self._by_letters: dict[str, list[Alternative]] = defaultdict(list)
        self._starting: dict[str, tuple[Alternative, ...]] = {}
        self._is_told = spoken not in _BY_SCRIPT  # which language it is
        self._not = _NOT.get(spoken, set())
        self._codes = max(2, len({code for code, _, _ in stated}))
        number = 0
        kin = _KIN.get(spoken, ())
        for code, of_language, text in stated:
            if of_language not in (*read, *kin):
                continue
            for written in filter(None, map(str.strip, text.split("|"))):
                if of_language in read:
                    self._add(code, number, written, foreign=of_language == "en" != spoken)
                elif not written.startswith("-"):
                    self._add(code, number, f"~{written.lstrip('?~')}", foreign=False)
                number += 1

    def _add(self, code: str, number: int, written: str, *, foreign: bool) -> None:
        worth = {"?": LITTLE, "-": -1.0, "~": 0.0}.get(written[0], 1.0)
        parts = written.lstrip("?-~").split(" + ")
        term = StatedTerm(code, len(parts), worth)
        for part, alternatives in enumerate(parts):
            for phrase in alternatives.split("/"):
                words = tuple(fold(word) for word in re.split(r"[\s-]+", phrase.strip()) if word)
                if words and not (foreign and _is_short(phrase.strip())):
                    self._by_letters[words[0].rstrip("*")[:3]].append(
                        Alternative(words, term, number, part, foreign and self._is_told)
                    )

    def starting(self, word: str) -> tuple[Alternative, ...]:
        """The phrases whose first word fits this one."""
        if word not in self._starting:
            near = (each for letters in range(1, 4) for each in self._by_letters.get(word[:letters], ()))
            self._starting[word] = tuple({id(each): each for each in near if _is_form(each.words[0], word)}.values())
        return self._starting[word]

    def negates(self, row: Sequence[Token], begin: int, end: int) -> bool:
        """Whether a word before or among these turns them around."""
        return any(token.folded in self._not for token in row[max(0, begin - 1) : end])

    def terms(self, row: Sequence[Token]) -> Iterator[tuple[Alternative, int, int]]:
        """The terms of a sentence, each with the places of its first and last word among the sentence's words."""
        spans: dict[int, dict[int, list[tuple[int, int, Alternative]]]] = defaultdict(lambda: defaultdict(list))
        for at, last, each in self._phrases(row):
            spans[each.number][each.part].append((at, last, each))
        for parts in spans.values():
            if found := _together(parts):
                yield found

    def _phrases(self, row: Sequence[Token]) -> Iterator[tuple[int, int, Alternative]]:
        folded = [token.folded for token in row]
        for at, word in enumerate(folded):
            for each in self.starting(word):
                last = at + len(each.words) - 1
                if last < len(row) and all(map(_is_form, each.words[1:], folded[at + 1 :])):
                    yield at, last, each

    def hints(self, row: Sequence[Token]) -> Iterator[Hint]:
        """The words of terms, each by itself, the longest at each place."""
        upto = 0
        for at, group in groupby(self._phrases(row), key=lambda found: found[0]):
            fitting = [(last, each) for _, last, each in group if each.term.worth >= 0 and not each.is_foreign]
            if at < upto or not fitting:
                continue
            last = max(last for last, _ in fitting)
            codes = frozenset(each.term.code for _, each in fitting)
            if last == at and COMMON in codes:
                continue
            codes -= {COMMON}
            worth = (IN_A_ROW if last > at else 1) * (1 - math.log(len(codes)) / math.log(self._codes))
            root = min((" ".join(each.words) for _, each in fitting), key=len)[:ROOT]
            yield Hint(codes, worth, at, last, root)
            upto = last + 1


def _is_short(phrase: str) -> bool:
    """Whether another language may well begin a word of its own so: English gun*, Turkish gün."""
    return phrase.islower() and phrase.endswith("*") and len(phrase) <= SHORT_ROOT + 1


def _is_form(part: str, word: str) -> bool:
    if not part.endswith("*"):
        return part == word or (len(part) >= LONG and word.startswith(part[:-1]) and abs(len(word) - len(part)) <= 2)
    root = part[:-1]
    fits = word.startswith(root) or (len(root) >= LONG and word.startswith(f"{root[:-1]}a{root[-1]}"))  # incidenata
    return fits and len(word) - len(root) <= (TERM_ENDING if len(root) >= SHORT_ROOT else SHORT_ENDING)


def _together(parts: Mapping[int, Sequence[tuple[int, int, Alternative]]]) -> tuple[Alternative, int, int] | None:
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
def compiled(stated: tuple[tuple[str, str, str], ...], language: str) -> TermIndex:
    return TermIndex(stated, language)


@lru_cache(maxsize=64)
def term_table(table: str, language: str) -> TermIndex:
    return TermIndex(term_rows(table), language)


@cache
def term_rows(table: str) -> tuple[tuple[str, str, str], ...]:
    """Codes, languages and terms of a shipped table."""
    rows = files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines()
    return tuple((code, spoken, text) for code, spoken, text in (row.split("\t") for row in rows if row[:1].strip("#")))


def sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From which token to before which each sentence is; a question of a word or two belongs to its answer."""
    first = 0
    for at, token in enumerate(tokens):
        if at - first > SHORT_QUESTION and (
            token.written in _BREAKS or (token.written == "." and _is_full_stop(tokens, at))
        ):
            yield first, at + 1
            first = at + 1
    if first < len(tokens):
        yield first, len(tokens)


def _is_full_stop(tokens: Sequence[Token], at: int) -> bool:
    """Not the point of an abbreviation, an ordinal or a date."""
    before = tokens[at - 1]
    long = len(before.written) > 1 if before.is_word else not before.is_number
    return long and (at + 1 == len(tokens) or not tokens[at + 1].is_word or tokens[at + 1].is_name)
