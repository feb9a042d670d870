"""Amounts as people say them: two figures below a million, one decimal above. The exact figure stands beside it."""

from math import floor, log10

from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext

MILLION = 1_000_000
BILLION = 1_000 * MILLION


def _two_figures(amount: float) -> float:
    if abs(amount) < 100:
        return round(amount)
    step: int = 10 ** (floor(log10(abs(amount))) - 1)
    return round(amount / step) * step


def _scaled(amount: float, unit: int) -> str:
    scaled = amount / unit
    tenths = round(scaled, 1) if abs(scaled) < 100 else round(scaled)
    decimals = 0 if tenths == round(tenths) else 1
    return number_format(tenths, decimal_pos=decimals, force_grouping=True)


def rounded(amount: float) -> str:
    """`1234567` as "1.2 million", `318500` as "320,000", in the reader's language."""
    near = _two_figures(amount)
    if abs(near) >= BILLION:
        return gettext("%(number)s billion") % {"number": _scaled(amount, BILLION)}
    if abs(near) >= MILLION:
        return gettext("%(number)s million") % {"number": _scaled(amount, MILLION)}
    return number_format(near, decimal_pos=0, force_grouping=True)


def with_currency(number: str, currency: str) -> str:
    """The number and its currency in the order of the reader's language; the number alone where none is stated."""
    if not currency:
        return number
    return pgettext("amount and currency", "%(number)s %(currency)s") % {"number": number, "currency": currency}


def exact(amount: float, currency: str) -> str:
    """Every figure, for the title of a rounded amount; cents only where there are any."""
    decimals = 0 if amount == round(amount) else 2
    return with_currency(number_format(amount, decimal_pos=decimals, force_grouping=True), currency)
