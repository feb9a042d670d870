from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from egnatia.kernel import clock, memberships
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE, is_machine
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import AuditEvent, Membership, Office, Person
from egnatia.kernel.readers import reader_of
from tests import make

pytestmark = pytest.mark.django_db
FOCAL = ProposedSeat("focal-points", "ALB")


def steward(username: str = "steward", *, strong: bool = True, where: str = "focal-points") -> Reader:
    who = make.person(username)
    make.seat(who, where, steward=True)
    return reader_of(who, strong=strong)


def administrator(*, strong: bool = True) -> Reader:
    return reader_of(make.person("administrator", is_administrator=True), strong=strong)


def again(who: Person) -> Reader:
    """Their reader as it is at the next request."""
    return reader_of(Person.objects.get(pk=who.pk), strong=True)


def member_of(who: Person, where: str = "focal-points") -> bool:
    return any(seat.community == where for seat in again(who).seats)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


def test_a_proposal_opens_nothing_before_a_steward_confirms_it() -> None:
    who, by = make.person("new"), steward()

    seat = memberships.propose(who.pk, FOCAL, by=by)
    assert not member_of(who)
    memberships.confirm(seat, by=by)

    assert member_of(who)
    assert again(who).economies == {"ALB"}
    assert verbs() == ["proposed member", "confirmed member"]


@pytest.mark.parametrize(
    "proposer",
    [steward, lambda: make.reader("officer", secretariat=True), administrator, lambda: MACHINE],
    ids=["steward", "secretariat", "administrator", "machine"],
)
def test_stewards_and_those_who_invite_may_propose(proposer: Callable[[], Reader]) -> None:
    make.community("focal-points")
    who = make.person("new")

    memberships.propose(who.pk, ProposedSeat("focal-points"), by=proposer())

    assert Membership.objects.filter(person=who, confirmed_by__isnull=True).count() == 1


@pytest.mark.parametrize(
    "proposer",
    [
        lambda: make.reader("plain", seats=("focal-points",)),
        lambda: steward(where="others"),
        lambda: steward(strong=False),
        lambda: administrator(strong=False),
        lambda: make.reader("officer", secretariat=True, strong=False),
    ],
    ids=["member", "steward elsewhere", "steward at GREEN", "administrator at GREEN", "secretariat at GREEN"],
)
def test_others_may_not_propose(proposer: Callable[[], Reader]) -> None:
    make.community("focal-points")
    who, by = make.person("new"), proposer()

    with pytest.raises(NotAllowed):
        memberships.propose(who.pk, ProposedSeat("focal-points"), by=by)
    assert verbs() == []


def test_an_administrator_confirms_nobody() -> None:
    by = steward()
    seat = memberships.propose(make.person("new").pk, FOCAL, by=by)

    with pytest.raises(NotFound):
        memberships.confirm(seat, by=administrator())


def test_nobody_proposes_confirms_or_appoints_himself() -> None:
    by = steward()
    mine = Membership.objects.create(
        person_id=by.person, community_id="focal-points", since=clock.today(), proposed_by=make.uuid(1)
    )

    for attempt in (
        lambda: memberships.propose(UUID(by.person), FOCAL, by=by),
        lambda: memberships.confirm(mine.pk, by=by),
        lambda: memberships.appoint(UUID(by.person), FOCAL, by=by),
    ):
        with pytest.raises(NotAllowed, match="yourself"):
            attempt()


def test_a_seat_is_proposed_and_confirmed_once() -> None:
    who, by = make.person("new"), steward()
    seat = memberships.propose(who.pk, FOCAL, by=by)
    memberships.confirm(seat, by=by)

    with pytest.raises(AlreadyThere):
        memberships.propose(who.pk, FOCAL, by=by)
    with pytest.raises(AlreadyThere):
        memberships.confirm(seat, by=by)


@pytest.mark.parametrize("place", [ProposedSeat("nowhere"), ProposedSeat("focal-points", "XXX")])
def test_a_place_that_does_not_exist_is_missing(place: ProposedSeat) -> None:
    with pytest.raises(NotFound):
        memberships.propose(make.person("new").pk, place, by=steward())


def test_closed_and_unknown_persons_get_no_seat_and_no_office() -> None:
    by = steward()
    for person in (make.uuid(5), make.person("closed", is_active=False).pk):
        with pytest.raises(NotFound):
            memberships.propose(person, FOCAL, by=by)
        with pytest.raises(NotFound):
            memberships.appoint(person, FOCAL, by=by)
        with pytest.raises(NotFound):
            memberships.appoint_to_secretariat(person, by=MACHINE)


def test_a_steward_ends_a_membership_at_the_next_request() -> None:
    who, by = make.person("old"), steward()
    seat = make.seat(who, "focal-points")

    memberships.end(seat.pk, by=by)

    assert not member_of(who)
    assert verbs() == ["ended membership"]


def test_a_member_may_leave() -> None:
    who = make.person("old")
    seat = make.seat(who, "focal-points")

    memberships.end(seat.pk, by=again(who))

    assert not member_of(who)


def test_a_membership_that_begins_later_can_be_ended_too() -> None:
    who, by = make.person("old"), steward()
    seat = make.seat(who, "focal-points")
    Membership.objects.filter(pk=seat.pk).update(since=clock.today() + timedelta(days=9))

    memberships.end(seat.pk, by=by)

    assert not member_of(who)


