"""Dictionaries as they are laid out on disk say what simplemma's say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

import egnatia.language
from egnatia.language.dictionaries import HEAD, MOST, Dictionaries, Dictionary, dictionary, laid_out
from egnatia.language.dictionaries import _places as places

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
    with pytest.raises(KeyError, match="mic"):
        found["mic"]
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
        with pytest.raises(ValueError, match=r"^This is no whole dictionary$"):
            Dictionary(broken)


def test_a_shipped_dictionary_says_the_same() -> None:
    laid, again = dictionary("sq"), dictionary("sq")

    assert laid == DefaultDictionaryFactory().get_dictionary("sq")
    assert isinstance(again, Dictionary), "what was laid out is read from disk"
    assert len(again) == len(laid)


def test_they_are_kept_beside_what_reads_them() -> None:
    place = places()[0]

    assert place.parent == Path(egnatia.language.__file__).parent / "__pycache__"
    assert place.name.startswith("dictionaries-")


def test_each_language_has_its_own_dictionary_which_is_read_once() -> None:
    known = Dictionaries()

    assert [known.get_dictionary(language)["metoda"] for language in ("sq", "ro")] == ["metodë", "metodă"]
    assert known.get_dictionary("sq") is known.get_dictionary("sq")
