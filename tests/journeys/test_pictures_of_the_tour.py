"""The README's tour as it is told there; with EGNATIA_TOUR=1 its pictures are taken anew."""

import os
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import proposals
from tests.journeys.test_one_euro_four_reports import MONEY
from tests.journeys.test_proposals import ask, first_answer
from tests.journeys.test_three_languages_one_prison_service import ALPINE, NORDLYS, address
from tests.journeys.watching import WIDE, Visit

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs" / "tour"
LARGEST = 200_000  # bytes of a picture


def picture(reader: Visit, name: str, *, height: int) -> None:
    """The upper part of the page; nothing is written in an ordinary run."""
    if os.environ.get("EGNATIA_TOUR") == "1":
        reader.page.set_viewport_size({"width": 1040, "height": height})
        reader.page.screenshot(path=TOUR / f"{name}.png", animations="disabled")


def test_step_two_a_match_between_three_languages(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open("/matches/")
        reader.page.locator("main [name=q]").fill("correctional")
        reader.press("Apply")
        assert "Correctional Service (demo)" in reader.main()
        reader.open(address(reader, ALPINE, NORDLYS))
        picture(reader, "match", height=900)


def test_step_three_money_counted_once(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open("/matches/")
        reader.click("Funding without double counting")
        reader.page.locator("main [name=q]").fill("arms")
        reader.page.locator("main [name=economy]").select_option(label="Montenegro")
        reader.press("Apply")
        expect(reader.page.locator("main .stat")).to_contain_text(
            "7.1 million EUR reported, 4.0 million EUR after excluding"
        )
        reader.open(MONEY)
        picture(reader, "money", height=820)


def test_step_four_a_proposal(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        ask(reader, proposals()[0].text)
        assert first_answer(reader) == proposals()[0].first
        picture(reader, "proposal", height=900)


def test_step_five_who_will_see_this(reading: Reading) -> None:
    with reading("focal-al", widths=(WIDE,)) as reader:
        reader.open("/activities/new/")
        reader.page.locator("main [name=title]").fill("Round table on referrals from schools")
        reader.unfold()
        button = reader.page.get_by_role("button", name="Show who will see this")
        button.click()
        expect(reader.page.get_by_role("heading", name="Who will see this under TLP:AMBER+STRICT")).to_be_visible()
        reader.page.set_viewport_size({"width": 1040, "height": 760})
        button.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 480)")
        picture(reader, "marking", height=760)


def test_the_readme_shows_pictures_that_are_there_and_small() -> None:
    shown = re.findall(r"\]\((docs/tour/[\w-]+\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert len(shown) >= 4
    for path in shown:
        assert (ROOT / path).stat().st_size <= LARGEST, path
    assert {ROOT / path for path in shown} == set(TOUR.glob("*.png"))
