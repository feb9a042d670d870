"""Turkish: days without a nought before them."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j.m.Y"
DATETIME_FORMAT = "j F Y, H:i"
MONTH_DAY_FORMAT = "j F"
