"""Room for deep calls.

Python 3.11 keeps the frames of calls in pieces of 16 KB, asks the system for each and gives it back as soon as the last
call in it returns. Templates and queries go in and out at that depth: a page crossed the edge of a piece some two
hundred times, and eight to thirteen hundredths of its time were spent on that. Below a call whose own frame asks for
much, all fit into the rest of one piece; only what of it is used takes memory.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
SLOTS = 70_000  # of 8 bytes each: the piece becomes 1 MB, of which 464 KB are left to the calls below


def roomy(function: Callable[P, T]) -> Callable[P, T]:
    """`function`, with room for the frames of whatever it calls."""

    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=SLOTS)
    return wraps(function)(called)
