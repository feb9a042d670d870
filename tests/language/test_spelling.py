"""Words at distance 1 of one that was typed."""

import pytest

from egnatia.language.query_expansion import corrected, neighbours, sought, spellings


@pytest.mark.parametrize("other", ["olice", "pollice", "polise", "oplice", "police2"[:-1] + "s"])
def test_a_letter_less_more_changed_or_moved_is_a_neighbour(other: str) -> None:
    assert "police" in neighbours(other)


def test_one_letter_of_another_script_is_one_mistake() -> None:
    assert "ljubav" in neighbours("ubav"), "љубав without its first letter"
    assert "ubav" in neighbours("ljubav")


def test_a_word_is_no_neighbour_of_itself_nor_of_one_two_steps_off() -> None:
    assert "police" not in neighbours("police")
    assert "police" not in neighbours("poicee")


@pytest.mark.parametrize("typed", ["abc", "2024", "a1b2c3"])
def test_what_is_short_or_holds_a_number_is_not_corrected(typed: str) -> None:
    assert spellings(typed) == ()


def test_an_unknown_ending_is_shortened_and_less_likely() -> None:
    found = {each.term: each.distance for each in spellings("zatvorenistvo")}

    assert found["zatvoreni*"] > found["zatvorenist*"]


def test_a_corrected_word_means_what_the_right_one_means() -> None:
    (part,) = sought("probatoin", "en").parts
    right = corrected(part, [each for each in spellings("probatoin") if "probation" in each.words], "en")

    assert right.written == "probatoin"
    assert [sense.concept for sense in right.senses] == ["probation"]
