"""May this reader see this record, and why? The access rule in words, written apart from the tokens.

`may_read(...).allowed` equals "the reader's tokens meet the record's"; a property test holds the two against each
other, and rows that were fetched by tokens are checked once more with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, Seat


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody sees a record: a code that pages put into words, and the community and economy it is about."""

    code: str
    community: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What of a record decides who sees it."""

    id: UUID
    kind: str
    marking: Marking
    owner: str
    author: str
    withdrawn: bool = False


def may_read(reader: Reader, record: Envelope) -> Verdict:
    """The verdict with every reason that holds, the closest first. A withdrawn record is seen by nobody."""
    if reader.is_system:
        return Verdict(allowed=True, reasons=(Reason("system"),))
    if record.withdrawn:
        return Verdict(allowed=False)
    reasons = tuple(_reasons(reader, record))
    return Verdict(allowed=bool(reasons), reasons=reasons)


def _reasons(reader: Reader, record: Envelope) -> Iterator[Reason]:
    marking = record.marking
    if marking.tlp == Tlp.CLEAR:
        yield Reason("public")
    elif marking.tlp == Tlp.RED:
        yield from _by_name(reader, record)
    elif not reader.is_anonymous:
        if reader.strong:
            yield from _by_organisation(reader, record)
        if marking.tlp in (Tlp.GREEN, Tlp.AMBER):
            yield from _by_seat(reader, marking)


def _by_name(reader: Reader, record: Envelope) -> Iterator[Reason]:
    if not reader.strong:
        return
    if reader.person == record.author:
        yield Reason("author")
    elif reader.person in record.marking.persons:
        yield Reason("named")


def _by_organisation(reader: Reader, record: Envelope) -> Iterator[Reason]:
    marking = record.marking
    if reader.organisation == record.owner:
        yield Reason("owner")
    if marking.tlp == Tlp.AMBER_STRICT and reader.organisation in marking.organisations:
        yield Reason("named-organisation")
    for office in sorted(reader.offices & marking.offices):
        yield _of_office(office)


def _of_office(office: str) -> Reason:
    if office == "S":
        return Reason("secretariat")
    _, community, economy = office.split(":")
    return Reason("focal-point", community=community, economy=economy)


def _by_seat(reader: Reader, marking: Marking) -> Iterator[Reason]:
    if marking.tlp == Tlp.GREEN:
        if not marking.communities:
            yield Reason("member")
        for slug in sorted({seat.community for seat in reader.seats} & marking.communities):
            yield Reason("community", community=slug)
    elif reader.strong:
        for seat in reader.seats:
            if seat.community in marking.communities:
                yield from _by_named_part(reader, marking, seat)


def _by_named_part(reader: Reader, marking: Marking, seat: Seat) -> Iterator[Reason]:
    if not marking.economies and not marking.organisations:
        yield Reason("community", community=seat.community)
    if seat.economy and seat.economy in marking.economies:
        yield Reason("economy", community=seat.community, economy=seat.economy)
    if reader.organisation in marking.organisations:
        yield Reason("organisation-in-community", community=seat.community)
