"""Each language is named, dated, counted and quoted as its readers write it."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from egnatia.kernel.lists import Listing
from egnatia.pages import amounts
from egnatia.pages.downloads import DownloadTable, as_csv
from egnatia.pages.labels import in_quotes
from egnatia.web.addresses import language_tag

NAMES = Listing("names", gettext_lazy("Matches"), "activities:activities", gettext_lazy("Activities"))


@pytest.mark.parametrize(
    ("code", "tag"),
    [("en", "en"), ("sq", "sq"), ("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn"), ("mk", "mk"), ("cnr", "cnr"), ("el", "el")],
)
def test_a_language_is_named_with_its_script_where_there_are_two(code: str, tag: str) -> None:
    assert language_tag(code) == tag


@pytest.mark.django_db
def test_an_answer_names_its_language_in_its_header_as_in_its_page() -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sr-latn"

    answer = client.get("/account/login/")

    assert answer.headers["Content-Language"] == "sr-Latn"
    assert '<html lang="sr-Latn">' in answer.content.decode()
    assert 'lang="sr-Cyrl"' in answer.content.decode()  # the button that changes to it


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "5 November 2026", "November 2026"),
        ("sq", "5 nëntor 2026", "nëntor 2026"),
        ("sr", "5. новембра 2026.", "новембар 2026."),
        ("sr-latn", "5. novembra 2026.", "novembar 2026."),
        ("mk", "5 ноември 2026", "ноември 2026"),
        ("bs", "5. novembra 2026.", "novembar 2026."),
        ("cnr", "5. novembra 2026.", "novembar 2026."),
        ("hr", "5. studenoga 2026.", "studeni 2026."),
        ("el", "5 Νοεμβρίου 2026", "Νοέμβριος 2026"),
        ("tr", "5 Kasım 2026", "Kasım 2026"),
        ("sl", "5. november 2026", "november 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    with translation.override(language):
        assert date_format(date(2026, 11, 5)) == day
        assert date_format(date(2026, 11, 5), "YEAR_MONTH_FORMAT") == month


@pytest.mark.parametrize(
    ("language", "figure", "percent"),
    [
        ("en", "1,234,567", "16.7"),
        *(
            (code, "1.234.567", "16,7")
            for code in ("sq", "sr", "sr-latn", "mk", "bs", "cnr", "hr", "ro", "el", "tr", "sl")
        ),
    ],
)
def test_figures_have_the_separators_of_the_language(language: str, figure: str, percent: str) -> None:
    with translation.override(language):
        assert amounts.figure(1_234_567) == figure
        assert amounts.percent(100 / 6) == percent
        assert amounts.percent(50) == "50"


@pytest.mark.parametrize(
    ("language", "few", "many"),
    [
        ("en", "377 bytes", "1.5 MB"),
        ("sq", "377 bajte", "1,5 MB"),
        ("sr", "377 бајтова", "1,5 MB"),
        ("mk", "377 бајти", "1,5 MB"),
    ],
)
def test_the_size_of_a_file_is_said_in_the_language(language: str, few: str, many: str) -> None:
    with translation.override(language):
        assert amounts.file_size(377).replace("\N{NO-BREAK SPACE}", " ") == few
        assert amounts.file_size(1_500_000) == many
        assert amounts.file_size(2_000) == "2 kB"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "“Ura”"), ("sq", "“Ura”"), ("sr", "„Ura”"), ("sr-latn", "„Ura”"), ("mk", "„Ura“")]
)
def test_words_are_quoted_with_the_marks_of_the_language(language: str, said: str) -> None:
    with translation.override(language):
        assert in_quotes("Ura") == said


@pytest.mark.parametrize(
    ("name", "header"), [("Kosovo*", "name,* The footnote."), ("Albania", "name"), ("4 * 5", "name")]
)
def test_a_file_says_the_footnote_where_it_shows_the_asterisk(name: str, header: str) -> None:
    lines = as_csv(DownloadTable(NAMES, ["name"], [[name]], footnote="The footnote.")).content.decode("utf-8-sig")

    assert lines.splitlines() == [header, name]


def test_a_year_in_bulgarian_is_followed_by_its_sign() -> None:
    with translation.override("bg"):
        assert date_format(date(2026, 11, 5), "SHORT_DATE_FORMAT") == "5.11.2026 г."
