"""A list that was downloaded says what it is when it is brought back."""

import csv
import io
import re

import pytest
from django.utils.translation import gettext_lazy

from egnatia.formats import Refused
from egnatia.formats.sheets import Table, read_tables
from egnatia.kernel.lists import Listing
from egnatia.kernel.rooms import Room
from egnatia.pages import downloads, listings
from egnatia.pages.listings import listing_of, returned, returned_words
from egnatia.pages.refusals import refusal_words

COLOURS = Listing(
    "colours", gettext_lazy("Matches"), "activities:activities", gettext_lazy("Activities"), ("hue", "tone")
)
CODED = Listing(
    "coded", gettext_lazy("Matches"), "activities:activities", gettext_lazy("Activities"), ("hue",),
    others=re.compile(r"\d"), returns=True,
)  # fmt: skip
SPOKEN = Listing(
    "spoken",
    gettext_lazy("Matches"),
    "activities:activities",
    gettext_lazy("Activities"),
    (gettext_lazy("Activities"),),
)
NAMED = Listing("named", gettext_lazy("Matches"), "activities:activities", gettext_lazy("Activities"))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(name="listings", listings=(COLOURS, CODED, SPOKEN, NAMED))
    monkeypatch.setattr(listings, "rooms", lambda: (room,))


def tables(*rows: list[str]) -> list[Table]:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return read(out.getvalue().encode())


def read(content: bytes) -> list[Table]:
    found = read_tables(content)
    assert not isinstance(found, Refused)
    return found


@pytest.mark.parametrize(
    ("header", "listing"),
    [
        (["hue", "tone"], COLOURS),
        (["My own", " TONE", "Hue", "* A footnote."], COLOURS),
        (["hue", "1", "2", "* A footnote."], CODED),
        (["hue", "colour"], None),
        (["tone", "colour"], None),
        (["Aktivitetet", "Other"], SPOKEN),
        (["Activities", "Other"], SPOKEN),
    ],
)
def test_a_file_of_text_is_known_by_its_columns(header: list[str], listing: Listing | None) -> None:
    assert listing_of(tables(header, ["a", *"1" * (len(header) - 1)])) is listing


def test_a_workbook_is_known_by_its_keyword_whatever_its_columns() -> None:
    content = downloads.workbook_of(downloads.DownloadTable(NAMED, ["hue", "tone"], [["a", "b"]], ["About it."]))

    assert listing_of(read(content)) is NAMED


def test_what_is_read_where_it_is_brought_is_no_fault() -> None:
    found = tables(["hue", "tone"], ["a", "b"])

    assert returned(found, "c.csv", taken=["colours"]) is None
    assert returned(tables(["a", "b"], ["c", "d"]), "c.csv") is None


def test_what_is_worked_out_says_so_and_leads_to_where_a_change_is_made() -> None:
    told = returned(tables(["hue", "tone"], ["a", "b"]), "<b>.csv")

    assert told is not None
    assert told.sentence == (
        "<b>.csv is a download of the list “Matches”. This list is calculated and cannot be imported. "
        "Make changes here: Activities."
    )
    words = returned_words(told)
    assert words.startswith("&lt;b&gt;.csv ")
    assert "“Matches”" in words
    assert words.endswith(' <a href="/activities/">Activities</a>.')


def test_what_is_read_elsewhere_says_where() -> None:
    told = returned(tables(["hue", "1"], ["a", "2"]), "c.csv")

    assert told is not None
    assert told.code == "list-elsewhere"
    assert returned_words(told).endswith(' <a href="/activities/">Activities</a>.')


def test_another_refusal_is_told_as_it_is() -> None:
    told = Refused("c.csv", "empty", "c.csv is empty.", {"file": "c.csv", "expected": "a table"})

    assert returned_words(told) == refusal_words(told)
    assert returned_words(told).startswith("c.csv ")
