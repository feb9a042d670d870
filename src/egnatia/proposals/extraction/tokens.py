"""A text as words, numbers and signs, each with its place, folded for comparison; phrases found among them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from egnatia.language import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|\d+|[^\w\s]")
FAR = 120  # tokens to either side at which a sentence is cut
ENDING = 4  # letters that a declined form may add to a root


@dataclass(frozen=True, slots=True)
class Token:
    """`at` and `upto` are places in the text that it stands in."""

    written: str
    folded: str
    at: int
    upto: int

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
    root = part[:-1]
    return token.folded.startswith(root) and len(token.folded) <= len(root) + ENDING


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
    known = _OWN.get().get(table) or phrases(table)
    at = 0
    while at < len(tokens):
        hit = _hit(tokens, at, known.get(tokens[at].folded[:2], ()))
        if hit:
            yield hit
        at = hit.last if hit else at + 1


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
