"""Amounts, bands and what can be said about two of them."""

from dataclasses import dataclass
from math import log2

from egnatia.overlap.activity import BANDS

CEILINGS = (50e3, 250e3, 1e6, 5e6)  # upper ends of the bands, in euro
# Units per euro, coarse: only to place an amount in a band and to see its order of magnitude, never to say "equal".
PER_EURO = {
    "EUR": 1.0, "USD": 1.1, "GBP": 0.85, "CHF": 1.0, "CAD": 1.5, "AUD": 1.6, "JPY": 150.0, "NOK": 11.0, "SEK": 11.0,
    "DKK": 7.46, "BAM": 1.96, "BGN": 1.96, "RON": 5.0, "MDL": 19.5, "MKD": 61.5, "ALL": 100.0, "RSD": 117.0,
    "HRK": 7.53, "TRY": 40.0, "HUF": 400.0, "UAH": 45.0, "XDR": 0.82, "KRW": 1450.0,
}  # fmt: skip
SAME_SHARE = 0.05  # amounts this close may be the same money


@dataclass(frozen=True, slots=True)
class Amount:
    """A stated amount, or only its band."""

    value: float | None
    currency: str
    band: int  # index in BANDS

    def same_currency(self, other: "Amount") -> bool | None:
        """None where one of the two does not state it."""
        if not self.currency or not other.currency:
            return None
        return self.currency == other.currency


def amount_of(value: float | None, currency: str, band: str) -> Amount | None:
    """The amount of an activity; None where neither a positive amount nor a band is stated."""
    code = currency.strip().upper()
    if value is not None and 0 < value < float("inf"):
        in_euro = value / PER_EURO.get(code, 1.0)
        return Amount(float(value), code, sum(in_euro > ceiling for ceiling in CEILINGS))
    return Amount(None, code, BANDS.index(band)) if band in BANDS else None


def comparable(a: Amount, b: Amount) -> tuple[float, float] | None:
    """Both values in one currency, roughly where the stated ones differ; None where one has only a band."""
    if a.value is None or b.value is None:
        return None
    if a.same_currency(b) is not False:
        return a.value, b.value
    if a.currency in PER_EURO and b.currency in PER_EURO:
        return a.value / PER_EURO[a.currency], b.value / PER_EURO[b.currency]
    return None


def of_other_order(a: Amount | None, b: Amount | None, times: float) -> bool:
    """Whether one stated value is more than `times` the other; bands would be guessed from."""
    values = comparable(a, b) if a and b else None
    return values is not None and max(values) > times * min(values)


def within_five_percent(a: Amount | None, b: Amount | None) -> bool | None:
    """None where it cannot be said: an amount missing, only a band, or another currency."""
    if a is None or b is None or a.same_currency(b) is False:
        return None
    values = comparable(a, b)
    return None if values is None else abs(values[0] - values[1]) <= SAME_SHARE * max(values)


def at_most(a: Amount | None, b: Amount | None) -> bool | None:
    """Whether `a` is not larger than `b`; across currencies with 15 % room. None where it cannot be said."""
    if a is None or b is None:
        return None
    values = comparable(a, b)
    if values is None:
        return a.band <= b.band
    room = 1.15 if a.same_currency(b) is False else 1.01
    return values[0] <= values[1] * room


def likeness(a: Amount | None, b: Amount | None) -> float | None:
    """1 for equal amounts, 0 from a factor of sixteen; by bands where no amount is stated. None for unknown."""
    if a is None or b is None:
        return None
    values = comparable(a, b)
    if values is None:
        return max(0.0, 1.0 - abs(a.band - b.band) / 2)
    return max(0.0, 1.0 - abs(log2(max(values) / min(values))) / 4)
