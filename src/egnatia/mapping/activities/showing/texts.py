"""Titles and descriptions as they were written, and the concepts in them."""

from collections.abc import Iterable, Iterator

from django.utils.html import strip_tags

from egnatia import overlap
from egnatia.formats import Parsed
from egnatia.mapping.activities import labels
from egnatia.mapping.activities.showing.values import Said


def titles(facts: overlap.Activity) -> tuple[Said, ...]:
    """The original first, then the other languages."""
    return tuple(_said(title.text, title.lang) for title in facts.titles)


def descriptions(facts: overlap.Activity, parsed: Parsed | None) -> tuple[Said, ...]:
    """In full as published, where it was; what somebody wrote here instead stands in the facts."""
    found = list(_published(parsed)) if parsed else []
    kept = {text.text[:200] for text in facts.descriptions}
    unchanged = all(any(_plain(said.text)[:200] == each for said in found) for each in kept)
    return tuple(found) if found and unchanged else tuple(_said(each.text, each.lang) for each in facts.descriptions)


def _published(parsed: Parsed) -> Iterator[Said]:
    for description in parsed.descriptions:
        label = labels.label(labels.DESCRIPTION, description.type) if len(parsed.descriptions) > 1 else ""
        for text in description.texts:
            yield _said(_plain(text.text), text.lang, label)


def _plain(text: str) -> str:
    return strip_tags(text).strip() if "<" in text else text


def _said(text: str, lang: str, label: str = "") -> Said:
    return Said(text, lang, labels.language_name(lang) if lang else "", label)


def compared(facts: overlap.Activity) -> Iterable[overlap.Text]:
    """The texts that concepts are read from."""
    return (*facts.titles, *facts.descriptions)
