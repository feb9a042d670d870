"""A request for information: asked, answered, delegated and answered in part, declined, given more time, compiled."""

import re

from playwright.sync_api import Download

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, Visit
from tests.letters import Post, letter_to, text_of

TITLE = "Escape routes for detained persons during fires"
COLLEAGUE = "office@example.org"
ROLES = ("ALB", "MNE", "MKD", "MDA")


def test_a_request_is_asked_answered_and_compiled(reading: Reading, post: Post) -> None:
    with reading("secretariat") as officer:
        request = asked_by(officer)
    with reading("focal-al", widths=(NARROW,)) as focal:
        focal.open("/")
        focal.click_on(
            focal.page.locator("main article, main li, main section")
            .get_by_role("link", name="Reply to the request")
            .first
        )
        answer(focal, request, "full", {"q1": "3", "q2": "Every two years."})
    with reading("focal-me") as focal:
        delegate(focal, request)
        with reading(widths=(NARROW,)) as colleague:
            colleague.open(link_in(post))
            colleague.press("Begin")
            assert "How often are evacuations practised?" not in colleague.main(), "nothing but what was delegated"
            colleague.page.locator("main [name=q1]").fill("2")
            colleague.picture("request-part")
            colleague.press("Submit")
        focal.open(request)
        focal.click("Reply to the request")
        assert focal.page.locator("main [name=q1]").input_value() == "2", "what a colleague answered is a draft"
        answer(focal, request, "partial", {})
        assert "Every two years." in focal.main(), "who replies reads what others share with those who reply"
    with reading("focal-mk") as focal:
        answer(focal, request, "declined", {"note": "The building is being renovated."})
        assert "Every two years." not in focal.main(), "who declines does not"
    with reading("focal-md") as focal:
        focal.open(request)
        focal.page.get_by_text("Ask for more time").first.click()
        focal.page.locator("main [name=days]").fill("5")
        focal.press("Ask for more time")
        assert "more time requested" in focal.main()
    with reading("secretariat") as officer:
        officer.open(request)
        assert "2 of 4 replied, 1 in part, 1 declined" in officer.main()
        officer.picture("request-replies")
        officer.press("Grant")
        assert "more time granted" in officer.main()
        officer.click("All replies, question by question")
        officer.picture("request-compiled")
        assert re.search(r"Every two years\..*The building is being renovated\.", officer.main(), re.DOTALL)
        assert taken(officer, "Download as PDF").suggested_filename == "replies.pdf"
        officer.open(request)
        officer.click("Close the request")
        officer.press("Close the request")
        assert "Closed: 2 of 4 replied" in officer.main()
        officer.open(request + "withdrawal/")
        officer.press("Withdraw")


def asked_by(officer: Visit) -> str:
    """The path of the request, once it is sent."""
    officer.open("/exchange/requests/new/")
    page = officer.page
    page.locator("main [name=title]").fill("Storing seized weapons safely")
    page.locator("#earlier details").first.wait_for()  # what was asked before is shown while the title is typed
    page.locator("main [name=title]").fill(TITLE)
    page.locator("main [name=q0_text]").fill("How many exits does a detention room have?")
    page.locator("main [name=q0_type]").select_option("number")
    page.locator("main [name=q1_text]").fill("How often are evacuations practised?")
    for code in ROLES:
        page.locator(f"main [name=roles][value='F:focal-points:{code}']").check()
    page.locator("main [name=audience][value=repliers]").check()
    officer.press("Look for earlier requests")
    assert page.locator("main [name=title]").input_value() == TITLE
    officer.picture("request-form")
    officer.press("Save the draft")
    assert "Everyone who replies, and the organisation that asks" in officer.main()
    officer.unfold()
    page.locator("main [name=marking-tlp][value='1']").check()
    officer.picture("request-sending")
    officer.press("Send the request")
    assert "0 of 4 replied" in officer.main()
    return page.url.removeprefix(officer.url)


def delegate(focal: Visit, request: str) -> None:
    """The first question, to a colleague without an account."""
    focal.open(request)
    focal.click("Delegate questions")
    focal.page.locator("main [name=questions][value=q1]").check()
    focal.page.locator("main [name=mailbox]").fill(COLLEAGUE)
    focal.page.locator("main [name=language]").select_option("en")
    focal.press("Delegate")


def link_in(post: Post) -> str:
    """The path in the e-mail to the colleague, which says nothing of the request."""
    words = text_of(letter_to(post, COLLEAGUE))
    assert TITLE not in words
    found: str = re.findall(r"http://localhost:\d+(/exchange/requests/part/link/\S+)", words)[0]
    return found


def answer(focal: Visit, request: str, status: str, said: dict[str, str]) -> None:
    focal.open(request)
    focal.click("Reply to the request")
    focal.page.locator(f"main [name=status][value={status}]").check()
    for name, text in said.items():
        focal.page.locator(f"main [name={name}]").fill(text)
    focal.picture(f"request-reply-{status}")
    focal.press("Send the reply")


def taken(officer: Visit, link: str) -> Download:
    with officer.page.expect_download() as waiting:
        officer.page.locator("main").get_by_role("link", name=link).click()
    return waiting.value
