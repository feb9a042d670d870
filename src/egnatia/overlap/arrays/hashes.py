"""Words and sets of them as the numbers that stand in columns: made of their checksums, in order."""

from zlib import crc32

from egnatia.language import Remembered, is_economy, telling, weight

DAC_CATEGORY = len("DAC:151")
_BITS = (1 << 31) - 1


def number_of(text: str) -> int:
    """31 bits that are the same in every process, so that columns can be kept. Two texts of one number are only looked
    at more closely."""
    return crc32(text.encode("utf-8", "surrogatepass")) & _BITS


def _hashed(found: frozenset[str]) -> list[int]:
    return sorted(map(number_of, found))


HASHED = Remembered(_hashed, most=1 << 16)


def _sectors(stated: frozenset[str]) -> tuple[list[int], list[int], list[int]]:
    """Exact ones, all with their categories, and the lists that they are of."""
    return (
        sorted(number_of(s) for s in stated if s.startswith("DAC:") and len(s) > DAC_CATEGORY),
        sorted({number_of(each) for s in stated for each in _with_category(s)}),
        sorted({number_of(s.partition(":")[0]) for s in stated if ":" in s}),
    )


SECTORS = Remembered(_sectors, most=1 << 14)


def _with_category(sector: str) -> tuple[str, ...]:
    """A sector, and of a DAC purpose the category too, told apart from a sector of that name."""
    return (sector, f"{sector[:DAC_CATEGORY]}…") if sector.startswith("DAC:") else (sector,)


def _economies(stated: frozenset[str]) -> list[int]:
    return sorted(number_of(code) & ~1 | is_economy(code) for code in stated)


ECONOMIES = Remembered(_economies, most=1 << 12)


def _concept(concept: str) -> int:
    return number_of(concept) & ~1 | (concept in telling())


CONCEPTS = Remembered(_concept, most=1 << 14)


def _word(stem: str) -> int:
    """27 bits of its number and the weight, which is at most 13."""
    return (number_of(stem) & 0x7FFFFFF) << 4 | weight(stem)


WORDS = Remembered(_word, most=1 << 17)
