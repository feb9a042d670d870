"""What rooms bring to the site, and that none contradicts another."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from django.conf import settings
from django.urls import reverse

from egnatia.kernel import rooms
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.inbox import InboxItem
from egnatia.kernel.rooms import Inbox, Room
from tests.architecture.tree import modules, parsed

GROUND = {"guests", "reminders", "kernel", "pages", "taxonomy", "web"}  # what rooms stand on, and who lists them
OF_A_COMMAND = {"nothing-usable"}  # `egnatia import` says it in words of its own


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """To put other rooms there."""
    rooms.refusals.cache_clear()
    yield monkeypatch
    rooms.refusals.cache_clear()


def repeated(names: Iterable[str]) -> list[str]:
    return [name for name, number in Counter(names).items() if number > 1]


def refused_with() -> set[str]:
    """The codes with which actions refuse, as the source has them."""
    calls = (node for path in modules("src") for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    said = (call.args[0] for call in calls if getattr(call.func, "id", "") == "NotAllowed" and call.args)
    return {str(code.value) for code in said if isinstance(code, ast.Constant)}


def test_every_domain_is_a_room_and_every_room_a_domain() -> None:
    domains = {app.removeprefix("egnatia.") for app in settings.INSTALLED_APPS if app.startswith("egnatia.")} - GROUND

    assert {room.name for room in rooms.rooms()} == domains


def test_no_two_rooms_call_different_things_alike() -> None:
    every = rooms.rooms()

    assert repeated(each.code for room in every for each in room.lists) == []
    assert repeated(each.name for room in every for each in room.listings) == []
    assert repeated(each.kind for room in every for each in room.tellings) == []
    assert repeated(each.kind for room in every for each in room.searchers) == []
    assert repeated(each.name for room in every for each in room.notifications) == []
    assert repeated(str(each.place) for room in every for each in room.inbox) == []
    assert repeated(f"{each.group} {each.place}" for room in every for each in room.menu) == []


def test_wherever_rooms_lead_there_is_a_page() -> None:
    every = rooms.rooms()
    routes = [each.route for room in every for part in (room.menu, room.lists) for each in part]
    routes += [each.place for room in every for each in room.listings]
    routes += [each.listed for room in every for each in room.searchers if each.listed]

    assert len(routes) > 30
    assert all(map(reverse, routes))


def test_every_refusal_has_its_sentence() -> None:
    assert len(refused_with()) > 40
    assert refused_with() - rooms.refusals().keys() == OF_A_COMMAND


def test_two_rooms_with_a_sentence_for_one_refusal_are_a_mistake(only: pytest.MonkeyPatch) -> None:
    twice = (Room(name="a", refusals={"x": "One"}), Room(name="b", refusals={"x": "Two"}))
    only.setattr(rooms, "rooms", lambda: twice)

    with pytest.raises(ValueError, match=r"\['x'\]"):
        rooms.refusals()


def test_what_waits_comes_in_the_order_of_its_places_and_nothing_that_is_done(only: pytest.MonkeyPatch) -> None:
    def waiting(place: int, sort: str, count: int = 1) -> Inbox:
        return Inbox(place, lambda _reader: [InboxItem(sort, count, "", "", "", "", each=1)])

    one = Room(name="a", inbox=(waiting(2, "second"), waiting(3, "done", 0)))
    other = Room(name="b", inbox=(waiting(1, "first"),))
    only.setattr(rooms, "rooms", lambda: (one, other))

    assert [item.sort for item in rooms.inbox_of(ANONYMOUS)] == ["first", "second"]
