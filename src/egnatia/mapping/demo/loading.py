"""The demo in an installation: load it, and say how to sign in to it."""

from dataclasses import dataclass

from egnatia.mapping.demo import actions, reading
from egnatia.mapping.demo.actions import Difference


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run made; `sign_in` are lines for whoever ran it."""

    difference: Difference
    sign_in: tuple[str, ...]


def load() -> Loaded:
    """Load the demo, or whatever of it is missing. A second run changes nothing."""
    return Loaded(actions.install(), sign_in_lines())


def sign_in_lines() -> tuple[str, ...]:
    """A line for each demo user: nobody has a password, a code is made on this machine."""
    width = max(len(user.username) for user in reading.users())
    return tuple(f"egnatia user code {user.username:<{width}}  {user.name}" for user in reading.users())
