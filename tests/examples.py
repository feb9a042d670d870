"""How many examples a property is tried on: fewer in `script/test fast`."""

from hypothesis import settings

USUAL = 100  # of the profile that runs everywhere else


def examples(number: int) -> int:
    """`number`, or as much less as the chosen profile tries less."""
    assert settings.default is not None
    return max(5, number * settings.default.max_examples // USUAL)
