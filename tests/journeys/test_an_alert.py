"""An alert to thirteen focal points: received, opened, acknowledged, asked for again, counted, recalled."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser

from tests.journeys.alerted import SITE, THIRTEEN
from tests.journeys.site import Site, running_site
from tests.journeys.watching import NARROW, WIDE, Visit, visit
from tests.letters import Post, text_of

TITLE = "Stolen blank identity documents"


def smtp(post: Post) -> str:
    return f"smtp://127.0.0.1:{post.port}?plain"


@pytest.fixture
def own_site(post: Post) -> Iterator[Site]:
    """Of its own: it knows its address, and days pass."""
    with running_site(EGNATIA_SMTP=smtp(post), EGNATIA_ORIGINS=SITE) as started:
        started.run("tests.journeys.alerted.seat_thirteen")
        yield started


def sign_in(reader: Visit, site: Site, username: str) -> None:
    reader.open("/account/login/code/")
    reader.page.locator("main input[name=code]").fill(site.code(username))
    reader.press("Sign in")


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
    sender.press("Save")
    return sender.page.url.removeprefix(sender.url)


def test_an_alert_is_told_acknowledged_asked_for_again_counted_and_recalled(
    own_site: Site, browser: Browser, post: Post
) -> None:
    seen: set[tuple[str, int]] = set()

    def window(width: int) -> AbstractContextManager[Visit]:
        return visit(browser, own_site.url, widths=(width,), scripts=True, seen=seen)

    with window(WIDE) as sender, window(NARROW) as arta, window(WIDE) as mila:
        for reader, username in ((sender, "secretariat"), (arta, "focal-al"), (mila, "focal-mk")):
            sign_in(reader, own_site, username)
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
        own_site.run("tests.journeys.alerted.send_due", EGNATIA_SMTP=smtp(post))
        again = arrived(post, alert, THIRTEEN - 1)
        assert len(again) == THIRTEEN - 1
        assert "focal-al@example.org" not in again

        sender.open(alert)
        sender.click("Who has seen this")
        facts = sender.page.locator("main dl.facts").inner_text().split()
        assert [each for each in facts if each.isdigit()] == ["13", "2", "1", "12"]

        sender.open(alert + "recall/")
        sender.page.locator("main [name=reason]").fill("The documents were found.")
        sender.press("Recall")
        assert "0 of 2 who opened it have acknowledged the recall." in sender.main()
        mila.open(alert, status=404)
        own_site.run("tests.journeys.alerted.send_due", EGNATIA_SMTP=smtp(post))
        assert arrived(post, alert + "recalled/", 2) == ["focal-al@example.org", "focal-mk@example.org"]
        arta.open(alert + "recalled/")
        assert "The documents were found." in arta.main()
        arta.press("Acknowledge the recall")
        sender.open(alert + "receipts/")
        assert "1 of 2 who opened it have acknowledged the recall." in sender.main()
