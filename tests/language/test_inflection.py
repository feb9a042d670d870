import importlib

import pytest

from egnatia.language import Case, economy_code, inflected
from egnatia.language.tables import rows

SHOWN = importlib.import_module("egnatia.kernel.migrations.0003_economies").ECONOMIES


@pytest.mark.parametrize(
    ("name", "case", "language", "said"),
    [
        ("Albania", Case.IN, "en", "Albania"),
        ("Shqipëria", Case.IN, "sq", "në Shqipëri"),
        ("Mali i Zi", Case.OF, "sq", "Malit të Zi"),
        ("Црна Гора", Case.IN, "sr", "у Црној Гори"),
        ("Crna Gora", Case.IN, "sr-latn", "u Crnoj Gori"),
        ("Kosovo*", Case.IN, "sr-latn", "na Kosovu*"),
        ("Северна Македонија", Case.FOR, "sr", "Северну Македонију"),
        ("Северна Македонија", Case.IN, "mk", "Северна Македонија"),
    ],
)
def test_a_name_stands_in_the_form_that_the_sentence_needs(name: str, case: Case, language: str, said: str) -> None:
    assert inflected(name, case, language) == said


@pytest.mark.parametrize(
    ("case", "language", "said"),
    [
        (Case.IN, "en", "Laurasia"),
        (Case.IN, "sq", "në ekonominë Laurasia"),
        (Case.OF, "sq", "ekonomisë Laurasia"),
        (Case.FOR, "sq", "ekonominë Laurasia"),
        (Case.IN, "sr", "у економији Laurasia"),
        (Case.OF, "sr", "економије Laurasia"),
        (Case.FOR, "sr", "економију Laurasia"),
        (Case.IN, "sr-latn", "u ekonomiji Laurasia"),
    ],
)
def test_a_name_of_a_forums_own_keeps_its_form_after_a_noun_that_has_one(case: Case, language: str, said: str) -> None:
    assert inflected("Laurasia", case, language) == said


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_every_name_that_we_show_has_its_forms(language: str) -> None:
    assert {row[1] for row in rows("inflected.tsv") if row[0] == language} == {each[3][language] for each in SHOWN}


@pytest.mark.parametrize("row", list(rows("inflected.tsv")), ids="-".join)
def test_the_asterisk_stands_in_every_form(row: list[str]) -> None:
    assert {form.endswith("*") for form in row[1:]} == {economy_code(row[1]) == "XKX"}
