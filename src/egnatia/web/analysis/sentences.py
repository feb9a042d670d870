"""The sentence of a match: what the two have in common, in plain English. It opens a conversation, it is no verdict."""

from collections.abc import Callable

from egnatia.overlap import Evidence, Kind, Match
from egnatia.web.analysis import said

LEADS: dict[Kind, str] = {
    "same": "Reported twice",
    "chain": "Passed-on funding",
    "series": "Series",
    "overlap": "Possible overlap to discuss",
}
_REFERENCES = {
    "1": "one names the other as its parent",
    "2": "one names the other as its part",
    "3": "one names the other as its sibling",
    "4": "one names the other as co-funded",
    "5": "one names the other as the same work reported by somebody else",
    "provider": "the second names the first as where its money comes from",
    "receiver": "the first names the second as where its money goes",
}
MOST = 3  # pieces of evidence of one kind in a sentence


def sentence(match: Match) -> str:
    """One sentence: the kind, then what is shared, the most specific first."""
    by_kind: dict[str, list[Evidence]] = {}
    for each in match.evidence:
        by_kind.setdefault(each.kind, []).append(each)
    clauses = [clause(by_kind[kind]) for kind, clause in _CLAUSES.items() if kind in by_kind]
    shared = "; ".join(filter(None, clauses[:MOST])) or "they have much in common"
    return f"{LEADS[match.kind]}: {shared}{_where(by_kind)}{_when(by_kind)}."


def _identifier(found: list[Evidence]) -> str:
    return f"both carry the identifier {found[0].shared[0].upper()}"


def _number(found: list[Evidence]) -> str:
    return f"the project number {found[0].shared[0].upper()} stands in both"


def _reference(found: list[Evidence]) -> str:
    return _REFERENCES.get(found[0].shared[0], "one names the other")


def _title(_found: list[Evidence]) -> str:
    return "the titles are nearly the same"


def _named(what: str) -> Callable[[list[Evidence]], str]:
    """A clause that names what both sides have, as the left one writes it."""

    def clause(found: list[Evidence]) -> str:
        names = list(dict.fromkeys((*each.left, *each.right)[0] for each in found if each.left or each.right))
        return what.format(said.listed(names, MOST))

    return clause


def _terms(what: str) -> Callable[[list[Evidence]], str]:
    """A clause that names the neutral terms in common."""

    def clause(found: list[Evidence]) -> str:
        return what.format(said.listed([each.shared[0] for each in found], MOST))

    return clause


def _words(found: list[Evidence]) -> str:
    return f"both write “{'”, “'.join(found[0].left[:MOST])}”"


def _places(found: list[Evidence]) -> str:
    return f"both work in {said.listed(list(found[0].left), MOST)}"


_CLAUSES: dict[str, Callable[[list[Evidence]], str]] = {
    "identifier": _identifier,
    "number": _number,
    "reference": _reference,
    "title": _title,
    "passes_to": _named("{} carries out the first and reports or funds the second"),
    "paid_by": _named("{} pays for both"),
    "receiver": _named("both are for {}"),
    "objective": _terms("both serve {}"),
    "concept": _terms("both are about {}"),
    "funder": _named("{} funds both"),
    "partner": _named("{} works in both"),
    "place": _places,
    "word": _words,
}


def _where(by_kind: dict[str, list[Evidence]]) -> str:
    shared = frozenset(code for each in by_kind.get("economy", ()) for code in each.shared)
    return f"; in {said.economies(shared)}" if shared else ""


def _when(by_kind: dict[str, list[Evidence]]) -> str:
    return ", at the same time" if "time" in by_kind else ""
