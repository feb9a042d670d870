"""The terms that activities are described with: the same for every reader."""

from collections.abc import Iterable

from egnatia.kernel.forum import in_language
from egnatia.kernel.models import Term
from egnatia.mapping.activities.terms import Vocabulary

SHOWN = ("intervention-type", "works-with", "for-the-good-of", "objective", "sector")


def vocabulary() -> Vocabulary:
    """One query for all of them."""
    terms = list(Term.objects.filter(vocabulary__in=SHOWN).order_by("vocabulary", "order", "code"))
    return Vocabulary(*(_labels(terms, name) for name in SHOWN))


def _labels(terms: Iterable[Term], vocabulary: str) -> dict[str, str]:
    return {term.code: in_language(term.labels) for term in terms if term.vocabulary == vocabulary}
