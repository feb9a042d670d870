"""The interface says "economies". Words that belittle or accuse are not in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.architecture.tree import modules, named, parsed, templates

NEVER = re.compile(
    r"(?<![-_])\b(countr(?:y|ies)|beneficiar(?:y|ies)|overdue|radicalised|at-risk youth)\b(?!-)", re.IGNORECASE
)
TRANSLATING = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "npgettext",
    "pgettext",
    "pgettext_lazy",
}


def said_by_module(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TRANSLATING:
            yield from (
                part.value
                for argument in node.args
                for part in ast.walk(argument)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def said_by_template(source: str) -> Iterator[str]:
    inside = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK and re.match(r"blocktrans(late)?\b", token.contents):
            inside = True
        elif token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            inside = False
        elif token.token_type == TokenType.BLOCK and token.contents.startswith("trans"):
            yield from re.findall(r"""["'](.*?)["']""", token.contents)
        elif inside and token.token_type == TokenType.TEXT:
            yield token.contents


def test_no_sentence_of_ours_says_a_word_that_the_secretariat_avoids() -> None:
    said = [(named(path), sentence) for path in modules("src") for sentence in said_by_module(path)]
    for path in [*templates(), *templates("txt")]:
        said += [(named(path), sentence) for sentence in said_by_template(path.read_text(encoding="utf-8"))]

    assert [f"{name}: {sentence}" for name, sentence in said if NEVER.search(sentence)] == []


@pytest.mark.parametrize(
    "source",
    ['{% translate "Choose a country" %}', "{% blocktranslate trimmed %}All countries{% endblocktranslate %}"],
)
def test_an_avoided_word_in_a_template_is_found(source: str) -> None:
    assert any(NEVER.search(sentence) for sentence in said_by_template(source))
