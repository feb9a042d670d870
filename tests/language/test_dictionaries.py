"""Dictionaries as they are laid out on disk say what simplemma's say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from egnatia.language.dictionaries import HEAD, MOST, Dictionary, dictionary, laid_out

words = st.text(st.characters(exclude_characters="\n\t", exclude_categories=["Cs"]), max_size=8)


@given(st.dictionaries(words, words), words)
def test_what_is_laid_out_is_found_and_nothing_else(entries: dict[str, str], other: str) -> None:
    found = Dictionary(laid_out(entries))

    assert found == entries
    assert len(found) == len(entries)
    assert found.get(other) == entries.get(other)
    assert (other in found) == (other in entries)


def test_forms_of_a_word_lead_to_it_and_other_words_nowhere() -> None:
    found = Dictionary(laid_out({"mice": "mouse", "mouse": "mouse", "Ορνιθώνες": "ορνιθώνας"}))

    assert [found[form] for form in ("mice", "mouse", "Ορνιθώνες")] == ["mouse", "mouse", "ορνιθώνας"]
    assert "mic" not in found
    assert found.get("ice", "none") == "none"
    assert len(found) == len(list(found)) == 3
    assert not Dictionary(laid_out({}))


@pytest.mark.parametrize("length", [MOST - 1, MOST, MOST + 1, 3 * MOST])
def test_a_word_may_be_long(length: int) -> None:
    entries = {"x" * length: "x" * length + "y", "žž" * length: "ž" * length}

    assert Dictionary(laid_out(entries)) == entries


def test_a_file_that_is_not_whole_is_refused() -> None:
    row = laid_out({"lanterns": "lantern"})

    for broken in (b"", row[: HEAD.size], row[:-1], row + b"\n"):
        with pytest.raises(ValueError, match="whole"):
            Dictionary(broken)


def test_a_shipped_dictionary_says_the_same() -> None:
    assert dictionary("sq") == DefaultDictionaryFactory().get_dictionary("sq")