def test_whoever_is_neither_steward_nor_the_member_knows_of_no_such_membership() -> None:
    seat = make.seat(make.person("old"), "focal-points")
    other = make.reader("other", seats=("focal-points",))

    for membership in (seat.pk, make.uuid(9)):
        with pytest.raises(NotFound):
            memberships.end(membership, by=other)


def test_an_office_passes_from_hand_to_hand_and_its_seat_stays() -> None:
    first, second, by = make.person("first"), make.person("second"), steward()
    held = make.office(first, "F", where="focal-points", economy="ALB")

    memberships.vacate(held.pk, by=by)
    assert again(first).offices == frozenset()
    memberships.appoint(second.pk, FOCAL, deputy=True, by=by)

    assert again(second).offices == {"F:focal-points:ALB"}
    assert Office.objects.filter(economy="ALB").count() == 2
    assert verbs() == ["vacated", "appointed"]


def test_an_office_given_today_is_taken_back_today() -> None:
    who, by = make.person("first"), steward()
    held = memberships.appoint(who.pk, FOCAL, deputy=True, by=by)

    memberships.vacate(held, by=by)

    assert again(who).offices == frozenset()
    assert Office.objects.get(pk=held).person is None


def test_a_seat_may_be_made_and_stand_vacant() -> None:
    seat = memberships.appoint(None, FOCAL, deputy=True, by=steward())

    made = Office.objects.get(pk=seat)
    assert (made.person, made.deputy) == (None, False)
    assert verbs() == ["made seat"]


def test_an_office_needs_an_economy_a_steward_and_a_new_holder() -> None:
    who, by = make.person("first"), steward()
    memberships.appoint(who.pk, FOCAL, by=by)

    with pytest.raises(NotAllowed, match="economy"):
        memberships.appoint(who.pk, ProposedSeat("focal-points"), by=by)
    with pytest.raises(NotAllowed, match="steward"):
        memberships.appoint(who.pk, FOCAL, by=administrator())
    with pytest.raises(AlreadyThere):
        memberships.appoint(who.pk, FOCAL, by=by)


def test_the_secretariats_desk_is_given_by_administrators_and_the_secretariat() -> None:
    first, second = make.person("first"), make.person("second")

    memberships.appoint_to_secretariat(first.pk, by=administrator())
    assert again(first).is_secretariat
    memberships.appoint_to_secretariat(second.pk, by=again(first))
    assert again(second).is_secretariat

    with pytest.raises(AlreadyThere):
        memberships.appoint_to_secretariat(second.pk, by=again(first))
    with pytest.raises(NotAllowed, match="administrator"):
        memberships.appoint_to_secretariat(first.pk, by=steward())
    with pytest.raises(NotAllowed, match="yourself"):
        memberships.appoint_to_secretariat(first.pk, by=again(first))


def test_the_desk_is_left_by_its_holder_or_taken_by_an_administrator() -> None:
    first, second = make.person("first"), make.person("second")
    one, two = make.office(first, "S"), make.office(second, "S")

    memberships.vacate(one.pk, by=again(first))
    with pytest.raises(NotFound):
        memberships.vacate(two.pk, by=steward())
    memberships.vacate(two.pk, by=administrator())

    assert not again(first).is_secretariat
    assert not again(second).is_secretariat


def test_a_vacant_or_foreign_seat_cannot_be_vacated() -> None:
    vacant = make.office(None, "F", where="focal-points", economy="ALB")

    for office in (vacant.pk, make.uuid(3)):
        with pytest.raises(NotFound):
            memberships.vacate(office, by=steward(f"steward-{office}"))


def test_the_machine_is_nobody_and_reads_nothing() -> None:
    assert is_machine(MACHINE)
    assert MACHINE.held == {"P"}
    assert not is_machine(administrator())


def desk(username: str = "desk") -> Reader:
    return make.reader(username, secretariat=True)


def proposed_steward(where: str = "new-community", *, by: Reader) -> tuple[Person, UUID]:
    make.community(where, closed=True)
    who = make.person("first-steward")
    return who, memberships.propose(who.pk, ProposedSeat(where, steward=True), by=by)


def test_the_first_steward_of_a_community_is_let_in_by_a_second_person_of_the_secretariat() -> None:
    proposer = desk()
    who, seat = proposed_steward(by=proposer)

    with pytest.raises(NotAllowed, match="second-person"):
        memberships.confirm(seat, by=proposer)
    memberships.confirm(seat, by=desk("second"))

    assert member_of(who, "new-community")


def test_the_secretariat_lets_in_no_members_and_no_further_steward() -> None:
    who, seat = proposed_steward(by=administrator())
    plain = memberships.propose(make.person("plain").pk, ProposedSeat("new-community"), by=MACHINE)
    with pytest.raises(NotFound):
        memberships.confirm(plain, by=desk())

    make.seat(make.person("steward"), "new-community", steward=True)

    with pytest.raises(NotFound):
        memberships.confirm(seat, by=desk("second"))
    assert not member_of(who, "new-community")


def test_only_the_secretariat_lets_a_first_steward_in() -> None:
    _, seat = proposed_steward(by=MACHINE)

    for by in (administrator(), make.reader("plain"), make.reader("weak", secretariat=True, strong=False)):
        with pytest.raises(NotFound):
            memberships.confirm(seat, by=by)
