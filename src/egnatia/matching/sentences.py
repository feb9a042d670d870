"""The sentence of a match: what the two have in common, in the words of both. It opens a conversation, no more.

Needs no request and no database: `MatchLabels` brings what codes are called; without it codes stand for themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.columns import first_day, last_day
from egnatia.activities.activities.labels import ROLE
from egnatia.language import Case
from egnatia.matching import labels
from egnatia.matching.clauses import (
    CLAUSES,
    SIMILARITY_CLAUSES,
    ByKind,
    MatchLabels,
    both_ways,
    listed,
    marked_amounts,
)
from egnatia.overlap import ActivityFacts, Evidence, MatchResult
from egnatia.overlap.similarity import Similarity
from egnatia.pages import amounts
from egnatia.pages.concepts import chips
from egnatia.taxonomy.forum import in_case

if TYPE_CHECKING:
    from egnatia.activities.activities.rows import ActivityRow

MOST = 3  # clauses of a sentence
MOST_CHIPS = 10
MOST_LISTED = 6


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


def similarity_sentence(similarity: Similarity, words: MatchLabels) -> str:
    """What similar work has in common, in one sentence: curated topics, names, organisations, dates and amounts."""
    found = {
        each.feature: [Evidence(each.feature, each.left, each.right, each.shared)]
        for each in similarity.reasons
        if each.points > 0
    }
    every = [clause(found, words) for clause in SIMILARITY_CLAUSES]
    clauses = [clause for clause in every if clause][:MOST] or [_("similar content overall")]
    told = _("In common: %(things)s.") % {"things": "; ".join(clauses)}
    if similarity.by_names:
        return f"{told} {_('The languages differ, so only names and numbers were compared.')}"
    return told


class NamedActivity(Protocol):
    """What a sentence about two activities needs of each."""

    @property
    def title(self) -> str: ...

    @property
    def row(self) -> "ActivityRow": ...


def passed_on(kind: str, direction: int, one: NamedActivity, other: NamedActivity) -> str:
    """ "A (320,000 EUR) appears to be funded from B (4.0 million EUR)", with a link to each, as HTML; "" where the
    match is no chain, or has no direction."""
    if kind != "chain" or not direction:
        return ""
    said = _("{activity} appears to be funded from {source}")
    return format_html(said, activity=_with_amount(one), source=_with_amount(other))


def _with_amount(side: NamedActivity) -> str:
    row = side.row
    link = format_html('<a href="{}">{}</a>', reverse("activities:activity", args=[row.id]), side.title)
    if row.amount is None:
        return link if not row.band else format_html("{} ({})", link, row.band)
    return format_html("{} ({})", link, amounts.marked(row.amount, row.currency))


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


@dataclass(frozen=True, slots=True)
class ConceptChip:
    """A concept in the reader's language; `shared` where both texts express it."""

    label: str
    shared: bool


@dataclass(frozen=True, slots=True)
class SideText:
    """An original text in its language."""

    text: str
    lang: str
    chips: tuple[ConceptChip, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedFact:
    """A fact that both state, for components/facts.html."""

    label: str
    value: str


def texts_of(left: ActivityFacts, right: ActivityFacts) -> tuple[tuple[SideText, ...], tuple[SideText, ...]]:
    """The descriptions of both; the first carries the concepts of all texts, those in common marked."""
    mine, theirs = (chips(each.titles + each.descriptions, most=40) for each in (left, right))
    return _described(left, mine, set(theirs)), _described(right, theirs, set(mine))


def _described(facts: ActivityFacts, own: Iterable[str], other: set[str]) -> tuple[SideText, ...]:
    ordered = sorted(own, key=lambda label: label not in other)
    shown = tuple(ConceptChip(label, label in other) for label in ordered[:MOST_CHIPS])
    texts = [SideText(each.text, each.lang) for each in facts.descriptions if each.text] or [SideText("", "")]
    return (SideText(texts[0].text, texts[0].lang, shown), *texts[1:])


def common_facts(match: MatchResult, words: MatchLabels) -> tuple[SharedFact, ...]:
    """Receiving institution, place, objective, type, group, organisations and amounts, as far as both state them."""
    found: list[SharedFact] = []
    for kind, name, value in _facts(words):
        said = list(dict.fromkeys(value(each) for each in match.evidence if each.kind == kind))
        if said:
            found.append(SharedFact(name, listed(said, most=MOST_LISTED)))
    sums = [marked_amounts(each) for each in match.evidence if each.kind == "amount"]
    return (*found, *(SharedFact(_("Amounts"), each) for each in sums[:1]))


def bodies_of(facts: ActivityFacts) -> tuple[SharedFact, ...]:
    """The organisations of an activity by role, for components/facts.html."""
    roles = (("reporter", facts.reporters), ("funding", facts.funders), ("implementing", facts.implementers))
    every = (*roles, ("receiver", facts.receivers))
    named = ((role, listed((body.name or body.ref for body in bodies), most=MOST_LISTED)) for role, bodies in every)
    return tuple(SharedFact(labels.label(ROLE, role), names) for role, names in named if names)


def _facts(words: MatchLabels) -> Iterable[tuple[str, str, Callable[[Evidence], str]]]:
    return (
        ("identifier", _("Identifier"), _identifiers),
        ("number", _("Project number"), _identifiers),
        ("receiver", _("Receiving institution"), _both),
        ("economy", _("Where"), _codes(words.economies)),
        ("place", _("Place"), _both),
        ("objective", _("Objective"), _codes(words.objectives)),
        ("type", _("Type of support"), _codes(words.types)),
        ("group", _("Target group"), _codes(words.groups)),
        ("sector", _("Sector"), _codes(words.sectors)),
        ("funder", _("Both funded by"), _both),
        ("paid_by", _("Both funded by"), _both),
        ("passes_to", _("Funding passes through"), _both),
        ("partner", _("Both implemented by"), _both),
    )


def _codes(known: Mapping[str, str]) -> Callable[[Evidence], str]:
    return lambda each: listed((known.get(code, code) for code in each.shared), most=MOST_LISTED)


def _identifiers(each: Evidence) -> str:
    return listed((code.upper() for code in each.shared), most=MOST_LISTED)


def _both(each: Evidence) -> str:
    return listed((both_ways(*pair) for pair in zip(each.left, each.right, strict=False)), most=MOST_LISTED)
