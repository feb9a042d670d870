"""An alert to thirteen focal points, from its e-mail to its recall; and on a phone, a request answered with a file."""

import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator

from tests.journeys.alerted import SITE, THIRTEEN
from tests.journeys.site import Site, running_site
from tests.journeys.watching import NARROW, WIDE, Visit, visit
from tests.letters import Post, text_of

TITLE = "Stolen blank identity documents"


@pytest.fixture(scope="module")
def own_site(post: Post) -> Iterator[Site]:
    """Of its own: it knows its address, and days pass."""
    with running_site(EGNATIA_SMTP=post.url, EGNATIA_ORIGINS=SITE) as started:
        started.run("tests.journeys.alerted.seat_thirteen")
        yield started


def arrived(post: Post, path: str, number: int, seconds: float = 90) -> list[str]:
    """Whom e-mails that lead to this page came for since the last time, once there are as many as this; none names the
    alert."""

    def came() -> list[str]:
        return sorted(str(each["To"]) for each in post.letters if f"{SITE}{path}\n" in text_of(each).replace("\r", ""))

    until = time.monotonic() + seconds
    while len(came()) < number and time.monotonic() < until:
        time.sleep(0.5)
    found = came()
    assert not [each for each in post.letters if TITLE in f"{each['Subject']} {text_of(each)}"]
    post.letters.clear()
    return found


def publish(sender: Visit) -> str:
    """The path of the alert."""
    sender.open("/exchange/notices/new/")
    sender.page.locator("main [name=title]").fill(TITLE)
    sender.page.locator("main [name=category]").select_option("alert")
    sender.page.locator("main [name=remind_after]").fill("1")
    sender.unfold()
    sender.page.locator("main [name=marking-tlp][value='2']").check()
    group = sender.page.locator("main [name=marking-communities][value=focal-points]")
    sender.unfold(group)
    group.check()
    sender.press("Save the draft")
    sender.press(f"Send alert to {THIRTEEN} people")
    return sender.page.url.removeprefix(sender.url)


def test_an_alert_is_told_acknowledged_asked_for_again_counted_and_recalled(
    own_site: Site, browser: Browser, post: Post
) -> None:
    seen: set[tuple[str, int]] = set()

    def window(width: int) -> AbstractContextManager[Visit]:
        return visit(browser, own_site.url, widths=(width,), scripts=True, seen=seen)

    with window(WIDE) as sender, window(NARROW) as arta, window(WIDE) as mila:
        for reader, username in ((sender, "secretariat"), (arta, "focal-al"), (mila, "focal-mk")):
            reader.sign_in(own_site.code(username))
        post.letters.clear()
        alert = publish(sender)
        assert len(arrived(post, alert, THIRTEEN)) == THIRTEEN

        arta.open("/needs/")
        banner = arta.page.locator("form.strip", has_text=TITLE)
        arta.click_on(banner.get_by_role("button", name="Acknowledge"))
        assert "You acknowledged this alert on" in arta.main()
        assert not arta.page.locator("form.strip", has_text=TITLE).count()
        mila.open(alert)
        assert "It is noted that you opened this page." in mila.main()

        own_site.days_pass(1)
        own_site.run("tests.journeys.alerted.send_due", EGNATIA_SMTP=post.url)
        again = arrived(post, alert, THIRTEEN - 1)
        assert len(again) == THIRTEEN - 1
        assert "focal-al@example.org" not in again

        sender.open(alert)
        sender.click("Who has seen this")
        facts = sender.page.locator("main dl.facts").inner_text().split()
        assert [each for each in facts if each.isdigit()] == ["13", "2", "1", "12"]
        receipts = sender.page.url.removeprefix(sender.url)

        sender.open(receipts + "recall/")
        sender.page.locator("main [name=reason]").fill("The documents were found.")
        sender.press("Recall")
        assert "0 of 2 people who opened it have acknowledged the recall." in sender.main()
        mila.open(alert, status=404)
        own_site.run("tests.journeys.alerted.send_due", EGNATIA_SMTP=post.url)
        assert arrived(post, receipts + "recalled/", 2) == ["focal-al@example.org", "focal-mk@example.org"]
        arta.open(receipts + "recalled/")
        assert "The documents were found." in arta.main()
        arta.press("Acknowledge the recall")
        sender.open(receipts)
        assert "1 of 2 people who opened it have acknowledged the recall." in sender.main()


