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
    return Loaded(actions.install(), reading.sign_in_lines())
