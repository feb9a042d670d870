"""The months that two periods of any precision have in common. Pure but for the language they are said in."""

from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from egnatia.activities.activities.columns import first_day, last_day


@dataclass(frozen=True, slots=True)
class SharedMonths:
    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def shared_months(left: tuple[str, ...], right: tuple[str, ...]) -> SharedMonths | None:
    """Where both state a beginning and an end: nothing is guessed."""
    if len(left) != 2 or len(right) != 2:
        return None
    starts, ends = (first_day(left[0]), first_day(right[0])), (last_day(left[1]), last_day(right[1]))
    if None in starts or None in ends:
        return None
    first, last = max(day for day in starts if day), min(day for day in ends if day)
    return SharedMonths(first, last) if first <= last else None


def in_words(months: SharedMonths) -> str:
    """ "March–June 2026"; "November 2026 – February 2027"; "May 2026"."""
    first, last = months.first, months.last
    if months.count == 1:
        return _month(last)
    if first.year == last.year:
        return _("%(first)s–%(last)s %(year)s") % {
            "first": MONTHS[first.month],
            "last": MONTHS[last.month],
            "year": last.year,
        }
    return _("%(first)s\u00a0– %(last)s") % {"first": _month(first), "last": _month(last)}


def _month(day: date) -> str:
    return _("%(month)s %(year)s") % {"month": MONTHS[day.month], "year": day.year}
