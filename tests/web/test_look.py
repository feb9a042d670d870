"""What the templates of the look promise, without a browser."""

import re
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from egnatia.web.templatetags import bars
from tests.web import look_page
from tests.web.look_samples import CONTEXT, PAGE

STATIC = Path("src/egnatia/web/static/egnatia")


def shown(template: str, **context: object) -> str:
    """A piece of template as text, its white space folded."""
    page = engines["django"].from_string("{% load look %}" + template)
    return " ".join(str(page.render(context, RequestFactory().get("/", {"kind": "same", "page": "3"}))).split())


def test_the_whole_theme_weighs_at_most_thirty_kilobytes() -> None:
    sheets = list((Path(__file__).parents[2] / STATIC).glob("*.css"))
    of_visitors = [sheets.pop(sheets.index(sheet)) for sheet in sheets if sheet.name == "public.css"]

    assert [sheet.stat().st_size <= 10_000 for sheet in of_visitors] == [True]
    assert len(sheets) == 5
    assert sum(sheet.stat().st_size for sheet in sheets) <= 30_000


@pytest.mark.parametrize("name", look_page.NAMES)
def test_every_page_says_what_it_is_not_for_and_who_answers_for_it(name: str) -> None:
    page = unescape(look_page.page(name))

    assert "Not for classified information." in page
    assert all(said in page for said in (PAGE.forum.controller, PAGE.forum.hosted_at, reverse("privacy")))
    bears_asterisk = re.search(r"\w\*", page.partition("<main")[2].partition("</main>")[0])
    assert page.count("This designation is without prejudice") == (1 if bears_asterisk else 0)
    assert "People, organisations and activities on this page are fictitious." in page
    assert "signed in without two-step verification" in page


@pytest.mark.parametrize("name", look_page.NAMES)
def test_no_page_holds_code_or_style(name: str) -> None:
    page = look_page.page(name)

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page))


def test_a_visitor_is_asked_to_sign_in_and_sees_no_account() -> None:
    page = look_page.page("home", page={"sign_in_url": "/sign-in"})

    assert 'href="/sign-in"' in page
    assert "Sign out" not in page
    assert "two-step verification" not in page


def test_changing_the_language_keeps_the_page_and_its_filters() -> None:
    page = look_page.page("list")

    assert '<input type="hidden" name="next" value="/matches?kind=same">' in page
    assert re.search(r'lang="mk"[^>]*>Македонски</button>', page)


def test_a_field_has_its_label_above_its_help_below_and_its_error_beside_it() -> None:
    page = look_page.page("form")

    parts = (
        '<label for="id_title">',
        'id="id_title_helptext"',
        'id="id_title_error"',
        '<input type="text" name="title"',
    )
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert 'aria-describedby="id_title_helptext id_title_error"' in page


def test_required_fields_are_marked_where_another_may_stay_empty() -> None:
    class Every(forms.Form):
        title = forms.CharField()
        day = forms.CharField()

    class Some(Every):
        note = forms.CharField(required=False)

    every, some = shown("{{ form }}", form=Every()), shown("{{ form }}", form=Some())

    assert 'class="required"' not in every
    assert re.findall(r"(\w+)\s*<span class=\"required\">", some) == ["Title", "Day"]


def test_errors_are_summed_up_with_links_to_their_fields() -> None:
    page = look_page.page("form")

    assert '<a href="#id_title">Title</a>: This field is required.' in " ".join(page.split())
    assert page.index("Not saved yet") < page.index('<label for="id_title">')


def test_no_colon_follows_the_mark_of_a_question_in_a_summary_of_errors() -> None:
    class Asking(forms.Form):
        end = forms.CharField(label="When did it end?")
        title = forms.CharField(label="Title")

    page = shown('{% include "components/error_summary.html" %}', form=Asking({}))

    assert "When did it end?</a> This field is required." in page
    assert "Title</a>: This field is required." in page


def test_what_was_typed_is_still_there_beside_its_error() -> None:
    page = look_page.page("form")

    assert 'value="-5"' in page
    assert 'value="2026-03"' in page


