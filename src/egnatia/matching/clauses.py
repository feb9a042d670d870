"""The clauses that a match's sentence is made of: each says one thing in common, or "" where there is none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.matching.phrases import MOST_NAMED, both_ways, common, listed, lowered, quoted, two_amounts
from egnatia.overlap import Evidence
from egnatia.pages.concepts import concept_label
from egnatia.pages.quotes import in_quotes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_CONCEPTS = 2
ByKind = Mapping[str, Sequence[Evidence]]
Clause = Callable[[ByKind, "MatchLabels"], str]


@dataclass(frozen=True, slots=True)
class MatchLabels:
    """What codes are called, in the reader's language; `exact` amounts or rounded ones."""

    economies: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    exact: bool = False


def _names(kind: str, one: "_StrPromise", more: "_StrPromise | None" = None) -> Clause:
    """A clause that names organisations or places as both sides write them; `more` says it of several."""

    def clause(found: ByKind, _words: MatchLabels) -> str:
        pairs = [pair for each in found.get(kind, ()) for pair in zip(each.left, each.right, strict=False)]
        names = list(dict.fromkeys(both_ways(*pair) for pair in pairs))
        said = more if more and len(names) > 1 else one
        return str(said) % {"names": listed(names)} if names else ""

    return clause


def _terms(kind: str, said: "_StrPromise", vocabulary: Callable[[MatchLabels], Mapping[str, str]]) -> Clause:
    """A clause that says codes in words."""

    def clause(found: ByKind, words: MatchLabels) -> str:
        codes = [code for each in found.get(kind, ()) for code in each.shared]
        known = vocabulary(words)
        return str(said) % {"names": listed(known.get(code, code) for code in codes)} if codes else ""

    return clause


def _concepts(found: ByKind, _words: MatchLabels) -> str:
    """The most telling concepts in the reader's language, with the words of both texts."""
    each = [both_ways(concept_label(e.shared[0]), *map(common, (*e.left, *e.right))) for e in found.get("concept", ())]
    return _("both mention %(names)s") % {"names": listed(each[:MOST_CONCEPTS])} if each else ""


def _written(found: ByKind, _words: MatchLabels) -> str:
    """Words in common, where no concept says it better."""
    if "concept" in found or "word" not in found:
        return ""
    (evidence, *_rest) = found["word"]
    pairs = zip(evidence.left, evidence.right, strict=False)
    named = [in_quotes(quoted(*pair)) for pair in pairs][:MOST_NAMED]
    return _("both texts contain %(names)s") % {"names": ", ".join(named)}


def _identifier(found: ByKind, _words: MatchLabels) -> str:
    if "identifier" not in found:
        return ""
    return _("both have the identifier %(names)s") % {"names": found["identifier"][0].shared[0].upper()}


def _number(found: ByKind, _words: MatchLabels) -> str:
    if "number" not in found:
        return ""
    return _("both contain the project number %(names)s") % {"names": found["number"][0].shared[0].upper()}


def _title(found: ByKind, _words: MatchLabels) -> str:
    return _("their titles are nearly identical") if "title" in found else ""


def _reference(found: ByKind, _words: MatchLabels) -> str:
    said = {
        "1": _("one refers to the other as its parent activity"),
        "2": _("one refers to the other as its sub-activity"),
        "3": _("one refers to the other as part of the same programme"),
        "4": _("one refers to the other as co-funded with it"),
        "5": _("one refers to the other as the same activity, reported by another organisation"),
        "provider": _("one refers to the other as the source of its funding"),
        "receiver": _("one refers to the other as a recipient of its funding"),
    }
    codes = [code for each in found.get("reference", ()) for code in each.shared]
    return said.get(codes[0], _("one refers to the other")) if codes else ""


def _amounts(found: ByKind, words: MatchLabels) -> str:
    pair = [each for each in found.get("amount", ()) if each.left and each.right]
    return two_amounts(pair[0], exact=words.exact) if pair else ""


def _receiver(found: ByKind, words: MatchLabels) -> str:
    """For whom, and with which support where both say so."""
    if "receiver" not in found:
        return ""
    names = listed(both_ways(*each.left, *each.right) for each in found["receiver"])
    codes = [code for each in found.get("type", ()) for code in each.shared]
    if not codes:
        return _("both are intended for %(names)s") % {"names": names}
    types = listed(lowered(words.types.get(code, code)) for code in codes)
    return _("both provide %(types)s for %(names)s") % {"types": types, "names": names}


def _types(found: ByKind, words: MatchLabels) -> str:
    """Which support, unless it is said with the institution that receives it."""
    codes = [code for each in found.get("type", ()) for code in each.shared]
    if not codes or "receiver" in found:
        return ""
    return _("both provide %(names)s") % {"names": listed(lowered(words.types.get(code, code)) for code in codes)}


CLAUSES: Mapping[str, tuple[Clause, ...]] = {
    "overlap": (
        _receiver,
        _concepts,
        _terms(
            "objective", gettext_lazy("both contribute to the objective “%(names)s”"), lambda words: words.objectives
        ),
        _names("place", gettext_lazy("both work in %(names)s")),
        _names("partner", gettext_lazy("%(names)s implements both"), gettext_lazy("%(names)s implement both")),
        _written,
        _types,
        _terms("group", gettext_lazy("both work with %(names)s"), lambda words: words.groups),
        _terms("sector", gettext_lazy("both are classified as “%(names)s”"), lambda words: words.sectors),
        _title,
    ),
    "same": (
        _identifier,
        _number,
        _reference,
        _title,
        _concepts,
        _written,
        _names("funder", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
        _names("receiver", gettext_lazy("both are intended for %(names)s")),
        _amounts,
    ),
    "chain": (
        _reference,
        _names(
            "passes_to",
            gettext_lazy("%(names)s implements one and reports or funds the other"),
            gettext_lazy("%(names)s implement one and report or fund the other"),
        ),
        _names("paid_by", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
        _amounts,
        _names("receiver", gettext_lazy("both are intended for %(names)s")),
    ),
    "series": (
        _reference,
        _title,
        _names("funder", gettext_lazy("%(names)s funds both"), gettext_lazy("%(names)s fund both")),
    ),
}
