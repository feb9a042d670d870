from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.web import look_page
from tests.web.look_browser import ENDLESS, chromium, opened

pytestmark = pytest.mark.browser
WIDTHS = (1440, 1280, 1220, 1100, 1024, 960, 800, 768, 640, 390, 320)
MACEDONIAN = "затворена: одговорното лице го потврдува секој член"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize("name", look_page.NAMES)
def test_a_page_can_be_used_by_everybody(browser: Browser, name: str) -> None:
    for width in (1280, 390):
        with opened(browser, name, width=width) as sample:
            assert sample.violations() == []
            sample.page.emulate_media(color_scheme="dark")
            assert sample.violations() == []
            assert (sample.complaints, sample.foreign) == ([], [])


@pytest.mark.parametrize("name", look_page.NAMES)
def test_a_page_never_scrolls_sideways(browser: Browser, name: str) -> None:
    with opened(browser, name) as sample:
        for width in WIDTHS:
            sample.page.set_viewport_size({"width": width, "height": 800})
            assert sample.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", look_page.NAMES)
@pytest.mark.parametrize("length", [50, 499])
def test_a_word_without_end_makes_no_page_wider(browser: Browser, name: str, length: int) -> None:
    with opened(browser, name) as sample:
        assert sample.page.evaluate(ENDLESS, length) > 10
        for width in (1280, 800, 390):
            sample.page.set_viewport_size({"width": width, "height": 800})
            assert sample.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_word_of_the_site_is_never_broken_to_make_room(browser: Browser) -> None:
    with opened(browser, "list", width=880) as sample:
        for selector in (".brand b", "thead th", "tbody td:not(.number)"):
            height = sample.page.locator(selector).first.evaluate(
                """(place) => {
                    const before = place.textContent;
                    place.textContent = "Commitments";
                    const range = document.createRange();
                    range.selectNodeContents(place);
                    const lines = new Set([...range.getClientRects()].map((line) => line.top)).size;
                    place.textContent = before;
                    return lines;
                }"""
            )
            assert (selector, height) == (selector, 1)


@pytest.mark.parametrize("name", ["list", "parts"])
def test_a_badge_wraps_where_a_line_is_too_short_for_it(browser: Browser, name: str) -> None:
    with opened(browser, name) as sample:
        sample.page.evaluate(
            """(words) => {
                const badge = document.createElement("span");
                badge.className = "badge";
                for (const place of document.querySelectorAll("main p, main td, main th[scope=row]")) {
                    place.append(badge.cloneNode());
                    place.lastChild.textContent = words;
                }
            }""",
            MACEDONIAN,
        )
        for width in (1280, 390, 320):
            sample.page.set_viewport_size({"width": width, "height": 800})
            assert sample.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_matrix_of_fourteen_columns_stands_whole_in_a_usual_window(browser: Browser) -> None:
    with opened(browser, "parts", width=1280) as sample:
        sample.page.locator(".matrix").evaluate(
            """(table) => {
                table.classList.add("names");
                for (const row of table.rows) {
                    const cells = [...row.cells];
                    while (row.cells.length < 15) row.append(cells[1].cloneNode(true));
                    while (row.cells.length > 15) row.lastElementChild.remove();
                }
            }"""
        )

        assert sample.page.locator(".scroll").evaluate("box => box.scrollWidth - box.clientWidth") == 0


def test_axe_would_see_a_fault(browser: Browser) -> None:
    with opened(browser, "list") as sample:
        sample.page.evaluate("document.querySelector('main label').remove()")

        assert any(fault.startswith("label:") for fault in sample.violations())


def test_a_form_is_sent_once_however_often_its_button_is_pressed(browser: Browser) -> None:
    with opened(browser, "form") as sample:
        held = sample.page.evaluate(
            """() => {
                const form = document.querySelector("main form[method=post]"), held = [];
                form.noValidate = true;
                addEventListener("submit", (event) => (held.push(event.defaultPrevented), event.preventDefault()));
                const press = () => form.requestSubmit();
                press(), press();
                dispatchEvent(new Event("pageshow"));  // the reader came back
                press();
                return held;
            }"""
        )

        assert held == [False, True, False]


