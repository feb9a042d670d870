from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.models import Membership, Office, Person
from egnatia.kernel.readers import reader_of
from tests import make
from tests.people.accounts import browser
from tests.visits import faults, offers

pytestmark = pytest.mark.django_db
DIRECTORY = reverse("people:directory")
FOCAL = reverse("people:community", args=["focal-points"])


def member(username: str, *, steward: bool = False, economy: str | None = None) -> Person:
    who = make.person(username)
    make.seat(who, "focal-points", steward=steward, economy=economy)
    return who


def seen_by(who: Person, url: str = FOCAL, *, strong: bool = True) -> str:
    return browser(who, strong=strong).get(url).content.decode()


def post(who: Person, name: str, *args: object, **data: object) -> int:
    url = reverse(f"people:{name}", args=["focal-points", *args])
    return browser(who).post(url, data).status_code


def test_the_visitor_is_led_to_sign_in() -> None:
    assert Client().get(DIRECTORY)["Location"].startswith(reverse("account_login"))


def test_the_directory_names_communities_the_desk_and_colleagues() -> None:
    house = make.organisation("House (demo)")
    who, colleague = make.person("officer", at=house), make.person("colleague", at=house)
    make.community("cyber-teams", closed=True)
    make.community("open-table", accepts=True)
    make.office(make.person("desk"), "S")

    page = browser(who).get(DIRECTORY)

    for words in ("Cyber-Teams", "Open-Table", "desk (demo)", colleague.name):
        assert words in page.text
    cards = {card.name: card for card in page.context["directory"].communities}
    assert (cards["Cyber-Teams"].closed, cards["Cyber-Teams"].accepts) == (True, False)
    assert (cards["Open-Table"].closed, cards["Open-Table"].accepts) == (False, True)
    assert colleague.name not in seen_by(who, DIRECTORY, strong=False)


def test_an_empty_desk_is_said_neutrally() -> None:
    assert "This role is vacant." in seen_by(make.person("officer"), DIRECTORY)


def test_members_are_named_to_members_only() -> None:
    inside, outside = member("inside", economy="ALB"), make.person("outside")

    assert "inside (demo)" in seen_by(member("other"))
    assert "inside (demo)" not in seen_by(outside)
    assert "inside (demo)" not in seen_by(inside, strong=False).split("<main", 1)[1]
    assert browser(outside).get(FOCAL).context["page_of"].members is None


def test_a_page_without_its_directory_is_the_same_whoever_sits_there() -> None:
    outside, vacant = make.person("outside"), make.office(None, "F", where="focal-points", economy="ALB")
    client = browser(outside)
    before = client.get(FOCAL)
    Office.objects.filter(pk=vacant.pk).update(person=member("inside", economy="ALB"))

    after = client.get(FOCAL)

    assert before.content.split(b"<main")[1] == after.content.split(b"<main")[1]


def test_vacant_seats_are_shown_neutrally_and_held_ones_with_deputies() -> None:
    viewer = member("viewer")
    make.office(None, "F", where="focal-points", economy="ALB")
    make.office(make.person("holder"), "F", where="focal-points", economy="MKD")
    deputy = make.office(make.person("second"), "F", where="focal-points", economy="MKD")
    Office.objects.filter(pk=deputy.pk).update(deputy=True)

    answer = browser(viewer).get(FOCAL)

    page = answer.text
    assert page.index("Albania") < page.index("vacant") < page.index("North Macedonia")
    assert page.index("North Macedonia") < page.index("holder (demo)") < page.index("second (demo)")
    held = [
        (seat.economy, [(each.name, each.deputy) for each in seat.holders]) for seat in answer.context["page_of"].seats
    ]
    assert held == [("ALB", []), ("MKD", [("holder (demo)", False), ("second (demo)", True)])]


def test_a_community_that_does_not_exist_is_a_missing_page() -> None:
    assert browser(make.person("officer")).get(reverse("people:community", args=["nowhere"])).status_code == 404


def test_a_steward_proposes_and_another_confirms() -> None:
    house = make.organisation("House (demo)")
    first = make.person("first", at=house)
    make.seat(first, "focal-points", steward=True)
    new = make.person("new", at=house)

    assert post(first, "membership-proposal", person=new.pk, economy="ALB") == 302
    waiting = Membership.objects.get(person=new)
    members = browser(first).get(FOCAL).context["page_of"].members
    assert {each.name: each.waiting for each in members} == {"first (demo)": False, "new (demo)": True}
    assert "new (demo)" in seen_by(first)
    assert "new (demo)" not in seen_by(member("plain"))
    assert post(first, "membership-confirmation", waiting.pk) == 302

    assert "new (demo)" in seen_by(member("third"))


