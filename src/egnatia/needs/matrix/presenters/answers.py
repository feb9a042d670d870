"""The sentence above a cell, and the four answers below it: is there anything, by whom, until when, who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.presenters.values import PageFact
from egnatia.needs.matrix.queries.works import CellActivity
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.rules import PRIORITIES

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class CellSubject:
    """Of which cell the sentences are."""

    economy: str
    objective: str
    needs: tuple[NeedRow, ...]
    works: tuple[CellActivity, ...]

    @property
    def active(self) -> tuple[CellActivity, ...]:
        return tuple(each for each in self.works if each.active)

    @property
    def confirmed(self) -> tuple[NeedRow, ...]:
        return tuple(need for need in self.needs if need.confirmed)


def title_words(place: CellSubject) -> str:
    """ "Montenegro – Probation and support after release: need stated (high, 2026), one activity, ends in March"."""
    said = {
        "economy": place.economy,
        "objective": place.objective,
        "need": _need(place),
        "activities": _activities(place.active),
    }
    return _("%(economy)s – %(objective)s: %(need)s, %(activities)s") % said


def _need(place: CellSubject) -> str:
    if place.confirmed:
        first = min(place.confirmed, key=lambda need: PRIORITIES.index(need.said.priority))
        year = first.said.round or first.stated_on.year
        number = len(place.confirmed)
        words = ngettext(
            "need stated (%(priority)s, %(year)s)",
            "%(number)s needs stated (highest priority: %(priority)s, %(year)s)",
            number,
        )
        return words % {"priority": first.priority_words, "year": year, "number": number}
    return _("draft need, not confirmed") if place.needs else _("no need stated")


def _activities(active: Sequence[CellActivity]) -> str:
    if not active:
        return _("no activity reported")
    if all(each.footing == "regional" for each in active):
        words = ngettext("one regional activity", "%(number)s regional activities", len(active))
    elif all(each.footing == "own" for each in active):
        words = ngettext("one own measure", "%(number)s own measures", len(active))
    else:
        words = ngettext("one activity", "%(number)s activities", len(active))
    counted = words % {"number": len(active)}
    last = _last(active)
    if last is None:
        return counted
    ending = ngettext("%(activities)s, ends in %(month)s", "%(activities)s, the last ends in %(month)s", len(active))
    return ending % {"activities": counted, "month": _month(last)}


def _last(active: Iterable[CellActivity]) -> date | None:
    """The day on which the last of them ends, where all of them say when they do."""
    ends = [each.ends for each in active]
    return None if None in ends else max(filter(None, ends), default=None)


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def answers(place: CellSubject) -> tuple[PageFact, ...]:
    """Read in ten seconds: each one line, the words of the question before it."""
    return (
        PageFact(_("Is there support?"), _done(place.active)),
        PageFact(_("By whom?"), _whom(place.active)),
        PageFact(_("Until when?"), _until(place.active)),
        PageFact(_("Who stated the need?"), _who(place)),
    )


def _done(active: Sequence[CellActivity]) -> str:
    if not active:
        return _("No activities are listed here.")
    counts = {footing: sum(each.footing == footing for each in active) for footing in ("dedicated", "regional", "own")}
    parts = [
        ngettext("%(number)s activity for this economy", "%(number)s activities for this economy", counts["dedicated"]),
        ngettext("%(number)s regional activity", "%(number)s regional activities", counts["regional"]),
        ngettext("%(number)s own measure", "%(number)s own measures", counts["own"]),
    ]
    said = [words % {"number": n} for words, n in zip(parts, counts.values(), strict=True) if n]
    if all(each.footing == "regional" for each in active):
        words = ngettext(
            "Not specifically for this economy; %(number)s regional activity.",
            "Not specifically for this economy; %(number)s regional activities.",
            len(active),
        )
        return words % {"number": len(active)}
    planned = sum(each.phase == "planned" for each in active)
    if planned:
        said.append(ngettext("%(number)s of them planned", "%(number)s of them planned", planned) % {"number": planned})
    return _("Yes: %(activities)s.") % {"activities": ", ".join(said)}


def _whom(active: Sequence[CellActivity]) -> str:
    """Whoever works for this economy first, then those with regional activities only."""
    here = dict.fromkeys(name for each in active if each.footing != "regional" for name in each.partners)
    regional = dict.fromkeys(name for each in active if each.footing == "regional" for name in each.partners)
    named = [*here, *(_("%(partner)s (regional)") % {"partner": name} for name in regional if name not in here)]
    if len(named) > MOST_NAMED:
        rest = len(named) - MOST_NAMED
        more = ngettext("and %(number)s more", "and %(number)s more", rest) % {"number": rest}
        return f"{', '.join(named[:MOST_NAMED])} {more}"
    return ", ".join(named)


def _until(active: Sequence[CellActivity]) -> str:
    """The last end and the first one; of each sort for itself where several are there, since nobody can add them."""
    sorts = {
        _("Own measures"): [each for each in active if each.footing == "own"],
        _("For this economy"): [each for each in active if each.footing == "dedicated"],
        _("Regional"): [each for each in active if each.footing == "regional"],
    }
    parts = {sort: part for sort, part in sorts.items() if part}
    if len(parts) > 1 and any(each.ends for each in active):
        return ". ".join(f"{sort}: {_ends(part)}" for sort, part in parts.items())
    return _ends(active) if any(each.ends for each in active) else _("No end date given.") if active else ""


def _ends(counted: Sequence[CellActivity]) -> str:
    ends = sorted(each.ends for each in counted if each.ends)
    without = len(counted) - len(ends)
    rest = ngettext("%(number)s without an end date", "%(number)s without an end date", without) % {"number": without}
    if not ends:
        return rest
    first, last = _month(ends[0]), _month(ends[-1])
    words = last if first == last else _("%(last)s; the first ends in %(first)s") % {"last": last, "first": first}
    return f"{words}; {rest}" if without else words


def _who(place: CellSubject) -> str:
    said = [", ".join(filter(None, [need.standing, need.said.source, _page(need)])) for need in place.confirmed[:2]]
    if said:
        return capfirst("; ".join(said))
    return capfirst(place.needs[0].standing) if place.needs else _("No need is listed.")


def _page(need: NeedRow) -> str:
    return _("page %(page)s") % {"page": need.said.page} if need.said.page else ""
