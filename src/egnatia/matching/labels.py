"""What codes of a match are called, in the reader's language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from egnatia.matching.rules import AGREED, DIFFER, NONE, OPEN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Labels = Mapping[str, "_StrPromise"]

KIND: Labels = {
    "same": _("Reported twice"),
    "chain": _("Passed-on funding"),
    "series": _("Series"),
    "overlap": _("Possible overlap to discuss"),
}
STATE: Labels = {
    NONE: _("no view yet"),
    OPEN: _("open"),
    AGREED: _("agreed"),
    DIFFER: _("views differ"),
}
SIDE: Labels = {
    "left": _("the first activity"),
    "right": _("the second activity"),
    "both": _("both activities"),
}
VERDICT: Labels = {
    "coordinate": _("We coordinate"),
    "reported-twice": _("Reported twice"),
    "passed-on": _("Passed-on funding"),
    "different": _("Different because …"),
    "ask": _("I need to ask"),
}
# What the note is for, by what is said.
NOTE: Labels = {
    "coordinate": _("With whom, and how?"),
    "different": _("Because of what?"),
    "ask": _("Ask what, and whom?"),
}
COMPONENT: Labels = {
    "place": _("Place"),
    "purpose": _("Objective or sector"),
    "receiver": _("Receiving institution"),
    "time": _("Time"),
    "type": _("Type of support"),
    "text": _("Texts"),
    "group": _("Target group"),
    "size": _("Size"),
    "title": _("Titles"),
    "money": _("Money"),
    "roles": _("Roles of the organisations"),
}
# Codes of egnatia.overlap.DOUBTS.
DOUBT: Labels = {
    "one_project": _("The titles are nearly equal: it may be one project that both pay for."),
    "no_dates": _("One side states no dates."),
    "end_assumed": _("One side states no end; a usual length is assumed."),
    "only_title": _("Only the titles could be compared."),
    "other_language": _("The texts are in different languages; they were compared by concepts and names."),
    "no_amount": _("One side states no amount."),
    "currencies_differ": _("The amounts are in different currencies, or in one that is not stated."),
    "no_receiver": _("One side states no receiving institution."),
    "no_purpose": _("The two state no objective or sector in common terms."),
    "no_funder": _("One side states no funder."),
    "no_economy": _("One side states no economy."),
    "many_economies": _("One side works in many economies; its share here is not known."),
    "short_title": _("The title is short and general."),
}


def label(labels: Labels, code: str) -> str:
    """The label of a code; a code without one stays as it is."""
    return str(labels.get(code, code))
