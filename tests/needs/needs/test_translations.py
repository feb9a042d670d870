"""A stored translation is shown to whoever reads its language; the original is named, and stands on the page."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation
from tests import make
from tests.activities.activities.doing import facts
from tests.needs.needs.doing import WORDS, focal_point, need
from tests.visits import got, of

from egnatia import overlap
from egnatia.activities.activities.rows import row_of
from egnatia.activities.activities.storage import store
from egnatia.activities.activities.tables import cells_of
from egnatia.needs.needs.queries.lists import needs_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db

MACEDONIAN = "По ослободувањето никој не ги чека"  # of our own making
BOTH = {"sq": WORDS, "mk": MACEDONIAN}


@pytest.mark.parametrize(
    ("language", "words", "named"),
    [("sq", WORDS, ""), ("mk", MACEDONIAN, "shqip"), ("en", WORDS, ""), ("sr-latn", WORDS, "")],
)
def test_a_need_is_shown_in_the_readers_language(language: str, words: str, named: str) -> None:
    arta = focal_point()
    record = need(arta, words=BOTH, language="sq")

    with translation.override(language):
        (row,) = needs_of(arta, [record], forum(), objectives())

    assert (row.words, bool(row.translation)) == (words, bool(named))
    assert named in row.translation
    assert row.original == (WORDS, "sq")
    assert {row.words, *(other.text for other in row.others)} == {WORDS, MACEDONIAN}


def test_serbian_in_latin_letters_follows_from_the_cyrillic() -> None:
    arta = focal_point()
    record = need(arta, words={"sq": WORDS, "sr": "Ко чека после"}, language="sq")

    with translation.override("sr-latn"):
        (row,) = needs_of(arta, [record], forum(), objectives())

    assert (row.words, row.lang) == ("Ko čeka posle", "sr-latn")


def test_the_page_of_a_need_shows_the_original_below_its_translation() -> None:
    arta = focal_point()
    record = need(arta, words=BOTH, language="sq")
    client = of(arta)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "mk"

    with translation.override("mk"):
        page = got(client, "needs:need", record).text

    assert 0 < page.index(MACEDONIAN) < page.rindex(WORDS)


def test_the_title_of_an_activity_is_shown_in_the_readers_language_and_its_file_keeps_the_original() -> None:
    titles = (overlap.Text("Trajnim", "sq"), overlap.Text("Обука", "mk"))
    activity = store(replace(facts(), titles=titles), marking=make.CLEAR, by=make.reader("owner"))

    with translation.override("mk"):
        row = row_of(activity, forum(), {}, 1)

    assert (row.title, row.lang) == ("Обука", "mk")
    assert "shqip" in row.translation
    assert {"Trajnim", "sq"} <= set(map(str, cells_of(row)))
    assert "Обука" not in set(map(str, cells_of(row)))
