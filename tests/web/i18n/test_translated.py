"""In every language nothing on the pages is left in English, and names are those of the forum."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.mapping.demo.loaded import demo
from tests.web.i18n.walking import LANGUAGES, Walk, text_of, walked

__all__ = ["demo", "walked"]
pytestmark = pytest.mark.django_db
# A country or a state, where the pages say economy; and flags made of letters.
NEVER = re.compile(
    r"\bcountr(?:y|ies)\b|\bdržav\w*|\bдржав\w*|\bzemlj[aeiou]\b|\bземј[аио]\w*|\bshtet\w*|[\U0001f1e6-\U0001f1ff]",
    re.IGNORECASE,
)


def test_every_page_answers(walked: Walk) -> None:
    assert [f"{page}: {page.status}" for page in walked.pages if page.status >= 500] == []
    assert sum(page.status == 200 for page in walked.pages) > len(walked.pages) / 2


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_message_is_asked_for_in_vain(walked: Walk, language: str) -> None:
    assert sorted(walked.missing[language]) == []


def test_every_page_says_its_language(walked: Walk) -> None:
    said = [(page, re.findall(r'<html lang="([^"]*)"', page.html)) for page in walked.pages if "<html" in page.html]

    assert [str(page) for page, found in said if found != [page.language]] == []
    assert {page.language for page, _ in said} == set(LANGUAGES)


def test_no_page_names_a_state_or_shows_a_flag(walked: Walk) -> None:
    assert [f"{page}: {found.group()}" for page in walked.pages for found in NEVER.finditer(text_of(page.html))] == []


def test_the_footnote_stands_where_the_asterisk_stands(walked: Walk) -> None:
    named = [page for page in walked.pages if re.search(r"(?:Kosov[oaë]|Косово|KOS)\*", page.html)]

    assert [str(page) for page in named if "1244" not in page.html] == []
    assert {page.language for page in named} == set(LANGUAGES)


def test_the_switch_of_language_keeps_the_page_and_its_filters() -> None:
    client = Client()
    address = "/activities/?economy=XKX&q=training"
    field = re.search(r'name="next" value="([^"]*)"', client.get(address).content.decode())
    assert field is not None

    answer = client.post("/language/setlang/", {"language": "sq", "next": field[1].replace("&amp;", "&")})

    assert answer.headers["Location"] == address
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sq"
    assert '<html lang="sq">' in client.get(address).content.decode()
