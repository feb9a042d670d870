"""Sentences about follow-ups, in the reader's language."""

from datetime import date

from django.utils.timesince import timesince
from django.utils.translation import gettext as _


def report_words(reported_on: date | None, today: date) -> str:
    """When something was last reported; nobody is blamed by it."""
    if reported_on is None:
        return _("no report yet")
    if reported_on >= today:
        return _("last update today")
    return _("last update %(time)s ago") % {"time": timesince(reported_on, today, depth=1)}
