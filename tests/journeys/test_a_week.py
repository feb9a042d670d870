"""A focal point's week: from the link in the mail until all is answered and cleared, in at most fifteen clicks."""

from playwright.sync_api import FilePayload

from tests.journeys.conftest import Reading
from tests.journeys.test_a_quarter_of_an_hour import Counted
from tests.journeys.watching import Visit

ROUND = "A round of one week (demo)"
OURS = "A need of this week (demo)"
MOST, NEEDS = 15, 6


def state_needs(focal: Visit) -> None:
    """Read by the focal point's own organisation alone, so that no other visit meets them."""
    rows = [f"MDA,2.3.{1 + number % 2},{OURS} {number},en" for number in range(NEEDS)]
    sheet = "\n".join(["economy,objective,words,language", *rows]).encode()
    focal.open("/needs/upload/")
    file: FilePayload = {"name": "week.csv", "mimeType": "text/csv", "buffer": sheet}
    focal.page.locator("main input[type=file]").set_input_files(file)
    focal.press("Preview changes")
    focal.page.locator("input[name='marking-tlp'][value='3']").check()
    focal.press("Apply changes")


def open_round(officer: Visit) -> None:
    officer.open("/rounds/new/")
    officer.page.locator("[name=title]").fill(ROUND)
    officer.page.locator("[name=opens]").fill("2026-11-01")
    officer.page.locator("[name=closes]").fill("2099-12-20")
    for select in officer.page.locator("select[name^='economy-']").all():
        if select.get_attribute("name") != "economy-MDA":
            select.select_option("")
    officer.unfold()
    officer.page.get_by_role("radio", name="TLP:GREEN").check()
    officer.press("Open the mapping round")


def test_a_focal_points_week_takes_at_most_fifteen_clicks(reading: Reading) -> None:
    with reading("focal-md", language="en") as focal, reading("secretariat") as officer:
        state_needs(focal)
        open_round(officer)
        week = Counted(focal)
        try:
            answer_all(week)
            assert "awaiting acceptance" in focal.main()
            assert week.count <= MOST, f"{week.count} clicks and entries"
            print(f"{week.count} clicks and entries")  # noqa: T201 - the figure is the result
        finally:
            officer.open("/rounds/")
            officer.click(ROUND)
            officer.click("Withdraw")
            officer.press("Withdraw")


def answer_all(week: Counted) -> None:
    """The mail leads to the start page; one need is done, one has changed, the others are as they were."""
    week.visit.open("/")
    card = week.visit.page.locator("main article.card.call", has_text=ROUND)
    week.go(card.get_by_role("link", name="Answer the questions"))
    week.go(week.link("Answer several at once"))
    week.go(week.link("Select all, then deselect what has changed"))
    own = week.main.locator(".card", has_text=OURS).locator("input[type=checkbox]")
    own.first.wait_for()
    for at in range(2):
        week.untick(own.nth(at))
    week.go(week.button("Save as still true"))
    week.type(week.main.locator("[name=note]"), "The law is in force since May.")
    week.go(week.main.locator("button[value=done]"))
    week.type(week.main.locator("[name=note]"), "Two more prisons.")
    week.go(week.main.locator("button[value=changed]"))
    if week.main.locator("[name=words]").count():
        week.go(week.button("Save"))
    week.go(week.button("Clear the replies"))
    week.go(week.main.get_by_role("link", name=OURS).first)
