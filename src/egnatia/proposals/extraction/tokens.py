"""A text as words, numbers and signs, each with its place, folded for comparison; phrases found among them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from egnatia.language import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|\d+|[^\w\s]")
_APOSTROPHE = re.compile("['’ʼ`]")
FAR = 120  # tokens to either side at which a sentence is cut
SHORT_QUESTION = 3  # tokens of a question that belongs to its answer
_BREAKS = frozenset("!?;•")
ENDING = 4  # letters that a declined form may add to a root


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
class PhraseHit:
    """A phrase found in a text: what it stands for, and its first and last token."""

    means: str
    first: int
    last: int  # the token after it


@cache
def phrases(table: str) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """The phrases of a shipped table (meaning, tab, phrases with | between), by the first two letters."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    lines = files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            means, _, written = line.partition("\t")
            for phrase in map(Phrase.of, written.split("|")):
                found.setdefault(phrase.parts[0][:2], []).append((phrase, means))
    longest_first = {key: sorted(row, key=lambda each: -len(each[0].parts)) for key, row in found.items()}
    return {key: tuple(row) for key, row in longest_first.items()}


def hits(tokens: Sequence[Token], table: str) -> Iterator[PhraseHit]:
    """Every phrase of the table in the text, the longest at each place."""
    at = 0
    while at < len(tokens):
        hit = _hit(tokens, at, _beginning_with(table, tokens[at].folded, tokens[at].base))
        if hit:
            yield hit
        at = hit.last if hit else at + 1


@lru_cache(maxsize=32_768)
def _beginning_with(table: str, word: str, base: str) -> tuple[tuple[Phrase, str], ...]:
    """The phrases whose first part fits a folded word, with or without what an apostrophe adds, the longest first."""
    whole, cut = Token(word, word, 0, 0), Token(base, base, 0, 0)
    firsts = ((each, each[0].parts[0]) for each in phrases(table).get(word[:2], ()))
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
    """A full stop behind a word, before a capital; not that of "gr. Vidin" nor of "jud. Iași"."""
    if tokens[at].written in "!?":
        return True
    before = tokens[at - 1] if at else tokens[at]
    stop = tokens[at].written == "." and at + 1 < len(tokens) and tokens[at + 1].is_name
    return stop and before.is_word and len(before.written) > 2 and before.folded != "jud"


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
