"""The director's page fits a screen and a sheet; pictures are used without a mouse and on a phone."""

import pypdfium2
from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE

LONGEST = 6_000  # pixels of a page on a phone


def test_the_director_reads_the_key_numbers_on_one_screen_and_prints_one_sheet(reading: Reading) -> None:
    with reading("secretariat") as reader:
        page = reader.open("/")
        reader.follow(page.get_by_role("link", name="Rounds and reports").first.click)
        reader.follow(page.get_by_role("link", name="Key numbers").first.click)
        page.set_viewport_size({"width": WIDE, "height": 900})

        assert page.locator(".key-numbers > div").count() == 5
        assert page.locator(".charts > section").count() == 3
        bottom = page.locator(".charts").evaluate("e => e.getBoundingClientRect().bottom + window.scrollY")
        assert bottom <= 900
        assert len(pypdfium2.PdfDocument(page.pdf(format="A4"))) == 1


def test_a_bar_of_the_timeline_is_opened_by_keyboard(reading: Reading) -> None:
    with reading("focal-al") as reader:
        page = reader.open("/timeline/")
        bar = page.locator(".picture a").first
        said = (bar.get_attribute("aria-label") or "").partition(":")[0]
        bar.focus()
        page.keyboard.press("Tab")
        expect(page.locator(".picture a").nth(1)).to_be_focused()
        page.keyboard.press("Shift+Tab")
        reader.follow(lambda: page.keyboard.press("Enter"))

        assert said in page.locator("h1").inner_text()


def test_no_page_of_pictures_is_long_on_a_phone(reading: Reading) -> None:
    with reading("secretariat", widths=(NARROW,)) as reader:
        for path in ("/key-numbers/", "/timeline/", "/timeline/?by=institution", "/network/", "/matches/money/?q=arms"):
            page = reader.open(path)
            assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST, path
