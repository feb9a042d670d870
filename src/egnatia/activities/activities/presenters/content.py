"""What an activity says: its texts as written and their concepts, where it happens, what it is for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from django.utils.translation import gettext as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.facts import economy_of_region
from egnatia.activities.activities.presenters.values import ActivityPlace, OriginalText, PageFact
from egnatia.formats import Classification, Location, Parsed, Recipient
from egnatia.language import economy_code
from egnatia.pages.amounts import percent
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

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


def economies(
    facts: overlap.ActivityFacts, shares: Mapping[str, float], parsed: Parsed | None, names: ForumNames
) -> tuple[ActivityPlace, ...]:
    """In the forum's order, then what lies outside the region; shares as declared."""
    known = [each for each in names.economies if each.code in facts.economies]
    outside = sorted(facts.economies - {each.code for each in known})
    written = _as_written(parsed) if parsed else {}
    return (
        *(ActivityPlace(each.name, shares.get(each.code)) for each in known),
        *(ActivityPlace(written.get(code, code), shares.get(code)) for code in outside),
    )


def _as_written(parsed: Parsed) -> dict[str, str]:
    """What the source calls the economies that our own table does not name."""
    named = ((_code(each), each.texts[0].text) for each in parsed.economies if each.texts)
    return {code: name for code, name in named if code}


def _code(recipient: Recipient) -> str:
    return economy_code(recipient.code) or economy_code(recipient.texts[0].text)


def places(facts: overlap.ActivityFacts, parsed: Parsed | None) -> tuple[ActivityPlace, ...]:
    """Places below the economies, and regions above them."""
    published = tuple(_published_places(parsed, facts.economies)) if parsed else ()
    named = {place.name for place in published}
    return (*published, *(ActivityPlace(name) for name in sorted(facts.places - named)))


def _published_places(parsed: Parsed, economies: frozenset[str]) -> Iterator[ActivityPlace]:
    """Without what is an economy: that stands among the economies, under its own name."""
    for region in parsed.regions:
        name = region.texts[0].text if region.texts else region.code
        if name and not economy_of_region(region):
            yield ActivityPlace(name, region.percentage, "region")
    for location in parsed.locations:
        name = _name_of(location)
        if name and economy_code(name) not in economies:
            yield ActivityPlace(name, location.percentage)


def _name_of(location: Location) -> str:
    if location.names:
        return location.names[0].text
    if location.latitude is not None and location.longitude is not None:
        return f"{location.latitude}, {location.longitude}"
    return ""


def purposes(facts: overlap.ActivityFacts, parsed: Parsed | None, words: Vocabulary) -> tuple[PageFact, ...]:
    """The known terms by their labels; empty ones stay out."""
    known = {
        _("Objectives"): [words.objectives.full(code) for code in sorted(facts.objectives)],
        _("Sectors"): _sectors(facts, parsed, words),
        _("Types of support"): [words.types.get(code, code) for code in sorted(facts.types)],
        _("Target professionals"): [
            words.works_with[code] for code in sorted(facts.groups) if code in words.works_with
        ],
        _("Intended for"): _good_of(facts, words),
    }
    return tuple(PageFact(label, "; ".join(found)) for label, found in known.items() if found)


def _good_of(facts: overlap.ActivityFacts, words: Vocabulary) -> list[str]:
    return [words.good_of.get(code, code) for code in sorted(facts.groups) if code not in words.works_with]


def _sectors(facts: overlap.ActivityFacts, parsed: Parsed | None, words: Vocabulary) -> list[str]:
    shares = _shares(parsed) if parsed else {}
    return [
        _with_share(words.sector_label(code), shares.get(code.removeprefix("DAC:"))) for code in sorted(facts.sectors)
    ]


def _shares(parsed: Parsed) -> dict[str, float]:
    return {sector.code: sector.percentage for sector in parsed.sectors if sector.percentage is not None}


def _with_share(label: str, share: float | None) -> str:
    return label if share is None else f"{label} {percent(share)} %"


def classifications(parsed: Parsed | None) -> tuple[PageFact, ...]:
    """Everything else that its source classifies it by, as published."""
    if parsed is None:
        return ()
    found = defaultdict(list)
    for each in parsed.classifications:
        found[each.kind].append(" ".join(_parts(each)))
    return tuple(
        PageFact(labels.label(labels.CLASSIFICATION, kind), "; ".join(values)) for kind, values in found.items()
    )


def _parts(each: Classification) -> Iterator[str]:
    yield each.texts[0].text if each.texts else each.code
    if each.texts and each.code:
        yield f"({each.code})"
    if each.significance:
        yield _("significance %(level)s") % {"level": each.significance}
    if each.percentage is not None:
        yield f"{percent(each.percentage)} %"
