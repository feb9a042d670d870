"""On a phone, what a reader opens a page for begins on the first screen, and the end of the page is near."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, Visit

SCREEN, TALLEST = 844, 6_000  # pixels
ROLES = ("secretariat", "focal-me", "partner")
TOP = """(selector) => [...document.querySelectorAll(`main ${selector}`)].filter((each) => each.checkVisibility())
  .map((each) => each.getBoundingClientRect().top + window.scrollY)[0]"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page, or the first record that a page leads to; `first`: where what it is opened for begins."""

    path: str
    first: str = "tbody tr"
    record: str = ""
    roles: tuple[str, ...] = ROLES
    tallest: int = TALLEST

    def by(self, reader: Visit) -> Page:
        page = reader.page
        page.goto(reader.url + self.path)
        if self.record:
            ways = (link.get_attribute("href") or "" for link in page.locator("main a[href]").all())
            page.goto(reader.url + next(way for way in ways if re.fullmatch(self.record, way)))
        return page


ID = r"[0-9a-f-]{36}/(\?.*)?"
PAGES = {
    "start page": Opened("/", ".card"),
    "activities": Opened("/activities/"),
    "activity": Opened("/activities/", ".facts", f"/activities/{ID}"),
    "overlaps": Opened("/matches/"),
    "reported twice": Opened("/matches/?kind=same"),
    "passed-on funding": Opened("/matches/?kind=chain"),
    "overlap": Opened("/matches/", ".stat", f"/matches/{ID}"),
    "awaiting a position": Opened("/matches/batch/"),
    "conversations": Opened("/matches/conversations/"),
    "funding": Opened("/matches/money/", ".stat"),
    "needs and support": Opened("/matrix/"),
    "cell": Opened("/matrix/", ".facts", r"/matrix/[A-Z]{3}/.*"),
    "my economy": Opened("/matrix/economy/", "section", roles=("focal-me",)),
    "who is active where": Opened("/matrix/who/"),
    "map": Opened("/matrix/economies/map/", "svg"),
    "needs": Opened("/needs/"),
    "need": Opened("/needs/", "section", f"/needs/{ID}"),
    "commitments": Opened("/commitments/"),
    "rounds": Opened("/rounds/"),
    "round": Opened("/rounds/", ".facts", f"/rounds/{ID}"),
    "draft for the board": Opened("/rounds/", ".card", r"/snapshots/of/.*/analysis/", ("secretariat",), 6_600),
    "what's new": Opened("/people/changes/", "ul.plain li"),
    "timeline": Opened("/timeline/", ".picture"),
    "network": Opened("/network/", ".picture"),
    "key numbers": Opened("/key-numbers/", ".key-numbers"),
    "handover notes": Opened("/handover/", ".card", roles=("secretariat", "focal-me")),
    "e-mail notifications": Opened("/people/account/letters/", "form"),
    "organisations": Opened("/actors/"),
    "receiving institutions": Opened("/institutions/"),
    "tell us what is missing": Opened("/missing/", "form"),
    "newsletter": Opened("/newsletter/", "form"),
    "messages from visitors": Opened("/messages/", roles=("secretariat",)),
    "message from a visitor": Opened("/messages/", ".facts", f"/messages/{ID}", ("secretariat",)),
    "search": Opened("/search/?q=police", "section li", tallest=6_300),  # thirteen types of records have some
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_begins_on_the_first_screen_and_is_not_long(reading: Reading, name: str) -> None:
    opened = PAGES[name]
    for role in opened.roles:
        with reading(role, widths=(NARROW,)) as reader:
            reader.page.set_viewport_size(ViewportSize(width=NARROW, height=SCREEN))
            page = opened.by(reader)
            top = page.evaluate(TOP, opened.first)
            assert top is not None, f"{role} finds nothing there"
            assert top < SCREEN, f"{role} scrolls before anything useful begins"
            assert page.evaluate("document.documentElement.scrollHeight") <= opened.tallest, role


def test_filters_open_over_a_list_and_their_choice_is_applied(reading: Reading) -> None:
    with reading("partner", scripts=False, widths=(NARROW,)) as reader:
        reader.open("/matches/")
        choice = reader.page.locator("main").get_by_label("Economy", exact=True)
        assert not choice.is_visible()
        reader.page.locator("main").get_by_role("button", name="Filters").click()
        choice.select_option("BIH")
        reader.press("Apply")

        assert "economy=BIH" in reader.page.url
        rows = reader.page.locator("main tbody tr").all_inner_texts()
        assert rows
        assert all("Bosnia and Herze" in row for row in rows)
