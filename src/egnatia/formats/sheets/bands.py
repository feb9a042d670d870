"""Amount bands as people write them: "<50k", "50.000 – 250.000 EUR", "up to 50 000", "above 5 million"."""

import re
from functools import lru_cache

from egnatia.language import fold

_BOUNDS = (50_000.0, 250_000.0, 1_000_000.0, 5_000_000.0)
_BANDS = ("<50k", "50-250k", "250k-1m", "1-5m", ">5m")
_UNDER_WORDS = """
up to; less than; below; under; at most; do; ispod; manje od; najvise; deri ne; deri; nen; me pak se; pod; pomalku od;
pana la; sub; eos; kato apo; en fazla; najvec; manj kot; <; ≤; <=
"""
_OVER_WORDS = """
more than; above; over; at least; preko; iznad; vise od; nad; mbi; me shume se; povekje od; povece od; peste;
mai mult de; pano apo; en az; uzeri; vec kot; >; ≥; >=; +
"""
_UNDER = frozenset(word.strip() for word in _UNDER_WORDS.split(";"))
_OVER = frozenset(word.strip() for word in _OVER_WORDS.split(";"))
_NUMBER = re.compile(
    r"(\d[\d., \u00a0\u202f']*)\s*(k|m|mio|mil|mln|million|milion|milioni|miliona|tis|thousand|000)?\b"
)
_THOUSAND = frozenset({"k", "tis", "thousand"})
_LEFT_OUT = re.compile(r"\b(?:euros?|evra|eur|usd)\b|[€$]")


@lru_cache(maxsize=2048)
def band_of_words(text: str) -> str:
    """The band that is meant, or "": bounds must be those of a band, so that no amount is taken for one."""
    plain = " ".join(_LEFT_OUT.sub(" ", fold(text)).split())
    if plain.replace(" ", "") in _BANDS:
        return plain.replace(" ", "")
    numbers = [_number(digits, scale) for digits, scale in _NUMBER.findall(plain)]
    words = " ".join(_NUMBER.sub(" ", plain).replace("-", " ").replace("–", " ").split())
    if len(numbers) == 2:
        return _between(_scaled_alike(numbers, plain))
    return _open(numbers[0], words) if len(numbers) == 1 else ""


def _number(digits: str, scale: str) -> float:
    plain = re.sub(r"[^\d.,]", "", digits).strip(".,")
    decimal = re.fullmatch(r"(\d+)[.,](\d{1,2})", plain)
    value = float(f"{decimal[1]}.{decimal[2]}") if decimal else float(re.sub(r"[.,]", "", plain) or 0)
    return value * (1 if not scale else 1e3 if scale in _THOUSAND else 1e6)


def _scaled_alike(numbers: list[float], plain: str) -> list[float]:
    """ "50-250k", "1-5 million": the word behind the second number holds for the first, if it makes it a bound."""
    low, high = numbers
    for factor in (1e3, 1e6):
        if low * factor in _BOUNDS and low < 1_000 <= high and plain:
            return [low * factor, high]
    return numbers


def _between(numbers: list[float]) -> str:
    low, high = numbers
    low = low - 1 if low - 1 in _BOUNDS else low  # "50,001 to 250,000"
    if low == 0 and high == _BOUNDS[0]:
        return _BANDS[0]
    at = _BOUNDS.index(low) if low in _BOUNDS else -1
    return _BANDS[at + 1] if 0 <= at < len(_BOUNDS) - 1 and high == _BOUNDS[at + 1] else ""


def _open(number: float, words: str) -> str:
    if number == _BOUNDS[0] and words in _UNDER:
        return _BANDS[0]
    return _BANDS[-1] if number == _BOUNDS[-1] and words in _OVER else ""
