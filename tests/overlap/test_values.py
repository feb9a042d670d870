"""Dates, amounts and titles: what may be said about two of them, and what may be doubted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from egnatia.overlap import SHIPPED, ConceptProfile, Text, doubts, prepare
from egnatia.overlap.amounts import (
    Amount,
    amount_of,
    at_most,
    comparable,
    likeness,
    of_other_order,
    within_five_percent,
)
from egnatia.overlap.titles import (
    SPELLED_ALIKE,
    Title,
    compatible,
    contradict,
    near_equal,
    project_numbers,
    spelled_alike,
    title_of,
)
from egnatia.overlap.window import Window, days_of, window_of
from tests.overlap.make import activity, names


def test_the_precision_of_a_date_is_kept() -> None:
    year, month, day = (days_of(text) for text in ("2024", "2024-02", "2024-02-29"))

    assert year is not None
    assert month is not None
    assert day is not None
    assert (year[1] - year[0], month[1] - month[0], day[1] - day[0]) == (365, 28, 0)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02-17", date(2024, 2, 17), date(2024, 2, 17)),
    ],
)
def test_a_date_is_the_days_that_it_may_mean(text: str, first: date, last: date) -> None:
    assert days_of(text) == (first.toordinal(), last.toordinal())


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


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "assumed"),
    [
        ("2024", "2025", date(2024, 1, 1), date(2025, 12, 31), False),
        ("2024-06-15", "2024-06-15", date(2024, 6, 15), date(2024, 6, 15), False),
        ("2024-06", "2024-06-01", date(2024, 6, 1), date(2024, 6, 1), False),
        ("2021", "", date(2021, 1, 1), date(2024, 12, 30), True),
        ("", "2024", date(2021, 1, 1), date(2024, 12, 31), True),
        ("", "2024-06", date(2021, 6, 2), date(2024, 6, 30), True),
    ],
)
def test_a_window_goes_from_the_first_day_that_may_be_meant_to_the_last(
    start: str, end: str, first: date, last: date, assumed: bool
) -> None:
    by_end = not start

    assert window_of(start, end) == Window(first.toordinal(), last.toordinal(), assumed, by_end)


def test_days_in_common_are_counted_out_of_the_days_in_either() -> None:
    assert Window(1, 10).days == 10
    assert Window(1, 10).in_common(Window(6, 15)) == 5 / 15
    assert Window(1, 10).in_common(Window(1, 10)) == 1.0
    assert Window(1, 10).in_common(Window(11, 20)) == 0.0
    assert Window(1, 10).in_common(Window(30, 40)) == 0.0


@pytest.mark.parametrize(
    ("inner", "tolerance", "expected"),
    [((10, 20), 0, True), ((9, 20), 0, False), ((10, 21), 0, False), ((8, 22), 2, True), ((7, 20), 2, False)],
)
def test_a_window_is_within_another_up_to_a_tolerance(inner: tuple[int, int], tolerance: int, expected: bool) -> None:
    assert Window(*inner).within(Window(10, 20), tolerance) is expected


def test_days_apart_are_negative() -> None:
    assert Window(1, 10).shared_days(Window(5, 20)) == 6
    assert Window(1, 10).shared_days(Window(13, 20)) == -2
    assert Window(5, 8).within(Window(6, 8), 1)
    assert not Window(5, 8).within(Window(6, 8), 0)


def test_an_amount_of_nothing_is_unknown() -> None:
    for value in (None, 0.0, -5.0, float("inf"), float("nan")):
        assert amount_of(value, "EUR", "") is None


def test_amounts_fall_into_bands_in_euro() -> None:
    ends = (50_000, 250_000, 1_000_000, 5_000_000)

    assert [b.band for b in (amount_of(end, "EUR", "") for end in ends) if b] == [0, 1, 2, 3]
    assert [b.band for b in (amount_of(end + 1, "EUR", "") for end in ends) if b] == [1, 2, 3, 4]
    dinars = amount_of(5_000_000, " rsd ", "")
    assert dinars is not None
    assert (dinars.band, dinars.currency) == (0, "RSD")


@pytest.mark.parametrize(
    ("value", "currency", "band", "expected"),
    [
        (0.5, "EUR", "", Amount(0.5, "EUR", 0)),
        (60_000, " eur ", ">5m", Amount(60_000.0, "EUR", 1)),
        (60_000, "", "", Amount(60_000.0, "", 1)),
        (50_000, "XYZ", "", Amount(50_000.0, "XYZ", 0)),
        (50_001, "XYZ", "", Amount(50_001.0, "XYZ", 1)),
        (None, " eur ", "1-5m", Amount(None, "EUR", 3)),
        (0, "EUR", "1-5m", Amount(None, "EUR", 3)),
        (float("inf"), "EUR", "1-5m", Amount(None, "EUR", 3)),
    ],
)
def test_a_stated_amount_goes_before_its_band_and_an_unknown_currency_counts_as_euro(
    value: float | None, currency: str, band: str, expected: Amount
) -> None:
    assert amount_of(value, currency, band) == expected


@pytest.mark.parametrize(("currency", "fixed"), [("BAM", 1.95583), ("BGN", 1.95583), ("HRK", 7.5345), ("DKK", 7.46038)])
def test_a_currency_tied_to_the_euro_is_taken_at_nearly_its_fixed_rate(currency: str, fixed: float) -> None:
    values = comparable(Amount(fixed, currency, 0), Amount(1.0, "EUR", 0))

    assert values == pytest.approx((1.0, 1.0), rel=0.01)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("EUR", "EUR", True), ("EUR", "USD", False), ("EUR", "", None), ("", "EUR", None), ("", "", None)],
)
def test_whether_two_currencies_are_one_is_unknown_where_one_is_not_stated(
    one: str, other: str, expected: bool | None
) -> None:
    assert Amount(1.0, one, 0).same_currency(Amount(1.0, other, 0)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((300.0, "RSD"), (500.0, "RSD"), (300.0, 500.0)),
        ((300.0, "RSD"), (500.0, ""), (300.0, 500.0)),
        ((300.0, "XYZ"), (500.0, "XYZ"), (300.0, 500.0)),
        ((234.0, "RSD"), (5.0, "EUR"), (2.0, 5.0)),
        ((5.0, "EUR"), (300.0, "JPY"), (5.0, 2.0)),
        ((300.0, "XYZ"), (500.0, "EUR"), None),
        ((500.0, "EUR"), (300.0, "XYZ"), None),
        ((None, "EUR"), (500.0, "EUR"), None),
        ((500.0, "EUR"), (None, "EUR"), None),
    ],
)
def test_two_values_are_compared_as_stated_or_roughly_in_euro(
    one: tuple[float | None, str], other: tuple[float | None, str], expected: tuple[float, float] | None
) -> None:
    assert comparable(Amount(*one, 0), Amount(*other, 0)) == expected


def test_an_amount_is_of_another_order_only_above_so_many_times() -> None:
    ten, hundred, more = (Amount(value, "EUR", 0) for value in (10.0, 100.0, 101.0))

    assert not of_other_order(ten, hundred, 10)
    assert of_other_order(ten, more, 10)
    assert of_other_order(more, ten, 10)
    assert of_other_order(None, ten, 10) is of_other_order(more, None, 10) is False
    assert of_other_order(ten, Amount(None, "EUR", 4), 10) is False


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
    assert within_five_percent(euro, amount_of(95_000, "EUR", "")) is True
    assert within_five_percent(amount_of(95_000, "EUR", ""), euro) is True
    assert within_five_percent(euro, amount_of(94_999, "EUR", "")) is False
    assert within_five_percent(amount_of(94_999, "EUR", ""), euro) is False
    assert within_five_percent(euro, amount_of(100_000, "USD", "")) is None
    assert within_five_percent(euro, None) is None
    assert within_five_percent(None, euro) is None


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (100_000.0, "EUR", True),
        (101_000.0, "EUR", True),
        (101_001.0, "EUR", False),
        (101_001.0, "", False),
        (114_000.0, "CHF", True),
        (116_000.0, "CHF", False),
        (1.0, "XYZ", True),
    ],
)
def test_a_part_may_be_a_little_larger_than_the_whole_and_more_in_another_currency(
    value: float, currency: str, expected: bool
) -> None:
    whole = amount_of(100_000, "EUR", "")

    assert at_most(amount_of(value, currency, ""), whole) is expected
    assert at_most(None, whole) is at_most(whole, None) is None


def test_amounts_of_one_order_are_alike() -> None:
    euro = amount_of(100_000, "EUR", "")

    assert likeness(euro, euro) == 1.0
    assert likeness(euro, amount_of(200_000, "EUR", "")) == 0.75
    assert likeness(amount_of(400_000, "EUR", ""), euro) == 0.5
    assert likeness(euro, amount_of(200_000, "CHF", "")) == 0.75
    assert likeness(euro, amount_of(1_600_000, "EUR", "")) == 0.0
    assert likeness(euro, amount_of(9_000_000, "EUR", "")) == 0.0
    assert likeness(euro, None) is likeness(None, euro) is None


@pytest.mark.parametrize(("band", "expected"), [("<50k", 0.5), ("50-250k", 1.0), ("250k-1m", 0.5), ("1-5m", 0.0)])
def test_bands_next_to_each_other_are_half_alike(band: str, expected: float) -> None:
    assert likeness(amount_of(None, "", "50-250k"), amount_of(None, "", band)) == expected


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


def test_a_year_that_one_title_leaves_out_tells_nothing_apart() -> None:
    dated, later, undated = (title_of(f"Census of farms{year}", frozenset()) for year in (" 2024", " 2025", ""))

    assert compatible(dated, undated)
    assert compatible(undated, dated)
    assert not compatible(dated, later)


def test_titles_just_alike_enough_are_nearly_equal() -> None:
    one, other = (title_of(title, frozenset()) for title in ("Local referral teams", "Local refferal teams"))
    alike = near_equal(one, other, 0.1)

    assert near_equal(one, other, alike) == alike
    assert near_equal(one, other, alike + 0.001) == 0.0


NOWHERE: frozenset[str] = frozenset()


def test_a_title_of_three_economies_is_compared_without_their_names() -> None:
    assert title_of("Bangladesh kilns", frozenset({"BGD", "IND", "NPL"})).plain == "kilns"


def test_the_terms_of_a_title_are_its_words_with_content() -> None:
    assert set(title_of("The nutrition of the children", NOWHERE).terms) == {"nutriti", "children"}


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Rural wells", set()),
        ("Rural wells, phase 1", set()),
        ("Rural wells, phase 02", {"2"}),
        ("Rural wells, phase 10", {"10"}),
        ("Rural wells, phase III, lot four", {"3", "4"}),
        ("Rural wells 2024", set()),
        ("Rural wells - additional financing", {"addedmoney"}),
        ("Rural wells AF", {"addedmoney"}),
    ],
)
def test_what_a_title_counts_besides_the_first_of_anything(title: str, numbers: set[str]) -> None:
    assert title_of(title, NOWHERE).numbers == numbers


def test_a_title_that_begins_like_a_placeholder_is_a_title() -> None:
    assert title_of("Training of teachers", NOWHERE).plain == "training of teachers"


def saying(**terms: int) -> Title:
    return Title(" ".join(terms), terms, NOWHERE, NOWHERE)


@pytest.mark.parametrize(
    ("one", "other", "contradicting"),
    [
        (saying(well=5, computer=5), saying(well=5, community=5), True),  # three letters make no form of a word
        (saying(well=5, computer=5), saying(well=5, computing=5), False),
        (saying(well=5, plan=3), saying(well=5, projec=3), False),  # words that say little
        (saying(well=5, computer=5), saying(well=5), False),
    ],
)
def test_titles_contradict_where_each_has_a_telling_word_of_its_own(
    one: Title, other: Title, contradicting: bool
) -> None:
    assert contradict(one, other) is contradict(other, one) is contradicting


def test_words_are_spelled_alike_by_three_letters_in_a_row() -> None:
    assert spelled_alike("water", "wafer") == pytest.approx(0.4)  # " wa" and "er " of five each
    assert spelled_alike("water", "water") == 1.0
    assert spelled_alike("water", "pumps") == 0.0


def test_words_that_share_just_so_many_trigrams_are_two_words() -> None:
    end = "abcdefghijkl"
    one, other, longer = "mnopqrst" + end, "uvwxyz12" + end, "uvwxyz1" + end

    assert spelled_alike(one, other) == SPELLED_ALIKE < spelled_alike(one, longer)
    assert contradict(saying(**{one: 5}), saying(**{other: 5}))
    assert not contradict(saying(**{one: 5}), saying(**{longer: 5}))


def test_an_identifier_needs_three_digits() -> None:
    assert project_numbers("AB-123, CD-45") == {"ab-123"}


def test_project_numbers_are_letters_and_digits_or_long_numbers() -> None:
    found = project_numbers("P040712, 00069951, 12345 in 2024, 20240101, XX-DEMO-NLF-2604 and covid-19")

    assert found == {"p040712", "00069951", "xx-demo-nlf-2604"}
    assert project_numbers("no number") == frozenset()


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        ({}, []),
        ({"start": "", "end": ""}, ["no_dates"]),
        ({"end": ""}, ["end_assumed"]),
        ({"amount": None}, ["no_amount"]),
        ({"currency": "USD"}, ["currencies_differ"]),
        ({"currency": ""}, ["currencies_differ"]),
        ({"currency": "QQQ"}, ["currencies_differ"]),
        ({"amount": None, "band": "<50k"}, ["no_amount"]),  # only how large it is
        ({"money": ""}, ["no_funder"]),
        ({"where": ""}, ["no_economy"]),
        ({"where": "MKD SRB ALB"}, []),
        ({"where": "MKD SRB ALB MNE"}, ["many_economies"]),
    ],
    ids=str,
)
def test_facts_that_could_not_be_compared_are_doubts(facts: dict[str, Any], doubted: list[str]) -> None:
    stated: dict[str, Any] = {"money": "Lumina", "amount": 1000.0, "currency": "EUR", "start": "2025", "end": "2026"}
    one, other = prepare(activity("a", **stated)), prepare(activity("b", **(stated | facts)))

    assert list(doubts.of_facts(one, other, SHIPPED)) == list(doubts.of_facts(other, one, SHIPPED)) == doubted


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        ({}, []),
        ({"descriptions": ()}, ["only_title"]),
        ({"titles": (Text("Складиште оружја", "sr"),)}, ["other_language"]),
        ({"titles": (Text("Storage of weapons in stations"),)}, []),
        ({"titles": (Text("Water project", "en"),)}, []),
    ],
)
def test_what_was_read_of_one_side_alone_or_in_two_languages_is_doubted(
    facts: dict[str, Any], doubted: list[str]
) -> None:
    stated: dict[str, Any] = {
        "titles": (Text("Storage of weapons in stations", "en"),),
        "descriptions": (Text("Locks"),),
    }
    one, other = (replace(prepare(activity("a", **said)), said=ConceptProfile()) for said in (stated, stated | facts))

    assert list(doubts.of_texts(one, other, SHIPPED)) == list(doubts.of_texts(other, one, SHIPPED)) == doubted
    strangers = replace(one, said=ConceptProfile(1)), replace(one, said=ConceptProfile(2))
    assert list(doubts.of_texts(*strangers, SHIPPED)) == ["other_language"]


def test_titles_that_are_both_too_general_are_doubted() -> None:
    one = prepare(activity("a", "Water project", descriptions=(Text("Pipes"),)))
    (weight,) = (title.weight for title in one.titles)

    assert list(doubts.of_texts(one, one, replace(SHIPPED, telling_title=weight))) == []
    assert list(doubts.of_texts(one, one, replace(SHIPPED, telling_title=weight + 1))) == ["short_title"]


def test_an_unknown_purpose_or_receiver_and_one_title_are_doubted() -> None:
    stated: dict[str, Any] = {"objectives": frozenset({"3.2.1"}), "receivers": names("Border Service")}
    one, silent = prepare(activity("a", "Patrols", **stated)), prepare(activity("b", "Boats"))

    assert list(doubts.of_purpose(one, one)) == []
    assert list(doubts.of_purpose(one, silent)) == list(doubts.of_purpose(silent, one)) == ["no_purpose", "no_receiver"]
    assert list(doubts.of_one_project(one, silent, SHIPPED)) == []
    assert list(doubts.of_one_project(one, one, SHIPPED)) == ["one_project"]
