"""Dates, amounts, bands and economies as people write them."""

import pytest

from egnatia.formats.dates import Dated, dated, period
from egnatia.formats.sheets.amounts import AmountCell, amount_of, decimal_mark
from egnatia.formats.sheets.bands import band_of_words
from egnatia.formats.sheets.cells import day_comes_first
from egnatia.formats.sheets.economies import economy_of, named_in


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 00:00:00.000", "2026-03-01"),
        ("1.3.2026.", "2026-03-01"),
        ("1. 3. 2026", "2026-03-01"),
        ("01-03-2026", "2026-03-01"),
        ("1.3.26", "2026-03-01"),
        ("13/3/2026", "2026-03-13"),
        ("3/13/2026", "2026-03-13"),
        ("3/3/2026", "2026-03-03"),
        ("28 January 1997", "1997-01-28"),
        ("1st May 2026", "2026-05-01"),
        ("March 5, 2026", "2026-03-05"),
        ("5. maj 2026. godine", "2026-05-05"),
        ("maj 2026", "2026-05"),
        ("мај 2026", "2026-05"),
        ("qershor 2026", "2026-06"),
        ("5. marta 2026", "2026-03-05"),
        ("Q2 2026", "2026-04"),
        ("1. kvartal 2026", "2026-01"),
        ("05.2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("2026", "2026"),
        ("2026. godina", "2026"),
        ("2026.0", "2026"),
        ("soon", ""),
        ("smarch 2026", ""),
        ("smarch 5, 2026", ""),
        ("31.2.2026", ""),
        ("45/13/2026", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, iso: str) -> None:
    assert dated(written) == Dated(iso)


def test_a_date_with_slashes_that_can_be_read_in_two_ways_is_unclear_until_somebody_says() -> None:
    assert dated("3/4/2026") == Dated(unclear=True)
    assert dated("3/4/2026", day_first=True) == Dated("2026-04-03")
    assert dated("3/4/2026", day_first=False) == Dated("2026-03-04")


def test_a_column_tells_which_comes_first() -> None:
    assert day_comes_first(["3/4/2026", "13/4/2026"]) is True
    assert day_comes_first(["3/14/2026", "x"]) is False
    assert day_comes_first(["3/4/2026"]) is None
    assert day_comes_first(["13/4/2026", "4/13/2026"]) is None


@pytest.mark.parametrize("written", ["Ongoing", "u toku", "во тек", "në vazhdim"])
def test_an_end_that_is_open_is_no_date_and_no_fault(written: str) -> None:
    assert dated(written) == Dated(open=True)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1.3.2026 - 31.12.2026", "2026-03-01", "2026-12-31"),
        ("2025-2027", "2025", "2027"),
        ("2025/26", "2025", "2026"),
        ("2025/2027", "2025", "2027"),
        ("2026-03", "2026-03", "2026-03"),
        ("2025/03", "", ""),
        ("March – June 2026", "2026-03", "2026-06"),
        ("od marta 2026 do juna 2027", "2026-03", "2027-06"),
        ("2026", "2026", "2026"),
        ("soon – later", "", ""),
    ],
)
def test_a_period_has_a_beginning_and_an_end(written: str, first: str, last: str) -> None:
    assert tuple(each.iso for each in period(written)) == (first, last)


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("1.234.567,89", 1_234_567.89, ""),
        ("1,234,567.89", 1_234_567.89, ""),
        ("1 234 567,89", 1_234_567.89, ""),
        ("1'234'567", 1_234_567.0, ""),
        ("5.172.338,50 kn", 5_172_338.5, "HRK"),
        ("EUR 250000", 250_000.0, "EUR"),
        ("1.2 million EUR", 1_200_000.0, "EUR"),
        ("1234.5670", 1234.567, ""),
    ],
)
def test_amounts_of_three_traditions(written: str, value: float, currency: str) -> None:
    assert amount_of(written) == AmountCell(value, currency)


def test_one_separator_before_three_digits_is_told_by_its_column_or_is_unclear() -> None:
    assert amount_of("1.234").unclear
    assert amount_of("1.234 EUR", ",") == AmountCell(1234.0, "EUR")
    assert amount_of("1.234", ".") == AmountCell(1.234)
    assert amount_of("1,234", ".") == AmountCell(1234.0)
    assert amount_of("nothing") == AmountCell()


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1.234", "1.234.567"], ","),
        (["1,234,567"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["12,50"], ","),
        (["1.234", "1,234", "none"], ""),
        (["1.5", "1,5"], ""),
    ],
)
def test_the_mark_before_cents_is_told_by_clear_amounts(values: list[str], mark: str) -> None:
    assert decimal_mark(values) == mark


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("<50k", "<50k"),
        ("< 50 000 EUR", "<50k"),
        ("do 50.000", "<50k"),
        ("deri në 50.000 euro", "<50k"),
        ("0 - 50.000", "<50k"),
        ("50-250k", "50-250k"),
        ("50.000 – 250.000 EUR", "50-250k"),
        ("50,001 to 250,000", "50-250k"),
        ("250k-1m", "250k-1m"),
        ("250 000 - 1 000 000", "250k-1m"),
        ("1-5 million", "1-5m"),
        ("1.0 - 5.0 mil", "1-5m"),
        ("above 5 million", ">5m"),
        ("preko 5 miliona", ">5m"),
        ("> 5m", ">5m"),
        ("50000", ""),
        ("60 - 70", ""),
        ("5 million", ""),
        ("1 and 2 and 3", ""),
        ("large", ""),
        ("50.000 - 300.000", ""),
    ],
)
def test_a_band_is_one_of_five_however_it_is_written(written: str, band: str) -> None:
    assert band_of_words(written) == band


def test_economies_of_a_cell_with_their_shares() -> None:
    assert economy_of("KOS*") == economy_of("Kosovo*") == "XKX"
    assert named_in("Bosnia and Herzegovina") == [("Bosnia and Herzegovina", None)]
    assert named_in("Albania (40%), Crna Gora 60 %") == [("Albania", 40.0), ("Crna Gora", 60.0)]
    assert named_in("AL; ME / MK") == [("AL", None), ("ME", None), ("MK", None)]
