"""Slovenian: days without a nought before them."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "j. n. Y"
DATETIME_FORMAT = "j. F Y, H:i"
FIRST_DAY_OF_WEEK = 1
