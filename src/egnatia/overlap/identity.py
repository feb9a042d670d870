"""What one record says about another by name: identifiers, project numbers, references."""

from dataclasses import dataclass

from egnatia.overlap.prepare import Prepared

PARENT, CHILD, SIBLING, COFUNDED, THIRD_PARTY = "1", "2", "3", "4", "5"
FROM_THE_OTHER = frozenset({PARENT, "provider"})  # the activity named passes money to the one that names it
_TO_THE_OTHER = frozenset({CHILD, "receiver"})
_BY_TRANSACTION = frozenset({"provider", "receiver"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One record names the other: `kind` as in IATI, `of_left` says which of the two does so."""

    kind: str
    identifier: str
    of_left: bool

    @property
    def direction(self) -> int:
        """+1: the left passes on to the right."""
        sign = 1 if self.of_left else -1
        if self.kind in _TO_THE_OTHER:
            return sign
        return -sign if self.kind in FROM_THE_OTHER else 0

    @property
    def by_transaction(self) -> bool:
        return self.kind in _BY_TRANSACTION


def references(a: Prepared, b: Prepared) -> list[Reference]:
    """References between the two, in an order that does not depend on which is left; nobody refers to itself."""
    if not a.references and not b.references:
        return []
    only_left, only_right = a.identifiers - b.identifiers, b.identifiers - a.identifiers
    found = [Reference(kind, i, of_left=True) for kind, i in a.references if i in only_right]
    found += [Reference(kind, i, of_left=False) for kind, i in b.references if i in only_left]
    return sorted(found, key=lambda r: (r.kind, r.identifier))


def shared_identifiers(a: Prepared, b: Prepared) -> frozenset[str]:
    """Identifiers that both records carry."""
    return a.identifiers & b.identifiers


def cited_numbers(a: Prepared, b: Prepared) -> frozenset[str]:
    """Project numbers of one that the other's texts cite."""
    return (a.cited & b.numbers) | (b.cited & a.numbers)


def one_source_and_money(a: Prepared, b: Prepared) -> bool:
    """Two records of one source whose money is not known to differ: only references can connect them."""
    if not a.activity.source or a.activity.source != b.activity.source:
        return False
    return not a.money or not b.money or bool(a.money & b.money)
