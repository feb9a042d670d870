"""Leaks planted on purpose in what organisations without an account are asked and hand in."""

from collections.abc import Iterator
from typing import Any

from egnatia.activities.partners.queries import answers, requests
from egnatia.kernel.access.reader import SYSTEM, Reader
from tests.noninterference.mutants import everywhere, mutant


@mutant("activities:activity", "activities:partner-answer", misses=("hand in",))
def answers_by_their_activity() -> Iterator[None]:
    """Whoever reads an activity learns that an organisation handed something in about it."""
    true = answers.standing_of

    def leaking(_reader: Reader, activities: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, activities)

    with everywhere("standing_of", answers, leaking):
        yield


@mutant("activities:partner-requests", misses=("ask partner",))
def requests_of_everybody() -> Iterator[None]:
    """The list of requests shows who was asked to every member."""
    true = requests.requests_seen_by

    def leaking(_reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM)

    with everywhere("requests_seen_by", requests, leaking):
        yield
