"""What lists can be filtered and ordered by, in values. Pure."""

from dataclasses import dataclass
from datetime import date

from egnatia.activities.activities.columns import first_day, last_day

ORDERS = ("newest", "changed", "begins", "title")
PAGE = 25  # a phone shows them in seven screens
MOST_LISTED = 1_000  # beyond it, a list asks for a narrower filter


@dataclass(frozen=True, slots=True)
class ActivityFilters:
    """The filters of a list of activities; an empty one does not narrow."""

    q: str = ""
    economy: str = ""
    region: frozenset[str] = frozenset()  # without those that name other economies only
    about: str = ""  # "objective:2.3" or "sector:152": with everything below it
    organisation: str = ""
    spellings: tuple[str, ...] | None = None  # whom it stands for, where that was looked up already
    source: str = ""
    status: str = ""
    sort: str = ""
    since: str = ""  # any precision
    until: str = ""
    size: str = ""
    tlp: str = ""
    language: str = ""
    order: str = "newest"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order is asked for; the region is what a list shows unasked."""
        return self != ActivityFilters(order=self.order, region=self.region)

    @property
    def period(self) -> tuple[date | None, date | None]:
        return first_day(self.since), last_day(self.until)


def sectors_below(code: str) -> list[str]:
    """A DAC sector as stored, and where it is a category of three digits all that can stand below it."""
    own = [f"DAC:{code}"]
    if len(code) == 3 and code.isdigit():
        own += [f"DAC:{code}{number:02}" for number in range(100)]
    return own


def below(code: str, codes: list[str]) -> list[str]:
    """An objective and everything below it, among `codes`: "2.3" gives "2.3", "2.3.1" …"""
    return [each for each in codes if each == code or each.startswith(f"{code}.")]