def test_a_proposal_twice_is_said_beside_the_person() -> None:
    house = make.organisation("House (demo)")
    first = make.person("first", at=house)
    make.seat(first, "focal-points", steward=True)
    new = make.person("new", at=house)
    post(first, "membership-proposal", person=new.pk)

    page = browser(first).post(reverse("people:membership-proposal", args=["focal-points"]), {"person": new.pk})
    assert page.status_code == 200
    assert faults(page).keys() == {"person"}


def test_a_person_whom_the_steward_does_not_know_is_like_none() -> None:
    first, stranger = member("first", steward=True), make.person("stranger")

    def answer(person: UUID) -> bytes:
        url = reverse("people:membership-proposal", args=["focal-points"])
        page: bytes = browser(first).post(url, {"person": person}).content
        return page.replace(str(person).encode(), b"").split(b"<main")[1].split(b"csrf")[0]

    assert answer(stranger.pk) == answer(make.uuid(3))
    assert not Membership.objects.filter(person=stranger).exists()


def test_the_secretariat_may_name_anybody() -> None:
    make.community("focal-points")
    officer, stranger = make.person("officer"), make.person("stranger")
    make.office(officer, "S")

    assert post(officer, "membership-proposal", person=stranger.pk) == 302


def test_a_member_who_is_no_steward_changes_nothing() -> None:
    plain, other = member("plain"), member("other")
    theirs = Membership.objects.get(person=other)

    assert post(plain, "membership-proposal", person=other.pk, economy="ALB") == 403
    assert post(plain, "office-appointment", person=other.pk, economy="ALB") == 403
    assert post(plain, "membership-ending", theirs.pk) == 404
    assert not offers(browser(plain).get(FOCAL), "people:membership-proposal", "focal-points")
    steward = member("steward", steward=True)
    assert offers(browser(steward).get(FOCAL), "people:membership-proposal", "focal-points")


def test_a_member_leaves() -> None:
    plain = member("plain")

    assert post(plain, "membership-ending", Membership.objects.get(person=plain).pk) == 302
    assert reader_of(Person.objects.get(pk=plain.pk), strong=True).seats == ()


def test_a_steward_fills_a_seat_and_takes_it_back() -> None:
    first, holder = member("first", steward=True), member("holder")

    assert post(first, "office-appointment", person=holder.pk, economy="ALB", deputy="on") == 302
    office = Office.objects.get(person=holder)
    assert office.deputy
    assert post(first, "office-vacancy", office.pk) == 302
    assert not Office.objects.filter(person=holder).exists()
    assert post(first, "office-appointment", economy="MKD") == 302, "a seat may be made vacant"


def test_the_forms_of_a_steward_open() -> None:
    client = browser(member("first", steward=True))

    for name in ("membership-proposal", "office-appointment"):
        assert client.get(reverse(f"people:{name}", args=["focal-points"])).status_code == 200


def test_an_empty_community_says_so_to_its_steward() -> None:
    lone = member("lone", steward=True)
    Membership.objects.filter(person=lone).update(confirmed_by=make.uuid(2))

    assert "lone (demo)" in seen_by(lone)


def test_the_secretariat_reads_that_a_first_steward_waits_and_lets_him_in() -> None:
    """A closed community of which it is no member: it learns no more than whom nobody else can confirm."""
    make.community("focal-points", closed=True)
    seat = make.seat(make.person("first"), "focal-points", steward=True)
    plain = make.seat(make.person("plain"), "focal-points")
    Membership.objects.update(confirmed_by=None)
    officer = make.person("officer")
    make.office(officer, "S")

    confirming = ("people:membership-confirmation", "focal-points", seat.pk)
    page = browser(officer).get(FOCAL)
    assert "first (demo)" in page.text
    assert offers(page, *confirming)
    assert "plain (demo)" not in page.text
    assert not offers(browser(make.person("outside")).get(FOCAL), *confirming)

    assert post(officer, "membership-confirmation", plain.pk) == 404
    assert post(officer, "membership-confirmation", seat.pk) == 302
    after = browser(officer).get(FOCAL)
    assert after.context["page_of"].first_stewards == ()
    assert not offers(after, *confirming)
