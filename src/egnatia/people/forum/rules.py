"""The forum's settings as values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.kernel.access.reader import Reader

LANGUAGES = ("en", "sq", "sr", "mk")  # Serbian in Latin letters follows from the Cyrillic
LONGEST_LABEL = 6
Texts = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Placed:
    """An economy in the forum's order. `footnoted`: its label bears the asterisk that the footnote explains."""

    code: str
    name: str
    label: str
    footnoted: bool


@dataclass(frozen=True, slots=True)
class ForumSettings:
    """How a forum is called, what it calls its participants, its footnote, the order and labels of economies.

    `silence`: working days before members see a match. `version` is of what was read, to be sent back.
    """

    names: Texts
    collective: Texts
    footnote: Texts
    economies: tuple[Placed, ...]
    silence: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Founding:
    """A community that is to be: open or closed, and whether others may mark for it."""

    names: Texts
    purpose: Texts
    closed: bool
    accepts: bool


def may_name(reader: Reader) -> bool:
    """The secretariat names the forum and founds communities."""
    return reader.is_secretariat
