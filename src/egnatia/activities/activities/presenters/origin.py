"""Where it comes from: file, element and line, identifiers, dates as published, and what could not be used."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.presenters.values import PageFact, Unused
from egnatia.activities.activities.presenters.words import day_words
from egnatia.formats import Parsed
from egnatia.formats.activity import Doubt
from egnatia.pages.refusals import told


def identifiers(facts: overlap.ActivityFacts, parsed: Parsed | None) -> tuple[PageFact, ...]:
    """The first is its own; the others are what other systems call it."""
    kinds = {other.ref: other.type for other in parsed.other_identifiers} if parsed else {}
    first, *others = facts.identifiers or ("",)
    own = [PageFact(_("Identifier"), first)] if first else []
    return (*own, *(PageFact(_("Other identifier"), _with_kind(each, kinds.get(each, ""))) for each in others))


def _with_kind(identifier: str, kind: str) -> str:
    return f"{identifier} ({kind})" if kind else identifier


def dates(parsed: Parsed | None) -> tuple[PageFact, ...]:
    """Every date that was published, in order."""
    stated = sorted(parsed.dates, key=lambda each: each.date) if parsed else []
    return tuple(PageFact(labels.label(labels.DATE, each.type), day_words(each.date)) for each in stated)


def origin(provenance: Mapping[str, Any], source: str, parsed: Parsed | None) -> tuple[PageFact, ...]:
    """File, element and line, as precise as known; for what was entered here, its source alone."""
    known = {
        _("Source"): source,
        _("Official text"): provenance.get("document", ""),
        _("Publisher"): provenance.get("publisher", ""),
        _("File"): provenance.get("file", ""),
        _("Element"): _number(provenance.get("element")),
        _("Line"): _number(provenance.get("line")),
        _("Format"): f"{parsed.format} {parsed.version}".strip() if parsed else "",
        _("Last updated at source"): day_words(parsed.updated[:10]) if parsed else "",
    }
    websites = (*filter(None, [provenance.get("link", "")]), *(parsed.websites if parsed else ()))
    return (
        *(PageFact(label, value) for label, value in known.items() if value),
        *(_website(each) for each in websites),
    )


def _number(value: object) -> str:
    return str(value) if isinstance(value, int) and value else ""


def _website(address: str) -> PageFact:
    """Only an address of the web becomes a link."""
    safe = address if address.startswith(("https://", "http://")) else ""
    return PageFact(_("Website"), address, safe)


def unused(parsed: Parsed | None) -> tuple[Unused, ...]:
    """The values that could not be used, each with the reason in the reader's language."""
    return tuple(map(_unused, parsed.doubts)) if parsed else ()


def _unused(doubt: Doubt) -> Unused:
    words = told(doubt.code, {"field": doubt.field, "value": doubt.value}, doubt.sentence)
    return Unused(doubt.field, doubt.value, words)


def left_out(parsed: Parsed | None) -> tuple[str, ...]:
    """Elements that were seen and are not kept, with their number: contact details are never stored."""
    return tuple(_counted(parsed)) if parsed else ()


def _counted(parsed: Parsed) -> Iterator[str]:
    for name, number in sorted(parsed.left_out.items()):
        yield ngettext("%(name)s (once)", "%(name)s (%(number)s times)", number) % {"name": name, "number": number}
