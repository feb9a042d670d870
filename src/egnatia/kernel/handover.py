"""What a domain puts on the desk that a successor finds: lines with a link each, in the reader's words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing: what it is, in its language, what is said of it, and what is due when ("" for nothing)."""

    words: str
    url: str
    lang: str = ""
    said: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A section of the desk; `url` leads to all of it."""

    title: str
    lines: Sequence[DeskLine]
    url: str
    url_words: str
