"""In every language nothing on the pages is left in English, and names are those of the forum."""

import re
from importlib import import_module

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from egnatia.language import to_latin
from egnatia.people.mail import send
from egnatia.web.languages import language_tag
from tests.start.demo.loaded import demo
from tests.web.i18n.walking import LANGUAGES, Walk, text_of, walked

__all__ = ["demo", "walked"]
pytestmark = pytest.mark.django_db


def _footnotes() -> list[str]:
    shipped = import_module("egnatia.kernel.migrations.0003_economies").FORUM["footnote"]
    return [*shipped.values(), to_latin(shipped["sr"])]


# A country or a state, where the pages say economy; and flags made of letters.
NEVER = re.compile(
    r"\bcountr(?:y|ies)\b|\bdržav\w*|\bдржав\w*|\bzemlj[aeiou]\b|\bземј(?:а|и|ата|ите)\b|\bshtet\w*|[\U0001f1e6-\U0001f1ff]",
    re.IGNORECASE,
)

FOOTNOTES = re.compile("|".join(re.escape(text) for text in _footnotes()))
NOT_OURS = re.compile(
    r"\b(?:Kosov|Косов)[a-zëоаеуљ]*\b(?!\*)|\bTurkey\b|\bFYROM\b|\bRepublic of\b|(?<!North )\bMacedonia\b",
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

    assert [str(page) for page, found in said if found != [language_tag(page.language)]] == []
    assert {page.language for page, _ in said} == set(LANGUAGES)


def test_no_page_names_a_state_or_shows_a_flag(walked: Walk) -> None:
    assert [f"{page}: {found.group()}" for page in walked.pages for found in NEVER.finditer(text_of(page.html))] == []


def test_the_footnote_stands_where_the_asterisk_stands(walked: Walk) -> None:
    named = [page for page in walked.pages if re.search(r"(?:Kosov[oaë]|Косово|KOS)\*", page.html)]

    assert [str(page) for page in named if "1244" not in page.html] == []
    assert {page.language for page in named} == set(LANGUAGES)


def test_no_economy_bears_a_name_that_is_not_ours(walked: Walk) -> None:
    said = [(page, FOOTNOTES.sub(" ", text_of(page.html))) for page in walked.pages]

    assert [f"{page}: {found.group()}" for page, text in said for found in NOT_OURS.finditer(text)] == []


def test_a_letter_that_names_what_the_footnote_explains_says_it() -> None:
    for language, name in (("en", "Kosovo*"), ("sq", "Kosova*"), ("sr", "Косово*"), ("mk", "Скопје")):
        send(
            "people/mails/invitation", "guest@example.org", {"name": name, "link": "-", "until": "-"}, language=language
        )

    assert ["1244" in letter.body for letter in mail.outbox] == [True, True, True, False]


def test_the_switch_of_language_keeps_the_page_and_its_filters() -> None:
    client = Client()
    address = "/activities/?economy=XKX&q=training"
    field = re.search(r'name="next" value="([^"]*)"', client.get(address).content.decode())
    assert field is not None

    answer = client.post("/language/setlang/", {"language": "sq", "next": field[1].replace("&amp;", "&")})

    assert answer.headers["Location"] == address
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sq"
    assert '<html lang="sq">' in client.get(address).content.decode()
