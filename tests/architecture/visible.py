"""What a reader of a template's page would see that no translator can reach, and what a strict page may not hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

PLACEHOLDER = "\ue000"  # stands for a tag or a variable; no letter
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"}
# Names and signs that are the same in every language.
UNTRANSLATED = {"Egnatia", "CSV", "XLSX", "IATI", "JSON", "JSONL", "PDF", "TLP", "TOTP", "WebAuthn", "ID"}
WORD = re.compile(r"[^\W\d_]{2,}")


def is_text(text: str) -> bool:
    return any(word not in UNTRANSLATED for word in WORD.findall(text))


def untagged(source: str) -> str:
    """The template with each tag, variable, comment and translated block replaced, line by line."""
    parts: list[str] = []
    inside = ""  # the block whose content is somebody else's business
    for token in Lexer(source).tokenize():
        lines = "\n" * token.contents.count("\n")
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK:
            if not inside and word in {"blocktranslate", "blocktrans", "comment"}:
                inside = f"end{word}"
            elif word == inside:
                inside = ""
        if token.token_type == TokenType.TEXT and not inside:
            parts.append(token.contents)
        elif token.token_type == TokenType.COMMENT:
            parts.append(lines)
        else:
            parts.append(PLACEHOLDER + lines)
    return "".join(parts)


@dataclass
class Page(HTMLParser):
    """Reads a template as a browser would and collects complaints."""

    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._silent = False

    def complain(self, what: str) -> None:
        self.complaints.append(f"{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent = tag in {"script", "style"}
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.complain(f"inline <{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.complain(f"inline {name}=")
            shown = name in READ_ALOUD or (
                name == "value" and tag == "input" and given.get("type") in {"submit", "button", "reset"}
            )
            if shown and is_text(value or ""):
                self.complain(f'{name}="{value}" is not translated')

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent and is_text(data):
            self.complain(f'"{" ".join(data.split())}" is not translated')


def complaints_about(source: str) -> list[str]:
    """Inline code and untranslated words of an HTML template, each with its line."""
    page = Page()
    page.feed(untagged(source))
    page.close()
    return page.complaints


def untranslated_in_text(source: str) -> list[str]:
    """The same for a plain-text template (a mail, say), where every line is read."""
    return [line.strip() for line in untagged(source).splitlines() if is_text(line)]


def unescaped(path: Path) -> Iterator[str]:
    """Filters and tags that would let markup of a stranger through."""
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type == TokenType.VAR and re.search(r"\|\s*(safe|safeseq)\b", token.contents):
            yield token.contents
        if token.token_type == TokenType.BLOCK and (
            re.match(r"autoescape\s+off", token.contents) or re.search(r"\|\s*(safe|safeseq)\b", token.contents)
        ):
            yield token.contents
