"""Leaks planted in pictures: a bar, a tie or a number of what the reader does not see."""

from collections.abc import Iterator
from typing import Any

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.reporting.pictures import queries, views
from egnatia.reporting.pictures.rules import PictureFilters
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.mutants_of_pages import own

ANY = Any  # whatever the product passes


@mutant("reporting:timeline", "reporting:timeline-download")
def hidden_bar() -> Iterator[None]:
    """The timeline counts, groups and pages what is under way for anybody."""
    true = own(queries, "_under_way")

    def leaking(_reader: Reader, filters: PictureFilters, today: ANY) -> object:
        return true(SYSTEM, filters, today)

    with patched(queries, "_under_way", leaking):
        yield


@mutant("reporting:timeline", "reporting:timeline-download")
def drawn_without_asking() -> Iterator[None]:
    """The rows of the timeline are made for the system: titles of hidden activities stand beside their bars."""
    bars, rows = own(queries, "_under_way"), own(queries, "with_ids")

    def leaking(_reader: Reader, filters: PictureFilters, today: ANY) -> object:
        return bars(SYSTEM, filters, today)

    with (
        patched(queries, "_under_way", leaking),
        patched(queries, "with_ids", lambda _reader, ids, names: rows(SYSTEM, ids, names)),
    ):
        yield


@mutant("reporting:network", "reporting:network-download")
def hidden_tie() -> Iterator[None]:
    """The network ties whoever works together in any activity."""
    true = own(views, "network_seen_by")

    with patched(views, "network_seen_by", lambda _reader, *asked, **named: true(SYSTEM, *asked, **named)):
        yield


@mutant("reporting:key-numbers", "reporting:key-numbers-download")
def figure_of_all() -> Iterator[None]:
    """What ends within twelve months is counted over all activities."""

    def leaking(_reader: Reader, _today: ANY) -> object:
        return list(Activity.objects.exclude(ends=None).order_by("pk").values_list("ends", flat=True))

    with patched(queries, "_ends", leaking):
        yield
