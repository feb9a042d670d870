"""A file of the whole world: only the region is taken, and the names in it are identified, in few clicks."""

from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Locator

from tests.journeys.conftest import Reading
from tests.journeys.test_imports import wait_for
from tests.journeys.watching import Visit

MOST_TO_IMPORT, MOST_TO_IDENTIFY = 6, 10
ACTIVITY = """<iati-activity default-currency="EUR">
  <iati-identifier>XX-WORLD-{number}</iati-identifier>
  <reporting-org ref="XX-WORLD" type="10"><narrative>{reporter}</narrative></reporting-org>
  <title><narrative xml:lang="en">{title}</narrative></title>
  <participating-org role="1"><narrative>{funder}</narrative></participating-org>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2026-01-01"/>
  <recipient-country code="{economy}" percentage="100"/>
</iati-activity>"""
FUNDERS = {  # as a publisher writes organisations that the demo knows
    "AL": "Nordlys Fund",
    "RS": "Justice Pact Program",
    "BA": "Kestrel Partnerships",
}
FAR = ("KE", "NP", "PE", "VN", "GH", "BO", "LA", "FJ", "TZ")


class Clicks:
    """Counts what a reader presses; what they only look at is free."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.count = visit, 0

    def link(self, name: str) -> Locator:
        return self.visit.page.get_by_role("link", name=name, exact=True).first

    def go(self, there: Locator) -> None:
        self.count += 1
        self.visit.click_on(there)

    def press(self, words: str) -> None:
        self.go(self.visit.page.locator("main").get_by_role("button", name=words).first)


def world(folder: Path, mark: str) -> Path:
    """Three activities in the region and nine elsewhere."""
    economies = [*FUNDERS, *FAR]
    activities = [
        ACTIVITY.format(
            number=f"{mark}-{number}",
            reporter=f"Worldwide Register {mark}",
            title=f"Lighthouse {mark} {number}",
            funder=FUNDERS.get(economy, f"Faraway Fund {mark}"),
            economy=economy,
        )
        for number, economy in enumerate(economies)
    ]
    file = folder / "world.xml"
    file.write_text(f'<iati-activities version="2.03">{"".join(activities)}</iati-activities>')
    return file


def import_the_region(reader: Visit, file: Path) -> int:
    """From the start page until the activities of the region are stored; how many clicks."""
    counted = Clicks(reader)
    reader.open("/")
    counted.go(reader.page.locator("nav a[href='/imports/']").first)
    counted.go(counted.link("Import a file"))
    counted.count += 1
    reader.page.locator("main input[type=file]").set_input_files(file)
    counted.press("Preview")
    wait_for(reader, "12 activities, 3 in your 13 economies")
    reader.picture("import-preview")
    counted.press("Import only the 3 activities in your economies")
    wait_for(reader, "Undo this import")
    return counted.count


def test_only_the_region_of_a_world_wide_file_is_taken_and_its_names_are_identified(
    reading: Reading, tmp_path: Path
) -> None:
    mark = uuid4().hex[:8]
    with reading("secretariat") as reader:
        clicks = import_the_region(reader, world(tmp_path, mark))
        assert clicks <= MOST_TO_IMPORT, f"{clicks} clicks"
        imported = reader.page.url
        assert "9 left out" in reader.main()
        reader.open(f"/activities/?economy=all&q=lighthouse+{mark}")
        assert reader.page.locator("main tbody tr").count() == len(FUNDERS)

        reader.open(imported)
        counted = Clicks(reader)
        counted.go(reader.page.locator("main .notice a", has_text="to identify").first)
        rows = reader.page.locator("main tbody tr")
        waiting = rows.count()
        for written in FUNDERS.values():
            box = rows.filter(has_text=written).locator("input[type=checkbox]")
            assert box.is_checked(), f"{written} is not guessed"
        assert not reader.page.locator("main tbody", has_text=f"Faraway Fund {mark}").count()
        reader.picture("names-to-identify")
        counted.press("Accept the ticked guesses")
        for written in FUNDERS.values():
            assert not rows.filter(has_text=written).count()
        assert rows.count() <= waiting - len(FUNDERS)
        assert counted.count <= MOST_TO_IDENTIFY, f"{counted.count} clicks"
        print(f"{clicks} clicks to import, {counted.count} to identify")  # noqa: T201 - the figure is the result

        counted.press("Undo")
        for written in FUNDERS.values():
            assert rows.filter(has_text=written).count() == 1
        reader.open(imported)
        reader.page.get_by_text("Undo this import").click()
        reader.press("Undo the import")
        wait_for(reader, "Undone on")
        reader.open(f"/activities/?economy=all&q=lighthouse+{mark}")
        assert not reader.page.locator("main tbody tr").count()
