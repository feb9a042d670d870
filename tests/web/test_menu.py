"""The menu leads each role to what it comes for, marks where one is, and leads nobody to a page that refuses."""

import pytest
from django.test import Client

from egnatia.kernel import rooms
from egnatia.kernel.access.reader import ANONYMOUS, Reader, Seat
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.kernel.rooms import MenuEntry, Room, to_visitors
from egnatia.web import page as menu
from egnatia.web.page import GROUPS, VISITORS, MenuGroup, menu_for
from tests.start.demo.loaded import demo
from tests.visits import browser

__all__ = ["demo"]
MEMBER = Reader(name="Vesa (demo)", person="1", organisation="2")
AT_THE_TOP = 7
ENTRIES = (
    MenuEntry("Needs", "needs:needs", "needs", 20),
    MenuEntry("Support", "needs:matrix", "needs", 10),
    MenuEntry("Activities", "activities:activities", "activities", 5),
    MenuEntry("Kept from all", "activities:imports", "desk", 10, lambda _reader: False),
    MenuEntry("What is public", "activities:activities", VISITORS, 10, to_visitors),
)


@pytest.fixture(autouse=True)
def _two_rooms(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "demo" not in request.fixturenames:
        monkeypatch.setattr(menu, "rooms", lambda: (Room(name="a", menu=ENTRIES),))


def labels(groups: list[MenuGroup]) -> list[tuple[str, list[str]]]:
    return [(str(group.label), [str(item.label) for item in group.items]) for group in groups]


def addresses_of(groups: list[MenuGroup]) -> set[str]:
    return {item.url for group in groups for item in group.items} | {group.url for group in groups}


def test_entries_are_in_their_groups_by_place() -> None:
    assert labels(menu_for(MEMBER, "/")) == [("Activities", []), ("Needs and support", ["Support", "Needs"])]


def test_a_group_leads_to_its_first_page() -> None:
    assert [group.url for group in menu_for(MEMBER, "/")] == ["/activities/", "/matrix/"]


def test_an_economy_comes_for_its_needs() -> None:
    of_an_economy = Reader(name="Vesa (demo)", person="1", organisation="2", seats=(Seat("focal-points", "XKX"),))

    assert [str(group.label) for group in menu_for(of_an_economy, "/")] == ["Needs and support", "Activities"]


def test_a_visitor_has_entries_of_their_own() -> None:
    assert labels(menu_for(ANONYMOUS, "/")) == [("What is public", [])]


@pytest.mark.parametrize(
    ("path", "group", "page"),
    [("/needs/", "Needs and support", "Needs"), ("/matrix/ALB/2.3.2/", "Needs and support", "Support")],
)
def test_the_page_with_the_longest_address_that_begins_this_one_is_current(path: str, group: str, page: str) -> None:
    current = [each for each in menu_for(MEMBER, path) if each.current]

    assert [str(each.label) for each in current] == [group]
    assert [str(item.label) for item in current[0].items if item.current] == [page]


def test_a_page_of_the_room_without_an_entry_marks_the_first_of_the_room() -> None:
    assert [str(group.label) for group in menu_for(MEMBER, "/elsewhere/", "a") if group.current] == ["Activities"]
    assert [group for group in menu_for(MEMBER, "/elsewhere/") if group.current] == []


def test_pages_beside_the_menu_mark_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    for path in ("/people/account/", "/people/account/letters/", "/help/", "/search/"):
        assert [group for group in menu_for(MEMBER, path, "people") if group.current] == []


@pytest.mark.django_db
def test_no_role_of_the_demo_has_more_than_seven_entries_or_one_that_refuses(demo: None) -> None:
    del demo
    for person in (*Person.objects.filter(is_demo=True).order_by("username"), None):
        client = browser(person) if person else Client()
        groups = menu_for(reader_named(person.username) if person else ANONYMOUS, "/")
        addresses = addresses_of(groups)

        assert len(groups) <= AT_THE_TOP
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.django_db
def test_wherever_the_menu_leads_that_entry_is_marked(demo: None) -> None:
    del demo
    client = browser(Person.objects.get(username="secretariat"))
    groups = menu_for(reader_named("secretariat"), "/")
    for address in addresses_of(groups):
        assert 'aria-current="page"' in client.get(address).content.decode(), address


def test_every_group_of_the_rooms_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert {each.group for room in rooms.rooms() for each in room.menu} == {*GROUPS, VISITORS}
