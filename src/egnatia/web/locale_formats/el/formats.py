"""Greek: dates in words, with the month of a day in the genitive, and the clock of 24 hours."""

DATE_FORMAT = "j E Y"
SHORT_DATE_FORMAT = "j/n/Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"
MONTH_DAY_FORMAT = "j E"
FIRST_DAY_OF_WEEK = 1
