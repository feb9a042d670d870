"""Values of an activity in short words, in the reader's language."""

from collections.abc import Iterable

from django.utils.formats import date_format

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import first_day
from egnatia.activities.activities.rows import economy_names
from egnatia.pages.amounts import exact
from egnatia.taxonomy.forum import ForumNames


def day_words(text: str) -> str:
    """A date as precise as it was stated; what is no date stays as it was written."""
    day = first_day(text)
    if day is None or len(text) == 4:
        return text
    return date_format(day, "YEAR_MONTH_FORMAT" if len(text) == 7 else "DATE_FORMAT")


def amount_words(facts: overlap.ActivityFacts) -> str:
    """Every figure of the amount, or its band."""
    if facts.amount is None:
        return labels.label(labels.BAND, facts.band)
    return exact(facts.amount, facts.currency)


def names_of(bodies: Iterable[overlap.OrganisationMention]) -> str:
    return "; ".join(body.name or body.ref for body in bodies)


def economies_words(facts: overlap.ActivityFacts, names: ForumNames) -> str:
    return ", ".join(economy_names(facts.economies, names))
