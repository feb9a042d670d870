"""What an identifier says: who it is, whose money it is, or nothing.

Codes of the OECD's channel list come bare ("41114") or with a prefix ("XM-DAC-41114"). Other bare numbers and letters
are the register's own, and those that stand for a sort of body ("22000", donor country-based NGO) name nobody.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from egnatia.language import economy_code, fold

_SEPARATORS = re.compile(r"[\s\-–—_./]+")
_CHANNEL = re.compile(r"(?:xm)?(?:dac)?([234](?:\d{4}|1aaa))")
_SORTS = re.compile(r"(?:xmdac)?(?:[1-69]\d000|1[123]00\d|41[1-7]00|6[123]0\d\d|2250\d|23501)")
_NO_SORT = frozenset({"42000", "43000", "44000", "45000"})  # the EU, the IMF, the World Bank, the WTO
_OF_DONOR = re.compile(r"xmdac\d{1,2}|([a-z]{2})\d{1,2}")
_ECONOMY_OF_REGISTER = re.compile(r"([a-z]{2})-(?:gov|coa|usagov)\b")
_OIB = 11  # digits
_FILLED_IN = "00000"  # where a form wants a number and the body is from elsewhere
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Identifier:
    """`key` is "" where it identifies nobody; `economy` is the one whose public bodies its register lists."""

    key: str = ""
    economy: str = ""
    donor: str = ""  # economy whose aid it stands for, without saying which of its bodies


@lru_cache(maxsize=1 << 16)
def identifier(ref: str) -> Identifier:
    """What `ref` says by itself."""
    folded = fold(ref)
    plain = _SEPARATORS.sub("", folded)
    channel = _CHANNEL.fullmatch(plain)
    if channel and (channel[1] in _NO_SORT or not _SORTS.fullmatch(plain)):
        return Identifier(f"ref:dac{channel[1]}")
    if _SORTS.fullmatch(plain) or (plain == folded.strip() and not _says_its_register(plain)):
        return Identifier()
    if donor := _OF_DONOR.fullmatch(plain):
        economy = economy_code(donor[1] or "")
        if economy or not donor[1]:
            return Identifier(donor=economy)
    register = _ECONOMY_OF_REGISTER.match(folded)
    economy = economy_code(register[1]) if register else ""
    if plain == "ususagov":
        return Identifier(donor=economy)
    return Identifier(f"ref:{plain}", economy)


def _says_its_register(plain: str) -> bool:
    """Letters and digits together: "XMDAC928"; a bare number or a bare word is a register's own."""
    return bool(_LETTER.match(plain)) and any(map(str.isdigit, plain))


def tax_number(digits: str) -> str:
    """The key of a tax number that stands after a name: Croatia's OIB, by its check digit (ISO 7064), or ""."""
    if len(digits) != _OIB or digits.startswith(_FILLED_IN):
        return ""
    rest = 10
    for digit in map(int, digits[:-1]):
        rest = (rest + digit) % 10 or 10
        rest = rest * 2 % 11
    return f"ref:hroib{digits}" if (11 - rest) % 10 == int(digits[-1]) else ""
