"""The lists of the site that have filters, and addresses of them that may be kept: no other address ever is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_VALUE = 300  # characters of one filter, as the longest field of a list takes them
MOST_FIELDS = 100  # of an address, more than any list has
LONGEST = 2_000  # characters of all filters of an address
ListedRows = Callable[[Reader, Mapping[str, str]], RecordQuerySet]
MARK = "egnatia:"  # begins the keyword of a file of ours


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its label, "" for one that stands in no field, and what its values are called."""

    label: "str | _StrPromise"
    values: "Mapping[str, str | _StrPromise]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class FilteredList:
    """A list with filters in its address: `route` is that address's name. `described` answers with the filters by the
    name in it, in the words of today's forum and language: whoever shows one list need not describe the others.

    `rows`: the records that a reader sees with these filters, in no order; None for a list of anything else, which
    nobody is told of.
    """

    title: "str | _StrPromise"
    route: str
    described: Callable[[], Mapping[str, Filter]]
    rows: ListedRows | None = None

    @property
    def code(self) -> str:
        """The name of its address without the domain."""
        return self.route.partition(":")[2]

    @property
    def url(self) -> str:
        return reverse(self.route)

    def known(self, said: Mapping[str, str]) -> dict[str, str]:
        """What of an address are filters of this list with a value, in the list's own order.

        Nothing of what is longer than any filter or address of ours can be, or holds what no field takes.
        """
        kept = {name: said.get(name, "").strip() for name in self.described()}
        kept = {name: value for name, value in kept.items() if value and value.isprintable()}
        fits = all(len(value) <= LONGEST_VALUE for value in kept.values()) and len(urlencode(kept)) <= LONGEST
        return kept if fits else {}

    def address(self, known: Mapping[str, str]) -> str:
        return f"{self.url}?{urlencode(known)}"

    def words(self, known: Mapping[str, str]) -> tuple[str, ...]:
        """The filters as they are read: "Economy: Albania"."""
        filters = self.described()
        labelled = ((filters[name], value) for name, value in known.items() if filters[name].label)
        return tuple(f"{each.label}: {each.values.get(value, value)}" for each, value in labelled)


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A list as a file. Where `returns`, the page `place` reads its changes; else nothing of it is read back, and
    `place` is where a change is made.

    `columns` stand in every file of it, perhaps in the language of whoever took it; none of a list that only its
    workbook names. `others`: what all further columns look like, where the ones that are always there are too few.
    """

    name: str  # of its files
    title: "_StrPromise"
    place: str  # name of an address
    place_title: "_StrPromise"
    columns: "Sequence[str | _StrPromise]" = ()
    others: re.Pattern[str] | None = None
    returns: bool = False

    @property
    def keyword(self) -> str:
        """What a workbook of it says of itself."""
        return MARK + self.name


def read_query(query: str) -> dict[str, str]:
    """The parameters of an address; the last of each name counts, as it does for a list. None of too many."""
    try:
        return dict(parse_qsl(query, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind whose records may have files: the name of the address of its page, and whether a reader may change one,
    which raises NotFound where they see none. `visitors`: may have the files of what they see.
    """

    kind: str
    route: str
    writable: Callable[[Reader, UUID], bool]
    visitors: bool = False


class Withdrawal(Protocol):
    """Raises NotFound or NotAllowed."""

    def __call__(self, record: UUID, *, by: Reader) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedKind:
    """A kind whose records their owner confirms as still true, every so many `months`; a change confirms as well.

    `one` and `many` are what it is called, `route` is the name of the address of its page. `rows`: those that a reader
    sees and that are to be confirmed. `writable`: whether the reader may change such a row. `elsewhere`: the
    column with the day on which the kind's own ways confirmed a row, if it has any.
    """

    kind: str
    one: "_StrPromise"
    many: "_StrPromise"
    route: str
    months: int
    rows: Callable[[Reader], RecordQuerySet]
    writable: Callable[[Reader, Any], bool]
    withdraw: Withdrawal
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class RecallKind:
    """How a record of a kind is taken from everybody's sight: `withdraw(record, by=reader)`. `noted`: whether openings
    of one are noted whatever its marking is; above TLP:GREEN they are of every kind.
    """

    withdraw: Callable[..., object]
    noted: Callable[[UUID], bool] | None = None
