"""A list of matches as a table to download."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.lists import Listing
from egnatia.matching.queries.money import Money, MoneyOnce, Step
from egnatia.matching.shown import MatchRow
from egnatia.pages.downloads import Cell, Table

# Names of columns are not translated, as in the table of activities.
HEADER = (
    "match", "kind", "sentence", "view", "score", "confidence", "found",
    *(f"{side}_{field}" for side in ("left", "right") for field in (
        "record", "identifier", "source", "title", "language", "organisations", "economies", "start", "end", "amount",
        "currency", "amount_band", "tlp",
    )),
)  # fmt: skip

MONEY_HEADER = (
    "currency", "line", "amount", "activities", "record", "title", "match", "kind", "of", "of_title",
    "of_amount", "of_currency",
)  # fmt: skip
MATCHES = Listing("matches", gettext_lazy("Matches"), "activities:activities", gettext_lazy("Activities"), HEADER)
MONEY = Listing(
    "money", gettext_lazy("Money counted once"), "activities:activities", gettext_lazy("Activities"), MONEY_HEADER
)


def table_of_money(money: MoneyOnce, names: ForumNames) -> Table:
    """The exact figures: what is reported and counted by currency, then each activity that is not counted again."""
    about = [
        _("Each sum once, among the activities that you can see. Amounts in different currencies are never added."),
        _("Taken on %(day)s.") % {"day": date_format(clock.today())},
    ]
    lines = [line for total in money.totals for line in _totals(total)]
    return Table(MONEY, MONEY_HEADER, [*lines, *map(_step, money.steps)], about, names.footnote)


def _totals(money: Money) -> list[Sequence[Cell]]:
    rest = ("", "", "", "", "", "", None, "")
    return [
        (money.currency, _("reported"), float(money.reported), money.activities, *rest),
        (money.currency, _("counted once"), float(money.counted), money.activities - money.again, *rest),
    ]


def _step(step: Step) -> Sequence[Cell]:
    return (
        *(step.currency, _("not counted again"), float(step.amount), None, str(step.activity), step.title),
        *(str(step.match), step.kind, str(step.of), step.of_title, float(step.of_amount), step.of_currency),
    )


def table_of(rows: Iterable[MatchRow], names: ForumNames) -> Table:
    about = [
        _("A match opens a conversation; it is no verdict. It is worked out from what is stored and may be wrong."),
        _("Taken on %(day)s.") % {"day": date_format(clock.today())},
    ]
    return Table(MATCHES, HEADER, map(_cells, rows), about, names.footnote)


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
        *(str(row.id), identifier, row.source, row.title, row.lang, "; ".join(row.who)),
        *("; ".join(sorted(facts.economies)), facts.start, facts.end),
        *(facts.amount, facts.currency, facts.band, row.tlp),
    )
