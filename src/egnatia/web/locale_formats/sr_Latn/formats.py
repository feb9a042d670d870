"""Serbian in Latin letters: the same as in Cyrillic."""

from egnatia.web.locale_formats.sr.formats import DATE_FORMAT, DATETIME_FORMAT, MONTH_DAY_FORMAT, SHORT_DATE_FORMAT

__all__ = ["DATETIME_FORMAT", "DATE_FORMAT", "MONTH_DAY_FORMAT", "SHORT_DATE_FORMAT"]
