"""Pictures show the values that they are given: each property is read back from the shapes."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from egnatia.formats.drawings import (
    BarPart,
    DotRow,
    DrawnMark,
    LayerEdge,
    LayerNode,
    Picture,
    Shape,
    StackedBar,
    TimelineBar,
    TimelineSpan,
    dots,
    layered,
    stacked_bars,
    svg_of,
    timeline,
)

AMOUNTS = st.floats(min_value=0, max_value=1e12, allow_nan=False)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
SPAN = TimelineSpan(date(2025, 1, 1), date(2028, 12, 31))
NEAR = 0.011  # per cent: positions have two digits


def said(shape: Shape, name: str) -> float:
    return float(dict(shape.attributes)[name].removesuffix("%"))


def of(picture: Picture, tag: str, *looks: str) -> list[Shape]:
    shapes = (shape for mark in picture.marks for shape in mark.shapes)
    return [each for each in shapes if each.tag == tag and (not looks or dict(each.attributes)["class"] in looks)]


def texts(picture: Picture) -> list[str]:
    return [shape.text for mark in picture.marks for shape in mark.shapes if shape.tag == "text"]


def inside(shapes: Iterable[Shape]) -> bool:
    return all(said(each, "x") >= 0 and said(each, "x") + said(each, "width") <= 100 + 2 * NEAR for each in shapes)


bars = st.lists(st.lists(AMOUNTS, min_size=1, max_size=4), min_size=1, max_size=6)


@given(bars)
def test_bars_are_as_long_as_their_values_on_one_scale(values: list[list[float]]) -> None:
    rows = [
        StackedBar(f"Row {at}", str(sum(row)), tuple(BarPart(v, "main") for v in row)) for at, row in enumerate(values)
    ]
    most = max(map(sum, values))

    picture = stacked_bars("Funding", rows)

    drawn = of(picture, "rect")
    expected = [100 * value / most for row in values for value in row if value > 0]
    assert [said(each, "width") for each in drawn] == pytest.approx(expected, abs=NEAR)
    assert inside(drawn)
    assert [mark.words for mark in picture.marks] == [f"Row {at}: {sum(row)}" for at, row in enumerate(values)]


@given(bars)
def test_parts_of_a_bar_follow_each_other_without_a_gap(values: list[list[float]]) -> None:
    picture = stacked_bars("Funding", [StackedBar("", "", tuple(BarPart(v, "main") for v in row)) for row in values])

    for mark in picture.marks:
        parts = [shape for shape in mark.shapes if shape.tag == "rect"]
        for one, other in pairwise(parts):
            assert said(one, "x") + said(one, "width") == pytest.approx(said(other, "x"), abs=3 * NEAR)


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.booleans()), max_size=8), DAYS)
def test_a_timeline_shows_each_row_from_its_start_to_its_end(
    periods: list[tuple[date | None, date | None, bool]], today: date
) -> None:
    rows = [
        TimelineBar(f"Row {at}", f"Row {at} in full", start, end, "main", heading="Group" if grouped else "")
        for at, (start, end, grouped) in enumerate(periods)
    ]

    picture = timeline("Under way", rows, SPAN, today)

    drawn = [mark for mark in picture.marks if mark.words]
    assert [mark.words for mark in drawn] == [row.words for row in rows]
    for mark, row in zip(drawn, rows, strict=True):
        (bar,) = [shape for shape in mark.shapes if shape.tag == "rect"]
        assert inside([bar])
        assert said(bar, "width") > 0
        assert ("unstated" in dict(bar.attributes)["class"]) == (row.start is None or row.end is None)
        if row.start and row.end and SPAN.first <= row.start <= row.end <= SPAN.last:
            days = (row.end - row.start).days + 1
            assert said(bar, "width") == pytest.approx(100 * days / SPAN.days, abs=NEAR)
            assert said(bar, "x") == pytest.approx(100 * (row.start - SPAN.first).days / SPAN.days, abs=NEAR)
        assert said(bar, "y") + said(bar, "height") <= picture.height
    assert len(of(picture, "line", "today")) == (SPAN.first <= today <= SPAN.last)
    assert texts(picture).count("Group") == sum(grouped for _, _, grouped in periods)


def test_a_year_is_where_it_begins() -> None:
    picture = timeline("Under way", [], SPAN, SPAN.first + timedelta(days=365))

    places = [said(each, "x1") for each in of(picture, "line", "axis")]
    assert texts(picture) == ["2025", "2026", "2027", "2028"]
    assert places == pytest.approx([0, 100 * 365 / 1461, 100 * 730 / 1461, 100 * 1095 / 1461], abs=NEAR)
    assert said(of(picture, "line", "today")[0], "x1") == places[1]


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[list[LayerNode]], list[LayerEdge]]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=3))
    layers = [
        [LayerNode(f"{at}-{n}", f"Body {n}", f"Body {n} in {at}") for n in range(size)] for at, size in enumerate(sizes)
    ]
    pairs = [
        (one.key, other.key)
        for a, left in enumerate(layers)
        for right in layers[a + 1 :]
        for one in left
        for other in right
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=10))
    return layers, [LayerEdge(one, other, draw(st.integers(1, 300)), f"{one} to {other}") for one, other in chosen]


@given(networks())
def test_a_network_ties_those_that_belong_together_and_no_node_covers_another(
    network: tuple[list[list[LayerNode]], list[LayerEdge]],
) -> None:
    layers, edges = network

    picture = layered("Who funds whom", ["A", "B", "C"][: len(layers)], layers, edges)

    boxes = {mark.words: mark.shapes[0] for mark in picture.marks if mark.words and mark.shapes[0].tag == "rect"}
    nodes = {node.key: node for layer in layers for node in layer}
    assert sorted(boxes) == sorted(node.words for node in nodes.values())
    assert len({(said(box, "x"), said(box, "y")) for box in boxes.values()}) == len(nodes)
    assert all(said(box, "y") + said(box, "height") <= picture.height for box in boxes.values())
    assert all(said(box, "x") + said(box, "width") <= picture.width for box in boxes.values())
    ways = {mark.words: dict(mark.shapes[0].attributes)["d"] for mark in picture.marks if mark.shapes[0].tag == "path"}
    assert sorted(ways) == sorted(edge.words for edge in edges)
    for edge in edges:
        one, other = boxes[nodes[edge.one].words], boxes[nodes[edge.other].words]
        begin = f"M{said(one, 'x') + said(one, 'width'):g} {said(one, 'y') + 15:g}C"
        assert ways[edge.words].startswith(begin)
        assert ways[edge.words].endswith(f" {said(other, 'x'):g} {said(other, 'y') + 15:g}")
    assert picture == layered("Who funds whom", ["A", "B", "C"][: len(layers)], layers, edges)


@given(st.lists(st.none() | st.integers(0, 4), max_size=13))
def test_one_large_dot_a_row_is_at_its_state(places: list[int | None]) -> None:
    columns = ["Invited", "Started", "Cleared", "Accepted", "Adopted"]
    heads = {column: 46 + 54 * (at + 0.5) / 5 for at, column in enumerate(columns)}

    picture = dots("Progress", columns, [DotRow(f"P{n}", f"P{n}: {at}", at) for n, at in enumerate(places)])

    rows = [mark for mark in picture.marks if mark.words]
    assert [mark.words for mark in rows] == [f"P{n}: {at}" for n, at in enumerate(places)]
    for mark, at in zip(rows, places, strict=True):
        large = [said(each, "cx") for each in mark.shapes if dict(each.attributes).get("class") == "main"]
        assert large == ([] if at is None else pytest.approx([heads[columns[at]]], abs=NEAR))
        assert sum(dict(each.attributes)["class"] == "passed" for each in mark.shapes) == (at or 0)


@given(st.text(), st.text())
def test_a_file_of_its_own_is_well_formed_whatever_people_write(label: str, note: str) -> None:
    picture = stacked_bars(label, [StackedBar(label, note, (BarPart(1, "main"),), url=label)])

    root = etree.fromstring(svg_of(picture, ".main { fill: #000 }").encode("utf-8", "replace"))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(root.findall(".//{*}rect")) == 1


def test_a_picture_with_links_is_a_group_and_one_without_is_an_image() -> None:
    bar = StackedBar("One", "1", (BarPart(1, "main"),))

    assert stacked_bars("All", [bar]).role == "img"
    assert Picture("All", 1, (DrawnMark("One", (), "/one"),)).role == "group"


def test_a_picture_is_a_file_of_its_own() -> None:
    picture = dots("A & B", ["Asked", "Answered"], [DotRow("“Ü”", "Ü: answered", 1, "/x/"), DotRow("", "", None, "")])

    plain, styled = (etree.fromstring(svg_of(picture, style).encode()) for style in ("", "text { fill: red }"))

    titles = [each.text for each in plain.iter("{*}title")]
    assert titles == ["A & B", "Ü: answered"]
    assert [len(list(each.iter("{*}style"))) for each in (plain, styled)] == [0, 1]
    assert {each.get("width") for each in (plain, styled)} == {"640"}


def test_a_day_outside_of_a_timeline_is_no_line_and_a_year_that_began_before_has_none() -> None:
    span = TimelineSpan(date(2025, 3, 1), date(2026, 12, 31))

    picture = timeline("Activities", [], span, date(2030, 1, 1))

    assert of(picture, "line", "today") == []
    assert [each.text for each in of(picture, "text", "tick")] == ["2026"]
