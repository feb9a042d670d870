"""What is said of follow-ups in the reader's language, and what those without own words are called in all of them."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import Labels, label
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import forum

POSITION: Labels = {
    "supported": _("supported"),
    "noted": _("noted"),
    "considered": _("under consideration"),
    "not-applicable": _("not applicable"),
}
SYMBOL = {"supported": "●", "noted": "◐", "considered": "○", "not-applicable": "–"}
# The cells of a table by how much is said: the same patterns as in the matrix, no colours of praise or blame.
STATE = {"supported": "reported", "noted": "partly", "considered": "partly", "not-applicable": "none"}
RECURRENCE: Labels = {
    "": _("once"),
    "half-yearly": _("every six months"),
    "yearly": _("every year"),
    "two-yearly": _("every two years"),
}


FEW = 2  # months, from which on time is said in months: "14 months ago", not "1 year"


def report_words(reported_on: date | None, today: date) -> str:
    """When something was last reported; nobody is blamed by it."""
    if reported_on is None:
        return gettext("no report yet")
    if reported_on >= today:
        return gettext("last update today")
    months = 12 * (today.year - reported_on.year) + today.month - reported_on.month - (today.day < reported_on.day)
    if months < FEW:
        return gettext("last update %(time)s ago") % {"time": timesince(reported_on, today, depth=1)}
    words = ngettext("last update %(months)s month ago", "last update %(months)s months ago", months)
    return words % {"months": months}


def titles_of(economy: str, position: str) -> dict[str, str]:
    """By language of the pages: "Albania: supported"; the position alone where an organisation says it."""
    titles = {}
    for code, _name in settings.LANGUAGES_OF_MEMBERS:
        with translation.override(code):
            parts = [economy_name(economy, forum())] if economy else []
            titles[code] = ": ".join([*parts, label(POSITION, position)])[:200]
    return titles
