"""Every text that pages may show is in the catalogues: what nobody collected stays English, on pages that few open too.

The collecting itself (`script/catalogues`) needs GNU gettext; this reads the sources like it, with what is there.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.utils.translation.template import templatize

import egnatia
from egnatia.formats.sentences import PHRASES, SENTENCES
from egnatia.web.catalogues import FOLDER, catalogue

SOURCE = Path(egnatia.__file__).parent
NAMES = ("gettext", "ngettext", "pgettext", "npgettext")
CALLS = ("_", *NAMES, *(f"{name}_lazy" for name in NAMES))
QUOTED = r"'(?:[^'\\]|\\.)*'|" + r'"(?:[^"\\]|\\.)*"'
IN_TEMPLATES = re.compile(rf"\b(_|{'|'.join(NAMES)})\(((?:{QUOTED}|[^()'\"])*)\)")
Text = tuple[str, str]  # context, words; of one that counts, the words for one


def of_python(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _text(name, node) if name in CALLS else ()


def of_template(path: Path) -> Iterator[Text]:
    for name, written in IN_TEMPLATES.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        called = ast.parse(f"called({written})", mode="eval").body
        assert isinstance(called, ast.Call)
        yield from _text(name, called)


def _text(name: str, call: ast.Call) -> Iterator[Text]:
    """None for what is put together while pages are made."""
    words = [str(each.value) for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if "pgettext" in name and len(words) > 1:
        yield words[0], words[1]
    elif words:
        yield "", words[0]


@cache
def collected() -> frozenset[Text]:
    found = {text for path in SOURCE.rglob("*.py") for text in of_python(path)}
    for ending in ("html", "txt"):
        found |= {text for path in SOURCE.rglob(f"templates/**/*.{ending}") for text in of_template(path)}
    return frozenset(text for text in found if text[1])


def known(language: str) -> set[Text]:
    messages = catalogue(FOLDER / language / "LC_MESSAGES" / "django.po")
    return {(message.context or "", _words(message.id)) for message in messages if _is_translated(message)}


def _words(said: str | list[str] | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else said[0]


def _is_translated(message: Message) -> bool:
    said = [message.string] if isinstance(message.string, str) else message.string
    return not message.fuzzy and all(said or [""])


@pytest.mark.parametrize("language", ["sq", "sr", "mk", "ro"])
def test_every_text_of_the_sources_is_translated(language: str) -> None:
    assert sorted(collected() - known(language)) == []


def test_why_a_file_or_a_row_cannot_be_used_is_collected() -> None:
    assert {("", text) for text in {*SENTENCES.values(), *PHRASES}} <= collected()


def test_texts_of_every_sort_are_collected() -> None:
    assert len(collected()) > 3_000
    assert ("", "More filters and sorting") in collected()  # of a template
    assert any(context for context, _words in collected())
