"""Amounts as people say them, by one rule on every page: two figures below a million, one decimal above.

The exact figure stands beside it: in a title, in a file; on the page of an activity it stands alone.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

MILLION = 1_000_000
BILLION = 1_000 * MILLION


def _two_figures(amount: float) -> float:
    exact = Decimal(str(amount))
    return float(_nearest(exact, max(exact.adjusted() - 1, 0)))


def _nearest(exact: Decimal, digit: int) -> Decimal:
    """Rounded at the given power of ten, halves away from zero, as people do it: 385,000 is 390,000."""
    return exact.quantize(Decimal((0, (1,), digit)), ROUND_HALF_UP)


def _scaled(amount: float, unit: int) -> str:
    """Always one decimal below a hundred: "4.0 million" beside "7.1 million"."""
    decimals = 1 if abs(amount) / unit < 100 else 0
    scaled = _nearest(Decimal(str(amount)) / unit, -decimals)
    return number_format(scaled, decimal_pos=decimals, force_grouping=True)


def figure(number: float) -> str:
    """A number in full, with the separators of the reader's language: 1,234 or 1.234."""
    return number_format(number, decimal_pos=0, force_grouping=True)


def file_size(count: int) -> str:
    """A number of bytes as people say it, in powers of 1,000: 1.5 MB or 1,5 MB, 377 bytes in the reader's language."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{number_format(_nearest(Decimal(count) / size, -1).normalize(), use_l10n=True)} {unit}"
    return filesizeformat(count)


def percent(share: float) -> str:
    """A percentage in three figures at most, with the decimal mark of the reader's language: 16.7 or 16,7."""
    return number_format(Decimal(f"{share:.3g}"))


def rounded(amount: float) -> str:
    """`1234567` as "1.2 million", `318500` as "320,000", in the reader's language."""
    near = _two_figures(amount)
    if abs(near) >= BILLION:
        return gettext("%(number)s billion") % {"number": _scaled(amount, BILLION)}
    if abs(near) >= MILLION:
        return gettext("%(number)s million") % {"number": _scaled(amount, MILLION)}
    return figure(near)


def with_currency(number: str, currency: str) -> str:
    """The number and its currency in the order of the reader's language; the number alone where none is stated."""
    if not currency:
        return number
    return pgettext("amount and currency", "%(number)s %(currency)s") % {"number": number, "currency": currency}


def exact(amount: float, currency: str) -> str:
    """Every figure that is stated; cents only where there are any."""
    stated = Decimal(str(amount)).normalize()
    behind = -int(stated.as_tuple().exponent)
    decimals = max(behind, 2) if behind > 0 else 0
    return with_currency(number_format(stated, decimal_pos=decimals, force_grouping=True), currency)


def marked(amount: float, currency: str) -> str:
    """The rounded amount with the exact figure in its title, as HTML."""
    said = with_currency(rounded(amount), currency)
    # Not a template: its last newline would stand between an amount and the full stop after it.
    return format_html('<data value="{}" title="{}">{}</data>', f"{amount:.2f}", exact(amount, currency), said)
