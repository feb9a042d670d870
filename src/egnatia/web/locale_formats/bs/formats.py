"""Bosnian: as Croatian, and what Django's own does not say."""

from egnatia.web.locale_formats.hr.formats import DATE_FORMAT, DATETIME_FORMAT, MONTH_DAY_FORMAT, SHORT_DATE_FORMAT

TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y."
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1

__all__ = [
    "DATETIME_FORMAT",
    "DATE_FORMAT",
    "FIRST_DAY_OF_WEEK",
    "MONTH_DAY_FORMAT",
    "NUMBER_GROUPING",
    "SHORT_DATE_FORMAT",
    "TIME_FORMAT",
    "YEAR_MONTH_FORMAT",
]
