from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.language import fold, folded_words, ngrams, stem, words
from egnatia.language.terms import UNLISTED, weight
from egnatia.language.words import _ELISION as ELISION
from egnatia.language.words import WORD


def test_most_forms_of_a_word_have_one_stem() -> None:
    assert {stem(w) for w in ("zatvor", "zatvora", "zatvoru", "zatvorom", "zatvorima", "zatvori")} == {"zatvor"}
    assert {stem(w) for w in ("minister", "ministerul", "ministerului")} == {"minister"}
    assert {stem(w) for w in ("policy", "policies")} == {"polic"}
    assert stem("studijama") == "stud"
    assert stem("programme") == stem("program") == stem("programs")


def test_what_only_looks_like_an_ending_stays() -> None:
    assert [stem(w) for w in ("process", "status", "2024")] == ["process", "status", "2024"]
    assert [stem(w) for w in ("arme", "hall", "ties")] == ["arme", "hall", "ties"], "four letters"


def test_an_ending_leaves_four_latin_letters_or_digits() -> None:
    assert stem("ligji") == "ligj"
    assert stem("zenama") == "zenam", "three would be left of it without ama"
    assert stem("wp12s") == "wp12"
    assert stem("სასჯs") == "სასჯs"


def test_words_are_found_as_written_and_folded() -> None:
    assert list(words("Čuvanje l'eau – oružja, L'Europe")) == [
        ("Čuvanje", "cuvanje", "cuvanj"),
        ("eau", "eau", "eau"),
        ("oružja", "oruzja", "oruzj"),
        ("Europe", "europe", "europ"),
    ]
    assert folded_words("Côte d’Ivoire, o'clock") == ["cote", "ivoire", "oclock"]


def test_ngrams_mark_the_ends_of_a_text() -> None:
    assert ngrams("ab") == {" ab", "ab "}


def test_weights_tell_common_words_from_rare_ones() -> None:
    assert weight("project") < weight("water") < weight("prison")
    assert weight("xylophonists") == weight("xyz½") == UNLISTED
    assert weight("dhe") == weight("a") == weight("42") == weight("p040") == 0
    assert weight("tax") > 0, "a word, though short"


def test_names_of_donors_and_words_of_their_language_tell_little_and_none_tells_more_for_it() -> None:
    assert weight(stem("danida")) == weight(stem("contributions")) == 2 < weight("water")


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from(" \t\xa0'’´½²ντμπσςάе\u0301")))
def test_a_text_is_folded_piece_by_piece_as_it_is_as_a_whole(text: str) -> None:
    whole = WORD.findall(fold(ELISION.sub(" ", text)))

    assert folded_words(text) == whole
