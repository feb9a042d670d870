"""When two names mean one organisation, and whose money it spends.

Small and sound: equal identifiers, equal names after folding (word order, legal forms, "the" and "of" left aside),
an abbreviation given in brackets, and a shipped table of well-known bodies. No guess by similarity.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from egnatia.language import economy_code, fold, folded_words
from egnatia.overlap.activity import Organisation

_LEGAL_WORDS = (
    "ltd limited inc incorporated llc llp plc corp gmbh mbh ag kg sa sas srl spa bv nv oy ab as aps asbl onlus "
    "doo dd ad dooel ead eood ood shpk sha zrt kft nyrt bt sro spzoo zoo epe ae ike eirl ooo jsc pjsc"
)
_LEGAL = frozenset(_LEGAL_WORDS.split())
_DOTTED = re.compile(r"\b(?:\w\.\s?){1,4}(?:\w\b)?")
_SMALL_WORDS = "the of for and in on to de du des la le les el del di da do e i u za na d o dhe si ve y a"
_SMALL = frozenset(_SMALL_WORDS.split())
_NOBODY_WORDS = (
    "none unknown unspecified other others n a na nil tbd private beneficiaries page various donors self "
    "not available information applicable provided yet details specified carry over tba state"
)
_NOBODY = frozenset(_NOBODY_WORDS.split())
_BRACKETS = re.compile(r"\(([^()]{2,80})\)?")
_OF_ECONOMY = re.compile(
    r"^(?:the )?(?:(?:royal )?embassy|government|republic|kingdom|ministry of foreign affairs|people) of (.+)$"
    r"|^(.+?) (?:embassy|government|ministry of foreign affairs|aid|private investment)$"
)
LONGEST_NAME = 160  # longer texts in a name's field are sentences


@dataclass(frozen=True, slots=True)
class Names:
    """Under which keys an organisation is known, and under which its money is."""

    known_as: frozenset[str]
    money: frozenset[str]


NOBODY = Names(frozenset(), frozenset())


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Plain name -> (organisation, whose money it spends)."""
    found: dict[str, tuple[str, str]] = {}
    text = files("egnatia.overlap").joinpath("organisations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        organisation, money, names = line.split("\t")
        found |= {_plain(name): (organisation, money) for name in names.split("|")}
    return found


def _joined(dotted: re.Match[str]) -> str:
    return dotted.group().replace(".", "").replace(" ", "") + " "


def _plain(name: str) -> str:
    """The words that carry a name, sorted: "Ministry of Health" and "Health Ministry" are one."""
    found = folded_words(_DOTTED.sub(_joined, name))
    kept = [w for w in found if w not in _SMALL and w not in _LEGAL] or found
    return " ".join(sorted(set(kept)))


def _key(plain: str, folded: str) -> tuple[str, str]:
    """(organisation, money) of one written form."""
    if known := _table().get(plain):
        return known
    whole = economy_code(folded)
    if whole:
        return f"gov:{whole}", f"gov:{whole}"
    part = _OF_ECONOMY.match(" ".join(folded_words(folded)))
    economy = economy_code(part[1] or part[2]) if part else ""
    return plain, f"gov:{economy}" if economy else plain


@lru_cache(maxsize=1 << 18)
def names_of(name: str, ref: str = "") -> Names:
    """Keys of an organisation by its name and identifier; empty for "None", "Various donors" and the like."""
    known_as: set[str] = {f"ref:{fold(ref).replace(' ', '')}"} if ref else set()
    money: set[str] = set(known_as)
    for form in _forms(name):
        plain = _plain(form)
        if plain and not set(plain.split()) <= _NOBODY:
            organisation, spends = _key(plain, fold(form))
            known_as.add(organisation)
            money.add(spends)
    return Names(frozenset(known_as), frozenset(money))


def _forms(name: str) -> list[str]:
    """The name without brackets, and what stands in them where it is an abbreviation or another name."""
    if len(name) > LONGEST_NAME:
        return []
    outside = _BRACKETS.sub(" ", name).strip()
    inside = [b for b in _BRACKETS.findall(name) if not any(c.isdigit() for c in b) and _stands_for(b, outside)]
    return [outside, *inside]


def _stands_for(inside: str, outside: str) -> bool:
    """Whether an abbreviation in brackets is made of the initials outside, or the table knows both as one."""
    initials = "".join(w[0] for w in folded_words(outside) if w not in _SMALL)
    all_initials = "".join(w[0] for w in folded_words(outside))
    return fold(inside).replace(" ", "") in {initials, all_initials} or _plain(inside) in _table()


def known_as(organisations: Iterable[Organisation]) -> frozenset[str]:
    """All keys under which these organisations are known."""
    return frozenset().union(*(names_of(o.name, o.ref).known_as for o in organisations))


def money_of(organisations: Iterable[Organisation]) -> frozenset[str]:
    """All keys of the money of these organisations: an agency and its government are one."""
    return frozenset().union(*(names_of(o.name, o.ref).money for o in organisations))


def shared(left: Iterable[Organisation], right: Iterable[Organisation]) -> list[tuple[Organisation, Organisation]]:
    """Pairs of organisations that are one, each at most once, in an order that does not depend on the side."""
    right = tuple(right)
    alike = [(one, other) for one in left for other in right if _known(one) & _known(other)]
    pairs: list[tuple[Organisation, Organisation]] = []
    for one, other in sorted(alike, key=_written_alike_first):
        if all(one is not mine and other is not theirs for mine, theirs in pairs):
            pairs.append((one, other))
    return pairs


def _known(organisation: Organisation) -> frozenset[str]:
    return names_of(organisation.name, organisation.ref).known_as


def _written_alike_first(pair: tuple[Organisation, Organisation]) -> tuple[bool, list[tuple[str, str]]]:
    one, other = pair
    return one != other, sorted([(one.name, one.ref), (other.name, other.ref)])