def test_the_policy_refuses_a_script_and_a_style_in_the_page(browser: Browser) -> None:
    with opened(browser, "home") as sample:
        sample.page.evaluate(
            """() => {
                const code = document.createElement("script");
                code.textContent = "document.title = 'taken over'";
                document.body.append(code);
                document.querySelector("h1").setAttribute("style", "display: none");
            }"""
        )

        assert "taken over" not in sample.page.title()
        assert sample.page.locator("h1").is_visible()
        assert len(sample.complaints) == 2


def test_the_menu_of_a_phone_opens_without_javascript(browser: Browser) -> None:
    with opened(browser, "home", width=390, scripts=False) as sample:
        item = sample.page.get_by_role("link", name="Organisations")
        assert not item.is_visible()

        sample.page.get_by_role("button", name="Menu").click()

        assert item.is_visible()


def test_rows_are_walked_and_answered_by_keyboard(browser: Browser) -> None:
    with opened(browser, "list") as sample:
        pressed = sample.page.get_by_role("button", name="We coordinate").nth(1)
        pressed.evaluate("button => button.addEventListener('click', e => { e.preventDefault(); button.id = 'hit' })")

        for key in ("j", "j", "j", "k", "1"):
            sample.page.keyboard.press(key)

        assert sample.page.locator("tr[aria-selected=true]").inner_text().startswith("The Hub passes")
        assert sample.page.locator("#hit").count() == 1


def test_typing_in_a_field_walks_no_row(browser: Browser) -> None:
    with opened(browser, "list") as sample:
        sample.page.locator("main [name=q]").press_sequentially("jj1")

        assert sample.page.locator("main [name=q]").input_value() == "jj1"
        assert sample.page.locator("[aria-selected]").count() == 0


def test_a_paragraph_is_copied_and_the_button_says_so(browser: Browser) -> None:
    with opened(browser, "proposal") as sample:
        sample.page.get_by_role("button", name="Copy").click()

        sample.page.get_by_text("Copied").wait_for()
        assert sample.page.evaluate("navigator.clipboard.readText()").startswith("The applicant checked")


def test_errors_take_the_focus_so_that_they_are_heard(browser: Browser) -> None:
    with opened(browser, "form") as sample:
        assert "Not saved yet" in sample.page.evaluate("document.activeElement.innerText")


def test_every_printed_sheet_carries_the_marking(browser: Browser) -> None:
    with opened(browser, "match") as sample:
        sample.page.evaluate("document.querySelector('main').append(document.querySelector('.pair').cloneNode(true))")
        sheets = pypdfium2.PdfDocument(sample.page.pdf(format="A4"))

    texts = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    assert len(texts) > 1
    assert all("TLP:AMBER" in text for text in texts)
    assert "What do you say about it?" in "".join(texts)
    assert "Check a proposal" not in "".join(texts)


@pytest.mark.parametrize("classes", ["matrix names", "matrix names counts"])
def test_a_printed_matrix_keeps_its_last_column(browser: Browser, classes: str) -> None:
    with opened(browser, "parts") as sample:
        sample.page.evaluate("document.querySelectorAll('div.marking').forEach((marking) => marking.remove())")
        sample.page.locator(".matrix").evaluate(
            """(table, classes) => {
                table.className = classes;
                for (const row of table.rows) while (row.cells.length < 15) row.append(row.cells[1].cloneNode(true));
                for (const row of table.rows) [...row.cells].forEach((cell, at) => (cell.textContent = `n${at}`));
                for (const cell of table.rows[0].cells) cell.textContent = "2.1 Заедници";
            }""",
            classes,
        )
        sheets = pypdfium2.PdfDocument(sample.page.pdf(format="A4", prefer_css_page_size=True))

    words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split()
    assert {f"n{at}" for at in range(15)} <= set(words)


def test_a_row_on_a_phone_grows_with_its_label(browser: Browser) -> None:
    with opened(browser, "list", width=390) as sample:
        told = sample.page.locator("td[data-label]").first.evaluate(
            """(cell) => {
                cell.textContent = "1";
                const one = cell.getBoundingClientRect(), text = document.createRange();
                text.selectNodeContents(cell);
                const beside = text.getBoundingClientRect();
                cell.dataset.label = "A label of as many words as need three lines beside what it is the label of";
                const three = cell.getBoundingClientRect(), after = text.getBoundingClientRect();
                const top = after.top - three.top;
                return [three.height > 2 * one.height, beside.left === after.left, beside.top - one.top === top];
            }"""
        )
        assert told == [True, True, True]
