"""An activity is entered on one screen: what has to be said is in sight with the button that saves it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE, Visit

TITLE = "Këshillim për shërbimin e provës"
FIVE = ("[name=title]", "[name=economies] >> nth=0", "[name=start]", "[name=end]", "[name=receiver]", "#marking-fields")
SCREEN = 900


def lowest(reader: Visit) -> float:
    """Where the lowest of the five fields and of the button that saves them ends, on the page as it opens."""
    form = reader.page.locator("main form").last
    parts = [*(form.locator(name) for name in FIVE), form.get_by_role("button", name="Save", exact=True)]
    boxes = [part.bounding_box() for part in parts]
    return max(box["y"] + box["height"] for box in boxes if box)


def withdraw(reader: Visit) -> None:
    reader.open(reader.page.url + "withdrawal/")
    reader.click_on(reader.page.locator("main form").get_by_role("button", name="Withdraw").first)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_activity_is_entered_on_one_screen(reading: Reading, scripts: bool) -> None:
    with reading("focal-al", scripts=scripts, widths=(WIDE,)) as reader:
        reader.open("/activities/new/")
        assert lowest(reader) <= SCREEN
        form = reader.page.locator("main form").last
        assert form.locator("[name=economies]:checked").count() == 1  # the own economy
        form.locator("[name=title]").fill(TITLE)
        form.locator("[name=start]").fill("mars 2027")
        form.locator("[name=end]").fill("T2 2027")
        form.locator("[name=receiver]").fill("Probation House of Lezhë")
        reader.press("Save")  # the only one

        assert reader.page.url.rstrip("/").rpartition("/")[2] != "new"
        try:
            said = reader.main()
            assert "March" in said
            assert "June 2027" in said
            assert "Probation House of Lezhë" in said
            assert "Albania" in said
        finally:
            withdraw(reader)


def test_on_a_phone_the_form_is_short(reading: Reading) -> None:
    with reading("focal-al", widths=(NARROW,)) as reader:
        reader.open("/activities/new/")
        assert lowest(reader) <= 1.6 * SCREEN


def test_names_are_suggested_and_the_line_of_the_marking_follows_what_is_chosen(reading: Reading) -> None:
    with reading("focal-al", widths=(WIDE,)) as reader:
        reader.open("/activities/new/")
        reader.page.locator("[name=receiver]").press_sequentially("alpine")
        expect(reader.page.locator("#receiver-names option").first).to_have_attribute(
            "value", "Alpine Cooperation (demo)"
        )
        assert reader.page.locator("#marking-fields").bounding_box()["height"] < 100  # type: ignore[index]  # it is there
        reader.unfold()
        reader.page.get_by_role("radio", name="TLP:GREEN").check()
        expect(reader.page.locator("#marking-line")).to_contain_text("all members")
        expect(reader.page.get_by_role("heading", name="Who will see this under TLP:GREEN")).to_be_visible()


def test_without_javascript_a_name_is_checked_when_it_is_sent(reading: Reading) -> None:
    with reading("focal-al", scripts=False, widths=(WIDE,)) as reader:
        reader.open("/activities/new/")
        reader.page.locator("main [name=title]").fill(TITLE)
        reader.page.locator("main [name=receiver]").fill("Alpine Coperation")
        reader.press("Save")
        reader.page.get_by_label("Alpine Cooperation (demo)").check()
        reader.press("Save anyway")
        try:
            assert "Alpine Cooperation (demo)" in reader.main()
        finally:
            withdraw(reader)
