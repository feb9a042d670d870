"""The sentence of a match: what the two have in common, in the words of both. It opens a conversation, no more.

Needs no request and no database: `MatchLabels` brings what codes are called; without it codes stand for themselves.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.columns import first_day, last_day
from egnatia.language import Case
from egnatia.matching import labels
from egnatia.matching.clauses import CLAUSES, ByKind, MatchLabels
from egnatia.matching.phrases import listed
from egnatia.overlap import Evidence, MatchResult
from egnatia.taxonomy.forum import in_case

MOST = 3  # clauses of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is the kind in words, `text` what is shared: one sentence with its full stop. `exact` is the same with
    every figure of its amounts."""

    lead: str
    text: str
    exact: str

    @property
    def hover(self) -> str:
        """The exact sentence where it says more than the rounded one."""
        return self.exact if self.exact != self.text else ""

    def __str__(self) -> str:
        return _("%(kind)s. %(sentence)s") % {"kind": self.lead, "sentence": self.text}


def sentence(match: MatchResult, words: MatchLabels | None = None) -> Sentence:
    """The sentence of a match, the most specific things first."""
    known = words or MatchLabels()
    found: dict[str, list[Evidence]] = {}
    for each in match.evidence:
        found.setdefault(each.kind, []).append(each)
    text = _text(match, found, known)
    exact = _text(match, found, replace(known, exact=True)) if "amount" in found else text
    return Sentence(labels.label(labels.KIND, match.kind), text, exact)


def _text(match: MatchResult, found: ByKind, words: MatchLabels) -> str:
    every = [clause(found, words) for clause in CLAUSES[match.kind]]
    clauses = [clause for clause in every if clause][:MOST] or [_("similar content overall")]
    things = "; ".join(_placed(match, clauses, found, words))
    return _opened(match.kind, len(clauses)) % {"things": things}


def _opened(kind: str, count: int) -> str:
    if kind == "same":
        return _("These appear to be the same activity: %(things)s.")
    if kind == "chain":
        return _("One appears to be funded from the other: %(things)s.")
    if kind == "series":
        return _("Parts of the same programme: %(things)s.")
    by_number = {
        1: _("One point in common: %(things)s."),
        2: _("Two points in common: %(things)s."),
        3: _("Three points in common: %(things)s."),
    }
    return by_number[count]


def _placed(match: MatchResult, clauses: list[str], found: ByKind, words: MatchLabels) -> list[str]:
    """With where and when: they tell which piece of work is meant, but connect nothing by themselves."""
    where, when = _where(found, words), _when(found)
    circumstances = ", ".join(filter(None, (where, when)))
    if not circumstances:
        return clauses
    if match.kind == "overlap":
        joint = " " if where else ", "
        return [f"{clauses[0]}{joint}{circumstances}", *clauses[1:]]
    return [*clauses, _("both %(circumstances)s") % {"circumstances": circumstances}] if where else clauses


def _where(found: ByKind, words: MatchLabels) -> str:
    codes = [code for each in found.get("economy", ()) for code in each.shared]
    order = {code: number for number, code in enumerate(words.economies)}
    codes.sort(key=lambda code: (order.get(code, len(order)), code))
    names = listed(in_case(words.economies.get(code, code), Case.IN) for code in codes)
    return _("in %(economies)s") % {"economies": names} if names else ""


def _when(found: ByKind) -> str:
    for each in found.get("time", ()):
        months = shared_months(each.left, each.right)
        if months is None:
            return ""
        said = ngettext("%(count)d month in common", "%(count)d months in common", months.count)
        return f"{months_in_words(months)} ({said % {'count': months.count}})"
    return ""


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


def months_in_words(months: SharedMonths) -> str:
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
