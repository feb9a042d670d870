"""What two activities say side by side, and what stands between them: texts with chips, and the facts in common."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from egnatia import overlap
from egnatia.activities.activities.labels import ROLE, label
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.phrases import both_ways, listed, marked_amounts
from egnatia.pages.concepts import chips

MOST_CHIPS = 10
MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class ConceptChip:
    """A concept in the reader's language; `shared` where both texts express it."""

    label: str
    shared: bool


@dataclass(frozen=True, slots=True)
class SideText:
    """An original text in its language."""

    text: str
    lang: str
    chips: tuple[ConceptChip, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedFact:
    """A fact that both state, for components/facts.html."""

    label: str
    value: str


def texts_of(
    left: overlap.ActivityFacts, right: overlap.ActivityFacts
) -> tuple[tuple[SideText, ...], tuple[SideText, ...]]:
    """The descriptions of both; the first carries the concepts of all texts, those in common marked."""
    mine, theirs = (chips(each.titles + each.descriptions, most=40) for each in (left, right))
    return _described(left, mine, set(theirs)), _described(right, theirs, set(mine))


def _described(facts: overlap.ActivityFacts, own: Iterable[str], other: set[str]) -> tuple[SideText, ...]:
    ordered = sorted(own, key=lambda label: label not in other)
    shown = tuple(ConceptChip(label, label in other) for label in ordered[:MOST_CHIPS])
    texts = [SideText(each.text, each.lang) for each in facts.descriptions if each.text] or [SideText("", "")]
    return (SideText(texts[0].text, texts[0].lang, shown), *texts[1:])


def common_facts(match: overlap.MatchResult, words: MatchLabels) -> tuple[SharedFact, ...]:
    """Receiving institution, place, objective, type, group, organisations and amounts, as far as both state them."""
    found: list[SharedFact] = []
    for kind, name, value in _facts(words):
        said = list(dict.fromkeys(value(each) for each in match.evidence if each.kind == kind))
        if said:
            found.append(SharedFact(name, listed(said, most=MOST_LISTED)))
    sums = [marked_amounts(each) for each in match.evidence if each.kind == "amount"]
    return (*found, *(SharedFact(_("Amounts"), each) for each in sums[:1]))


def bodies_of(facts: overlap.ActivityFacts) -> tuple[SharedFact, ...]:
    """The organisations of an activity by role, for components/facts.html."""
    roles = (("reporter", facts.reporters), ("funding", facts.funders), ("implementing", facts.implementers))
    every = (*roles, ("receiver", facts.receivers))
    named = ((role, listed((body.name or body.ref for body in bodies), most=MOST_LISTED)) for role, bodies in every)
    return tuple(SharedFact(label(ROLE, role), names) for role, names in named if names)


def _facts(words: MatchLabels) -> Iterable[tuple[str, str, Callable[[overlap.Evidence], str]]]:
    return (
        ("identifier", _("Identifier"), _identifiers),
        ("number", _("Project number"), _identifiers),
        ("receiver", _("Receiving institution"), _both),
        ("economy", _("Where"), _codes(words.economies)),
        ("place", _("Place"), _both),
        ("objective", _("Objective"), _codes(words.objectives)),
        ("type", _("Type of support"), _codes(words.types)),
        ("group", _("Target group"), _codes(words.groups)),
        ("sector", _("Sector"), _codes(words.sectors)),
        ("funder", _("Both funded by"), _both),
        ("paid_by", _("Both funded by"), _both),
        ("passes_to", _("Funding passes through"), _both),
        ("partner", _("Both implemented by"), _both),
    )


def _codes(known: Mapping[str, str]) -> Callable[[overlap.Evidence], str]:
    return lambda each: listed((known.get(code, code) for code in each.shared), most=MOST_LISTED)


def _identifiers(each: overlap.Evidence) -> str:
    return listed((code.upper() for code in each.shared), most=MOST_LISTED)


def _both(each: overlap.Evidence) -> str:
    return listed((both_ways(*pair) for pair in zip(each.left, each.right, strict=False)), most=MOST_LISTED)
