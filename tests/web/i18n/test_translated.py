"""In every language nothing on the pages is left in English, and names are those of the forum."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from egnatia.language import to_latin
from egnatia.people.mail import send
from egnatia.web.addresses import language_tag
from tests.start.demo.loaded import demo
from tests.web.i18n.mails import MAILS, written
from tests.web.i18n.visible import Text
from tests.web.i18n.walking import LANGUAGES, Walk, text_of, walked
from tests.web.i18n.wording import former

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
    r"\b(?:Kosov|Косов)[a-zëоаеуљ]*\b(?![*∗])|\bTurkey\b|\bFYROM\b|\bRepublic of\b|(?<!North )\bMacedonia\b",
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


def test_no_english_page_or_file_speaks_the_former_dialect(walked: Walk) -> None:
    """What a source wrote in another language is not read; what it wrote in English is."""
    said = [(page, text) for page in walked.pages if page.language == "en" for text in page.texts()]
    found = {f"{page}, {text.where}: {word}" for page, text in said for word in _former(text)}

    assert len({page.kind for page, _text in said}) > 5
    assert sorted(found) == []


@pytest.mark.parametrize("template", MAILS)
def test_no_mail_speaks_it(template: str) -> None:
    said = {
        "name": "Focal point, Albania (demo)",
        "username": "focal-al",
        "who": "Secretariat of the Egnatia Cooperation (demo)",
        "until": "3 May 2027",
        "link": "https://example.org/",
        "end": "https://example.org/",
        "sheet": "sent along",
        "text": "Please reply by the end of the month.",
    }
    lines = list(written(template, said, language="en"))

    assert all(lines)
    assert [word for line in lines for word in former(line)] == []


def _former(text: Text) -> Iterator[str]:
    return former(text.words) if text.lang in {"", "en"} else iter(())


def test_a_letter_that_names_what_the_footnote_explains_says_it() -> None:
    for language, name in (("en", "Kosovo*"), ("sq", "Kosova*"), ("sr", "Косово*"), ("mk", "Скопје")):
        send(
            "people/mails/invitation", "guest@example.org", {"name": name, "link": "-", "until": "-"}, language=language
        )

    assert ["1244" in letter.body for letter in mail.outbox] == [True, True, True, False]


def test_the_switch_of_language_keeps_the_page_and_its_filters() -> None:
    client = Client()
    address = "/activities/?economy=XKX&q=training"

    answer = client.post("/language/setlang/", {"language": "sq", "next": address})

    assert answer.headers["Location"] == address
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sq"
    assert '<html lang="sq">' in client.get(address).content.decode()
