"""Whoever asks. The anonymous visitor is a reader too, so no caller needs to ask whether there is one. Pure."""

from dataclasses import dataclass, field

from egnatia.kernel.access import tokens

EVERYTHING = "*"
NO_ORGANISATION = "00000000-0000-0000-0000-000000000000"  # of an account that no colleague has confirmed


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A membership that holds today: in which community, for which economy (or none)."""

    community: str
    economy: str = ""
    steward: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with what they may see at this moment. `strong` is a session that has shown its second factor.

    `held` are the tokens; `seats` and `offices` are kept beside them so that `may_read` can be asked the same question
    another way. An office is `S` or `F:community:economy`.
    """

    name: str = ""
    person: str = ""
    organisation: str = ""
    organisation_name: str = ""
    seats: tuple[Seat, ...] = ()
    offices: frozenset[str] = frozenset()
    strong: bool = False
    administrator: bool = False
    held: frozenset[str] = field(default=frozenset({tokens.PUBLIC}))

    @property
    def is_anonymous(self) -> bool:
        return not self.person

    @property
    def is_confirmed(self) -> bool:
        """False for a new account, until somebody of its organisation says that the person works there."""
        return self.organisation != NO_ORGANISATION

    @property
    def is_secretariat(self) -> bool:
        return self.strong and tokens.SECRETARIAT in self.offices

    @property
    def is_system(self) -> bool:
        return EVERYTHING in self.held

    @property
    def economies(self) -> frozenset[str]:
        """The economies for which they sit somewhere."""
        return frozenset(seat.economy for seat in self.seats if seat.economy)

    def why_not(self, rule: str) -> str:
        """The rule that they are told of where `rule` refuses them: two-step verification, until they used it."""
        return rule if self.strong else "second-factor"

    def focal_economies(self) -> frozenset[str]:
        """The economies whose focal point they are today."""
        return frozenset(office.rsplit(":", 1)[1] for office in self.offices if office.startswith("F:"))


ANONYMOUS = Reader()
# For executors, grants, audit and backup only: an architecture test lists who may import it.
SYSTEM = Reader(name="system", held=frozenset({EVERYTHING}), strong=True)


def member(  # noqa: PLR0913 - one argument per fact that a token follows from
    *,
    name: str,
    person: str,
    organisation: str,
    organisation_name: str = "",
    seats: tuple[Seat, ...] = (),
    offices: frozenset[str] = frozenset(),
    strong: bool = False,
    administrator: bool = False,
) -> Reader:
    """The reader of a signed-in person: tokens by memberships and offices, only the basic ones unless `strong`.

    Whoever is focal point of an economy in a community sits there for it, with or without a membership of their own.
    """
    seats += tuple(seat for seat in _seats_of(offices) if seat not in seats)
    held = {tokens.PUBLIC, tokens.MEMBERS, tokens.person(person), tokens.organisation(organisation)} | offices
    for seat in seats:
        held |= {tokens.community(seat.community), tokens.whole_community(seat.community)}
        held.add(tokens.organisation_in(seat.community, organisation))
        if seat.economy:
            held.add(tokens.economy_in(seat.community, seat.economy))
    kept = held if strong else {token for token in held if tokens.is_basic(token)}
    return Reader(
        name=name,
        person=person,
        organisation=organisation,
        organisation_name=organisation_name,
        seats=seats,
        offices=offices,
        strong=strong,
        administrator=administrator,
        held=frozenset(kept),
    )


def _seats_of(offices: frozenset[str]) -> list[Seat]:
    split = [office.split(":") for office in sorted(offices) if office.startswith("F:")]
    return [Seat(community=community, economy=economy) for _, community, economy in split]
