"""Why somebody reads a record: every reason in words, the closest first."""

import pytest

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Envelope, Reason, may_read
from egnatia.kernel.access.reader import ANONYMOUS, Reader, Seat, member
from tests import make


def of_another_house(marking: Marking) -> Envelope:
    return Envelope(make.uuid(1), "note", marking, owner="a2", author="u2")


def reader(*, strong: bool = True) -> Reader:
    seats = (Seat("focal-points", "ALB"), Seat("arms", ""))
    return member(name="reader", person="u1", organisation="a1", seats=seats, offices=frozenset(), strong=strong)


def amber(community: str, **named: frozenset[str]) -> Marking:
    return Marking(tlp=Tlp.AMBER, communities=frozenset({community}), **named)


@pytest.mark.parametrize(
    ("marking", "reason"),
    [
        (amber("arms"), Reason("community", community="arms")),
        (amber("focal-points", economies=frozenset({"ALB"})), Reason("economy", "focal-points", "ALB")),
        (amber("arms", organisations=frozenset({"a1"})), Reason("organisation-in-community", "arms")),
        (Marking(tlp=Tlp.RED, persons=frozenset({"u1"})), Reason("named")),
    ],
)
def test_whom_a_marking_names_reads_for_that_reason(marking: Marking, reason: Reason) -> None:
    assert may_read(reader(), of_another_house(marking)).reasons == (reason,)
    assert not may_read(reader(strong=False), of_another_house(marking)).allowed
    assert not may_read(ANONYMOUS, of_another_house(marking)).allowed


@pytest.mark.parametrize(
    "marking",
    [
        amber("open-forum"),
        amber("arms", economies=frozenset({"ALB"})),
        amber("focal-points", economies=frozenset({"MNE"}), organisations=frozenset({"a3"})),
        Marking(tlp=Tlp.RED, persons=frozenset({"u3"})),
    ],
)
def test_whom_a_marking_does_not_name_reads_nothing(marking: Marking) -> None:
    assert may_read(reader(), of_another_house(marking)).reasons == ()
