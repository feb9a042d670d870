from datetime import date
from decimal import Decimal

import pytest
from tests.activities.activities.doing import facts

from egnatia.activities.activities.columns import (
    band_of,
    columns_of,
    first_day,
    folded_name,
    key_numbers,
    last_day,
    searched_words,
    titles_by_language,
)
from egnatia.overlap import ActivityFacts, OrganisationMention, Text


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-05-17", date(2026, 5, 17), date(2026, 5, 17)),
        ("", None, None),
        ("2026-13", None, None),
        ("2026-02-30", None, None),
        ("soon", None, None),
    ],
)
def test_a_date_of_any_precision_means_a_first_and_a_last_day(stated: str, first: date, last: date) -> None:
    assert first_day(stated) == first
    assert last_day(stated) == last


@pytest.mark.parametrize(
    ("amount", "band"),
    [(None, ""), (0.0, "<50k"), (50_000.0, "<50k"), (50_001.0, "50-250k"), (1_000_000.0, "250k-1m"), (9e6, ">5m")],
)
def test_an_amount_falls_into_a_band(amount: float | None, band: str) -> None:
    assert band_of(amount) == band


def test_a_stated_band_stays_where_no_amount_is_known() -> None:
    assert columns_of(facts(band="1-5m")).band == "1-5m"


def test_names_are_found_in_either_script_and_whatever_the_quotation_marks() -> None:
    assert folded_name("Фонд „Мост“") == folded_name("Fond 'Most'") == "fond most"


def test_whoever_reports_stands_first_and_each_organisation_once() -> None:
    columns = columns_of(facts(funders="Ministry", reporters="Hub", implementers="HUB", receivers="Prison Service"))

    assert columns.organisations == ["hub", "ministry", "prison service"]


def test_an_amount_keeps_its_cents_and_one_that_no_column_holds_stays_with_the_facts() -> None:
    assert columns_of(facts(amount=318500.5)).amount == Decimal("318500.50")
    assert columns_of(facts(amount=1e19)).amount is None
    assert columns_of(facts(amount=float("nan"))).amount is None


def test_an_activity_without_a_title_has_empty_columns() -> None:
    columns = columns_of(ActivityFacts(ref=""))

    assert (columns.title, columns.identifier, columns.sorted_title) == ("", "", "")


def test_titles_stand_by_language_the_first_of_each() -> None:
    titles = (Text("Обука", "mk"), Text("Training", "en"), Text("Course", "en"), Text("?", ""))

    assert titles_by_language(ActivityFacts(ref="", titles=titles)) == {"mk": "Обука", "en": "Training", "und": "?"}


def test_a_search_finds_titles_organisations_places_sectors_and_identifiers() -> None:
    found = searched_words(
        facts(
            "Обука",
            identifiers=("XM-1-26",),
            descriptions=(Text("for staff"),),
            places=frozenset({"Skopje"}),
            sectors=frozenset({"DAC:15137"}),
            implementers=(OrganisationMention("Ura"),),
        )
    )

    assert set(found) == {"obuka", "xm", "1", "26", "for", "staff", "skopje", "dac", "15137", "ura"}


def test_keys_are_signed_numbers_that_never_change() -> None:
    assert key_numbers({"b", "a"}) == key_numbers(["a", "b"])
    assert all(-(2**63) <= number < 2**63 for number in key_numbers(str(n) for n in range(100)))
    assert key_numbers(["i:xm-dac-1"]) == [110336567244766556]
