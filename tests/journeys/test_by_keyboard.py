"""Without a mouse: sign in, open a match, state a view in the queue."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reading
from tests.journeys.site import Site
from tests.journeys.watching import WIDE, Visit


def tab_to(page: Page, name: str, *, most: int = 80) -> None:
    """Press Tab until the focus stands on what is called `name`, as a person would; it must be visible there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in (focused.get_attribute("name"), focused.inner_text().strip()):
            expect(focused).to_be_in_viewport()
            outline = focused.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow")
            assert outline != "nonenone", f"nobody sees that the focus is on {name}"
            return
    raise AssertionError(f"Tab does not lead to {name}")


def enter(reader: Visit, name: str) -> None:
    tab_to(reader.page, name)
    reader.follow(lambda: reader.page.keyboard.press("Enter"))


def test_sign_in_and_open_a_match(site: Site, reading: Reading) -> None:
    code = site.code("partner")
    with reading(widths=(WIDE,)) as reader:
        reader.open("/")
        enter(reader, "Sign in")
        enter(reader, "Sign in with a demonstration code")
        tab_to(reader.page, "code")
        reader.page.keyboard.type(code)
        reader.follow(lambda: reader.page.keyboard.press("Enter"))
        enter(reader, "Overlaps")
        first = reader.page.locator("main tbody a[href^='/matches/']").first.inner_text()
        enter(reader, first.strip())

        assert "Positions of the owners" in reader.main()


def test_the_first_tab_skips_to_the_content(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/matches/")
        reader.page.keyboard.press("Tab")
        expect(reader.page.locator(":focus")).to_have_text("Skip to the content")
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("main")).to_be_focused()


def test_a_view_is_stated_with_two_keys_and_can_be_taken_back(reading: Reading) -> None:
    with reading("agency", widths=(WIDE,)) as reader:
        reader.open("/matches/batch/")
        rows = reader.page.locator("[data-row]")
        waiting = rows.count()
        assert waiting
        reader.page.keyboard.press("j")
        reader.page.keyboard.press("k")
        match = rows.first.locator("a[href^='/matches/']").first.get_attribute("href")
        assert match
        reader.follow(lambda: reader.page.keyboard.press("3"))

        expect(rows).to_have_count(waiting - 1)
        reader.open(match)
        assert "Passed-on funding" in reader.page.locator("#views").inner_text()
        reader.press("Withdraw")
        reader.open("/matches/batch/")
        expect(rows).to_have_count(waiting)


def test_digits_typed_into_a_note_press_no_button(reading: Reading) -> None:
    with reading("agency", widths=(WIDE,)) as reader:
        reader.open("/matches/batch/")
        waiting = reader.page.locator("[data-row]").count()
        note = reader.page.locator("[data-row] [name=note]").first
        note.focus()
        reader.page.keyboard.type("3 of 5 tranches")

        expect(note).to_have_value("3 of 5 tranches")
        expect(reader.page.locator("[data-row]")).to_have_count(waiting)
