"""The same main steps where scripts are switched off."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import proposals
from tests.journeys.test_imports import ACTIVITY, iati
from tests.journeys.watching import NARROW


def test_lists_filter_and_lead_to_pages(reading: Reading) -> None:
    with reading("secretariat", scripts=False) as reader:
        reader.open("/activities/")
        reader.page.locator("main [name=q]").fill("arms")
        reader.page.locator("main").get_by_role("button", name="Filters").click()  # on a phone, a sheet
        reader.page.locator("main [name=economy]").select_option(label="Montenegro")
        reader.press("Apply")
        assert "Common standards for arms control in six economies" in reader.main()
        reader.click("Common standards for arms control in six economies")
        reader.open("/matches/")
        reader.click_on(reader.page.locator("main tbody a[href^='/matches/']").first)
        assert "Positions of the owners" in reader.main()


def test_the_menu_of_a_phone_opens(reading: Reading) -> None:
    with reading("partner", scripts=False, widths=(NARROW,)) as reader:
        reader.open("/")
        reader.page.get_by_role("button", name="Menu").click()
        menu = reader.page.get_by_role("navigation", name="Main")
        expect(menu.get_by_role("link", name="Overlaps")).to_be_visible()


def test_a_view_is_stated_and_taken_back(reading: Reading) -> None:
    with reading("partner", scripts=False) as reader:
        reader.open("/matches/batch/")
        match = reader.page.locator("[data-row] a[href^='/matches/']").first.get_attribute("href")
        assert match
        row = reader.page.locator("[data-row]").first
        row.locator("[name=note]").fill("Whose training comes first?")
        reader.click_on(row.get_by_role("button", name="We have a question"))
        reader.open(match)
        assert "Whose training comes first?" in reader.main()
        reader.press("Withdraw")


def test_a_proposal_is_checked_and_a_chip_taken_away(reading: Reading) -> None:
    with reading("partner", scripts=False) as reader:
        reader.open("/proposal/")
        reader.page.locator("main textarea[name=text]").fill(proposals()[0].text)
        reader.press("Check proposal")
        assert (
            reader.page.locator("section:has(#double, #similar) article.found h3").first.inner_text()
            == proposals()[0].first
        )
        reader.press("Remove NGO Talas (demo)")
        assert "NGO Talas (demo) implements both" not in reader.main()


def test_who_will_see_it_is_shown_before_saving(reading: Reading) -> None:
    with reading("focal-al", scripts=False) as reader:
        reader.open("/activities/new/")
        reader.page.locator("main [name=title]").fill("Round table")
        reader.unfold()
        reader.press("Show who will see this")

        assert "Who will see this under TLP:AMBER+STRICT" in reader.main()
        assert reader.page.locator("main [name=title]").input_value() == "Round table"


def test_an_import_is_tried_and_discarded(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "lamps.xml"
    file.write_text(iati(ACTIVITY.format(number="LAMPS", title="Lamps")))
    with reading("secretariat", scripts=False) as reader:
        reader.open("/imports/new/")
        reader.page.locator("main input[type=file]").set_input_files(file)
        reader.click_on(reader.page.locator("main button.primary"))
        for _ in range(60):
            if reader.page.get_by_role("button", name="Discard").count():
                break
            reader.page.wait_for_timeout(500)
            reader.page.reload()
        reader.press("Discard")
        assert "Nothing was imported" in reader.main()
