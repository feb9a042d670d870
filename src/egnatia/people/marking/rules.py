"""Where a marking starts and what belongs together in it. Who could agree to a wider one. Pure."""

from collections.abc import Sequence

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT, focal_point
from egnatia.kernel.audience import Group

DRAFT = Marking(Tlp.AMBER_STRICT)
WITH_OFFICES = (Tlp.AMBER, Tlp.AMBER_STRICT)
# The field that a fault of a marking is said beside; beside the level where none is named here.
FIELD_OF_FAULT = {
    "communities-need-green-or-amber": "communities",
    "economies-need-amber": "economies",
    "organisations-need-amber": "organisation_name",
    "amber-needs-a-community": "communities",
    "persons-need-red": "persons",
    "community": "communities",
}


def nobody_besides(name: str, groups: Sequence[Group]) -> bool:
    """Whether the person of this name alone is in the audience, as far as they may know it."""
    known = [group.people for group in groups if group.people is not None]
    return len(known) == len(groups) and {each for people in known for each in people} <= {name}


def usual_offices(reader: Reader) -> frozenset[str]:
    """Where a first release usually goes: the focal points of their own economies, and the secretariat's desk."""
    focal = {focal_point(seat.community, seat.economy) for seat in reader.seats if seat.economy}
    return frozenset(focal | {SECRETARIAT}) - reader.offices
