"""The list of what visitors' pages ask for is whole: from it the languages that only visitors read are translated.

`EGNATIA_RECORD=1` adds what is not in it yet. A walk opens some of the records, so what an earlier one asked for stays
while the sources have it.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timesince import TIME_STRINGS

import egnatia
from egnatia.web.catalogues import FOLDER, catalogue, in_libraries
from egnatia.web.public_catalogues import CONTEXT, LIST, PLURALS, as_json, texts_of_visitors
from tests.noninterference.access import answer_to
from tests.start.demo.loaded import demo
from tests.web.i18n.recording import asked_of
from tests.web.i18n.routes import accesses
from tests.web.i18n.test_collected import of_python, of_template
from tests.web.i18n.walking import VISITOR, pages_of, publish

__all__ = ["demo"]
pytestmark = pytest.mark.django_db
READ_IN = "bg"
# Every text of these is for visitors, whatever the demo shows of it: refusals, empty lists, links for guests.
FOR_VISITORS = (
    "public",
    "guests",
    "web/templates/errors",
    "web/templates/base",
    "activities/activities/labels.py",
    "pages/amounts.py",
    "pages/concepts.py",
)


def written() -> dict[str, str]:
    """The texts of the sources that visitors have part in, with their plurals."""
    plurals = _plurals()
    found = (text for folder in FOR_VISITORS for text in _texts(Path(egnatia.__file__).parent / folder))
    units = (("", f"%(num)d {unit}") for unit in TIME_STRINGS)  # of "2 weeks ago": which ones, the day decides
    keys = (f"{context}{CONTEXT}{words}" if context else words for context, words in (*found, *units) if words)
    return {key: plurals.get(key, "") for key in keys}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in [folder] if folder.is_file() else folder.rglob("*.py"):
        yield from of_python(path)
    for path in folder.rglob("*.html"):
        yield from of_template(path)


def _plurals() -> dict[str, str]:
    messages = catalogue(FOLDER / "sr" / "LC_MESSAGES" / "django.po")
    several = ((message.context or "", message.id) for message in messages if isinstance(message.id, list | tuple))
    return {
        f"{context}{CONTEXT}{words[0]}" if context else words[0]: _with(context, words[1]) for context, words in several
    }


def _with(context: str, words: str) -> str:
    return f"{context}{CONTEXT}{words}" if context else words


def shown() -> dict[str, str]:
    """What is asked for while a visitor walks over the demo: every page, and some of what each route can be asked."""
    publish()
    with asked_of(READ_IN) as asked:
        assert all(seen.status < 500 for seen in pages_of(VISITOR, READ_IN))
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = READ_IN
        for _route, access in accesses(VISITOR):
            answer_to(client, access, datetime.now(UTC))
    return asked


def test_what_visitors_pages_ask_for_is_in_the_list(demo: None) -> None:
    del demo
    said_by_libraries = frozenset.intersection(*map(in_libraries, PLURALS))
    ours = set(_keys())
    asked = {
        key: plural
        for key, plural in {**written(), **shown()}.items()
        if key and (key in ours or key not in said_by_libraries)
    }
    if os.environ.get("EGNATIA_RECORD"):
        kept = {key: plural for key, plural in texts_of_visitors().items() if key in ours}
        LIST.write_text(as_json({**kept, **asked}), encoding="utf-8")

    assert {key: plural for key, plural in asked.items() if texts_of_visitors().get(key) != plural} == {}


def _keys() -> Iterator[str]:
    for message in catalogue(FOLDER / "sr" / "LC_MESSAGES" / "django.po"):
        words = message.id if isinstance(message.id, str) else message.id[0]
        yield _with(message.context or "", words)
