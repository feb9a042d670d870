"""What a search over everything asks of each room, and what it is told: frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from egnatia.kernel.access.reader import Reader
from egnatia.language.passages import Passage
from egnatia.language.query_expansion import Sought

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


MOST_FOUND = 500  # of a kind: beyond it one asks in other words, and the database need not look further


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it says, in its language, what is said of it, its page and its marking.

    `concepts` are those by which it was found, where the words typed are not in it; `passage` is where what was looked
    for stands in it, where the other words of the hit do not show it. `tlp` is "" for what is no record
    and the same for everybody.
    """

    title: str
    lang: str
    url: str
    said: tuple[str, ...] = ()
    tlp: str = ""
    concepts: tuple[str, ...] = ()
    passage: Passage | None = None
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, and how much there is in all that the reader sees: `capped` where there is more.

    `facets`: of those that are counted, how many there are by economy, topic and language, by code.
    """

    hits: tuple[Hit, ...] = ()
    number: int = 0
    capped: bool = False
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """Which of what is found are asked for, in their order: from `begin` on, not `end`."""

    begin: int
    end: int


Finding = Callable[[Reader, Sought, Span], Found]


@dataclass(frozen=True, slots=True)
class Searcher:
    """How one kind is searched. `find` answers from what its reader sees, in the reader's language, and is total: the
    exact ones first, then those with the words, then those that mean the same; inside by a fixed order.

    `place` orders the kinds on a page. `listed` names the address of the list of the kind, which takes `q`, if any;
    `members`: its pages are for members. `many`: there are so many that they are looked through by themselves, and not
    together with those of all other kinds. `apart`: what it finds is no record, and has an index of its own.
    `topics`: what the topics are called by which its records are counted, if any.
    """

    kind: str
    title: "_StrPromise"
    place: int
    find: Finding
    listed: str = ""
    members: bool = False
    many: bool = False
    apart: bool = False
    topics: Callable[[Reader], Mapping[str, str]] | None = None
