"""Text that is neither in brackets nor what people wrote: no catalogue can reach it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.web.i18n.pseudo import WORN_BY, unbracketed
from tests.web.i18n.stored import pieces_of
from tests.web.i18n.visible import LEAF, Text, texts_of

OWN = {"", WORN_BY}  # the language of the page; what carries another one was written in it
# Labels that Django makes for fields which only a forged form lacks.
# Codes in columns of files, which say the same in every language, beside a column in words or explained below.
CODES = frozenset({"none", "open", "partly", "reported", "heading"})
NAMES = frozenset({"pdf", "docx", "xlsx", "kb"})  # of kinds of files and of a unit
FORGED = frozenset({"total forms", "initial forms", "bodies-total_forms", "bodies-initial_forms"})


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote: in pieces, and all of it in one text, for words that a sentence quotes."""

    pieces: frozenset[str]
    running: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Written":
        every = list(texts)
        return cls(frozenset(piece for text in every for piece in pieces_of(text)), "\n".join(every).casefold())

    def has(self, piece: str, within: str) -> bool:
        """Whether it is a whole piece; the beginning of one that was cut off; a word that a sentence quotes."""
        if piece in self.pieces or piece in FORGED:
            return True
        quoted = any(mark in within for mark in "/“”…")
        return quoted and piece in self.running

    def is_made_of(self, piece: str) -> bool:
        """Whether it is whole pieces, one after the other: so the cells of a PDF's row run into each other."""
        words, cuts = piece.split(), [0]
        for end in range(1, len(words) + 1):
            if any(" ".join(words[cut:end]) in self.pieces for cut in cuts):
                cuts.append(end)
        return cuts[-1] == len(words)


def untranslatable(body: bytes, kind: str, written: Written, typed: Iterable[object] = ()) -> Iterator[tuple[str, str]]:
    """Where, and the words, of each text that no catalogue reaches. `typed` is what the reader sent themselves."""
    own = frozenset(piece for value in typed for piece in pieces_of(str(value)))
    for text in texts_of(body, kind):
        if text.lang in OWN and not _is_name_for_machines(text):
            known = own | NAMES | (CODES if "row" in text.where else frozenset())
            left = _left(text.words, written, known)
            leaf = text.where.startswith(LEAF)
            yield from ((text.where, piece) for piece in left if not (leaf and written.is_made_of(piece)))


def _left(words: str, written: Written, own: frozenset[str]) -> Iterator[str]:
    for outside in unbracketed(words):
        for piece in pieces_of(outside):
            if piece not in own and not written.has(piece, outside):
                yield piece


def _is_name_for_machines(text: Text) -> bool:
    """Columns and sheets bear the same names in every language, so that a table comes back from any of them."""
    one_word = text.words == text.words.lower() and " " not in text.words
    return one_word and text.where.endswith(("row 1", "name of a sheet"))
