import pytest

from egnatia.language import concept_words, concepts, concepts_of, language_group, telling
from egnatia.language.concepts import LANGUAGES, listed, parts_that_follow, patterns_at
from egnatia.language.tables import rows


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Training for prison staff"),
        ("sq", "Trajnim për personelin e burgjeve"),
        ("sr", "Обука запослених у затворима"),
        ("hr", "Obuka zatvorskog osoblja"),
        ("mk", "Обука на затворскиот персонал"),
        ("bg", "Обучение на персонала в затворите"),
        ("ro", "Formarea personalului din penitenciare"),
        ("el", "Κατάρτιση προσωπικού φυλακών"),
        ("tr", "Cezaevi personeline eğitim"),
        ("sl", "Usposabljanje zaporskega osebja"),
    ],
)
def test_training_of_prison_staff_is_understood_in_every_language(lang: str, text: str) -> None:
    assert set(concepts(text, lang)) >= {"prison", "training", "staff"}


def test_words_in_a_row_can_express_a_concept() -> None:
    assert "firearms" in concepts("small arms", "en")
    assert "firearms" not in concepts("small grants", "en")


def test_a_further_word_of_a_concept_is_a_whole_word_or_its_whole_beginning() -> None:
    assert "firearms" not in concepts("small armies", "en")
    assert "storage" in concepts("store rooms", "en")
    assert "storage" not in concepts("store roof", "en")


def test_the_longest_beginning_of_the_lexicon_is_read() -> None:
    assert concepts("Мултидисциплинарни тимови", "mk") == {"referral": 1}


def test_a_word_that_is_itself_a_beginning_fits_it_once() -> None:
    assert [each.concept for each in patterns_at(["prison"], 0)] == ["prison"]


def test_further_words_are_those_that_come_after_the_first_of_a_pattern() -> None:
    assert parts_that_follow().fitted("assessments") == ["assessment*"]
    assert parts_that_follow().fitted("risk") == []


def test_without_a_language_all_are_tried_and_in_an_unknown_one_only_english() -> None:
    assert "prison" in concepts("burgjet")
    assert concepts_of(["burgjet"]) == {"prison": 1}
    assert concept_words("Burgjet") == {"prison": "Burgjet"}
    assert "prison" not in concepts("burgjet", "hu")
    assert "prison" in concepts("a prison", "hu")


def test_the_four_names_of_one_language_are_one_group() -> None:
    assert {language_group(code) for code in ("bs", "hr", "sr-Latn", "cnr", "SR_cyrl")} == {"hbs"}
    assert language_group("mk") == "mk"


def test_the_words_behind_a_concept_are_shown_as_written() -> None:
    found = concept_words("Складирање и чување: складиште за оружје, Складиште", "sr")

    assert found["storage"] == "Складирање" or found["storage"] == "чување"
    assert found["firearms"] == "оружје"
    assert concept_words("Small arms", "en") == {"firearms": "Small arms"}


def test_every_concept_has_words_in_every_language() -> None:
    table = list(rows("concepts.tsv"))

    assert tuple(table[0][2:]) == LANGUAGES
    assert all(len(row) == len(table[0]) and all(row) for row in table)
    assert listed() == {row[0] for row in table[1:]}


def test_a_concept_connects_two_activities_by_itself_if_few_works_have_it() -> None:
    assert telling() < listed()
    assert {"prison", "firearms"} < telling()
    assert telling().isdisjoint({"training", "staff"})


def test_of_some_concepts_alone_the_words_can_be_asked_for() -> None:
    text = "Small arms in a prison, and more small arms"

    assert concept_words(text, "en", {"prison"}) == {"prison": "prison"}
    assert concept_words(text, "en", {"firearms", "prison"}) == concept_words(text, "en")
