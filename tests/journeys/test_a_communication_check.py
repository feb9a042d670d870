"""The secretariat asks contact points whether they answer: letters, a scanner, one click, what members then see."""

import re
import time

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE
from tests.letters import Post, text_of

ALBANIA, MOLDOVA = "focal.alb@example.org", "focal.mda@example.org"
LINK = r"http://localhost:\d+(/exchange/contact-points/checks/link/\S+)"


def links_in(post: Post, *mailboxes: str, seconds: float = 60) -> list[str]:
    """The link that each mailbox got, which a worker sends a moment after the check was started."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        words = {str(letter["To"]): text_of(letter) for letter in post.letters}
        found = [re.findall(LINK, words.get(mailbox, "")) for mailbox in mailboxes]
        if all(found):
            assert not [text for text in words.values() if "+355" in text]
            return [link for (link,) in found]
        time.sleep(0.2)
    raise AssertionError("no letters arrived")


def test_a_round_of_checks_is_answered_by_one_click_and_seen_by_members(reading: Reading, post: Post) -> None:
    with reading("secretariat", widths=(WIDE,)) as officer:
        officer.open("/exchange/contact-points/?topics=3.3&role=focal-point")
        assert "no contact point listed" in officer.main()
        officer.click("Start a communication check")
        asked = officer.page.locator("main [name=points]")
        expect(asked.first).to_be_checked()
        assert "Croatia" not in officer.main()
        officer.press("Send the e-mails")
        check = officer.page.url
        assert f"0 of {4} contact points" in officer.main()
        albania, moldova = links_in(post, ALBANIA, MOLDOVA)

        # What a scanner of the mail server does.
        for link in (albania, moldova):
            assert officer.page.request.get(officer.url + link).ok
        officer.open(check)
        assert "0 of 4 contact points" in officer.main()

        with reading(widths=(NARROW,), scripts=False) as duty:
            duty.open(albania)
            duty.click_on(duty.page.locator("main button[type=submit]"))
            assert "/checks/thanks/" in duty.page.url
            duty.open(albania)
            duty.click_on(duty.page.locator("main button[type=submit]"), status=404)

        officer.open(check)
        assert "1 of 4 contact points" in officer.main()

    with reading("focal-md") as focal:
        focal.open("/exchange/contact-points/checks/")
        focal.click_on(focal.page.locator("main tbody a").first)
        row = focal.page.locator("main tbody tr", has_text="Albania")
        assert "less than a minute" in row.inner_text() or "minute" in row.inner_text()
        assert "awaiting a reply" in focal.page.locator("main tbody tr", has_text="Moldova").inner_text()
        focal.click_on(row.get_by_role("link"))
        assert "Median answer time" in focal.main()
        focal.open("/exchange/contact-points/checks/new/")

    with reading(widths=(NARROW,)) as visitor:
        visitor.open("/exchange/contact-points/?economy=ALB")
        assert ALBANIA in visitor.main()
        assert "+355" not in visitor.main()
