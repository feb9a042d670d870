"""A reader's browser that looks at every page it comes to as a demanding reader, and keeps a list of what is wrong."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    StorageState,
    ViewportSize,
)

from tests.web.look_browser import AXE

WIDE, NARROW = 1280, 390
BETWEEN = (1220, 1024, 800)  # where a route is seen for the first time, it does not scroll sideways at these either
OWN = ""  # the language of the account
FOOTNOTE = "1244"  # the resolution that it names, in every language
# Whatever a page must have, as "what is wrong": counted in the page itself.
LOOK = """([refused]) => {
  const wrong = [];
  const count = (what, selector, expected) => {
    const found = document.querySelectorAll(selector).length;
    if (found !== expected) wrong.push(`${found} instead of ${expected} ${what}`);
  };
  count("h1", "h1", 1);
  count("main", "main", 1);
  count("footer of the page", "body > footer", 1);
  count("inline scripts", "script:not([src]):not([type='application/json'], [type='application/ld+json'])", 0);
  count("inline styles", "style, [style]", 0);
  count("inline handlers", "[onclick], [onload], [onerror], [onsubmit], [onchange]", 0);
  if (refused) return wrong;  // pages of errors read no database: no banner, no name that needs the footnote
  count("banner of the demonstration", ".strip:not(.factor)", 1);
  const notes = (document.body.innerText.match(/(?<!\\d)FOOTNOTE(?!\\d)/g) ?? []).length;  // not within a longer code
  const above = [...document.body.children].filter((each) => !each.matches("footer"));  // attributes are read aloud
  const bears = /[\\p{L}\\d_]\\*/u.test(above.map((each) => each.innerHTML).join(" "));
  if (notes !== (bears ? 1 : 0)) wrong.push(`the footnote stands ${notes} times`);
  return wrong;
}""".replace("FOOTNOTE", FOOTNOTE)
# All rules at each width where a route is seen for the first time; then at one width, without the dear one, contrast.
AXE_RUN = """async ([contrast]) => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"color-contrast": {enabled: contrast}}
})).violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`)"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """One reader at one window. Every page they come to by `open`, `click` or `press` is looked at."""

    page: Page
    url: str
    widths: tuple[int, ...]
    scripts: bool
    seen: set[tuple[str, int]]  # routes at widths that axe has read the colours of
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str, *, status: int = 200) -> Page:
        """The page at `path`, looked at."""
        response = self.page.goto(path if "://" in path else self.url + path)
        assert response is not None
        self._judge(response, status)
        return self.page

    def follow(self, act: Callable[[], object], *, status: int = 200) -> Page:
        """Whatever page `act` leads to, looked at."""
        with self.page.expect_navigation() as navigation:
            act()
        self._judge(navigation.value, status)
        return self.page

    def click(self, name: str, *, role: Literal["link", "button"] = "link", status: int = 200) -> Page:
        """The first link (or button) of the page's content that is called `name`."""
        return self.click_on(self.page.locator("main").get_by_role(role, name=name, exact=True).first, status=status)

    def click_on(self, there: Locator, *, status: int = 200) -> Page:
        return self.follow(there.click, status=status)

    def press(self, name: str, *, status: int = 200) -> Page:
        return self.click(name, role="button", status=status)

    def main(self) -> str:
        """What the page says between its header and its footer."""
        return self.page.locator("main").inner_text()

    def _judge(self, response: Response, status: int) -> None:
        assert response.status == status, f"{response.url} answered {response.status}: {self.main()}"
        if "default-src 'self'" not in response.headers.get("content-security-policy", ""):
            self.note("no content security policy")
        if self.scripts:
            self.look(refused=status >= 400)

    def look(self, *, refused: bool = False) -> None:
        """Look at the page as it stands, at each width."""
        for words in self.page.evaluate(LOOK, [refused]):
            self.note(words)
        self.page.evaluate(f"(() => {{ if (!window.axe) {{ {AXE} }} }})()")
        for width in self.widths:
            if self.page.viewport_size != (size := ViewportSize(width=width, height=900)):
                self.page.set_viewport_size(size)
            if self.page.evaluate(WIDER) > 0:
                self.note(f"scrolls sideways at {width}")
            new = self._first_time(width)
            if new or width == self.widths[0]:
                for words in self.page.evaluate(AXE_RUN, [new]):
                    self.note(f"axe at {width}: {words}")
        if self._first_time(0):
            self._look_between()

    def _look_between(self) -> None:
        """At the widths of tablets and small laptops a page must fit as well."""
        for width in BETWEEN:
            self.page.set_viewport_size(ViewportSize(width=width, height=900))
            if self.page.evaluate(WIDER) > 0:
                self.note(f"scrolls sideways at {width}")
        self.page.set_viewport_size(ViewportSize(width=self.widths[-1], height=900))

    def _first_time(self, width: int) -> bool:
        route = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", urlsplit(self.page.url).path)
        new = (route, width) not in self.seen
        self.seen.add((route, width))
        return new

    def sign_in(self, code: str) -> None:
        """With a code from the machine: `Site.code`."""
        self.open("/account/login/code/")
        self.page.locator("main input[name=code]").fill(code)
        self.press("Sign in")

    def picture(self, name: str) -> None:
        """The whole page at each width, for whoever wants to look: only under EGNATIA_PICTURES=folder."""
        if folder := os.environ.get("EGNATIA_PICTURES"):
            for width in self.widths:
                self.page.set_viewport_size(ViewportSize(width=width, height=900))
                self.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True, animations="disabled")

    def unfold(self, there: Locator | None = None) -> None:
        """Open what is folded around a field, by its summary; the marking's line where none is named."""
        fold = (there or self.page.locator("[name=marking-tlp]").first).locator("xpath=ancestor::details")
        for each in fold.all():
            if not each.evaluate("each => each.open"):
                each.locator("> summary").click()

    @property
    def language(self) -> str:
        """That of the interface."""
        return self.page.locator("html").get_attribute("lang") or ""

    def note(self, words: str) -> None:
        self.wrong.append(f"{self.page.url.removeprefix(self.url)}: {words}")

    def hear(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4" in message.text  # a page that refuses is no fault
        if message.type in {"error", "warning"} and not expected:
            self.note(f"console: {message.text}")

    def heed(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"localhost", None}:
            self.note(f"asked another machine: {request.url}")


@contextmanager
def visit(
    browser: Browser,
    url: str,
    *,
    seen: set[tuple[str, int]],
    widths: tuple[int, ...],
    scripts: bool = True,
    state: StorageState | None = None,
    language: str = "en",
) -> Iterator[Visit]:
    """A window of a reader's own, in English unless said otherwise. At its end all that was wrong fails the test."""
    context = browser.new_context(
        viewport={"width": widths[0], "height": 900},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        storage_state=state,
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    if language:  # as if chosen in this browser; without, it is the account's
        context.add_cookies([{"name": "django_language", "value": language, "url": url}])
    context.set_default_timeout(60_000)
    made = watched(context, Visit(context.new_page(), url, widths, scripts, seen))
    try:
        yield made
    finally:
        context.close()
    assert made.wrong == [], "\n".join(made.wrong)


def watched(context: BrowserContext, made: Visit) -> Visit:
    context.on("request", made.heed)
    made.page.on("console", made.hear)
    made.page.on("pageerror", lambda error: made.note(f"script: {error}"))
    return made
