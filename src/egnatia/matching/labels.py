"""What codes of a match are called, in the reader's language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from egnatia.matching.rules import AGENDA, AGREED, ALL, ASIDE, DIFFER, MINE, NONE, OPEN, UNHANDLED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Labels = Mapping[str, "_StrPromise"]

KIND: Labels = {
    "same": _("Reported twice"),
    "chain": _("Passed-on funding"),
    "series": _("Same programme"),
    "overlap": _("Possible overlap"),
}
TAB: Labels = {
    "overlap": _("Possible overlaps"),
    "same": _("Reported twice"),
    "chain": _("Passed-on funding"),
}
STATE: Labels = {
    NONE: _("awaiting comment"),
    OPEN: _("open"),
    AGREED: _("agreed"),
    DIFFER: _("positions differ"),
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
    "different": _("Different activities"),
    "ask": _("We have a question"),
}
DESK: Labels = {
    "note": _("Note"),
    "assigned": _("Assigned"),
    "agenda": _("On an agenda"),
    "aside": _("Set aside"),
    "written": _("E-mail to an owner"),
    "asked": _("Question to an owner"),
}
ENTERED = ("agenda", "assigned", "aside", "note")
HANDLED: Labels = {
    UNHANDLED: _("not handled yet"),
    MINE: _("assigned to me"),
    AGENDA: _("on an agenda"),
    ASIDE: _("set aside"),
    ALL: _("all"),
}
# What whoever brought a record in on behalf of another organisation can say of it.
ON_BEHALF: Labels = {
    "reported-twice": _("Same project"),
    "different": _("Different projects"),
    "ask": _("We have a question"),
}
REASON: Labels = {
    "content": _("different content"),
    "group": _("different target group"),
    "place": _("different place"),
    "time": _("different period"),
    "known": _("already coordinated"),
    "record": _("a record is outdated or wrong"),
}
# What the note is for, by what is said.
NOTE: Labels = {
    "coordinate": _("With whom and how do you coordinate?"),
    "different": _("Why are they different?"),
    "ask": _("What would you like to know, and from whom?"),
}
COMPONENT: Labels = {
    "place": _("Place"),
    "purpose": _("Objective or sector"),
    "receiver": _("Receiving institution"),
    "time": _("Time"),
    "type": _("Type of support"),
    "text": _("Descriptions"),
    "group": _("Target group"),
    "size": _("Amount"),
    "title": _("Titles"),
    "money": _("Funding"),
    "roles": _("Roles of the organisations"),
}
# Codes of egnatia.overlap.DOUBTS.
DOUBT: Labels = {
    "one_project": _("Most words of the titles are the same: this may be one project with several funders."),
    "no_dates": _("At least one activity has no dates."),
    "end_assumed": _("At least one activity has no end date; a typical duration is assumed."),
    "only_title": _("Only the titles could be compared."),
    "other_language": _("The texts are in different languages; only concepts and names were compared."),
    "no_amount": _("At least one activity has no exact amount."),
    "currencies_differ": _("The amounts are in different currencies, or a currency is not specified."),
    "no_receiver": _("At least one activity has no receiving institution."),
    "no_purpose": _("The activities have no objectives or sectors that can be compared."),
    "no_funder": _("At least one activity has no funder."),
    "no_economy": _("At least one activity has no economy."),
    "many_economies": _("At least one activity covers many economies; the share of each economy is not known."),
    "short_title": _("The titles are short and general."),
}


def label(labels: Labels, code: str) -> str:
    """The label of a code; a code without one stays as it is."""
    return str(labels.get(code, code))


def verdicts(behalf: str) -> Labels:
    """What an owner can say; who brought the record in for another organisation cannot speak for it."""
    return ON_BEHALF if behalf else VERDICT
