"""Dates as precise as they were stated: a year stays a year. Values are "", "2003", "2003-05" or an ISO date."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext


def partial(value: str) -> str:
    """`2003-05` as "May 2003" in the reader's language; what is no date stays as it was written."""
    try:
        if len(value) == 7:
            return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
        if len(value) >= 10:
            return date_format(date.fromisoformat(value[:10]), "DATE_FORMAT")
    except ValueError:
        return value
    return value


def between(start: str, end: str) -> str:
    """Both ends in words; an end that is not stated is not invented."""
    if start and end:
        said = {"start": partial(start), "end": partial(end)}
        return said["start"] if said["start"] == said["end"] else gettext("%(start)s\u00a0– %(end)s") % said
    if start:
        return gettext("from %(start)s") % {"start": partial(start)}
    if end:
        return gettext("until %(end)s") % {"end": partial(end)}
    return gettext("dates not specified")


def first_month(value: str) -> int | None:
    """Months since year 0 of the first month that `value` means, or None."""
    return _month(value, otherwise=1)


def last_month(value: str) -> int | None:
    """Months since year 0 of the last month that `value` means, or None."""
    return _month(value, otherwise=12)


def _month(value: str, *, otherwise: int) -> int | None:
    year, _, rest = value.partition("-")
    month = rest[:2] or str(otherwise)
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1
