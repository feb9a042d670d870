"""A round from the secretariat to a focal point and back: opened, answered, cleared, returned, cleared, accepted."""

from tests.journeys.conftest import Reading
from tests.journeys.watching import Visit

ROUND = "Mapping of needs 2027 (demo)"
SMALL = "A small round (demo)"


def open_small_round(officer: Visit) -> None:
    """One economy is asked: the form says who will see it before it is opened."""
    officer.open("/rounds/new/")
    officer.page.locator("[name=title]").fill(SMALL)
    officer.page.locator("[name=opens]").fill("2026-11-01")
    officer.page.locator("[name=closes]").fill("2026-12-20")
    for select in officer.page.locator("select[name^='economy-']").all():
        if select.get_attribute("name") != "economy-SVN":
            select.select_option("")
    officer.unfold()
    officer.page.get_by_role("radio", name="TLP:GREEN").check()
    officer.press("Open the mapping round")
    assert "0 of 1 reply received" in officer.main()
    assert "cannot see the round" not in officer.main()


def test_the_secretariat_opens_a_round_and_sees_who_has_the_next_step(reading: Reading) -> None:
    with reading("secretariat") as officer:
        open_small_round(officer)
        officer.open("/rounds/")
        assert "2 of 12 replies received" in officer.main()
        officer.click(ROUND)
        main = officer.main()
        assert "Focal point, Albania (demo)" in main
        assert "accept the replies, or return them with comments" in main
        assert "overdue" not in main.lower()
        officer.picture("round-participants")
        officer.click("Send a reminder")


def answer_all(focal: Visit) -> int:
    """From the start page, one button a question; how many clicks."""
    focal.open("/")
    card = focal.page.locator("main article.card.call", has_text=ROUND)
    focal.click_on(card.get_by_role("link", name="Answer the questions"))
    assert "Changes in related activities since the last update" in focal.main()
    focal.picture("round-question")
    clicks = 1
    while focal.page.locator("main button[value=true]").count():
        focal.click_on(focal.page.locator("main button[value=true]").first)
        clicks += 1
    return clicks


def clear(focal: Visit) -> None:
    focal.page.locator("main [name=consulted]").fill("the ministry of education (demo)")
    focal.press("Clear the replies")
    assert "Cleared and visible to the secretariat." in focal.page.locator("body").inner_text()


def test_from_the_questions_to_acceptance(reading: Reading) -> None:
    with reading("focal-al", language="en") as focal, reading("secretariat") as officer:
        clicks = answer_all(focal)
        assert 2 < clicks <= 12
        clear(focal)
        answers = focal.page.url

        officer.open("/")
        officer.click_on(officer.page.locator("main article.card.call", has_text=ROUND).get_by_role("link"))
        officer.click("Albania")
        officer.picture("round-cleared")
        officer.page.locator("main textarea[name^='comment-']").first.fill("Until which school year?")
        officer.press("Return with these comments")

        focal.open(answers)
        assert "Until which school year?" in focal.main()
        focal.click("Edit the reply")
        focal.page.locator("main [name=note]").fill("Until the end of primary school.")
        focal.click_on(focal.page.locator("main button[value=true]"))
        clear(focal)

        officer.open(answers)
        assert "Until the end of primary school." in officer.main()
        officer.press("Accept")
        assert "Withdraw acceptance" in officer.main()
        back_to_the_start(officer, focal, answers)


def back_to_the_start(officer: Visit, focal: Visit, answers: str) -> None:
    """Until adoption each step can be taken back."""
    officer.press("Withdraw acceptance")
    focal.open(answers)
    focal.press("Withdraw clearance")
    assert "clearance withdrawn" in focal.main()


def test_without_javascript_a_question_is_answered_all_the_same(reading: Reading) -> None:
    with reading("focal-mk", scripts=False, language="en") as focal:
        focal.open("/")
        focal.click_on(focal.page.locator("main article.card.call", has_text=ROUND).get_by_role("link"))
        left = focal.page.locator("progress").get_attribute("value")
        focal.click_on(focal.page.locator("main button[value=true]"))
        assert focal.page.locator("progress").get_attribute("value") == str(int(left or 0) + 1)
