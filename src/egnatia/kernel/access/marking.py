"""A marking: TLP 2.0 with the communities, economies, organisations, offices and persons that it names. Pure."""

from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256

from egnatia.kernel.access import tokens


class Tlp(IntEnum):
    """The Traffic Light Protocol, version 2.0 (FIRST)."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def words(self) -> str:
        """As FIRST writes it: `TLP:AMBER+STRICT`."""
        return "TLP:" + self.name.replace("_", "+")


class MarkingError(ValueError):
    """A marking that says nothing or contradicts itself; `code` names which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Marking:
    """Who may see a record. Organisations and persons stand as identifiers, offices as their tokens (`S`, `F:…`)."""

    tlp: Tlp
    communities: frozenset[str] = field(default=NOBODY)
    economies: frozenset[str] = field(default=NOBODY)
    organisations: frozenset[str] = field(default=NOBODY)
    persons: frozenset[str] = field(default=NOBODY)
    offices: frozenset[str] = field(default=NOBODY)

    def __post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise MarkingError(fault)

    def _fault(self) -> str:
        """What is wrong: a name at a level where it would be ignored is a misunderstanding, so it is refused."""
        if self.communities and self.tlp not in (Tlp.GREEN, Tlp.AMBER):
            return "communities-need-green-or-amber"
        if self.economies and self.tlp != Tlp.AMBER:
            return "economies-need-amber"
        if self.organisations and self.tlp not in (Tlp.AMBER, Tlp.AMBER_STRICT):
            return "organisations-need-amber"
        if self.tlp == Tlp.AMBER and not self.communities:
            return "amber-needs-a-community"
        return self._fault_of_names()

    def _fault_of_names(self) -> str:
        if self.persons and self.tlp != Tlp.RED:
            return "persons-need-red"
        if self.offices and self.tlp not in (Tlp.AMBER, Tlp.AMBER_STRICT):
            return "offices-need-amber"
        if any(office != tokens.SECRETARIAT and not office.startswith("F:") for office in self.offices):
            return "unknown-office"
        return ""

    def tokens(self, *, owner: str, author: str) -> frozenset[str]:
        """The grant tokens of a record of the organisation `owner`, written by the person `author` (design.md)."""
        if self.tlp == Tlp.CLEAR:
            return frozenset({tokens.PUBLIC})
        if self.tlp == Tlp.RED:
            return frozenset(tokens.person(person) for person in self.persons | {author})
        own = {tokens.organisation(owner)} | self.offices
        if self.tlp == Tlp.GREEN:
            named = {tokens.community(slug) for slug in self.communities}
            return frozenset(own | (named or {tokens.MEMBERS}))
        if self.tlp == Tlp.AMBER_STRICT:
            return frozenset(own | {tokens.organisation(organisation) for organisation in self.organisations})
        return frozenset(own | self._amber())

    def _amber(self) -> set[str]:
        if not self.economies and not self.organisations:
            return {tokens.whole_community(slug) for slug in self.communities}
        by_economy = {tokens.economy_in(slug, economy) for slug in self.communities for economy in self.economies}
        by_organisation = {
            tokens.organisation_in(slug, organisation)
            for slug in self.communities
            for organisation in self.organisations
        }
        return by_economy | by_organisation


def may_open(tlp: Tlp, token: str) -> bool:
    """Whether some record at this level may bear the token: `Marking.tokens` gives no other."""
    if tlp in (Tlp.CLEAR, Tlp.RED):
        return token == tokens.PUBLIC if tlp == Tlp.CLEAR else token.startswith("U:")
    return {
        "O": True,  # its owner, or an organisation that is named
        "M": tlp == Tlp.GREEN,
        "G": tlp == Tlp.GREEN,
        "A": tlp == Tlp.AMBER,
        "S": tlp != Tlp.GREEN,
        "F": tlp != Tlp.GREEN,
    }.get(token[:1], False)


def level_of(granted: frozenset[str]) -> Tlp:
    """The level whose records bear these tokens: `Marking.tokens` gives them at no other. Of no token at all it is the
    narrowest.
    """
    signs = {token[:1] for token in granted}
    for sign, level in (
        ("P", Tlp.CLEAR),
        ("M", Tlp.GREEN),
        ("G", Tlp.GREEN),
        ("A", Tlp.AMBER),
        ("O", Tlp.AMBER_STRICT),
    ):
        if sign in signs:
            return level
    return Tlp.RED


def digest(granted: frozenset[str]) -> str:
    """A short name of a set of tokens: equal sets, equal names. 32 hexadecimal digits."""
    return sha256("\n".join(sorted(granted)).encode()).hexdigest()[:32]
