from egnatia.language import folded_words, ngrams, stem, words
from egnatia.language.terms import UNLISTED, weight


def test_most_forms_of_a_word_have_one_stem() -> None:
    assert {stem(w) for w in ("zatvor", "zatvora", "zatvoru", "zatvorima", "zatvori")} == {"zatvor"}
    assert {stem(w) for w in ("policy", "policies")} == {"polic"}
    assert stem("programme") == stem("program") == stem("programs")
    assert stem("process") == "process"
    assert stem("2024") == "2024"
    assert stem("arme") == "arme"


def test_words_are_found_as_written_and_folded() -> None:
    assert [(w.written, w.folded) for w in words("Čuvanje l'eau – oružja")] == [
        ("Čuvanje", "cuvanje"),
        ("eau", "eau"),
        ("oružja", "oruzja"),
    ]
    assert folded_words("Côte d’Ivoire, o'clock") == ["cote", "ivoire", "oclock"]


def test_ngrams_mark_the_ends_of_a_text() -> None:
    assert ngrams("ab") == {" ab", "ab "}


def test_weights_tell_common_words_from_rare_ones() -> None:
    assert weight("project") < weight("water") < weight("prison")
    assert weight("xylophonists") == UNLISTED
    assert weight("dhe") == weight("a") == weight("42") == weight("p040") == 0
