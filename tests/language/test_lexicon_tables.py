"""The lexicon's tables keep what they promise: every concept in every language, in its own letters."""

import re

import pytest

from egnatia.language.concepts import LANGUAGES
from egnatia.language.lexicon import entries, families, names, telling_weights, where
from egnatia.language.lexicon.tables import silent
from egnatia.language.script import fold
from egnatia.language.tables import rows

LETTERS = {
    "en": "A-Za-zé",
    "sq": "A-Za-zçÇëËé",
    "hbs": "A-Za-zčćžšđČĆŽŠĐ",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшАБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШѐѝ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯѝ",
    "ro": "A-Za-zăâîșțĂÂÎȘȚ",
    "el": "Α-Ωα-ωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏς",
    "tr": "A-Za-zçğıöşüÇĞİÖŞÜâîû",
    "sl": "A-Za-zčšžČŠŽ",
}
BETWEEN = r" \-'’./0-9()&"
ABBREVIATION = re.compile(r"[A-Z0-9&/+\-]{2,}[a-z]?")  # Latin in every language: SALW, P/CVE
LATIN = ("sq", "hbs", "ro", "tr", "sl")


def words_of(language: str) -> set[str]:
    return {word for terms in entries(language) for term in terms for word in term.split()}


def test_there_are_eight_thousand_concepts_each_once() -> None:
    found = names()

    assert len(found) >= 8_000
    assert len({name.lower() for name in found}) == len(found)
    assert sum(" " in name for name in found) >= 1_000, "phrases of the field"


@pytest.mark.parametrize("language", LANGUAGES)
class TestEachLanguage:
    def test_every_concept_is_filled(self, language: str) -> None:
        table = list(rows(f"lexicon/{language}.tsv"))

        assert [row[0] for row in table] == list(names())
        assert [row for row in table if len(row) != 2 or not all(term.strip() for term in row[1].split("; "))] == []

    def test_it_is_written_in_its_own_letters(self, language: str) -> None:
        """Of texts in other letters too, names of bodies stay as they are, and what is written in English beside the
        language's own word."""
        right, borrowed = re.compile(f"(?:[{LETTERS[language]}{BETWEEN}]+|{ABBREVIATION.pattern})"), words_of("en")
        cells = [
            [[bool(right.fullmatch(word)) for word in term.split()] for term in cell] for cell in entries(language)
        ]
        wrong = {word for word in words_of(language) - borrowed if not right.fullmatch(word)}

        assert wrong == set()
        alone = [name for name, cell in zip(names(), cells, strict=True) if not any(cell)]
        assert [name for name in alone if name.islower()] == []

    def test_no_term_stands_twice_for_a_concept(self, language: str) -> None:
        folded = [[term.lower() for term in terms] for terms in entries(language)]

        assert [terms for terms in folded if len(set(terms)) != len(terms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_silent_words_are_single_words_of_the_language_each_once(language: str) -> None:
    listed = [words.split(" ") for code, words in rows("lexicon/silent.tsv") if code == language]
    right = re.compile(f"[{LETTERS[language]}'’-]+")

    assert len(listed) == 1
    assert [word for word in listed[0] if not right.fullmatch(word)] == []
    assert len(set(listed[0])) == len(listed[0]) >= 100
    assert silent(language) == set(map(fold, listed[0]))


@pytest.mark.slow
def test_no_english_term_is_the_head_of_another_concept() -> None:
    """Both would always be found together: prison, and a term "prison" of penitentiary."""
    heads = {name.lower() for name in names()}
    cells = zip(names(), entries("en"), strict=True)

    assert [(name, term) for name, cell in cells for term in cell if term.lower() in heads - {name.lower()}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_a_phrase_is_written_as_one_word_of_another_concept(language: str) -> None:
    """What is left are synonyms: police officer, policeman. "Surveillance" is none of covert surveillance."""
    rows_of = list(zip(names(), entries(language), strict=True))
    of_words = {fold(term) for name, cell in rows_of if " " not in name for term in cell}
    joined = [
        (name, term)
        for name, cell in rows_of
        if " " in name
        for term in cell
        if " " not in term and fold(term) in of_words
    ]

    assert len(joined) < 0.07 * sum(" " in name for name in names()), joined


def test_no_english_was_copied() -> None:
    """A word that four of the five other languages in Latin letters write as English does is an international one:
    there are some (pilot, film, model), but few."""
    copied = [
        name
        for name, *others in zip(names(), *(entries(language) for language in LATIN), strict=True)
        if sum(terms[0].lower() == name.lower() for terms in others) >= 4 and not ABBREVIATION.fullmatch(name)
    ]

    assert len(copied) < len(names()) / 50


def test_the_rare_tells_more_than_the_common_and_derived_words_are_one_family() -> None:
    weights = dict(zip(names(), telling_weights(), strict=True))
    family = dict(zip(names(), families(), strict=True))

    assert weights["project"] < weights["water"] < weights["prison"] <= weights["deradicalisation"]
    assert set(weights.values()) <= set(range(18, 32))
    assert family["secure"] == family["security"] != family["section"]
    assert family["accredit"] == family["accreditation"]
    assert family["academy"] == family["academically"], "one ending after another"
    assert family["abuse of office"] != family["abuse"]
    assert family["youth worker"] != family["youth work"], "a phrase is a family of its own"


def test_names_of_places_peoples_and_days_are_known_and_those_of_the_fields_bodies_are_not_among_them() -> None:
    found = {names()[at] for at in where()}

    assert {"Croatian", "Adriatic", "Monday", "Black Sea"} < found
    assert found.isdisjoint({"FATF", "CEPOL", "Berlin Process", "prison", "black market"})
