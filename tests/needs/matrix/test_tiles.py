"""What stands in a tile, in every language of the interface."""

import pytest
from django.conf import settings
from django.utils import translation

from egnatia.needs.matrix.presenters import tiles


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("number", [0, 1, 2, 12, 125])
def test_what_a_tile_says_stands_inside_of_it(language: str, number: int) -> None:
    with translation.override(language):
        words, activities = tiles.needs_words(["open"] * number), tiles.activities_words(number)
    tile = tiles.EconomyTile("ALB", "Albania", 0, 0, words, activities, "")

    assert " ".join(line for _, line in tile.lines) == f"{words} {activities}"
    assert max(below for below, _ in tile.lines) < tiles.SIDE
    assert max(len(line) for _, line in tile.lines) <= tiles.LONGEST
