"""The framework in use feeds the vocabulary of objectives: labels have one source."""

from typing import Any

from egnatia.needs.frameworks.document import Document

VOCABULARY = "objective"


def feed(terms: Any, document: Document) -> None:  # noqa: ANN401 - the table of terms: today's, or a migration's
    """Make the vocabulary equal to the framework: its codes, labels, order, and nothing else."""
    known = {term.code: term for term in terms.objects.filter(vocabulary=VOCABULARY)}
    for order, aim in enumerate(document.objectives):
        term = known.get(aim.code) or terms(vocabulary=VOCABULARY, code=aim.code)
        term.labels, term.order, term.parent = aim.labels, order, known.get(aim.above)
        term.save()
        known[aim.code] = term
    kept = {aim.code for aim in document.objectives}
    for code in sorted(set(known) - kept, key=len, reverse=True):  # what stands below goes first
        known[code].delete()
