"""Words of one origin, and names, across spellings and scripts."""

from egnatia.overlap import Text
from egnatia.overlap.cognates import in_words, is_name, names_in, wording


def test_a_title_without_words_shares_none() -> None:
    assert in_words(wording(""), wording("bridge of the harbour")) == 0.0


def test_words_that_only_begin_alike_are_not_one() -> None:
    assert in_words(wording("confidence"), wording("confirmation")) == 0.0


def test_a_text_of_a_language_that_is_not_read_and_has_no_running_words_names_nothing() -> None:
    assert names_in(Text("ÚT HÍD", "hu")) == {}


def test_letters_without_a_vowel_are_no_name() -> None:
    assert not is_name("xkcdz", "Xkcdz", "en")
    assert is_name("tsmoktikou", "Tsmoktikou", "en")
