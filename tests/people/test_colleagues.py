"""Who invites does not read by it: a new account acts for nobody until a colleague confirms it."""

from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import NO_ORGANISATION, Reader
from egnatia.kernel.audience import group_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.models import AuditEvent, Membership, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.people.colleagues import actions
from egnatia.people.colleagues.queries import new_colleagues_for
from egnatia.people.invitations.actions import Guest, accept, invite
from tests import make
from tests.people.accounts import browser
from tests.visits import got

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organisation:
    return make.organisation("House (demo)")


@pytest.fixture
def officer() -> Reader:
    return an_officer("officer")


def strong(person: Person) -> Reader:
    return reader_of(person, strong=True)


def an_officer(name: str) -> Reader:
    who = make.person(name)
    make.office(who, "S")
    return strong(who)


def newcomer(at: Organisation, *, by: Reader, places: tuple[ProposedSeat, ...] = (), officer: bool = False) -> Person:
    invited = invite(Guest("Newcomer (demo)", str(at.pk), places=places, secretariat=officer), by=by)
    return accept(invited.token, username="newcomer", password="four words not related", language="en")


def now(person: Person) -> Reader:
    return strong(Person.objects.get(pk=person.pk))


def test_whoever_is_invited_holds_basic_rights_until_a_colleague_confirms(house: Organisation, officer: Reader) -> None:
    colleague = reader_of(make.person("colleague", at=house), strong=True)
    ghost = newcomer(house, by=officer, officer=True)

    before = now(ghost)
    assert before.held == {"P", "M"}
    assert (before.organisation, before.offices, before.strong) == (NO_ORGANISATION, frozenset(), False)
    assert before.organisation_name == "House (demo)"

    actions.confirm(ghost.pk, by=colleague)

    after = now(ghost)
    assert after.organisation == str(house.pk)
    assert {"O:" + str(house.pk), "S"} <= after.held
    event = AuditEvent.objects.get(verb="confirmed colleague")
    assert (event.by, event.target) == (colleague.name, str(ghost.pk))


def test_a_seat_that_a_steward_confirmed_gives_green_only(house: Organisation, officer: Reader) -> None:
    make.person("colleague", at=house)
    make.community()
    ghost = newcomer(house, by=officer, places=(ProposedSeat("focal-points", "ALB"),))
    Membership.objects.filter(person=ghost).update(confirmed_by=UUID(officer.person))

    assert now(ghost).held == {"P", "M", "G:focal-points"}


def test_a_ghost_neither_writes_nor_is_counted_nor_shown_among_the_people(house: Organisation, officer: Reader) -> None:
    colleague = reader_of(make.person("colleague", at=house), strong=True)
    ghost = newcomer(house, by=officer)

    with pytest.raises(NotAllowed) as refused:
        make.record(by=now(ghost), marking=Marking(Tlp.GREEN))
    assert refused.value.code == "unconfirmed"
    assert group_of(f"O:{house.pk}", asker=colleague).people == (colleague.name,)
    assert ghost.name not in got(browser(Person.objects.get(pk=colleague.person)), "people:directory").text


def test_who_invited_cannot_confirm_where_there_are_people_or_records(house: Organisation, officer: Reader) -> None:
    colleague = make.person("colleague", at=house)
    ghost = newcomer(house, by=officer)
    with pytest.raises(NotFound):
        actions.confirm(ghost.pk, by=officer)

    Person.objects.filter(pk=colleague.pk).update(is_active=False)
    make.record(
        by=strong(make.person("other")),
        marking=Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(house.pk)})),
    )
    with pytest.raises(NotFound):
        actions.confirm(ghost.pk, by=officer)

    second = an_officer("second")
    assert [each.id for each in new_colleagues_for(second)] == [ghost.pk]
    assert new_colleagues_for(second)[0].elsewhere
    actions.confirm(ghost.pk, by=second)


def test_a_steward_of_a_group_of_the_organisation_may_confirm_where_nobody_is_left(
    house: Organisation, officer: Reader
) -> None:
    gone, steward, stranger = (make.person(name) for name in ("gone", "steward", "stranger"))
    Person.objects.filter(pk=gone.pk).update(organisation=house, is_active=False)
    make.seat(gone, "focal-points")
    make.seat(steward, "focal-points", steward=True)
    make.seat(stranger, "another", steward=True)
    make.record(
        by=strong(make.person("other")),
        marking=Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(house.pk)})),
    )
    ghost = newcomer(house, by=officer)

    with pytest.raises(NotFound):
        actions.confirm(ghost.pk, by=strong(stranger))
    actions.confirm(ghost.pk, by=strong(steward))

    assert now(ghost).is_confirmed


def test_an_empty_installation_works_from_the_first_link_to_the_first_member(officer: Reader) -> None:
    """The machine's own invitation is confirmed; the officer confirms the first of an organisation of nobody's."""
    own = Organisation.objects.get(pk=UUID(officer.organisation))
    first = newcomer(own, by=MACHINE, officer=True)
    assert now(first).is_secretariat
    empty = make.organisation("New ministry (demo)")
    invited = invite(Guest("Focal point (demo)", str(empty.pk)), by=now(first))
    member = accept(invited.token, username="member", password="four words not related", language="en")

    client = browser(Person.objects.get(pk=first.pk))
    (shown,) = got(client, "people:colleagues").context["colleagues"]
    assert (shown.name, shown.organisation, shown.elsewhere) == ("Focal point (demo)", "New ministry (demo)", True)
    client.post(reverse("people:colleague-confirmation", args=[member.pk]))

    assert now(member).organisation == str(empty.pk)


def test_colleagues_are_told_on_their_start_page_and_may_close_the_account(
    house: Organisation, officer: Reader
) -> None:
    colleague = make.person("colleague", at=house)
    ghost = newcomer(house, by=officer)
    client = browser(colleague)

    assert reverse("people:colleagues") in got(client, "start:home").text
    client.post(reverse("people:colleague-refusal", args=[ghost.pk]))

    assert not Person.objects.get(pk=ghost.pk).is_active
    assert AuditEvent.objects.filter(verb="declined colleague", target=str(ghost.pk)).exists()
    assert got(client, "people:colleagues").context["colleagues"] == []


def test_nobody_confirms_themselves_and_a_weak_session_confirms_nobody(house: Organisation, officer: Reader) -> None:
    weak = reader_of(make.person("colleague", at=house), strong=False)
    ghost = newcomer(house, by=officer)

    for by in (weak, now(ghost)):
        assert new_colleagues_for(by) == []
        with pytest.raises(NotFound):
            actions.confirm(ghost.pk, by=by)


def test_an_unconfirmed_account_is_told_why_it_sees_so_little(house: Organisation, officer: Reader) -> None:
    make.person("colleague", at=house)
    ghost = newcomer(house, by=officer)

    page = got(browser(ghost), "start:home").context["page"]

    assert (page.unconfirmed_notice, page.second_factor_notice) == (True, False)
