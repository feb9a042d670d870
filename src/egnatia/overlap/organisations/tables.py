"""Tables that come with this package: tab-separated, one entry a row."""

from collections.abc import Iterator
from functools import cache

from egnatia.language.tables import rows as shipped


def rows(name: str) -> Iterator[list[str]]:
    """The rows of the table `name`, without its comments."""
    return shipped(name, "egnatia.overlap.organisations")


@cache
def words(sort: str) -> frozenset[str]:
    """The folded words of one sort in words.tsv."""
    return frozenset(word for row_sort, listed in rows("words.tsv") if row_sort == sort for word in listed.split())


@cache
def phrases(sort: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one sort in words.tsv, each a run of words."""
    return tuple(tuple(listed.split()) for row_sort, listed in rows("words.tsv") if row_sort == sort)
