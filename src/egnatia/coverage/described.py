"""What a suggestion of objectives is made from, and what it says."""

from dataclasses import dataclass
from typing import Literal, Protocol


class Text(Protocol):
    """A text and the language its source states for it ("" where none is stated)."""

    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Described:
    """What an activity says of itself; `egnatia.overlap.Text` fits as a text."""

    titles: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    sectors: frozenset[str] = frozenset()  # "DAC:15210", "scheme:code"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an objective is suggested: a sector or an objective elsewhere that leads to it, or terms in common."""

    kind: Literal["crosswalk", "terms"]
    what: tuple[str, ...]  # "DAC:15210"; or the terms, as the activity writes them


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An objective that an activity may serve: an estimate until a person confirms it."""

    code: str
    weight: float  # 0..1
    evidence: tuple[Evidence, ...]
