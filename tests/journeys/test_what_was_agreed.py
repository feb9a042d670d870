"""What was agreed: an economy reports, the secretariat reads the conclusions of the next conference."""

import re

from egnatia.commitments.demo import fixtures as material
from tests.journeys.conftest import Reading
from tests.journeys.watching import WIDE, Visit

RELEASE = next(each for each in material.conclusions().commitments if each.key == "release").words["en"]
TITLE = "Conclusions of the Regional Conference, Tirana 2026 (demo)"


def test_an_economy_says_that_nothing_has_changed(reading: Reading) -> None:
    with reading("focal-al") as focal:
        focal.open("/commitments/mine/")
        assert "report due since" in focal.main()
        line = focal.page.locator("main li", has_text=RELEASE)
        focal.picture("commitments-own")
        assert line.get_by_role("link", name=re.compile("^Report")).count()
        focal.click_on(line.get_by_role("link").first)
        focal.press("Confirm that nothing has changed")

        assert "last update today" in focal.main()
        focal.open("/commitments/table/")
        focal.picture("commitments-table")
        cell = focal.page.locator("table.matrix tr", has_text=RELEASE).locator("td a").first
        assert "supported" in cell.inner_text()
        focal.click_on(cell)
        assert "last update today" in focal.main()


def test_others_learn_when_something_was_last_said_and_not_what_is_waited_for(reading: Reading) -> None:
    with reading("focal-mk", widths=(WIDE,)) as other:
        for path in ("/commitments/economies/ALB/", "/commitments/economies/MNE/", "/commitments/table/"):
            other.open(path)
            assert not re.search("report due since|next report due|overdue", other.main())
        assert "no report yet" in other.main()


def decide(officer: Visit, number: str, choice: str) -> None:
    part = officer.page.locator("fieldset", has=officer.page.locator("legend", has_text=re.compile(f"{number}\\s*$")))
    part.get_by_label(choice).check()


def test_a_document_becomes_commitments_on_one_page(reading: Reading) -> None:
    with reading("secretariat") as officer:
        officer.open("/commitments/")
        officer.picture("commitments")
        officer.click("Extract commitments from a document")
        officer.page.locator("main [name=title]").fill(TITLE)
        officer.page.locator("main [name=text]").fill(material.outcome_text())
        officer.press("Show paragraphs")
        assert "6 of them may repeat earlier commitments" in officer.main()
        officer.picture("commitments-review")

        decide(officer, "Paragraph 2", "Same as item 1: do not create a commitment")
        decide(officer, "Paragraph 7", "Create a new commitment and link it to item 1")
        decide(officer, "Paragraph 12", "Leave this paragraph out")
        officer.press("Create commitments")

        document = officer.page.url
        try:
            assert "10 commitments created." in officer.page.locator("body").inner_text()
            officer.picture("commitments-result")
            officer.click_on(officer.page.locator("main tr", has_text="Probation services").get_by_role("link").first)
            assert TITLE in officer.main()
        finally:  # or later journeys find each of them a second time
            officer.open(document + "withdrawal/")
            officer.press("Withdraw")


def test_an_activity_is_joined_to_what_nobody_funds(reading: Reading) -> None:
    with reading("secretariat") as officer:
        officer.open("/commitments/without-activity/")
        officer.picture("commitments-unfunded")
        row = officer.page.locator("main tr", has_text=RELEASE)
        officer.click_on(row.get_by_role("link", name=re.compile("^Link")))
        officer.page.locator("main [name=q]").fill("probation")
        officer.press("Apply")
        officer.picture("commitments-joining")
        officer.click_on(officer.page.locator("main table").get_by_role("button", name=re.compile("^Link")).first)
        assert "Withdraw" in officer.main()
        officer.picture("commitment")
        officer.open("/commitments/without-activity/")
        assert RELEASE not in officer.main()

        officer.open("/commitments/")
        officer.click(RELEASE)
        officer.click_on(officer.page.locator("#joined").get_by_role("button", name=re.compile("^Withdraw")).first)
        assert "Withdraw" not in officer.page.locator("#joined").inner_text()


def test_everything_works_without_scripts_and_for_the_visitor(reading: Reading) -> None:
    with reading(scripts=False) as visitor:
        visitor.open("/commitments/")
        assert RELEASE in visitor.main()
        visitor.click("By economy")
        visitor.click_on(visitor.page.locator("table.matrix tr", has_text=RELEASE).locator("td a").first)
        assert "Twelve municipalities" in visitor.main()
