"""The terms that values of a sheet are mapped to, in the reader's language."""

from egnatia.activities.activities import labels
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.imports.queries.standing import codes
from egnatia.formats.sheets import Codes, folded
from egnatia.kernel.forum import forum
from egnatia.needs.needs import labels as of_needs
from egnatia.needs.spreadsheets.terms import Terms, closed_terms


def terms() -> tuple[dict[str, Terms], Codes]:
    """(terms by field, the codes that values may be)."""
    words, known = vocabulary(), codes()
    shown = {
        "objectives": words.objectives,
        "types": words.types,
        "groups": {**words.works_with, **words.good_of},
        "sectors": words.sectors,
    }
    found = {field: Terms(shown[field], known[field]) for field in shown}
    economies = {economy.code: economy.name for economy in forum().economies}
    found["economies"] = Terms(economies, {folded(w): code for code, name in economies.items() for w in (code, name)})
    closed = {
        "status": labels.STATUS,
        "sort": labels.SORT,
        "measure": labels.MEASURE,
        "priority": of_needs.PRIORITY,
        "nature": of_needs.NATURE,
        "perspective": of_needs.PERSPECTIVE,
    }
    return found | {field: closed_terms(field, said) for field, said in closed.items()}, known
