"""The secretariat publishes a part of the matrix; a visitor reads it until it is recalled. A map is asked for."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE, Visit

PICTURES = os.environ.get("EGNATIA_PICTURES", "")  # a folder: what the pages look like is kept there


def picture(page: Page, name: str) -> None:
    if not PICTURES:
        return
    for width in (WIDE, NARROW):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}-{scheme}.png"), full_page=True)
    page.emulate_media(color_scheme="light")


def publish(reader: Visit) -> str:
    """Returns the address of the publication."""
    reader.open("/matrix/?level=objective")
    reader.click("Publish a summary")
    page = reader.page
    page.get_by_label("Title").fill("What economies need, November 2026")
    page.get_by_label("Limitations").fill("Own measures of two economies are not reported yet.")
    reader.unfold()
    page.locator("[name=marking-tlp][value='0']").check()
    picture(page, "publication-form")
    reader.press("Preview")
    assert "Everyone, including the public" in reader.main()
    assert "Only you can see this notice." in reader.main()
    picture(page, "publication-look")
    reader.press("Publish")
    picture(page, "publication")
    found = re.search(r"/extracts/[0-9a-f-]{36}/", page.url)
    assert found
    return found.group()


def test_a_publication_is_published_read_by_the_public_and_recalled(reading: Reading) -> None:
    with reading("secretariat") as officer, reading() as visitor:
        address = publish(officer)

        visitor.open("/")
        picture(visitor.page, "start")
        visitor.click("What economies need, November 2026")
        assert "Based on" in visitor.main()
        assert "Own measures of two economies are not reported yet." in visitor.main()
        visitor.click_on(visitor.page.locator("main table.matrix td a").first)
        picture(visitor.page, "publication-cell")
        visitor.open("/extracts/")

        officer.open(address)
        officer.click("Withdraw")
        officer.press("Withdraw")
        visitor.open(address, status=404)


def test_a_map_is_asked_for_and_leads_to_activities(reading: Reading) -> None:
    with reading("focal-al") as reader:
        reader.open("/matrix/economies/")
        assert not reader.page.locator("main svg a").count()
        reader.click("Show a geographic map")
        picture(reader.page, "map")
        assert "They do not imply any opinion on the status of any territory" in reader.main()
        expect(reader.page.locator("main svg > path")).to_have_count(13)
        rows = reader.page.locator("main tbody tr")
        expect(reader.page.locator("main svg a")).to_have_count(rows.count())
        reader.click_on(rows.first.get_by_role("link"))
        assert reader.page.locator("main tbody tr").count()
        picture(reader.page, "map-activities")


def test_the_map_needs_no_mouse(reading: Reading) -> None:
    with reading("focal-al", widths=(WIDE,)) as reader:
        reader.open("/matrix/economies/map/")
        dot = reader.page.locator("main svg a").first
        dot.focus()
        reader.follow(lambda: reader.page.keyboard.press("Enter"))
        assert "Running and planned activities" in reader.main()
