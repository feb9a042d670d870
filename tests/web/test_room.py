"""Calls that go deep do not ask the system for memory again and again."""

import resource
from concurrent.futures import ThreadPoolExecutor

from egnatia.web.room import roomy

TIMES = 2_000


def deep(levels: int) -> int:
    return deep(levels - 1) if levels else 0


def memory_asked_for() -> int:
    """How often the system had to find a page of memory while calls went in and out at many depths."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(TIMES):
        deep(number % 400)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_a_call_with_room_answers_what_the_call_answers() -> None:
    @roomy
    def said(word: str, *, loud: bool = False) -> str:
        return word.upper() if loud else word

    assert (said("yes"), said("yes", loud=True), said.__name__) == ("yes", "YES", "said")


def test_deep_calls_with_room_ask_for_memory_a_few_times_only() -> None:
    with ThreadPoolExecutor(1) as elsewhere:  # pytest itself has room here
        assert elsewhere.submit(roomy(memory_asked_for)).result() < TIMES / 4
