"""Leaks planted on purpose in what others announce to an economy, and in what it says to that."""

from collections.abc import Iterator
from typing import Any

from egnatia.kernel.reader import SYSTEM, Reader
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.announced.queries import waiting, words
from tests.noninterference.mutants import everywhere, mutant


@mutant("mapping:activity", "mapping:cell", misses=("word",), beside=True)
def words_of_economies() -> Iterator[None]:
    """What an economy said of a plan is told to whoever sees the plan, a visitor too."""
    true = words.words_about

    def leaking(_reader: Reader, records: Any, names: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, records, names)

    with everywhere("words_about", words, leaking):
        yield


@mutant("mapping:home")
def announced_queue() -> Iterator[None]:
    """The queue of a focal point counts plans that he cannot see."""

    def leaking(reader: Reader) -> tuple[int, int]:
        found = Activity.objects.filter(status="pipeline", economies__overlap=sorted(reader.focal_economies()))
        return found.count() + 2, 0  # never one alone, which would be named

    with everywhere("waiting_counts", waiting, leaking):
        yield
