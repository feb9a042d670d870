import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.language import fold, to_latin
from egnatia.language.script import fold_word


def test_serbian_is_one_in_both_scripts() -> None:
    assert fold("Љубав, Ђорђе и Џеп") == fold("Ljubav, Đorđe i Džep")


def test_macedonian_bulgarian_and_greek_names_are_comparable_in_latin() -> None:
    assert fold("Ѓорче Ќосе България щит") == "gjorce kjose balgarija stit"
    assert fold("Υπουργείο Μπαλκάνια Αύριο") == "ypourgeio balkania avrio"


@pytest.mark.parametrize(
    ("letters", "latin"),
    [
        ("абвгдђежзијклљмнњопрстћуфхцчџш", "abvgdđežzijklljmnnjoprstćufhcčdžš"),
        ("ѓѕќѐѝ", "gjdzkjei"),  # Macedonian
        ("йщъьюяыэё", "jštajjujayee"),  # Bulgarian and Russian
        ("іїєґ", "ijijeg"),  # Ukrainian
        ("αβγδεζηθικλμνξοπρσςτυφχψω", "avgdezithiklmnxoprsstyfchpso"),
    ],
)
def test_every_letter_of_an_alphabet_has_its_latin(letters: str, latin: str) -> None:
    assert to_latin(letters) == latin
    assert fold(letters) == fold(latin)


def test_greek_letters_that_stand_for_one_sound_are_read_together() -> None:
    assert fold("Ευρώπη, ηύρε, άγγελος, άγχος, σφίγξ") == "evropi, ivre, angelos, anchos, sfinx"
    assert fold("Αυγή του ουρανού") == "avgi tou ouranou"
    assert fold("Μπάλα, ντομάτα") == "bala, domata", "at the begin of a word"
    assert fold("λάμπα, πάντα") == "lampa, panta"


def test_ancient_greek_is_read_as_modern() -> None:
    assert [fold(letter) for letter in ("ἀ", "ὠ", "ᾧ")] == ["a", "o", "o"]


def test_letters_of_a_script_that_is_not_known_stay() -> None:
    assert fold("آب ქართული") == "آب ქართული"


def test_letters_of_other_languages_and_signs_are_latin_too() -> None:
    assert fold("Łódź Øre Straße Æther œuvre Þór ð Đakovo ışık µg") == (
        "lodz ore strasse aether oeuvre thor d djakovo isik mg"
    )
    assert fold("ﬁn ﬀ ªº Ắ") == "fin ff ao a"
    assert fold("a'b’c‘dʼe`f´gʻh′iʿj") == "abcdefghij"
    assert fold("a`b") == "ab"


def test_a_word_is_folded_as_a_text_is() -> None:
    assert fold_word("Љубав") == fold("Љубав") == "ljubav"


def test_case_apostrophes_and_diacritics_do_not_matter() -> None:
    assert fold("Shqipëri ÇELIK İstanbul d'Ivoire d’Ivoire") == "shqiperi celik istanbul divoire divoire"
    assert fold("DON'T") == "dont"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fold("e\u0308 c\u030c") == fold("ë č")
    assert fold("q\u0300") == "q"


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_latin_for_reading_keeps_case_and_diacritics() -> None:
    assert to_latin("Скопје") == "Skopje"
    assert to_latin("Čačak, Αθήνα") == "Čačak, Athina"
    assert to_latin("Његош ЊЕГОШ у Чачку, Αθήνα, Đakovo") == "Njegoš NJEGOŠ u Čačku, Αthina, Đakovo".replace("Α", "A")


def test_no_letter_is_folded_into_a_figure() -> None:
    """So a piece of text that is all letters holds no number, and need not be folded to know it."""
    letters = filter(str.isalpha, map(chr, range(0x3000)))

    assert not [letter for letter in letters if any(map(str.isdigit, fold(letter)))]


def test_a_word_in_capitals_stays_in_capitals_and_a_name_does_not() -> None:
    assert to_latin("КОЊ, УГАЉ и ЉИГ") == "KONJ, UGALJ i LJIG"
    assert to_latin("Љиг, А. Љ. Њ") == "Ljig, A. Lj. Nj"
