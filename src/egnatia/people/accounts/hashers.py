"""Passwords are hashed with argon2, a few at a time: hashing must not starve the pages of those who are in."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher

from egnatia.people.limits.rules import TooManyError

AT_ONCE = 2  # in one process
PATIENCE = 5.0  # seconds that somebody waits for their turn

P = ParamSpec("P")
R = TypeVar("R")

_turns = BoundedSemaphore(AT_ONCE)


def in_turn(hashing: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `hashing` when one of the turns is free; raises TooManyError where none comes free in time."""
    if not _turns.acquire(timeout=PATIENCE):
        raise TooManyError(seconds=int(PATIENCE))
    try:
        return hashing(*args, **kwargs)
    finally:
        _turns.release()


class CappedArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes (OWASP's minimum), at most two at once in a process."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        encoded: str = in_turn(super().encode, password, salt)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        right: bool = in_turn(super().verify, password, encoded)
        return right
