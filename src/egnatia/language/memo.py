"""Words are looked up once: those of a text are read from a dictionary, which costs less than calling a function."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """What a pure function gives, by what it was asked; `map(remembered.__getitem__, words)` asks it where need be.

    One that holds `most` answers begins anew: most words of a text were met a short while ago.
    """

    def __init__(self, look_up: Callable[[Key], Value], most: int) -> None:
        super().__init__()
        self._look_up, self._most = look_up, most

    def __missing__(self, key: Key) -> Value:
        value = self._look_up(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
