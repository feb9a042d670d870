"""How much money: "180k", "1.5m EUR", "180.000 eura", "1,2 milion", "€ 250 000", "50-250k"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from egnatia.language import fold
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about

_NUMBER = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = (
    r"k|m|mn|mln|mio|bn|mil\w*|mije|mijë|thousand|hiljad\w*|tisuc\w*|tisuć\w*|хиљад\w*|илјад\w*|хиляд\w*|мил\w*|bin|mii|"
    r"εκατ\w*|χιλιάδ\w*"
)
_CURRENCY = (
    r"EUR\b|€|ευρώ|ευρω|euro\w*|eur[ao]\b|evr\w*|евр\w*|USD\b|US\$|\$|dollar\w*|dolar\w*|долар\w*|GBP\b|£|CHF\b|RSD\b|MKD\b|"
    r"(?-i:ALL)\b|TL\b|lir[aeë]\w*|лира\w*|lei\b|lej\w*|leu\b|лв\b|lv\b|ден\b|den\b|дин\b|din\b|HRK\b|kun[ae]\b|MDL\b|КМ\b|BAM\b|KM\b|RON\b|BGN\b|TRY\b|SEK\b|NOK\b|DKK\b|lek[ëu]?\w*|leva\b|лева\b|денар\w*|denar\w*|dinar\w*|динар\w*"
)
_MONEY = re.compile(rf"(?<!\w)(?:{_CURRENCY})", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?:(?<!\w)(?P<before>{_CURRENCY}))?\s?(?P<number>{_NUMBER})\s?(?P<scale>(?:{_SCALE})(?!\w))?\s?(?P<after>{_CURRENCY})?",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"\b(?:half a million|gjysmë milioni?|pol[ao]? miliona?|половина милион|пола милиона|jumătate de milion|"
    rf"μισό εκατομμύριο|yarım milyon|pol milijona)\s?(?P<after>{_CURRENCY})?",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>(?:{_SCALE})(?!\w))?\s?(?:{_CURRENCY})?\s?(?:-|–|—|to|do|deri|до)\s?$",
    re.IGNORECASE,
)
_CODES = {
    "€": "EUR",
    "eur": "EUR",
    "evr": "EUR",
    "$": "USD",
    "us$": "USD",
    "dol": "USD",
    "£": "GBP",
    "km": "BAM",
    "tl": "TRY",
    "lir": "TRY",
    "lei": "RON",
    "lej": "RON",
    "leu": "RON",
    "lv": "BGN",
    "kun": "HRK",
    "lek": "ALL",
    "lev": "BGN",
    "den": "MKD",
    "din": "RSD",
}
_BANDS = (("<50k", 50_000), ("50-250k", 250_000), ("250k-1m", 1_000_000), ("1-5m", 5_000_000))
THOUSAND, MILLION = 1e3, 1e6
_THOUSANDS = ("mij", "thousand", "hiljad", "tisuc", "iljad", "hiliad")
LEAST, MOST = 100.0, 1e11


@dataclass(frozen=True, slots=True)
class AmountMention:
    value: float
    currency: str
    at: int
    upto: int
    times: float


def amounts(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """The largest sum of a line that says how much, else of the text; a span of two is a band.

    And how much of it is asked for.
    """
    usual = _usual_currency(lines)
    for some, must_be_money in (
        (list(about(lines, "amount")), False),
        (list(about(lines, "requested")), False),
        (list(lines), True),
    ):
        found = [(line, each) for line in some for each in _sums(line.said, must_be_money=must_be_money)]
        if found:
            yield from _facts(*max(found, key=lambda pair: pair[1].value), usual)
            break
    asked = [(line, each) for line in about(lines, "requested") for each in _sums(line.said, must_be_money=False)]
    if asked:
        line, each = max(asked, key=lambda pair: pair[1].value)
        yield Fact("requested", f"{each.value:.2f}".removesuffix(".00"), line.said[each.at : each.upto].strip())


def _usual_currency(lines: Sequence[TextLine]) -> str:
    """The currency that is written most often, labels and heads of tables included; first where money is told of."""
    for some in (list(about(lines, "amount", "requested")), lines):
        codes = Counter(code for line in some for each in _MONEY.findall(line.text) if (code := _code(each)))
        if codes:
            return codes.most_common(1)[0][0]
    return ""


def _facts(line: TextLine, largest: AmountMention, usual: str) -> Iterator[Fact]:
    before = _SPAN.search(line.said[: largest.at])
    if before:
        quote = line.said[before.start() : largest.upto].strip()
        least = _value(before["number"]) * (_times(before["scale"]) if before["scale"] else largest.times)
        yield Fact("band", band_of((least + largest.value) / 2), quote)
    else:
        quote = line.said[largest.at : largest.upto].strip()
        yield Fact("amount", f"{largest.value:.2f}".removesuffix(".00"), quote)
    yield Fact("currency", largest.currency or usual, quote)


def band_of(value: float) -> str:
    return next((band for band, ceiling in _BANDS if value < ceiling), ">5m")


def _sums(text: str, *, must_be_money: bool) -> Iterable[AmountMention]:
    """Sums in figures; "half a million"."""
    for half in _HALF.finditer(text):
        yield AmountMention(MILLION / 2, _code(half["after"] or ""), half.start(), half.end(), MILLION)
    for found in _AMOUNT.finditer(text):
        written = found["before"] or found["after"] or ""
        scale = found["scale"] or ""
        value = _value(found["number"]) * _times(scale)
        if (written or not must_be_money) and LEAST <= value <= MOST:
            start = found.start("before") if found["before"] else found.start("number")
            yield AmountMention(value, _code(written), start, found.end(), _times(scale))


def _value(written: str) -> float:
    """Three figures behind a sign are thousands; one or two are a fraction."""
    plain = re.sub(r"[ '’\u00a0\u202f]", "", written)
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", plain)
    return float(plain.replace(",", "."))


def _times(scale: str) -> float:
    folded = fold(scale)
    if not folded:
        return 1.0
    if folded == "bn" or "ard" in folded:  # miliard, milijarda
        return MILLION * THOUSAND
    thousand = folded in ("k", "bin", "mii") or folded.startswith(_THOUSANDS)
    return THOUSAND if thousand else MILLION


def _code(written: str) -> str:
    folded = fold(written).strip()
    known = _CODES.get(folded) or _CODES.get(folded[:3])
    return known or (folded.upper() if len(folded) == 3 else "")
