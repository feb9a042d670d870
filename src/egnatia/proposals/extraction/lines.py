"""A text as lines, and what a line says that it tells ("Where: …", "Budget: …")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from egnatia.proposals.extraction.tokens import Token, hits, tokens_of, written

LONGEST_LABEL = 5  # words before a colon


@dataclass(frozen=True, slots=True)
class TextLine:
    """`about` is a meaning of labels.tsv, or "". `said` is the text behind the label; its tokens are `tokens`."""

    text: str
    about: str
    said: str
    tokens: tuple[Token, ...]

    def quote(self, first: int, last: int) -> str:
        return written(self.said, self.tokens, first, last)


def lines_of(text: str) -> list[TextLine]:
    """The lines that hold a word. A line that is nothing but a label speaks for the next one."""
    found: list[TextLine] = []
    waiting = ""
    for raw in filter(None, map(str.strip, text.splitlines())):
        line = _line(raw)
        if line.about and not line.said:
            waiting = line.about
            found.append(line)
            continue
        if waiting and not line.about:
            line = TextLine(line.text, waiting, line.said, line.tokens)
        waiting = ""
        found.append(line)
    return found


def _line(raw: str) -> TextLine:
    """A label is followed by a colon, a dash or a cell's border, or stands alone."""
    tokens = tokens_of(raw)
    about, end = _label(tokens)
    if not about:
        return TextLine(raw, "", raw, tuple(tokens))
    said = raw[end:].strip()
    return TextLine(raw, about, said, tuple(tokens_of(said)))


def _label(tokens: Sequence[Token]) -> tuple[str, int]:
    first = next((at for at, token in enumerate(tokens) if token.is_word), len(tokens))
    hit = next(hits(tokens[first : first + LONGEST_LABEL], "labels.tsv"), None)
    if hit is None or hit.first:
        return "", 0
    if hit.means == "note" and all(token.written != ":" for token in tokens):
        return hit.means, 0  # "Concept note, Grants Office": a line about the paper itself
    after = tokens[first + hit.last] if first + hit.last < len(tokens) else None
    if after is None:
        return hit.means, tokens[first + hit.last - 1].upto
    return (hit.means, after.upto) if after.written in (":", "|", "–", "—") else ("", 0)


def about(lines: Sequence[TextLine], *names: str) -> Iterator[TextLine]:
    yield from (line for line in lines if line.about in names)
