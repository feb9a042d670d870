"""Money counted once, among the activities that a reader sees."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.matching.queries.sums import Doubled, Repeated, Total, sums_seen_by
from egnatia.matching.rules import Edge, counted_once
from egnatia.pages.pagination import Page

STEPS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class DoubleCount:
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
    of_amount: Decimal
    of_currency: str


@dataclass(frozen=True, slots=True)
class OtherCurrency:
    """What of one currency is counted in another one: the activities that it repeats state their amounts so."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class FundingTotal:
    """What is reported in one currency, and what remains once each sum is counted once.

    `twice` and `passed`: what of it repeats a double report, and what is passed-on funding.
    """

    currency: str
    reported: Decimal
    counted: Decimal
    activities: int
    reported_twice: int
    passed_on: int
    elsewhere: tuple[OtherCurrency, ...] = ()
    twice: Decimal = Decimal(0)
    passed: Decimal = Decimal(0)

    @property
    def currency_words(self) -> str:
        return self.currency or _("in an unspecified currency")

    @property
    def again(self) -> int:
        """How many activities are not counted again."""
        return self.reported_twice + self.passed_on


@dataclass(frozen=True, slots=True)
class FundingOverview:
    """By currency, the largest number of activities first; amounts in different currencies are never added."""

    totals: tuple[FundingTotal, ...]
    steps: tuple[DoubleCount, ...]
    without_amount: int
    more_steps: int = 0


@dataclass(frozen=True, slots=True)
class DoubleCountPage(Page[DoubleCount]):
    """What is excluded, the largest amounts first."""

    SIZE = STEPS_SHOWN


def page_of_steps(counted: FundingOverview, page: int) -> DoubleCountPage:
    """The last page of `counted`, which was asked for `page` pages of steps."""
    return DoubleCountPage(counted.steps[(page - 1) * STEPS_SHOWN :], page, counted.more_steps > 0)


def money_seen_by(
    reader: Reader, filters: ActivityFilters | None = None, *, kind: str = "", most: int = STEPS_SHOWN
) -> FundingOverview:
    """The money of the activities that `reader` sees (`filters` narrow them), each sum counted once.

    An activity that has a predecessor among them in a *same* or *chain* match is not counted; where its predecessor is
    hidden or not among them, it is. So are both where the owners agree that they are different works. `kind` narrows
    the steps.
    """
    sums = sums_seen_by(reader, filters or ActivityFilters(), kind=kind, most=most)
    again = _not_first_of_a_ring(sums.loose)
    doubled = [*sums.doubled, *map(_alone, again)]
    wanted = sorted(
        (*sums.steps, *(each for each in again if kind in ("", each.kind))),
        key=lambda each: (-each.amount, each.titles, each.again),
    )[:most]
    every = sum(each.number for each in doubled if kind in ("", each.kind))
    return FundingOverview(
        totals=totals_of(sums.totals, doubled),
        steps=_steps(wanted),
        without_amount=sum(total.without for total in sums.totals),
        more_steps=every - len(wanted),
    )


def _not_first_of_a_ring(loose: Sequence[Repeated]) -> list[Repeated]:
    """Those of them that are not counted; the others are the first of what repeats each other in a ring."""
    edges = [Edge(each.again, each.of, each.match, each.kind, each.titles) for each in loose]
    why = counted_once(edges, {each.again: each.amount for each in loose})
    by_match = {(each.again, each.match): each for each in loose}
    return [by_match[edge.again, edge.match] for edge in why.values()]


def _alone(each: Repeated) -> Doubled:
    return Doubled(each.currency, each.of_currency, each.kind, each.amount, 1)


def totals_of(reported: Iterable[Total], doubled: Sequence[Doubled]) -> tuple[FundingTotal, ...]:
    """What is reported by currency, without what of it repeats other money."""
    totals = (
        _money(total, [each for each in doubled if each.currency == total.currency])
        for total in reported
        if total.activities
    )
    return tuple(sorted(totals, key=lambda money: (-money.activities, money.currency)))


def _money(total: Total, doubled: Sequence[Doubled]) -> FundingTotal:
    return FundingTotal(
        currency=total.currency,
        reported=total.reported,
        counted=total.reported - _sum(doubled),
        activities=total.activities,
        reported_twice=sum(each.number for each in doubled if each.kind == "same"),
        passed_on=sum(each.number for each in doubled if each.kind == "chain"),
        elsewhere=tuple(
            OtherCurrency(_sum(each for each in doubled if each.of_currency == currency), currency)
            for currency in sorted({each.of_currency for each in doubled} - {total.currency})
        ),
        twice=_sum(each for each in doubled if each.kind == "same"),
        passed=_sum(each for each in doubled if each.kind == "chain"),
    )


def _sum(doubled: Iterable[Doubled]) -> Decimal:
    return sum((each.amount for each in doubled), Decimal(0))


def _steps(found: Collection[Repeated]) -> tuple[DoubleCount, ...]:
    records = {record for each in found for record in (each.again, each.of)}
    known = Activity.objects.filter(pk__in=records).only("title", "language", "amount", "currency").in_bulk()
    return tuple(_step(each, known[each.again], known[each.of]) for each in found)


def _step(found: Repeated, again: Activity, of: Activity) -> DoubleCount:
    return DoubleCount(
        activity=found.again,
        title=again.title,
        lang=again.language,
        amount=found.amount,
        currency=found.currency,
        match=found.match,
        kind=found.kind,
        of=found.of,
        of_title=of.title,
        of_lang=of.language,
        of_amount=of.amount or Decimal(0),
        of_currency=of.currency,
    )
