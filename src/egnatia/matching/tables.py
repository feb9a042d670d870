"""Lists of overlaps as tables to download; funding without double counting as a table and a picture."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.activities.activities.rows import ActivityRow
from egnatia.formats.drawings import BarPart, Picture, StackedBar, stacked_bars
from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.matching.queries.money import DoubleCount, FundingOverview, FundingTotal
from egnatia.matching.rows import MatchRow
from egnatia.pages.amounts import rounded, with_currency
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames

# Names of columns are not translated, as in the table of activities.
HEADER = (
    "overlap", "kind", "sentence", "position", "score", "confidence", "found",
    *(f"{side}_{field}" for side in ("left", "right") for field in (
        "record", "identifier", "source", "title", "language", "organisations", "economies", "start", "end", "amount",
        "currency", "amount_band", "tlp",
    )),
)  # fmt: skip

MONEY_HEADER = (
    "currency", "line", "amount", "activities", "record", "title", "overlap", "kind", "of", "of_title",
    "of_amount", "of_currency",
)  # fmt: skip
MATCHES = Listing("overlaps", gettext_lazy("Overlaps"), "activities:activities", gettext_lazy("Activities"), HEADER)
MONEY = Listing(
    "funding",
    gettext_lazy("Funding without double counting"),
    "activities:activities",
    gettext_lazy("Activities"),
    MONEY_HEADER,
)


def table_of_money(money: FundingOverview, names: ForumNames) -> DownloadTable:
    """The exact figures: what is reported and counted by currency, then each activity that is not counted again."""
    about = [
        _(
            "Each amount is counted once, among the activities visible to the person who downloaded this "
            "file. Amounts in different currencies are never added."
        ),
        _("Downloaded on %(day)s.") % {"day": date_format(clock.today())},
    ]
    lines = [line for total in money.totals for line in _totals(total)]
    return DownloadTable(MONEY, MONEY_HEADER, [*lines, *map(_step, money.steps)], about, names.footnote)


def _totals(money: FundingTotal) -> list[Sequence[Cell]]:
    rest = ("", "", "", "", "", "", None, "")
    return [
        (money.currency, _("reported"), float(money.reported), money.activities, *rest),
        (money.currency, _("counted once"), float(money.counted), money.activities - money.again, *rest),
    ]


def _step(step: DoubleCount) -> Sequence[Cell]:
    return (
        *(step.currency, _("excluded (double counting)"), float(step.amount), None, str(step.activity), step.title),
        *(str(step.match), step.kind, str(step.of), step.of_title, float(step.of_amount), step.of_currency),
    )


@dataclass(frozen=True, slots=True)
class FundingLine:
    """A row of the table beside the picture: what remains at this step, of how many activities; `less` is what the
    step excludes."""

    label: str
    amount: Decimal
    less: Decimal
    activities: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FundingPicture:
    """One currency, drawn and in lines: both show the same amounts."""

    currency: str
    picture: Picture
    lines: tuple[FundingLine, ...]


MOST_CURRENCIES = 4  # that are drawn; the sentences name them all


def funding_pictures(totals: Sequence[FundingTotal], most: int = MOST_CURRENCIES) -> tuple[FundingPicture, ...]:
    """Each currency on a scale of its own: amounts in different currencies are never compared."""
    return tuple(map(_funding_picture, totals[:most]))


def funding_lines(total: FundingTotal) -> tuple[FundingLine, ...]:
    """From what is reported to what is counted once; a step that excludes nothing has no line."""
    after_twice, number = total.reported - total.twice, total.activities - total.reported_twice
    lines = [FundingLine(_("Reported"), total.reported, Decimal(0), total.activities)]
    if total.reported_twice:
        lines.append(FundingLine(_("Without amounts reported twice"), after_twice, total.twice, number, "same"))
    if total.passed_on:
        label = _("Without passed-on funding") if not total.reported_twice else _("Also without passed-on funding")
        counted = total.activities - total.again
        lines.append(FundingLine(label, total.counted, total.passed, counted, "chain"))
    return tuple(lines)


def _funding_picture(total: FundingTotal) -> FundingPicture:
    lines, currency = funding_lines(total), total.currency_words
    words = _("Funding without double counting, %(currency)s") % {"currency": currency}
    bars = [_funding_bar(line, total, last=line is lines[-1]) for line in lines]
    return FundingPicture(currency, stacked_bars(words, bars), lines)


def _funding_bar(line: FundingLine, total: FundingTotal, *, last: bool) -> StackedBar:
    """What remains, and in outline all that the steps so far exclude."""
    parts = (
        BarPart(float(line.amount), "strong" if last else "main"),
        BarPart(float(total.reported - line.amount), "rest"),
    )
    return StackedBar(line.label, with_currency(rounded(float(line.amount)), total.currency_words), parts)


def table_of(rows: Iterable[MatchRow], names: ForumNames) -> DownloadTable:
    about = [
        _(
            "A possible overlap is a starting point for discussion, not a judgement. It is calculated from "
            "stored data and may be wrong."
        ),
        _("Downloaded on %(day)s.") % {"day": date_format(clock.today())},
    ]
    return DownloadTable(MATCHES, HEADER, map(_cells, rows), about, names.footnote)


def _cells(row: MatchRow) -> Sequence[Cell]:
    return (
        *(
            str(row.id),
            row.kind,
            row.sentence.exact,
            row.state,
            row.score,
            row.confidence,
            row.found_at.date().isoformat(),
        ),
        *_side(row.left),
        *_side(row.right),
    )


def _side(row: ActivityRow) -> Sequence[Cell]:
    facts = row.facts
    identifier = facts.identifiers[0] if facts.identifiers else ""
    return (
        *(str(row.id), identifier, row.source, *row.original, "; ".join(row.who)),
        *("; ".join(sorted(facts.economies)), facts.start, facts.end),
        *(facts.amount, facts.currency, facts.band, row.tlp),
    )


TREE_LETTERS = 44
MOST_TREES, MOST_BRANCHES = 4, 20  # that are drawn; the table of excluded amounts lists more


@dataclass(frozen=True, slots=True)
class FundingBranch:
    """An activity in a tree of funding: `depth` 0 is counted, all below it repeats its money. `whole` is the amount at
    the root; `reason` the kind of match by which it is excluded."""

    activity: UUID
    title: str
    amount: Decimal
    currency: str
    depth: int
    whole: Decimal
    reason: str = ""


def funding_trees(steps: Sequence[DoubleCount]) -> tuple[FundingBranch, ...]:
    """From what is counted to what repeats it, the largest sums first; each excluded activity once. Pure."""
    below: dict[UUID, list[DoubleCount]] = {}
    for step in steps:
        below.setdefault(step.of, []).append(step)
    again = {step.activity for step in steps}
    roots = {step.of: step for step in steps if step.of not in again}
    first = sorted(roots.values(), key=lambda step: (-step.of_amount, step.of_title, step.of))[:MOST_TREES]
    found = [branch for root in first for branch in _tree(root, below)]
    return tuple(found[:MOST_BRANCHES])


def _tree(root: DoubleCount, below: Mapping[UUID, Sequence[DoubleCount]]) -> Iterator[FundingBranch]:
    yield FundingBranch(root.of, root.of_title, root.of_amount, root.of_currency, 0, root.of_amount)
    waiting = [(step, 1) for step in reversed(below[root.of])]
    while waiting:
        step, depth = waiting.pop()
        whole = root.of_amount if step.currency == root.of_currency else Decimal(0)
        yield FundingBranch(step.activity, step.title, step.amount, step.currency, depth, whole, step.kind)
        waiting += [(each, depth + 1) for each in reversed(below.get(step.activity, ()))]


def tree_picture(branches: Sequence[FundingBranch]) -> Picture:
    """Each bar is a share of what its tree begins with; one in another currency has none."""
    return stacked_bars(_("Where excluded amounts are counted"), list(map(_branch_bar, branches)), TREE_LETTERS)


def _branch_bar(branch: FundingBranch) -> StackedBar:
    note = with_currency(rounded(float(branch.amount)), branch.currency)
    part = min(float(branch.amount / branch.whole), 1.0) if branch.whole else 0.0
    look = "accent" if branch.reason == "same" else "main"
    parts = (BarPart(part, look if branch.depth else "strong"), BarPart(1 - part if branch.whole else 0, "rest"))
    said = {"same": _("reported twice"), "chain": _("passed-on funding")}.get(branch.reason, "")
    return StackedBar(
        branch.title,
        note,
        parts,
        url=reverse("activities:activity", args=[branch.activity]),
        title=", ".join(filter(None, (f"{branch.title}: {note}", said))),
        depth=branch.depth,
    )


def tree_legend() -> tuple[tuple[str, str], ...]:
    return (
        ("strong", _("Counted under")),
        ("main", _("passed-on funding")),
        ("accent", _("reported twice")),
    )
