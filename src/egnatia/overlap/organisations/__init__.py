"""When two names mean one organisation, and whose money it spends.

Small and sound: identifiers, names after folding (one spelling, word order, legal forms and small words aside), short
forms that a name gives itself, tables of well-known bodies and of the region's public bodies. No guess by likeness.
An office in a place is the body itself; a department with a task of its own is not, but it spends the body's money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from egnatia.language import is_economy
from egnatia.overlap.activity import OrganisationMention
from egnatia.overlap.organisations.bodies import by_identifier
from egnatia.overlap.organisations.identifiers import identifier
from egnatia.overlap.organisations.names import meant

__all__ = ["OrganisationKeys", "home_of", "known_as", "names_of", "names_of_all", "shared"]

Homes = tuple[str, str]
_NOBODY: frozenset[str] = frozenset()
_UNNAMED = frozenset({""})


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """Under which keys an organisation is known, and under which its money is."""

    known_as: frozenset[str]
    money: frozenset[str]


_UNKNOWN = OrganisationKeys(_NOBODY, _NOBODY)


@lru_cache(maxsize=1 << 17)
def names_of(name: str, ref: str = "", home: str = "") -> OrganisationKeys:
    """Keys of an organisation by its name and identifier; empty for "None", "Various donors" and the like.

    `home` is the one economy of its activity, or "": a ministry of no stated economy is the one there.
    """
    by_ref = identifier(ref)
    by_name = meant(name, by_ref.economy)
    owner = by_identifier(by_ref.key)
    known = {body.at(home).key for body in by_name.bodies}
    money = {body.at(home).money for body in by_name.purses}
    known.update(by_name.numbers, [owner.key if owner else by_ref.key])
    money.update(by_name.numbers, [owner.money if owner else by_ref.key])
    if by_ref.donor:
        money.add(f"gov:{by_ref.donor}")
    return OrganisationKeys(frozenset(known - _UNNAMED), frozenset(money - _UNNAMED))


def home_of(economies: Iterable[str]) -> str:
    """The one economy of an activity; "" where it has several, none, or a region."""
    stated = tuple(economies)
    return stated[0] if len(stated) == 1 and is_economy(stated[0]) else ""


def known_as(organisations: Sequence[OrganisationMention], home: str = "") -> frozenset[str]:
    """All keys under which these organisations are known."""
    return names_of_all(organisations, home).known_as


def names_of_all(organisations: Sequence[OrganisationMention], home: str = "") -> OrganisationKeys:
    """Under which keys these organisations are known, and under which their money is: an agency and its government are
    one."""
    if not organisations:
        return _UNKNOWN
    if len(organisations) == 1:  # as most often
        return names_of(organisations[0].name, organisations[0].ref, home)
    every = [names_of(o.name, o.ref, home) for o in organisations]
    return OrganisationKeys(
        _NOBODY.union(*[each.known_as for each in every]), _NOBODY.union(*[each.money for each in every])
    )


def shared(
    left: Iterable[OrganisationMention], right: Iterable[OrganisationMention], homes: Homes = ("", "")
) -> list[tuple[OrganisationMention, OrganisationMention]]:
    """Pairs of organisations that are one, each at most once, in an order that does not depend on the side.

    `homes` are the economies of the two activities (`home_of`).
    """
    here, there = homes
    theirs = [(other, names_of(other.name, other.ref, there).known_as) for other in right]
    alike = [
        (one, other) for one in left for other, known in theirs if names_of(one.name, one.ref, here).known_as & known
    ]
    pairs: list[tuple[OrganisationMention, OrganisationMention]] = []
    for one, other in sorted(alike, key=_written_alike_first):
        if all(one is not mine and other is not yours for mine, yours in pairs):
            pairs.append((one, other))
    return pairs


def _written_alike_first(pair: tuple[OrganisationMention, OrganisationMention]) -> tuple[bool, list[tuple[str, str]]]:
    one, other = pair
    return one != other, sorted([(one.name, one.ref), (other.name, other.ref)])
