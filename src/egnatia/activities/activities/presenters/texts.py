"""Titles and descriptions as they were written, and the concepts in them."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.presenters.values import OriginalText
from egnatia.formats import Parsed

_BREAK = re.compile(r"</(?:p|div|li|h\d)>|<br */?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
COMPARED = 200  # letters by which a text is recognised


def titles(facts: overlap.ActivityFacts) -> tuple[OriginalText, ...]:
    """The original first, then the other languages."""
    return tuple(_said(title.text, title.lang) for title in facts.titles)


def descriptions(facts: overlap.ActivityFacts, parsed: Parsed | None) -> tuple[OriginalText, ...]:
    """In full as published, where it was; what somebody wrote here instead stands in the facts."""
    found = tuple(_published(parsed)) if parsed else ()
    published = {_start(said.text) for said in found}
    if found and facts.descriptions and all(_start(each.text) in published for each in facts.descriptions):
        return found
    return tuple(_said(each.text, each.lang) for each in facts.descriptions)


def _start(text: str) -> str:
    return " ".join(text.split())[:COMPARED]


def _published(parsed: Parsed) -> Iterator[OriginalText]:
    for description in parsed.descriptions:
        label = labels.label(labels.DESCRIPTION, description.type) if len(parsed.descriptions) > 1 else ""
        for text in description.texts:
            yield _said(_plain(text.text), text.lang, label)


def _plain(text: str) -> str:
    """Without the markup that some publishers leave in their texts; its paragraphs stay apart."""
    if "<" not in text and "&" not in text:
        return text
    return unescape(_TAG.sub(" ", _BREAK.sub("\n\n", text))).strip()


def _said(text: str, lang: str, label: str = "") -> OriginalText:
    return OriginalText(text, lang, labels.language_name(lang) if lang else "", label)


def compared(facts: overlap.ActivityFacts) -> Iterable[overlap.Text]:
    """The texts that concepts are read from."""
    return (*facts.titles, *facts.descriptions)
