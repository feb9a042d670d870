"""Four questions, a view of civil society and its reply, a calendar: as their readers come to them."""

import re

from playwright.sync_api import expect

from egnatia.commitments.demo import fixtures as material
from tests.journeys.conftest import Reading

RELEASE = next(each for each in material.conclusions().commitments if each.key == "release").words["en"]
VIEW = "In two towns nobody was met, says our help line."
REPLY = "Both towns have a contact person since May."


def test_the_secretariat_asks_four_questions(reading: Reading) -> None:
    with reading("secretariat") as officer:
        officer.open("/")
        officer.click("Supported, no report yet")
        officer.picture("question-unreported")
        assert re.search(r"[\d,]+ follow-ups\.", officer.main())
        officer.click("No report yet, partner-funded")
        officer.picture("question-funded")
        officer.click("For the next agenda")
        officer.picture("question-agenda")
        assert "report due since" in officer.main()
        officer.click("Changed positions")
        officer.picture("question-changed")


def test_civil_society_files_a_view_and_the_economy_replies(reading: Reading) -> None:
    with reading("civil") as shelter:
        shelter.open("/commitments/table/")
        shelter.click_on(shelter.page.locator("table.matrix tr", has_text=RELEASE).locator("td a").first)
        shelter.click("Submit a comment")
        shelter.page.locator("main [name=words]").fill(VIEW)
        shelter.unfold()
        shelter.page.locator("main [name=marking-tlp][value='1']").check()
        shelter.picture("view-form")
        shelter.press("Save")
        shelter.picture("view")
        address = shelter.page.url
    with reading("focal-al") as focal:
        focal.open(address)
        focal.page.locator("main [name=words]").fill(REPLY)
        focal.press("Reply")
        assert REPLY in focal.main()
        focal.click_on(focal.page.locator("main .lead a").first)
        focal.picture("follow-up-with-a-view")
        assert "replied" in focal.page.locator("#views").inner_text()
    with reading("civil") as shelter:
        shelter.open(address + "withdrawal/")
        shelter.press("Withdraw")
        assert VIEW not in shelter.main()


def test_days_come_into_ones_own_calendar_at_an_address_shown_once(reading: Reading) -> None:
    with reading("focal-al") as focal:
        focal.open("/people/account/")
        focal.click("Subscribe to your calendar")
        focal.press("Create a private calendar link")
        focal.picture("calendar-address")
        shown = focal.page.locator("#address").inner_text()
        answer = focal.page.request.get(shown, headers={"Cookie": ""})
        assert answer.text().startswith("BEGIN:VCALENDAR")
        focal.press("Disable the link")
        assert focal.page.request.get(shown).status == 404
        expect(focal.page.locator("main")).to_contain_text("You have no calendar link.")
        focal.open("/people/account/letters/")
        focal.picture("letters")
        focal.press("Save")
