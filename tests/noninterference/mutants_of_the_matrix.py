"""Leaks planted in what hangs on the matrix: the map and published extracts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from egnatia.kernel.reader import SYSTEM
from egnatia.mapping.matrix.queries import places
from tests.noninterference.mutants import everywhere, mutant


@mutant
def a_dot_for_a_hidden_activity() -> Iterator[None]:
    """The map shows where anybody is at work."""
    true = places.whereabouts

    def leaking(asking: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(replace(asking, reader=SYSTEM))

    with everywhere("whereabouts", places, leaking):
        yield