def test_an_address_breaks_after_its_at_sign() -> None:
    assert shown("{{ 'desk@b.example'|mailto }}") == '<a href="mailto:desk@b.example">desk@<wbr>b.example</a>'


def test_a_label_is_never_markup() -> None:
    chip = shown('{% include "components/badge.html" with label=label %}', label="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in chip


def test_the_next_page_keeps_the_filters() -> None:
    assert 'href="?kind=same&amp;page=4"' in shown('{% include "components/pagination.html" with next=4 %}')


def test_downloads_take_the_filters_but_not_the_page() -> None:
    said = shown('{% include "components/downloads.html" with csv="/a.csv" xlsx="/a.xlsx" %}')

    assert 'href="/a.csv?kind=same"' in said
    assert 'href="/a.xlsx?kind=same"' in said


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        ("TLP:CLEAR", "marking tlp-clear"),
        ("TLP:AMBER", "marking tlp-amber"),
        ("TLP:AMBER+STRICT", "marking tlp-amber strict"),
        ("TLP:RED", "marking tlp-red"),
    ],
)
def test_a_marking_shows_its_words_in_the_colour_of_its_level(words: str, classes: str) -> None:
    strip = shown('{% include "components/marking.html" with words=words audience="Focal Points" %}', words=words)

    assert f'class="{classes}"' in strip
    assert f"<b>{words}</b> <span>Focal Points</span>" in strip


def test_what_both_do_not_state_is_unknown_and_not_zero() -> None:
    rows = [{"label": "Places", "value": None}, {"label": "Time", "value": 0.0}]

    said = shown('{% include "components/evidence.html" with components=rows %}', rows=rows)

    assert 'Places</span> <span class="muted">not specified for both activities</span>' in said
    assert 'value="0.000"' in said


@pytest.mark.parametrize(("tags", "kind"), [(["primary"], "primary"), (["danger", "delete"], "danger"), (None, "")])
def test_buttons_of_the_sign_in_pages_look_like_ours(tags: list[str] | None, kind: str) -> None:
    assert shown("{{ tags|button_kind }}", tags=tags) == kind


@override_settings(LANGUAGE_CODE="en")
def test_positions_in_a_picture_keep_their_point_in_every_language() -> None:
    period = {"label": "A", "start": "2026-02", "end": "2026-11"}

    with translation.override("sr"):
        picture = shown("{% month_bars a a %}", a=period)

    assert 'x="8.33%"' in picture
    assert 'width="83.33%"' in picture


def test_a_frozen_value_gives_its_period_as_a_dict_does() -> None:
    period = bars.ActivityPeriod("A", "2026-02", "2026-11")

    assert "A: February 2026" in shown("{% month_bars a a %}", a=period)


def test_the_pages_of_the_sign_in_package_stand_in_our_frame() -> None:
    page = render_to_string("account/reauthenticate.html", {**CONTEXT, "form": look_page.ActivityForm()})

    assert "Not for classified information." in page
    assert re.search(r'<form[^>]*class="flow', page)
    assert re.search(r'<button[^>]*class="button primary"', page)


def test_on_paper_a_table_is_no_list_of_a_phone() -> None:
    """A4 is narrower than what a screen calls narrow: its rows would stand without their head."""
    sheet = (Path(__file__).parents[2] / STATIC / "components.css").read_text()
    stacked = sheet.split(":is(.table, .matrix) {\n      &,", 1)

    assert len(stacked) == 2
    assert stacked[0].rstrip().endswith("@media screen and (width <= 54rem) {")


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("318500", "320,000 EUR (318,500 EUR)"),
        ("95000", "95,000 EUR"),
        ("1234567.5", "1.2 million EUR (1,234,567.50 EUR)"),
    ],
)
def test_a_record_says_its_amount_as_its_list_does_with_the_exact_one_behind_it(amount: str, said: str) -> None:
    template = engines["django"].from_string("{% load look %}{% rounded_and_exact amount 'EUR' %}")

    assert template.render({"amount": float(amount)}) == said
