"""Opening hours typed in one language are read in all of them."""

import pytest
from django.conf import settings
from django.utils.translation import override

from egnatia.pages.hours import WORDS, hours_in_words

LANGUAGES = [code for code, _name in settings.LANGUAGES]
WEEK = "Monday–Friday, 08:00–16:00; Saturday, 09:00–12:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mon-Fri 08:00-16:00; Sat 09:00-12:00", WEEK),
        ("Monday to Friday, 08:00–16:00; Saturday: 09:00 – 12:00", WEEK),
        ("Ponedjeljak–Petak 08:00–16:00; subota 09:00–12:00", WEEK),
        ("e hënë - e premte, 08:00–16:00; Sht 09:00–12:00", WEEK),
        ("Δευ–Παρ 08:00–16:00; Σάββατο 09:00–12:00", WEEK),
        ("Mon, Wed-Fri 9-12, 13-17", "Monday, Wednesday–Friday, 9–12, 13–17"),
        ("08:00–22:00", "08:00–22:00"),
        ("Every day, 08.00-22.00", "every day, 08.00–22.00"),
        ("24/7", "day and night"),
        ("Day and night", "day and night"),
    ],
)
def test_days_are_read_in_full(typed: str, said: str) -> None:
    assert hours_in_words(typed) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Always",
        "By appointment",
        "Mon-Fri",
        "Someday 08:00-16:00",
        "Mon-Wed-Fri 08:00-16:00",
        "Mon 8-12; closed",
        "Mon 8-12; " * 100,
    ],
)
def test_what_is_not_understood_stays_as_it_was_typed(typed: str) -> None:
    assert hours_in_words(typed) == typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_reads_what_any_other_wrote(language: str) -> None:
    with override(language):
        typed = [f"{day} 08:00–16:00" for day in WORDS[:-1]] + [str(WORDS[-1])]
        written = [hours_in_words(each) for each in typed]
    with override("en"):
        read = [hours_in_words(each) for each in written]

    assert read == [f"{day}, 08:00–16:00" for day in WORDS[:-1]] + ["day and night"]


def test_the_reader_s_language_decides() -> None:
    with override("sq"):
        assert hours_in_words("Mon–Fri 08:00–16:00") == "e hënë–e premte, 08:00–16:00"
    with override("cnr"):
        assert hours_in_words("Wed–Sun 08:00–16:00") == "srijeda–nedjelja, 08:00–16:00"
    with override("el"):
        assert hours_in_words("Mon–Fri 08:00–16:00") == "Δευτέρα–Παρασκευή, 08:00–16:00"
