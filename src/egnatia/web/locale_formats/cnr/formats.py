"""Montenegrin, which Django does not know: all that a page or a form asks for."""

from egnatia.web.locale_formats.hr.formats import DATE_FORMAT, DATETIME_FORMAT, MONTH_DAY_FORMAT, SHORT_DATE_FORMAT

TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y."
SHORT_DATETIME_FORMAT = "j. n. Y., H:i"
DATE_INPUT_FORMATS = ["%d.%m.%Y.", "%d.%m.%Y", "%d. %m. %Y.", "%d. %m. %Y"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1

__all__ = [
    "DATETIME_FORMAT",
    "DATE_FORMAT",
    "DATE_INPUT_FORMATS",
    "DECIMAL_SEPARATOR",
    "FIRST_DAY_OF_WEEK",
    "MONTH_DAY_FORMAT",
    "NUMBER_GROUPING",
    "SHORT_DATETIME_FORMAT",
    "SHORT_DATE_FORMAT",
    "THOUSAND_SEPARATOR",
    "TIME_FORMAT",
    "YEAR_MONTH_FORMAT",
]
