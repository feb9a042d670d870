"""Economies by the names and codes that sources use. For recognition only; the kernel has what is shown."""

import re
from functools import cache, lru_cache

from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.words import stem

LONGEST_CODE = 3
ALPHA3 = re.compile(r"[A-Z]{3}")
_WITH_CODE = re.compile(r"([^()]+?)\*?\s*\(([^()]+)\)")
_RESOLUTION = re.compile(r"(?:under )?(?:un )?(?:unscr?|scr|security council)(?: resolution)? 1244(?: (?:19)?99)?")
# Codes of no list that registers write behind its name; alone they mean others, or nothing.
_OTHER_CODES = dict.fromkeys(("ko", "kos", "ks", "kv"), "XKX")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def _plain(name: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold(name)).removeprefix("the ").strip()


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for alpha3, alpha2, names in rows("economies.tsv"):
        for name in (alpha3, alpha2, *names.split("|")):
            found.setdefault(_plain(name), alpha3)
    return found


@lru_cache(maxsize=1 << 14)
def economy_code(name: str) -> str:
    """The ISO 3166 alpha-3 code (XKX for Kosovo*) for a code or a name in any of our languages, or ""."""
    before, comma, after = name.partition(",")
    found = _by_name().get(_plain(name)) or (_by_name().get(_plain(f"{after} {before}"), "") if comma else "")
    return found or _with_its_code(name)


def _with_its_code(name: str) -> str:
    """The code of "Albania (AL)" or "Kosovo (under UNSCR 1244)": a name and behind it what means the same economy."""
    written = _WITH_CODE.fullmatch(name.strip())
    code = _by_name().get(_plain(written[1]), "") if written else ""
    behind = _plain(written[2]) if written else ""
    meant = _OTHER_CODES.get(behind) or _by_name().get(behind) or ("XKX" if _RESOLUTION.fullmatch(behind) else "")
    return code if code == meant else ""


def is_economy(code: str) -> bool:
    """Whether `code` is an alpha-3 code, rather than the folded name of a region."""
    return ALPHA3.fullmatch(code) is not None


@cache
def _names_of(alpha3: str) -> tuple[str, ...]:
    known = sorted((name for name, code in _by_name().items() if code == alpha3), key=len, reverse=True)
    return tuple(known)


def names_of(alpha3: str) -> tuple[str, ...]:
    """The folded codes and names of an economy, the longest first."""
    return _names_of(alpha3)


@cache
def by_stems() -> dict[tuple[str, ...], str]:
    """Codes by the stems of the words of a name, in whatever form they end. No abbreviations: "and" is one."""
    names = ((tuple(map(stem, name.split())), code) for name, code in _by_name().items() if len(name) > LONGEST_CODE)
    found: dict[tuple[str, ...], str] = {}
    for stems, code in names:
        found.setdefault(stems, code)
    return found
