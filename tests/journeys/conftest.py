"""One running site and one browser for all journeys; readers sign in once each, with a code from the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.journeys.site import Site, existing_site, running_site
from tests.journeys.watching import NARROW, OWN, WIDE, Visit, visit
from tests.letters import Post, mail_server

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
Reading = Callable[..., AbstractContextManager[Visit]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys need a browser and take minutes. Each process that runs some starts a site of its own."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


# For this folder, not for the session: while Playwright runs, Django refuses the database to other tests.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's browser; without one the journeys are skipped, or fail under EGNATIA_REQUIRE_BROWSER=1."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("EGNATIA_REQUIRE_BROWSER") == "1":
            pytest.fail("No chromium on this machine, and EGNATIA_REQUIRE_BROWSER=1.")
        pytest.skip("No chromium on this machine.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def post() -> Iterator[Post]:
    """The mail server that the site sends its letters to."""
    with mail_server() as started:
        yield started


@pytest.fixture(scope="package")
def site(browser: Browser, post: Post) -> Iterator[Site]:
    if existing := existing_site():
        yield existing
        return
    with running_site(EGNATIA_SMTP=post.url) as started:
        yield started


@pytest.fixture(scope="package")
def signed_in(site: Site, browser: Browser) -> Callable[[str], StorageState | None]:
    """The cookies of a demo user who signed in through the page; of nobody for the visitor ""."""
    known: dict[str, StorageState] = {}

    def state_of(username: str) -> StorageState | None:
        if not username:
            return None
        if username not in known:
            code = site.code(username)
            with visit(browser, site.url, widths=(WIDE,), scripts=False, seen=set(), language=OWN) as reader:
                reader.sign_in(code)
                known[username] = reader.page.context.storage_state()
        return known[username]

    return state_of


@pytest.fixture(scope="package")
def reading(site: Site, browser: Browser, signed_in: Callable[[str], StorageState | None]) -> Reading:
    """`with reading("focal-al") as reader:` is a window of that reader, watched at both widths."""
    seen: set[tuple[str, int]] = set()

    def read(
        username: str = "",
        *,
        widths: tuple[int, ...] = (NARROW, WIDE),
        scripts: bool = True,
        language: str = "en",
    ) -> AbstractContextManager[Visit]:
        state = signed_in(username)
        return visit(browser, site.url, widths=widths, scripts=scripts, seen=seen, state=state, language=language)

    return read
