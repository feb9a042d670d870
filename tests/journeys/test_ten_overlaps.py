"""The secretariat goes through ten overlaps: two clicks each at most, and after each the next one comes."""

from collections.abc import Callable, Iterator
from itertools import cycle

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE, Visit

LIST = "/matches/?desk=unhandled"
TEN = 10
MOST_CLICKS = 2
Verb = Callable[[Visit], int]


def desk(reader: Visit, verb: str) -> int:
    reader.click_on(reader.page.locator(f"#desk button[value={verb}]"))
    return 1


def set_aside(reader: Visit) -> int:
    reader.page.locator("#desk [name=reason]").select_option("group")
    return 1 + desk(reader, "aside")


def put_on_an_agenda(reader: Visit) -> int:
    return desk(reader, "agenda")


def assign(reader: Visit) -> int:
    return desk(reader, "assigned")


def write(reader: Visit) -> int:
    """To the owners, where there is somebody to write to; else it is put on an agenda."""
    here = reader.page.url
    reader.click("Write to the owners")
    button = reader.page.locator("main form button", has_text="Record as sent by my own e-mail")
    if button.count():
        reader.click_on(button)
        return 2
    reader.click("Back to the overlap")
    reader.open(here)
    return put_on_an_agenda(reader)


def overlap_of(reader: Visit) -> str:
    return reader.page.url.partition("?")[0].removeprefix(reader.url)


def goes_through(reader: Visit, verbs: Iterator[Verb]) -> list[str]:
    """The overlaps that something was done about, in the order in which they came."""
    reader.open(LIST)
    reader.click_on(reader.page.locator("main tbody td.next a").first)
    done: list[str] = []
    for _ in range(TEN):
        here = overlap_of(reader)
        assert here not in done
        assert next(verbs)(reader) <= MOST_CLICKS
        done.append(here)
        undo = reader.page.locator(f"[role=status] a[href^='{here}']")
        expect(undo).to_have_count(1)
        expect(reader.page.locator("#desk")).to_have_count(1)  # the next overlap, not an end
    return done


def test_ten_overlaps_are_handled_with_two_clicks_each_and_none_is_a_dead_end(reading: Reading) -> None:
    with reading("secretariat", widths=(NARROW, WIDE)) as reader:
        done = goes_through(reader, cycle((set_aside, put_on_an_agenda, assign, write)))
        try:
            assert len(set(done)) == TEN
            reader.open(LIST)
            for here in done:
                assert not reader.page.locator(f"main a[href^='{here}']").count()
        finally:
            for here in done:
                reader.open(here)
                while (undo := reader.page.locator("#desk form[action*='/undo/'] button")).count():
                    reader.click_on(undo.first)


def test_an_owner_goes_through_those_that_wait_for_its_position(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/matches/?view=none")
        reader.click_on(reader.page.locator("main tbody td.next a.primary").first)
        here = overlap_of(reader)
        reader.click_on(reader.page.locator("#say button[value=ask]"))
        assert overlap_of(reader) != here

        reader.click_on(reader.page.locator(f"[role=status] a[href^='{here}']"))
        reader.press("Withdraw")
        assert "Awaiting comment" in reader.page.locator("#views").inner_text()
