"""What a domain puts on the desk that a successor finds: lines with a link each, in the reader's words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing: what it is, in its language, what is said of it, and a day where there is one."""

    words: str
    url: str
    lang: str = ""
    said: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A section of the desk; `url` leads to all of it."""

    title: str
    lines: Sequence[DeskLine]
    url: str
    url_words: str
