"""Money counted once, among the activities that a reader sees."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.matches.models import Match
from egnatia.mapping.matches.queries.visible import matches_visible_to

STEPS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One activity whose money is not counted again, and because of which match with which other activity."""

    activity: UUID
    title: str
    amount: Decimal
    currency: str
    match: UUID
    kind: str
    of: UUID
    of_title: str


@dataclass(frozen=True, slots=True)
class Money:
    """What is reported in one currency, and what remains once each euro is counted once."""

    currency: str
    reported: Decimal
    counted: Decimal
    activities: int
    reported_twice: int
    passed_on: int


@dataclass(frozen=True, slots=True)
class MoneyOnce:
    """By currency, the largest number of activities first; amounts in different currencies are never added."""

    totals: tuple[Money, ...]
    steps: tuple[Step, ...]
    without_amount: int


def money_seen_by(reader: Reader, among: "QuerySet[Activity, Activity] | None" = None) -> MoneyOnce:
    """The money of the activities that `reader` sees (`among` narrows them), each euro counted once.

    An activity that has a visible predecessor in a *same* or *chain* match is not counted; where its predecessor is
    hidden, it is.
    """
    visible = Activity.visible_to(reader) if among is None else among
    again = _counted_again(reader, visible)
    return MoneyOnce(
        totals=_totals(visible, again),
        steps=_steps(again),
        without_amount=visible.filter(amount__isnull=True).count(),
    )


def _counted_again(reader: Reader, visible: "QuerySet[Activity, Activity]") -> "QuerySet[Match, Match]":
    """The matches that explain why something is not counted: the reader sees both of their activities."""
    matches = matches_visible_to(reader).filter(kind__in=["same", "chain"], gone_at__isnull=True)
    return matches.filter(counted_again__in=visible.filter(amount__isnull=False).values("record_id"))


def _totals(visible: "QuerySet[Activity, Activity]", again: "QuerySet[Match, Match]") -> tuple[Money, ...]:
    kinds: dict[UUID, str] = dict(again.order_by("counted_again", "-rank").values_list("counted_again", "kind"))
    reported = visible.filter(amount__isnull=False).values("currency").order_by("currency")
    rows = reported.annotate(total=Sum("amount"), number=Count("pk")).values_list("currency", "total", "number")
    doubled: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    repeated = Activity.objects.filter(record_id__in=kinds)
    for record, amount, currency in repeated.values_list("record_id", "amount", "currency"):
        doubled[currency].append((amount or Decimal(0), kinds[record]))
    totals = [_money(currency, total, number, doubled[currency]) for currency, total, number in rows]
    return tuple(sorted(totals, key=lambda money: (-money.activities, money.currency)))


def _money(currency: str, total: Decimal, number: int, doubled: list[tuple[Decimal, str]]) -> Money:
    kinds = [kind for _, kind in doubled]
    return Money(
        currency=currency,
        reported=total,
        counted=total - sum((amount for amount, _ in doubled), Decimal(0)),
        activities=number,
        reported_twice=kinds.count("same"),
        passed_on=kinds.count("chain"),
    )


def _steps(again: "QuerySet[Match, Match]") -> tuple[Step, ...]:
    rows = again.select_related("left", "right").order_by("-counted_again__amount", "counted_again", "-rank", "pk")
    return tuple(_step(match) for match in rows[:STEPS_SHOWN])


def _step(match: Match) -> Step:
    repeated, other = (
        (match.right, match.left) if match.counted_again_id == match.right_id else (match.left, match.right)
    )
    return Step(
        activity=repeated.pk,
        title=repeated.title,
        amount=repeated.amount or Decimal(0),
        currency=repeated.currency,
        match=match.pk,
        kind=match.kind,
        of=other.pk,
        of_title=other.title,
    )
