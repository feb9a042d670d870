"""The lists of the site that have filters, and addresses of them that may be kept: no other address ever is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from egnatia.kernel.signals import lists_asked

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_VALUE = 300  # characters of one filter, as the longest field of a list takes them
MOST_FIELDS = 100  # of an address, more than any list has
LONGEST = 2_000  # characters of all filters of an address


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its label, "" for one that stands in no field, and what its values are called."""

    label: "str | _StrPromise"
    values: "Mapping[str, str | _StrPromise]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class FilteredList:
    """A list with filters in its address: `route` is that address's name, `filters` are by the name in it."""

    code: str
    title: "str | _StrPromise"
    route: str
    filters: Mapping[str, Filter]

    @property
    def url(self) -> str:
        return reverse(self.route)

    def known(self, said: Mapping[str, str]) -> dict[str, str]:
        """What of an address are filters of this list with a value, in the list's own order.

        Nothing of what is longer than any filter or address of ours can be, or holds what no field takes.
        """
        kept = {name: said.get(name, "").strip() for name in self.filters}
        kept = {name: value for name, value in kept.items() if value and value.isprintable()}
        fits = all(len(value) <= LONGEST_VALUE for value in kept.values()) and len(urlencode(kept)) <= LONGEST
        return kept if fits else {}

    def address(self, known: Mapping[str, str]) -> str:
        return f"{self.url}?{urlencode(known)}"

    def words(self, known: Mapping[str, str]) -> tuple[str, ...]:
        """The filters as they are read: "Economy: Albania"."""
        labelled = ((self.filters[name], value) for name, value in known.items() if self.filters[name].label)
        return tuple(f"{each.label}: {each.values.get(value, value)}" for each, value in labelled)


def lists() -> dict[str, FilteredList]:
    """Of all domains, by code, in the order of their titles."""
    answers = lists_asked.send(sender=FilteredList)
    found = [each for _receiver, told in answers for each in cast("tuple[FilteredList, ...]", told)]
    return {each.code: each for each in sorted(found, key=lambda each: str(each.title))}


def read_query(query: str) -> dict[str, str]:
    """The parameters of an address; the last of each name counts, as it does for a list. None of too many."""
    try:
        return dict(parse_qsl(query, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
