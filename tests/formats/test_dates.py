"""Dates that people type into forms: all usual ways, in every language of the interface."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from egnatia.formats.dates import typed_date

LANGUAGES = [code for code, _name in settings.LANGUAGES]
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
MONTHS = (  # as a calendar of each language prints them, in the nominative
    ("en", "January February March April May June July August September October November December"),
    ("sq", "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor"),
    ("sr", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"),
    ("sr-latn", "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar"),
    ("mk", "јануари февруари март април мај јуни јули август септември октомври ноември декември"),
    ("hr", "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac"),
    ("bg", "януари февруари март април май юни юли август септември октомври ноември декември"),
    ("ro", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
    (
        "el",
        (
            "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος "
            "Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος"
        ),
    ),
    ("sl", "januar februar marec april maj junij julij avgust september oktober november december"),
    ("tr", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["DATE_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT"])
@given(day=DAYS)
def test_what_the_pages_print_can_be_typed(language: str, form: str, day: date) -> None:
    with translation.override(language):
        printed = date_format(day, form)
    precise = day.isoformat()[:7] if form == "YEAR_MONTH_FORMAT" else day.isoformat()

    assert typed_date(printed) == precise
    assert typed_date(printed.upper()) == precise


@pytest.mark.parametrize(("language", "names"), MONTHS)
@given(day=DAYS)
def test_a_month_is_understood_by_its_name(language: str, names: str, day: date) -> None:
    month = names.split()[day.month - 1]

    for written in (f"{month} {day:%Y}", f"{month} {day:%Y}.", f"{day:%Y} {month}"):
        assert typed_date(written) == f"{day:%Y-%m}", language
    for written in (f"{day.day} {month} {day:%Y}", f"{day.day}. {month} {day:%Y}.", f"{day.day}-{month}-{day:%Y}"):
        assert typed_date(written) == day.isoformat(), language


def test_a_date_as_greek_and_bulgarian_pages_print_it_can_be_typed() -> None:
    assert (
        typed_date("5 Φεβρουαρίου 2026") == typed_date("5.02.2026 г.") == typed_date("5. 2. 2026 год.") == "2026-02-05"
    )


@given(day=DAYS)
def test_figures_are_understood_with_the_day_before_the_month(day: date) -> None:
    d, m, y = day.day, day.month, day.year

    for written in (f"{d}.{m}.{y}", f"{d}. {m}. {y}.", f"{d:02}.{m:02}.{y}", f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}"):
        assert typed_date(written) == day.isoformat()
    for written in (f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{d} . {m} . {y}"):
        assert typed_date(written) == day.isoformat()
    for written in (f"{m}/{y}", f"{m:02}/{y}", f"{m}.{y}", f"{m:02}-{y}", f"{y}-{m:02}", f"{y}/{m:02}"):
        assert typed_date(written) == f"{y}-{m:02}"
    assert typed_date(str(y)) == typed_date(f"{y}.") == str(y)


@pytest.mark.parametrize(
    "written",
    ["Q{n} {y}", "q{n}/{y}", "{y}-Q{n}", "{y} K{n}", "К{n} {y}", "T{n} {y}", "{n}. kvartal {y}.", "{n}. квартал {y}"],
)
@given(quarter=st.integers(1, 4), year=st.integers(1990, 2099))
def test_a_quarter_begins_with_its_first_month_and_ends_with_its_last(written: str, quarter: int, year: int) -> None:
    typed = written.format(n=quarter, y=year)

    assert typed_date(typed) == f"{year}-{3 * quarter - 2:02}"
    assert typed_date(typed, last=True) == f"{year}-{3 * quarter:02}"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("tremujori i parë 2027", "2027-01"),
        ("tremujori i dytë 2027", "2027-04"),
        ("прво тромесечје 2027 г.", "2027-01"),
        ("вториот квартал 2027", "2027-04"),
        ("IV kvartal 2027.", "2027-10"),
        ("third quarter of 2027", "2027-07"),
    ],
)
def test_a_quarter_may_be_told_in_words(written: str, iso: str) -> None:
    assert typed_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "soon", "31.2.2027", "13/13/2027", "Q5 2027", "Q1 Q2 2027", "project 2027", "prison 2027", "3/27", "99999"],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert typed_date(written) == ""


@pytest.mark.parametrize("typed", ["2027/03", "2027 mars"])
def test_the_year_may_come_first(typed: str) -> None:
    assert typed_date(typed) == "2027-03"
