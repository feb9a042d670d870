"""Sentences of the matrix in the reader's language: what a page rests on, and how much of it is estimated."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.coverage import Cell, Rolled
from egnatia.kernel import clock
from egnatia.needs.matrix.queries.cells import StatedNeeds
from egnatia.needs.matrix.queries.tallies import Works
from egnatia.pages.amounts import figure


def as_of_words(day: date) -> str:
    return _("As of %(day)s.") % {"day": date_format(day)}


def basis_words(works: Works, stated: StatedNeeds) -> str:
    """What is compared with what, how new, and what does not count."""
    return " ".join(filter(None, [_compared(works), _newest(works), _needs(stated)]))


def _compared(works: Works) -> str:
    if not works.activities:
        return _("No activities for these objectives are listed.")
    activities = ngettext("%(number)s activity", "%(number)s activities", works.activities)
    partners = ngettext("%(number)s organisation", "%(number)s organisations", works.partners)
    return _("Based on %(activities)s of %(organisations)s visible to you.") % {
        "activities": activities % {"number": figure(works.activities)},
        "organisations": partners % {"number": figure(works.partners)},
    }


def _newest(works: Works) -> str:
    if works.newest is None:
        return ""
    day = date_format(localtime(works.newest))
    if clock.now() - works.newest < timedelta(minutes=1):
        return _("Newest update %(day)s (just now).") % {"day": day}
    time = timesince(works.newest, clock.now(), depth=1)
    return _("Latest update: %(day)s (%(time)s ago).") % {"day": day, "time": time}


def _needs(stated: StatedNeeds) -> str:
    confirmed, drafted = len(stated.confirmed), len(stated.needs) - len(stated.confirmed)
    needs = ngettext("%(number)s confirmed need", "%(number)s confirmed needs", confirmed) % {
        "number": figure(confirmed)
    }
    of = len(stated.economies)
    economies = ngettext("%(number)s economy", "%(number)s economies", of) % {"number": of}
    said = _("%(needs)s of %(economies)s.") % {"needs": needs, "economies": economies}
    if not drafted:
        return said
    rest = ngettext(
        "%(number)s more need is not confirmed and not counted.",
        "%(number)s more needs are not confirmed and not counted.",
        drafted,
    )
    return f"{said} {rest % {'number': figure(drafted)}}"


def estimates_words(cells: Iterable[Cell | Rolled]) -> str:
    """How much of the figures rests on estimates and on equal shares."""
    rows = list(cells)
    entries = sum(cell.dedicated + cell.regional + cell.own for cell in rows)
    if not entries:
        return ""
    counted = {
        "entries": figure(entries),
        "estimated": figure(sum(cell.estimated for cell in rows)),
        "undeclared": figure(sum(cell.undeclared for cell in rows)),
    }
    words = _(
        "Entries in these cells: %(entries)s. With an estimated objective: %(estimated)s. "
        "With equal shares, because no shares are declared: %(undeclared)s."
    )
    return words % counted
