"""Money counted once, among the activities that a reader sees."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.visible import condition
from egnatia.mapping.activities.rules import ActivityFilters
from egnatia.mapping.matches.counting import Edge, counted_once
from egnatia.mapping.matches.queries.said import agreed_to_differ
from egnatia.mapping.matches.queries.visible import Matches, matches_visible_to

STEPS_SHOWN = 200
COLUMNS = (
    *("pk", "kind", "left_id", "right_id", "counted_again_id"),
    *("left__amount", "left__currency", "right__amount", "right__currency"),
)
Amounts = dict[UUID, tuple[Decimal, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One activity whose money is not counted again, and because of which match with which other activity."""

    activity: UUID
    title: str
    lang: str
    amount: Decimal
    currency: str
    match: UUID
    kind: str
    of: UUID
    of_title: str
    of_lang: str


@dataclass(frozen=True, slots=True)
class Money:
    """What is reported in one currency, and what remains once each sum is counted once."""

    currency: str
    reported: Decimal
    counted: Decimal
    activities: int
    reported_twice: int
    passed_on: int

    @property
    def currency_words(self) -> str:
        return self.currency or _("in a currency that is not stated")

    @property
    def again(self) -> int:
        """How many activities are not counted again."""
        return self.reported_twice + self.passed_on


@dataclass(frozen=True, slots=True)
class MoneyOnce:
    """By currency, the largest number of activities first; amounts in different currencies are never added."""

    totals: tuple[Money, ...]
    steps: tuple[Step, ...]
    without_amount: int
    more_steps: int = 0


def money_seen_by(
    reader: Reader, filters: ActivityFilters | None = None, *, kind: str = "", most: int = STEPS_SHOWN
) -> MoneyOnce:
    """The money of the activities that `reader` sees (`filters` narrow them), each sum counted once.

    An activity that has a predecessor among them in a *same* or *chain* match is not counted; where its predecessor is
    hidden or not among them, it is. So are both where the owners agree that they are different works. `kind` narrows
    the steps.
    """
    asked = filters or ActivityFilters()
    visible = Activity.visible_to(reader).filter(condition(reader, asked))
    edges, amounts = _edges(reader, asked)
    again = counted_once(edges, {record: amount for record, (amount, _currency) in amounts.items()})
    steps = sorted(again.values(), key=lambda edge: (-amounts[edge.again][0], edge.again))
    wanted = [edge for edge in steps if not kind or edge.kind == kind]
    return MoneyOnce(
        totals=_totals(visible, again, amounts),
        steps=_steps(wanted[:most]),
        without_amount=visible.filter(amount__isnull=True).count(),
        more_steps=len(wanted[most:]),
    )


def _edges(reader: Reader, asked: ActivityFilters) -> tuple[list[Edge], Amounts]:
    """The matches that explain why something is not counted - the reader sees both of their activities - and the
    amounts of these."""
    rows: Matches = matches_visible_to(reader).filter(counted_again__isnull=False, gone_at__isnull=True)
    rows = rows.filter(left__amount__isnull=False, right__amount__isnull=False)
    if asked.narrowed:
        meant = condition(reader, asked)
        rows = rows.filter(_is(meant, "left_id"), _is(meant, "right_id"))
    different = agreed_to_differ(reader)
    edges: list[Edge] = []
    amounts: Amounts = {}
    for match, kind, left, right, again, *sums in rows.order_by("-rank", "pk").values_list(*COLUMNS):
        if match not in different:
            edges.append(Edge(again=again, of=right if again == left else left, match=match, kind=kind))
            amounts[left], amounts[right] = (sums[0], sums[1]), (sums[2], sums[3])
    return edges, amounts


def _is(meant: Q, side: str) -> Exists:
    return Exists(Activity.objects.filter(meant, pk=OuterRef(side)))


def _totals(
    visible: "QuerySet[Activity, Activity]",
    again: Mapping[UUID, Edge],
    amounts: Amounts,
) -> tuple[Money, ...]:
    reported = visible.filter(amount__isnull=False).order_by("currency").values("currency")
    rows = reported.annotate(total=Sum("amount"), number=Count("pk")).values_list("currency", "total", "number")
    doubled: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for record, edge in again.items():
        amount, currency = amounts[record]
        doubled[currency].append((amount, edge.kind))
    totals = [_money(currency, total, number, doubled[currency]) for currency, total, number in rows]
    return tuple(sorted(totals, key=lambda money: (-money.activities, money.currency)))


def _money(currency: str, total: Decimal, number: int, doubled: list[tuple[Decimal, str]]) -> Money:
    kinds = [kind for _amount, kind in doubled]
    return Money(
        currency=currency,
        reported=total,
        counted=total - sum((amount for amount, _kind in doubled), Decimal(0)),
        activities=number,
        reported_twice=kinds.count("same"),
        passed_on=kinds.count("chain"),
    )


def _steps(edges: Collection[Edge]) -> tuple[Step, ...]:
    records = {record for edge in edges for record in (edge.again, edge.of)}
    known = Activity.objects.filter(pk__in=records).only("title", "language", "amount", "currency").in_bulk()
    return tuple(_step(edge, known[edge.again], known[edge.of]) for edge in edges)


def _step(edge: Edge, again: Activity, of: Activity) -> Step:
    return Step(
        activity=edge.again,
        title=again.title,
        lang=again.language,
        amount=again.amount or Decimal(0),
        currency=again.currency,
        match=edge.match,
        kind=edge.kind,
        of=edge.of,
        of_title=of.title,
        of_lang=of.language,
    )
