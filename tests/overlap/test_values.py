"""Dates, amounts and titles: what may be said about two of them."""

import pytest

from egnatia.overlap.amounts import amount_of, at_most, likeness, within_five_percent
from egnatia.overlap.titles import near_equal, project_numbers, title_of
from egnatia.overlap.window import Window, days_of, window_of


def test_the_precision_of_a_date_is_kept() -> None:
    year, month, day = (days_of(text) for text in ("2024", "2024-02", "2024-02-29"))

    assert year is not None
    assert month is not None
    assert day is not None
    assert (year[1] - year[0], month[1] - month[0], day[1] - day[0]) == (365, 28, 0)


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "2023-02-30"])
def test_what_is_no_date_is_unknown(text: str) -> None:
    assert days_of(text) is None


def test_a_missing_end_or_start_is_assumed_and_said_so() -> None:
    assert window_of("", "") is None
    assert window_of("2024-01-01", "2024-12-31") == window_of("2024", "2024")
    (start, end) = (window_of("2024-01-01", ""), window_of("", "2024-12-31"))
    assert start is not None
    assert end is not None
    assert start.assumed
    assert end.assumed
    backwards = window_of("2024-01-01", "2020-01-01")
    assert backwards == start


def test_days_apart_are_negative() -> None:
    assert Window(1, 10).shared_days(Window(5, 20)) == 6
    assert Window(1, 10).shared_days(Window(13, 20)) == -2
    assert Window(5, 8).within(Window(6, 8), 1)
    assert not Window(5, 8).within(Window(6, 8), 0)


def test_an_amount_of_nothing_is_unknown() -> None:
    for value in (None, 0.0, -5.0, float("inf"), float("nan")):
        assert amount_of(value, "EUR", "") is None


def test_amounts_fall_into_bands_in_euro() -> None:
    bands = [amount_of(value, "EUR", "") for value in (50_000, 50_001, 900_000, 5_000_000, 5_000_001)]

    assert [b.band for b in bands if b] == [0, 1, 2, 3, 4]
    dinars = amount_of(5_000_000, " rsd ", "")
    assert dinars is not None
    assert (dinars.band, dinars.currency) == (0, "RSD")


def test_bands_are_legal_amounts() -> None:
    band, amount = amount_of(None, "", "50-250k"), amount_of(100_000, "EUR", "")

    assert likeness(band, amount) == 1.0
    assert likeness(amount_of(None, "", ">5m"), amount) == 0.0
    assert within_five_percent(band, amount) is None
    assert at_most(band, amount) is True
    assert at_most(amount_of(None, "", ">5m"), amount) is False
    assert amount_of(None, "", "much") is None


def test_five_percent_are_only_said_within_one_currency() -> None:
    euro = amount_of(100_000, "EUR", "")

    assert within_five_percent(euro, amount_of(104_000, "EUR", "")) is True
    assert within_five_percent(euro, amount_of(96_000, "", "")) is True
    assert within_five_percent(euro, amount_of(90_000, "EUR", "")) is False
    assert within_five_percent(euro, amount_of(100_000, "USD", "")) is None
    assert within_five_percent(euro, None) is None
    assert at_most(None, euro) is None


def test_amounts_of_one_order_are_alike() -> None:
    euro = amount_of(100_000, "EUR", "")

    assert likeness(euro, euro) == 1.0
    assert likeness(euro, amount_of(200_000, "EUR", "")) == 0.75
    assert likeness(euro, amount_of(9_000_000, "EUR", "")) == 0.0
    assert likeness(euro, None) is None


def test_a_title_is_compared_without_the_names_of_its_economies() -> None:
    here = frozenset({"BGD"})

    assert title_of("Bangladesh - Brick Kiln Efficiency", here).plain == "brick kiln efficiency"
    assert title_of("BD: Brick Kiln Efficiency", here).plain == "brick kiln efficiency"
    assert title_of("Bangladesh", here).plain == "bangladesh"
    four = frozenset({"BGD", "IND", "NPL", "PAK"})
    assert title_of("Bangladesh kilns", four).plain == "bangladesh kilns"


@pytest.mark.parametrize("title", ["Awaiting allocation to specific projects", "n/a", "TBD", "Not specified yet"])
def test_a_placeholder_is_no_title(title: str) -> None:
    assert title_of(title, frozenset()).plain == ""


def test_spelling_mistakes_and_forms_of_a_word_are_one_word() -> None:
    floor = 0.85

    assert near_equal(
        title_of("Local referral teams in towns", frozenset()),
        title_of("Local refferal teams in towns", frozenset()),
        floor,
    )
    assert near_equal(
        title_of("Govorice v osnovni šoli", frozenset()), title_of("Govorice v osnovnih šolah", frozenset()), 0.6
    )
    assert not near_equal(
        title_of("Teams in towns", frozenset()), title_of("Local referral teams in seven towns", frozenset()), floor
    )


def test_project_numbers_are_letters_and_digits_or_long_numbers() -> None:
    found = project_numbers("P040712, 00069951, 12345 in 2024, 20240101, XX-DEMO-NLF-2604 and covid-19")

    assert found == {"p040712", "00069951", "xx-demo-nlf-2604"}
    assert project_numbers("no number") == frozenset()
