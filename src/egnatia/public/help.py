"""The method pages of `docs/method` inside the product, in English. Which of them helps where, the rooms say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe  # noqa: TID251 - rendered from our own files
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

import egnatia

FOLDER = Path(egnatia.__file__).resolve().parents[2] / "docs" / "method"
LANGUAGE = "en"
LINK = re.compile(r'href="([a-z-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class MethodPage:
    name: str
    title: str
    html: SafeString


@cache
def pages() -> dict[str, MethodPage]:
    """By name, in the order of their titles, without what is for developers. No HTML in the files is taken over."""
    found = [_read(path) for path in FOLDER.glob("*.md")]
    return {each.name: each for each in sorted(found, key=lambda each: each.title)}


def _read(path: Path) -> MethodPage:
    text = path.read_text(encoding="utf-8").partition("\n## For developers")[0]
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text.partition("\n")[2])
    _prepare_tables(tokens)
    made = str(markdown.renderer.render(tokens, markdown.options, {}))
    title = text.partition("\n")[0].removeprefix("# ")
    html = LINK.sub(lambda found: f'href="../{found[1]}/{found[2] or ""}"', made)
    return MethodPage(path.stem, title, mark_safe(html))  # noqa: S308 - made of our own files


def _prepare_tables(tokens: Sequence[Token]) -> None:
    """Give each cell the head of its column: on a phone a row is a card, its first cell the card's title."""
    heads: list[str] = []
    column = 0
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            heads = []
            token.attrSet("class", "table")
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(tokens[at + 1].content)
            token.attrSet("scope", "col")
        elif token.type == "td_open":
            if column:
                token.attrSet("data-label", heads[column])
            else:
                token.tag = tokens[at + 2].tag = "th"
                token.attrSet("scope", "row")
            column += 1


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "public/help/index.html", {"pages": list(pages().values()), "language": LANGUAGE})


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    if name not in pages():
        raise Http404
    return render(request, "public/help/page.html", {"shown": pages()[name], "title_language": LANGUAGE})
