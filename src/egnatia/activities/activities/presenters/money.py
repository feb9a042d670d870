"""Budgets and transactions as published, in order of their dates."""

from collections.abc import Iterator

from egnatia.activities.activities import labels
from egnatia.activities.activities.presenters.bodies import one_name
from egnatia.activities.activities.presenters.values import MoneyLine
from egnatia.formats import Parsed, Transaction

MOST_LINES = 200  # on one page; the rest is counted


def lines(parsed: Parsed | None) -> tuple[MoneyLine, ...]:
    """All of them; pages show the first `MOST_LINES`."""
    if parsed is None:
        return ()
    return (*_planned(parsed), *sorted(map(_transaction, parsed.transactions), key=lambda line: line.start))


def _planned(parsed: Parsed) -> Iterator[MoneyLine]:
    for budget in parsed.budgets:
        kind = labels.label(labels.BUDGET, budget.type)
        yield MoneyLine(kind, budget.value.amount, budget.value.currency, budget.start, budget.end)
    for planned in parsed.planned_disbursements:
        yield MoneyLine(
            labels.label(labels.TRANSACTION, "planned-disbursement"),
            planned.value.amount,
            planned.value.currency,
            planned.start,
            planned.end,
            one_name(planned.provider),
            one_name(planned.receiver),
        )


def _transaction(transaction: Transaction) -> MoneyLine:
    day = transaction.date or transaction.value.date
    return MoneyLine(
        labels.label(labels.TRANSACTION, transaction.type),
        transaction.value.amount,
        transaction.value.currency,
        day,
        day,
        one_name(transaction.provider),
        one_name(transaction.receiver),
        transaction.descriptions[0].text if transaction.descriptions else "",
    )
