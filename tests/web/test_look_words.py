"""Amounts, dates and bars as the pages say them."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from egnatia.kernel import clock
from egnatia.pages import amounts
from egnatia.web.templatetags import bars, look


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0"),
        (12.6, "13"),
        (1_234, "1,200"),
        (95_000, "95,000"),
        (318_500, "320,000"),
        (385_000, "390,000"),
        (999_600, "1.0 million"),
        (1_234_567, "1.2 million"),
        (4_000_000, "4.0 million"),
        (7_138_500, "7.1 million"),
        (10_432_000, "10.4 million"),
        (240_300_000, "240 million"),
        (1_500_000_000, "1.5 billion"),
        (-318_500, "-320,000"),
    ],
)
def test_amounts_are_rounded_as_people_say_them(amount: float, said: str) -> None:
    assert amounts.rounded(amount) == said


def test_the_exact_amount_stands_beside_the_rounded_one_and_nothing_where_none_is_stated() -> None:
    page = Template('{% load look %}[{% money 1234567.5 "EUR" %}][{% money nothing "EUR" %}]')

    assert page.render(Context({"nothing": None})) == (
        '[<data value="1234567.50" title="1,234,567.50 EUR">1.2 million EUR</data>][]'
    )


def test_a_rounded_amount_can_lead_to_what_is_behind_it() -> None:
    page = Template('{% load look %}[{% money 320000 "EUR" why %}][{% money nothing "EUR" why %}]')

    assert page.render(Context({"nothing": None, "why": "/why?a=1&b=2"})) == (
        '[<a href="/why?a=1&amp;b=2"><data value="320000.00" title="320,000 EUR">320,000 EUR</data></a>][]'
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (275_688.0, "275,688 EUR"),
        (1_234_567.89, "1,234,567.89 EUR"),
        (0.125, "0.125 EUR"),
        (-12.5, "-12.50 EUR"),
        (100_000_000_000.0, "100,000,000,000 EUR"),
        (0, "0 EUR"),
    ],
)
def test_an_exact_amount_keeps_each_figure_that_is_stated(amount: float, said: str) -> None:
    page = Template('{% load look %}{% exact amount "EUR" %}{% exact nothing "EUR" %}')

    assert page.render(Context({"amount": amount, "nothing": None})) == said


def test_a_sum_without_currency_stands_alone() -> None:
    assert amounts.exact(320_000, "") == "320,000"


def test_amounts_follow_the_reader_s_language() -> None:
    with translation.override("sr"):
        assert amounts.exact(1_234_567.5, "EUR") == "1.234.567,50 EUR"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2003", "2003"),
        ("2003-05", "May 2003"),
        ("", ""),
        ("soon", "soon"),
        ("2003-13", "2003-13"),
        ("unknown date", "unknown date"),
    ],
)
def test_a_date_stays_as_precise_as_it_was_stated(value: str, said: str) -> None:
    assert bars.partial(value) == said


def test_a_day_is_said_in_the_reader_s_language() -> None:
    with translation.override("mk"):
        assert "мај" in bars.partial("2003-05-06").lower()


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2003", "2004-05", "2003\u00a0– May 2004"),
        ("2003", "2003", "2003"),
        ("2003-05", "", "from May 2003"),
        ("", "2004", "until 2004"),
        ("", "", "dates not specified"),
    ],
)
def test_an_end_that_is_not_stated_is_not_invented(start: str, end: str, said: str) -> None:
    assert bars.between(start, end) == said


def test_months_in_common_are_counted_to_the_precision_stated() -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "2026-02", "2026-11"), bars.ActivityPeriod("B", "2026-04", "2027"))

    assert chart.overlap == "8 months in common"
    assert [(bar.x, bar.width) for bar in chart.bars] == [("4.17", "41.67"), ("12.50", "87.50")]
    assert [tick.label for tick in chart.ticks] == ["2026", "2027"]
    assert chart.words == "A: February 2026\u00a0– November 2026; B: April 2026\u00a0– 2027; 8 months in common"


def test_one_month_in_common_is_said_in_the_singular() -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "2026-02", "2026-04"), bars.ActivityPeriod("B", "2026-04", "2026-09"))

    assert chart.overlap == "1 month in common"


@pytest.mark.parametrize(
    "other",
    [
        bars.ActivityPeriod("B", "2026-04", ""),
        bars.ActivityPeriod("B", "", ""),
        bars.ActivityPeriod("B", "2029", "2030"),
    ],
)
def test_an_overlap_in_time_is_not_guessed(other: bars.ActivityPeriod) -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "2026-02", "2026-11"), other)

    assert (chart.overlap, chart.shared) == ("", None)
    assert chart.bars


def test_a_bar_with_an_end_that_is_not_stated_looks_open() -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "", "2026-11"), bars.ActivityPeriod("B", "2026-01", "2026-02"))

    assert [bar.side for bar in chart.bars] == ["first open", "second"]


def test_without_any_date_there_are_words_and_no_picture() -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "", ""), bars.ActivityPeriod("B", "soon", "2020-44"))

    assert (chart.bars, chart.ticks) == ((), ())
    assert chart.lines[0].period == "dates not specified"


def test_an_end_before_its_start_is_not_drawn() -> None:
    assert bars.chart(bars.ActivityPeriod("A", "2027", "2026"), bars.ActivityPeriod("B", "", "")).bars == ()


def test_a_long_time_gets_few_labels() -> None:
    chart = bars.chart(bars.ActivityPeriod("A", "1999", "2030"), bars.ActivityPeriod("B", "2005", "2006"))

    assert [tick.label for tick in chart.ticks] == ["1999", "2004", "2009", "2014", "2019", "2024", "2029"]


def test_time_ago_is_read_from_the_product_s_clock() -> None:
    with clock.time_from(lambda: datetime(2026, 3, 22, 12, tzinfo=UTC)):
        said = Template("{% load look %}{{ then|ago }} {{ amount|rounded }} {{ date|partial_date }}").render(
            Context({"then": datetime(2026, 3, 1, tzinfo=UTC), "amount": None, "date": "2026"})
        )

    assert said.replace("\u00a0", " ") == "3 weeks ago  2026"


def test_what_is_younger_than_a_minute_is_just_now() -> None:
    with clock.time_from(lambda: datetime(2026, 3, 22, 12, 0, 30, tzinfo=UTC)):
        assert look.ago(datetime(2026, 3, 22, 12, tzinfo=UTC)) == "just now"