MOST_TAPS = 12
ASKED = "Rules for the storage of seized weapons"


@dataclass
class Thumb:
    """Counts what somebody touches on a phone: links of e-mails, buttons, fields, files."""

    phone: Visit
    taps: int = 0

    def follow(self, post: Post, mailbox: str, path: str) -> None:
        """The link to a page in an e-mail that came for somebody."""
        link = next(
            found
            for each in reversed(post.letters)
            if str(each["To"]) == mailbox
            for found in re.findall(rf"{SITE}(\S+)", text_of(each))
            if found == path
        )
        self.taps += 1
        self.phone.open(link)

    def tap(self, there: Locator) -> None:
        self.taps += 1
        self.phone.click_on(there)

    def type(self, there: Locator, words: str) -> None:
        self.taps += 1
        there.fill(words)

    def choose(self, there: Locator, name: str) -> None:
        """A file: the field, then the file in the phone's list."""
        with self.phone.page.expect_file_chooser() as chooser:
            there.click()
        chooser.value.set_files({"name": name, "mimeType": "text/plain", "buffer": b"The rules in force (demo)"})
        self.taps += 2


def ask_for_a_file(sender: Visit) -> str:
    """The path of a request for a file and a number, sent to the focal point of Albania."""
    sender.open("/exchange/requests/new/")
    page = sender.page
    page.locator("main [name=title]").fill(ASKED)
    for number, (text, kind) in enumerate((("Please send the rules in force.", "file"), ("How many rooms?", "number"))):
        page.locator(f"main [name=q{number}_text]").fill(text)
        page.locator(f"main [name=q{number}_type]").select_option(kind)
    page.locator("main [name=roles][value='F:focal-points:ALB']").check()
    sender.press("Save the draft")
    sender.press("Send the request")
    return page.url.removeprefix(sender.url)


def test_from_the_mail_on_a_phone_an_alert_is_acknowledged_and_a_request_answered_with_a_file(
    own_site: Site, browser: Browser, post: Post
) -> None:
    with (
        visit(browser, own_site.url, widths=(WIDE,), seen=set()) as sender,
        visit(browser, own_site.url, widths=(NARROW,), seen=set()) as phone,
    ):
        sender.sign_in(own_site.code("secretariat"))
        post.letters.clear()
        alert, request = publish(sender), ask_for_a_file(sender)
        own_site.days_pass(3)
        own_site.run("tests.journeys.alerted.send_due", EGNATIA_SMTP=post.url)
        thumb, page, mailbox = Thumb(phone), phone.page, "focal-al@example.org"

        phone.open("/account/login/code/")
        thumb.type(page.locator("main input[name=code]"), own_site.code("focal-al"))
        thumb.tap(page.locator("main button.primary"))
        thumb.follow(post, mailbox, alert)
        thumb.tap(page.locator("main form[action*=acknowledgement] button"))
        assert "You acknowledged this alert on" in phone.main()
        thumb.follow(post, mailbox, request)
        thumb.tap(page.locator("main").get_by_role("link", name="Reply to the request"))
        thumb.choose(page.locator("main [name=q1]"), "rules.txt")
        thumb.type(page.locator("main [name=q2]"), "14")
        phone.picture("request-reply-from-a-phone")
        thumb.tap(page.locator("main").get_by_role("button", name="Send the reply"))

        assert "rules.txt" in phone.main()
        assert thumb.taps <= MOST_TAPS
        sender.open(request)
        assert "1 of 1 replied" in sender.main()
        sender.click("rules.txt")
        assert sender.page.locator("main").get_by_role("link", name="Download").count()
