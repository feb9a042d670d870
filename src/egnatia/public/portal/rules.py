"""What the pages of the public site count and when a service may be called: decisions and values. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

CONFIRMED_WITHIN = timedelta(days=90)  # a telephone that nobody has confirmed for longer is not shown to the worried
MOST_COUNTED = 5_000  # activities that the numbers of a page are made of, the newest of them
YEARS = 7  # of the timeline, the next one included
_NUMBER = re.compile(r"\+?[\d\s()/.-]{3,}")
_INVENTED = "000"  # how the numbers of the demo begin: no exchange gives such numbers out, and no link dials them


def dialled(telephone: str) -> str:
    """A number as a link dials it; "" for anything else, and for invented numbers."""
    number = re.sub(r"[^\d+]", "", telephone) if _NUMBER.fullmatch(telephone) else ""
    return "" if number.startswith(_INVENTED) else number


def is_under_way(starts: date | None, ends: date | None, today: date) -> bool:
    """Whether an activity that says when it takes place takes place now."""
    return bool(starts and starts <= today and (ends is None or ends >= today))


@dataclass(frozen=True, slots=True)
class EconomyWork:
    """Of an economy: activities, how many take place now, and how many organisations report them."""

    activities: int = 0
    under_way: int = 0
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many activities take place in a year."""

    year: int
    activities: int


@dataclass(frozen=True, slots=True)
class WorkOverview:
    """Numbers of activities, by code of topics and economies. `capped`: there are more than were counted."""

    activities: int
    capped: bool
    organisations: int
    topics: Mapping[str, int]
    economies: Mapping[str, EconomyWork]
    years: tuple[YearCount, ...]


@dataclass(frozen=True, slots=True)
class YearBar:
    """A bar of the timeline in a picture that is `BARS_WIDE` wide and `BARS_HIGH` high."""

    year: int
    activities: int
    x: int
    y: int
    height: int


BARS_WIDE, BARS_HIGH, BAR_STEP, BAR_WIDE = 350, 96, 50, 34


def bars_of(years: tuple[YearCount, ...]) -> tuple[YearBar, ...]:
    """None where there is nothing to show. The tallest bar is as high as the picture less a line of text."""
    most = max((each.activities for each in years), default=0)
    if not most:
        return ()
    heights = [round(each.activities * (BARS_HIGH - 36) / most) for each in years]
    return tuple(
        YearBar(each.year, each.activities, place * BAR_STEP + 8, BARS_HIGH - 18 - height, height)
        for place, (each, height) in enumerate(zip(years, heights, strict=True))
    )
