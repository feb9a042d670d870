"""Sentences about follow-ups, in the reader's language."""

from datetime import date

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEW = 2  # months, from which on time is said in months: "14 months ago", not "1 year"


def report_words(reported_on: date | None, today: date) -> str:
    """When something was last reported; nobody is blamed by it."""
    if reported_on is None:
        return _("no report yet")
    if reported_on >= today:
        return _("last update today")
    months = 12 * (today.year - reported_on.year) + today.month - reported_on.month - (today.day < reported_on.day)
    if months < FEW:
        return _("last update %(time)s ago") % {"time": timesince(reported_on, today, depth=1)}
    words = ngettext("last update %(months)s month ago", "last update %(months)s months ago", months)
    return words % {"months": months}
