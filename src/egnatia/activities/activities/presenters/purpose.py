"""What it is for and of which kind: objectives, sectors, types, groups, and other classifications as published."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.presenters.values import PageFact
from egnatia.formats import Classification, Parsed
from egnatia.pages.amounts import percent
from egnatia.taxonomy.vocabularies import Vocabulary


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
