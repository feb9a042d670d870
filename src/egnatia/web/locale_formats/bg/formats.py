"""Bulgarian: the year is followed by its sign, and figures stand in groups of three."""

DATE_FORMAT = "j F Y г."
SHORT_DATE_FORMAT = "j.m.Y г."
DATETIME_FORMAT = "j F Y г., H:i"
YEAR_MONTH_FORMAT = "F Y г."
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1
