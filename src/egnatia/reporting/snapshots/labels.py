"""What codes of a snapshot are called, in the reader's language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import Labels, label

SORT: Labels = {"comment": _("Comment"), "wording": _("Proposed wording"), "decision": _("Decision")}
STATE: Labels = {
    "draft": _("Draft, not adopted"),
    "submitted": _("Submitted for adoption"),
    "circulating": _("Under silence procedure"),
    "broken": _("Silence broken"),
    "withdrawn": _("Withdrawn before adoption"),
    "adopted": _("Adopted"),
}


def outcome_words(state: str, deadline: date | None, adopted_on: date | None) -> str:
    """ "Adopted on 20 June 2026", "Under silence procedure until 5 July 2026", or the state alone."""
    if state == "adopted" and adopted_on:
        return gettext("Adopted on %(day)s") % {"day": date_format(adopted_on)}
    if state == "circulating" and deadline:
        return gettext("Under silence procedure until %(day)s") % {"day": date_format(deadline)}
    return label(STATE, state)
