"""Where in a text the words stand that somebody looked for. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from egnatia.language.concepts import LANGUAGES, codes_of
from egnatia.language.query_expansion import LONGEST_WORD, QueryPart, Term, holds
from egnatia.language.words import folded_words

AROUND = 70  # characters shown on either side of the word
TONGUES = ("lang", "language")  # the keys under which a body says in which language its texts are
_PIECE = re.compile(r"\w(?:\S*\w)?")  # without the punctuation around it; no word reaches across white space
_CODES = frozenset(code for language in LANGUAGES for code in codes_of(language))


@dataclass(frozen=True, slots=True)
class Passage:
    """A word with what stands around it, as written, and the language of the text, "" where nobody said it."""

    before: str
    word: str
    after: str
    lang: str = ""


def passage(
    parts: Sequence[QueryPart],
    tongues: Collection[str],
    shown: str,
    texts: Iterable[tuple[str, str]],
    known: Collection[str],
) -> Passage | None:
    """Where the first part stands that what is `shown` does not show already; None where it shows all, or nothing does.

    `texts` are pairs of a text and its language; of them is shown only what consists of `known` folded words, so that
    nothing is told that is not found by.
    """
    there, stored = sorted(folded_words(shown)), list(texts)
    for part in parts:
        for terms in (part.terms(()), part.terms(tongues)):  # what was typed, then what means the same
            if any(holds(term, there) for term in terms):
                break
            found = (_in_text(terms, text, lang) for text, lang in stored)
            if told := next((each for each in found if each and _words(each) <= frozenset(known)), None):
                return told
    return None


def texts_of(body: object, lang: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a body as stored in JSON, with the language that is said beside it or is its key."""
    if isinstance(body, str):
        yield body, lang
    elif isinstance(body, list):
        for each in body:
            yield from texts_of(each, lang)
    elif isinstance(body, dict):
        own = next((body[key] for key in TONGUES if isinstance(body.get(key), str)), lang)
        for key, value in body.items():
            if key not in TONGUES:
                yield from texts_of(value, key if key in _CODES else own)


def _in_text(terms: Sequence[Term], text: str, lang: str) -> Passage | None:
    ordered = sorted(folded_words(text))
    words = next((term for term in terms if holds(term, ordered)), ())
    return _around(max(words, key=len), text, lang) if words else None


def _around(word: str, text: str, lang: str) -> Passage:
    """The first piece of `text` that holds `word`, which is one of its words, with what stands around it."""
    pieces = _PIECE.finditer(text)
    piece = next(piece for piece in pieces if holds((word,), sorted(folded_words(piece.group()))))
    begin, end = piece.span()
    before, after = text[max(begin - AROUND, 0) : begin], text[end : end + AROUND]
    if begin > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > end + AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return Passage(before, piece.group(), after, lang)


def _words(found: Passage) -> frozenset[str]:
    return frozenset(word[:LONGEST_WORD] for word in folded_words(f"{found.before}{found.word}{found.after}"))
