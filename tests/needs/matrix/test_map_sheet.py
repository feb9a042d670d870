"""Outlines and dots: what lies where on the sheet."""

import json
import re
from importlib.resources import files
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import given

from egnatia.needs.matrix.map.dots import SIDE, Point, dots_of
from egnatia.needs.matrix.map.frame import HEIGHT, LABELS, WIDTH, on_the_sheet, outlines, spot_of

POINTS = st.lists(
    st.builds(
        Point,
        st.integers(1, 6).map(lambda number: UUID(int=number)),
        st.floats(5, 50),
        st.floats(30, 55),
        st.sampled_from(("", "Niš", "Prizren")),
    ),
    max_size=20,
)


def test_every_economy_of_the_region_has_an_outline_and_a_label_on_the_sheet() -> None:
    assert outlines().keys() == LABELS.keys()
    assert len(LABELS) == 13
    for path in outlines().values():
        assert re.fullmatch(r"(M\d+ \d+(l-?\d+ -?\d+)+z)+", path)
    assert all(0 < spot_of(*place).x < WIDTH and 0 < spot_of(*place).y < HEIGHT for place in LABELS.values())


def test_the_file_of_outlines_holds_codes_and_degrees_and_no_name() -> None:
    text = files("egnatia.needs.matrix.map").joinpath("outlines.json").read_text("utf-8")

    assert set(re.findall(r"[A-Za-z]+", text)) == set(LABELS)
    assert all(on_the_sheet(ring[0], ring[1]) for rings in json.loads(text).values() for ring in rings)


@given(POINTS)
def test_dots_equal_a_plain_recomputation(points: list[Point]) -> None:
    """One square after the other, asked of every point."""
    expected: dict[str, set[UUID]] = {}
    for column in range(WIDTH // SIDE + 1):
        for row in range(HEIGHT // SIDE + 1):
            inside = {
                point.work
                for point in points
                if 12.9 <= point.longitude <= 45.3
                and 34.5 <= point.latitude <= 49.0
                and column * SIDE <= spot_of(point.longitude, point.latitude).x < (column + 1) * SIDE
                and row * SIDE <= spot_of(point.longitude, point.latitude).y < (row + 1) * SIDE
            }
            if inside:
                expected[f"{column}-{row}"] = inside

    assert {dot.key: dot.works for dot in dots_of(points)} == expected


@given(POINTS)
def test_a_dot_stands_in_its_own_square_whatever_the_order(points: list[Point]) -> None:
    dots = dots_of(points)

    assert dots_of(points[::-1]) == dots
    for dot in dots:
        assert f"{int(dot.spot.x // SIDE)}-{int(dot.spot.y // SIDE)}" == dot.key
    assert [dot.spot.y for dot in dots] == sorted(dot.spot.y for dot in dots)
