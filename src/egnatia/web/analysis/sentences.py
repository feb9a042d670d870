"""What two activities have in common, in plain English: the sentence of a match, the reasons why work is similar.

They open a conversation and are no verdict.
"""

from collections.abc import Callable

from egnatia.overlap import Evidence, Kind, MatchResult
from egnatia.overlap.similarity import Similarity, SimilarityReason
from egnatia.web.analysis import phrases

LEADS: dict[Kind, str] = {
    "same": "Reported twice",
    "chain": "Passed-on funding",
    "series": "Same programme",
    "overlap": "Possible overlap to discuss",
}
_REFERENCES = {
    "1": "one refers to the other as its parent activity",
    "2": "one refers to the other as its sub-activity",
    "3": "one refers to the other as part of the same programme",
    "4": "one refers to the other as co-funded with it",
    "5": "one refers to the other as the same activity, reported by another organisation",
    "provider": "the second refers to the first as the source of its funding",
    "receiver": "the first refers to the second as a recipient of its funding",
}
MOST = 3  # pieces of evidence of one kind in a sentence


def sentence(match: MatchResult) -> str:
    """One sentence: the kind, then what is shared, the most specific first."""
    by_kind: dict[str, list[Evidence]] = {}
    for each in match.evidence:
        by_kind.setdefault(each.kind, []).append(each)
    clauses = [clause(by_kind[kind]) for kind, clause in _CLAUSES.items() if kind in by_kind]
    shared = "; ".join(filter(None, clauses[:MOST])) or "they have several points in common"
    return f"{LEADS[match.kind]}: {shared}{_where(by_kind)}{_when(by_kind)}."


def _identifier(found: list[Evidence]) -> str:
    return f"both have the identifier {found[0].shared[0].upper()}"


def _number(found: list[Evidence]) -> str:
    return f"both mention the project number {found[0].shared[0].upper()}"


def _reference(found: list[Evidence]) -> str:
    return _REFERENCES.get(found[0].shared[0], "one refers to the other")


def _title(_found: list[Evidence]) -> str:
    return "the titles are nearly identical"


def _named(what: str) -> Callable[[list[Evidence]], str]:
    """A clause that names what both sides have, as the left one writes it."""

    def clause(found: list[Evidence]) -> str:
        names = list(dict.fromkeys((*each.left, *each.right)[0] for each in found if each.left or each.right))
        return what.format(phrases.listed(names, MOST))

    return clause


def _terms(what: str) -> Callable[[list[Evidence]], str]:
    """A clause that names the neutral terms in common."""

    def clause(found: list[Evidence]) -> str:
        return what.format(phrases.listed([each.shared[0] for each in found], MOST))

    return clause


def _words(found: list[Evidence]) -> str:
    return f"both mention “{'”, “'.join(found[0].left[:MOST])}”"


def _places(found: list[Evidence]) -> str:
    return f"both work in {phrases.listed(list(found[0].left), MOST)}"


_CLAUSES: dict[str, Callable[[list[Evidence]], str]] = {
    "identifier": _identifier,
    "number": _number,
    "reference": _reference,
    "title": _title,
    "passes_to": _named("{} implements the first and reports or funds the second"),
    "paid_by": _named("{} funds both"),
    "receiver": _named("both are intended for {}"),
    "objective": _terms("both contribute to {}"),
    "concept": _terms("both mention {}"),
    "funder": _named("{} funds both"),
    "partner": _named("{} implements both"),
    "place": _places,
    "word": _words,
}


def _where(by_kind: dict[str, list[Evidence]]) -> str:
    shared = frozenset(code for each in by_kind.get("economy", ()) for code in each.shared)
    return f"; in {phrases.economies(shared)}" if shared else ""


def _when(by_kind: dict[str, list[Evidence]]) -> str:
    return ", at the same time" if "time" in by_kind else ""


BY_NAMES = "languages differ and one is not read: compared by names, related words and numbers only"
_REASONS = {
    "title": "similar titles",
    "meaning": "similar texts",
    "description": "similar descriptions",
    "name": "both name {}",
    "concept": "both mention {}",
    "number": "the same number: {}",
    "objective": "the same objective: {}",
    "type": "the same type: {}",
    "group": "the same target group: {}",
    "place": "both in {}",
    "receiver": "both intended for {}",
    "partner": "{} takes part in both",
    "funder": "{} funds both",
    "economy": "both in {}",
    "period": "months in common",
    "first_day": "starts near each other: {}",
    "last_day": "ends near each other: {}",
    "amount": "similar amounts: {}",
    "identifier": "related identifiers",
    "other_receivers": "different receiving institutions",
    "other_places": "different places",
    "other_economy": "different economies",
    "other_time": "not at the same time",
    "other_amount": "amounts of a different order",
    "other_numbers": "different phases, parts or years",
}
_WITHOUT = {
    "objective": "the same priority",
    "concept": "similar topics",
    "partner": "a common partner",
    "funder": "the same funder",
}
_EQUAL = {"first_day": "the same first day: {}", "last_day": "the same last day: {}", "amount": "the same amount: {}"}
_BOTH = frozenset({"first_day", "last_day", "amount"})  # features of which each side states its own


def why(similarity: Similarity) -> str:
    """The reasons with their points, those that speak for it first, then those against."""
    told = [f"{_reason(each)} ({each.points:+.1f})" for each in similarity.reasons]
    return "; ".join([*told, *([BY_NAMES] if similarity.by_names else [])])


def _reason(reason: SimilarityReason) -> str:
    words = [*reason.left, *reason.right] if reason.feature in _BOTH else reason.shared or reason.left
    if reason.feature == "economy":
        return _REASONS["economy"].format(phrases.economies(frozenset(reason.shared)))
    if not words:
        return _WITHOUT.get(reason.feature, _REASONS[reason.feature].partition(":")[0].replace(" {}", ""))
    each = list(dict.fromkeys(words))
    told = _EQUAL.get(reason.feature, _REASONS[reason.feature]) if len(each) == 1 else _REASONS[reason.feature]
    return told.format(phrases.listed(each, MOST))
