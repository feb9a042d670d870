"""Two full rounds in a browser without JavaScript: opened, answered in every way, adopted, handed over, asked again."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.hands import ByBrowser
from tests.journeys.site import Site, running_site
from tests.journeys.two_rounds import Table, play
from tests.journeys.watching import WIDE, visit
from tests.letters import Post


@pytest.fixture
def own_site(post: Post) -> Iterator[Site]:
    """Of its own: offices change hands and weeks pass."""
    with running_site(EGNATIA_SMTP=post.url) as started:
        started.people()
        yield started


def test_two_rounds_from_the_opening_to_what_is_adopted(own_site: Site, browser: Browser, tmp_path: Path) -> None:
    with ExitStack() as windows:

        def call(username: str) -> ByBrowser:
            window = visit(browser, own_site.url, seen=set(), widths=(WIDE,), scripts=False)
            hand = ByBrowser(windows.enter_context(window), tmp_path)
            if username:
                hand.open("/account/login/code/")
                hand.press("Sign in", {"code": own_site.code(username)})
            return hand

        play(Table(call), own_site.days_pass)
