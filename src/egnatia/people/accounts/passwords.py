"""Which passwords are refused, and how one is hashed: a few at a time, so that the pages of others do not wait."""

import re
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from egnatia.kernel.models import Person
from egnatia.people.limits.rules import TooManyError

AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
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


class VariedCommonPasswordValidator(CommonPasswordValidator):
    """Refuses the 20,000 most common passwords, also with digits and signs around them, twice, or two in a row.

    Few of those are as long as ours must be; what people make of them to reach that length is as easily guessed.
    """

    def validate(self, password: str, user: Person | None = None) -> None:
        typed = password.strip().casefold()
        for words in (typed, AROUND.sub("", typed)):
            super().validate(words, user)
            if self._is_two(words):
                raise ValidationError(self.get_error_message(), code="password_too_common")

    def _is_two(self, typed: str) -> bool:
        return any(typed[:at] in self.passwords and typed[at:] in self.passwords for at in range(1, len(typed)))
