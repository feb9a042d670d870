"""Dates, amounts and percentages as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.formats.values import is_nothing, read_amount, read_date, read_degrees, read_percentage, typed_amount


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-01-31", "2020-01-31"),
        ("2020-01-31T00:00:00Z", "2020-01-31"),
        ("2020-01-31+08:00", "2020-01-31"),
        ("2011-03-31Z", "2011-03-31"),
        ("2020-1-5", "2020-01-05"),
        ("2020-05", "2020-05"),
        ("2020", "2020"),
        ("2008.0", "2008"),
        ("20200131", "2020-01-31"),
        ("202001", "2020-01"),
        ("18.06.2015", "2015-06-18"),
        ("1.6.2017.", "2017-06-01"),
        ("31/12/2010", "2010-12-31"),
        ("12/31/2010", "2010-12-31"),
        ("05/05/2010", "2010-05-05"),
        ("7 May 1998", "1998-05-07"),
        ("12 September 2001", "2001-09-12"),
    ],
)
def test_a_date_keeps_the_precision_that_it_is_written_with(written: str, date: str) -> None:
    assert read_date(written) == (date, False)


@pytest.mark.parametrize(
    "written", ["", "Ongoing", "2020-02-30", "0001-01-01", "9999", "28 January", "7 Xyz 1998", "12/2020"]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert read_date(written) == ("", False)


def test_a_date_that_can_be_read_in_two_ways_gives_its_year() -> None:
    assert read_date("03/04/2016") == ("2016", True)
    assert read_date("03/04/2016", month_first_possible=False) == ("2016-04-03", False)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("250000", 250000, ""),
        ("-3.5", -3.5, ""),
        ("5.172.338,50 kn", 5172338.5, "HRK"),
        ("1.013.778,44 €", 1013778.44, "EUR"),
        ("57738001,28", 57738001.28, ""),
        ("1,250,000", 1250000, ""),
        ("1,250", 1250, ""),
        ("1.250.000", 1250000, ""),
        ("1,013,778.44 USD", 1013778.44, "USD"),
        ("1 250 000", 1250000, ""),
        ("EUR 60 million.", 6e7, "EUR"),
        ("US$ 57.5 million (ECU 46.0 million).", 57.5e6, "USD"),
        ("&euro;1.5 billion.", 1.5e9, "EUR"),
        ("$ 5", 5, ""),
    ],
)
def test_an_amount_is_read_in_either_tradition(written: str, amount: float, currency: str) -> None:
    found, beside = read_amount(written)

    assert found == pytest.approx(amount)
    assert beside == currency


@pytest.mark.parametrize(
    "written",
    ["", "nan", "inf", "1e30", "up to a million", "5 apples", "1,013.778.44", "1e18 million", "9" * 30 + " EUR"],
)
def test_what_is_no_amount_is_none(written: str) -> None:
    assert read_amount(written) == (None, "")


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("600.000", 600_000, ""),
        ("600.000 MKD", 600_000, "MKD"),
        ("600.000,50", 600_000.5, ""),
        ("1.234 million", 1.234e6, ""),
        ("0.125", 0.125, ""),
        ("600.00", 600, ""),
        ("1234.567", 1234.567, ""),
    ],
)
def test_nobody_types_thousandths_of_money(typed: str, amount: float, currency: str) -> None:
    found, beside = typed_amount(typed)

    assert found == pytest.approx(amount)
    assert beside == currency


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_plain_number_is_itself(amount: float) -> None:
    assert read_amount(repr(amount)) == (amount, "")


@given(st.text(alphabet="0123456789.,/- :TZkn€'million", max_size=20))
def test_no_text_breaks_a_reader(text: str) -> None:
    date, _ = read_date(text)
    assert not date or date[:4].isdigit()
    amount, _ = read_amount(text)
    assert amount is None or abs(amount) < 1e18


@pytest.mark.parametrize(
    ("written", "share"), [("50", 50), ("33,3 %", 33.3), ("0", 0), ("101", None), ("-1", None), ("half", None)]
)
def test_a_percentage_lies_between_0_and_100(written: str, share: float | None) -> None:
    assert read_percentage(written) == share


def test_degrees_lie_on_the_earth() -> None:
    assert read_degrees("-43.5", 90) == -43.5
    assert read_degrees("91", 90) is None
    assert read_degrees("north", 90) is None


def test_the_usual_ways_to_say_nothing_are_known() -> None:
    assert all(is_nothing(text) for text in ("", " N/A ", "NaT", "-"))
    assert not is_nothing("0")
