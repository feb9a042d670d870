"""Croatian: the month of a day stands in the genitive, alone it does not."""

DATE_FORMAT = "j. E Y."
SHORT_DATE_FORMAT = "j. n. Y."
DATETIME_FORMAT = "j. E Y., H:i"
MONTH_DAY_FORMAT = "j. E"
