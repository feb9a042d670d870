"""What follows from a document before it is written."""

import msgspec

from egnatia.formats.reports.document import Bar, Bars, Matrix, MatrixFigure, Tile, Tiles, Words
from tests.formats.reports.samples import matrix, report


def test_both_languages_stand_on_one_line_and_equal_ones_once() -> None:
    assert Words("needs", "en", "потребе", "sr").both == "needs · потребе"
    assert Words("KOS*", "en", "KOS*", "sr").both == "KOS*"
    assert Words("needs").both == "needs"


def test_the_digest_changes_with_the_content_and_with_nothing_else() -> None:
    assert report().digest == report().digest
    assert report().digest != report(title="Another title").digest
    assert len(report().digest) == 64


def test_the_strip_says_the_marking_and_its_audience() -> None:
    document = report()

    assert document.strip == "TLP:AMBER – Focal Points"
    assert msgspec.structs.replace(document, audience="").strip == "TLP:AMBER"


def test_an_empty_figure_has_no_lines() -> None:
    assert MatrixFigure().lines == ()
    assert MatrixFigure("open", "○", "open", "", "need: high").lines == ("○ open", "need: high")


def test_a_matrix_of_many_economies_lies_on_its_side() -> None:
    assert not matrix(6).wide
    assert matrix(7).wide
    assert isinstance(matrix(1), Matrix)


def test_tiles_stand_on_a_grid_with_empty_places() -> None:
    tiles = Tiles("t", Words("t"), (Tile("A", "A", 1, 0, ()), Tile("B", "B", 0, 1, ())))

    assert [[tile and tile.label for tile in row] for row in tiles.grid] == [[None, "A"], ["B", None]]
    assert list(Tiles("t", Words("t"), ()).grid) == []


def test_a_chart_is_told_in_words() -> None:
    bars = Bars("b", Words("b"), Words("n"), (Bar("Prisons", 3), Bar("Schools", 1.5)))

    assert bars.words == "Prisons: 3; Schools: 1.5"
