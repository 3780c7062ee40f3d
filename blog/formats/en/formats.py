"""How English writes dates, short enough for a margin."""

DATE_FORMAT = "M j, Y"
MONTH_DAY_FORMAT = "M j"
YEAR_MONTH_FORMAT = "F Y"
