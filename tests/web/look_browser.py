"""The sample pages in a real browser, answered from memory: nothing listens and nothing can leave the machine."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from egnatia.web.middleware.security import HEADERS
from tests.web import look_page

ORIGIN = "http://localhost"
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# A word without end at each text that a person may have written: of a row of a table, its head and its longest cell.
ENDLESS = """(length) => {
  const word = "longword".repeat(length).slice(0, length);
  const fixed = "script, style, svg, select, textarea, button, .button, label, legend, thead, .hidden-label, .number, "
    + "data, .marking b, .brand, .nav, .strip, .tools > .menu:first-of-type";
  const cells = new Set([...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td:not(.number)")].sort((a, b) => b.textContent.length - a.textContent.length)[0]));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode, cell = text.parentElement.closest("td");
    const written = text.data.trim() && !text.parentElement.closest(fixed) && (!cell || cells.has(cell));
    if (written) found.push(text);
  }
  for (const text of found) text.data += word;
  return found.length;
}"""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser; without one the test is skipped, or fails under EGNATIA_REQUIRE_BROWSER=1."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("EGNATIA_REQUIRE_BROWSER") == "1":
            pytest.fail("No chromium on this machine, and EGNATIA_REQUIRE_BROWSER=1.")
        pytest.skip("No chromium on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Opened:
    """A sample page, with what the browser complained about and asked for elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        address = route.request.url
        path = address.removeprefix(ORIGIN).partition("?")[0]
        if not address.startswith(f"{ORIGIN}/"):
            self.foreign.append(address)
            route.abort()
        elif path.startswith("/static/"):
            body = look_page.static_file(path.removeprefix("/static/"))
            route.fulfill(body=body, content_type=TYPES[Path(path).suffix], headers=HEADERS)
        elif (name := path.strip("/")) in look_page.NAMES:
            html = "text/html; charset=utf-8"
            route.fulfill(body=look_page.page(name), content_type=html, headers=HEADERS)
        else:
            route.fulfill(status=404, body="")

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def violations(self) -> list[str]:
        """What axe finds, as "rule: element"."""
        # The debugger may run a script that the page's own policy would refuse.
        found: dict[str, Any] = self.page.evaluate(f"(async () => {{ {AXE}; return await axe.run() }})()")
        return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


@contextmanager
def opened(browser: Browser, name: str, *, width: int = 1280, scripts: bool = True) -> Iterator[Opened]:
    """The sample page `name` in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    sample = Opened(context.new_page())
    sample.page.on("console", sample.hear)
    sample.page.on("pageerror", lambda error: sample.complaints.append(str(error)))
    context.route("**/*", sample.answer)
    sample.page.goto(f"{ORIGIN}/{name}")
    yield sample
    context.close()


def answered(answers: Mapping[str, bytes]) -> Callable[[Route], None]:
    """Gives these pages from memory, by their names, with the headers that the site sends."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path.startswith("/static/"):
            body = look_page.static_file(path.removeprefix("/static/"))
            route.fulfill(body=body, content_type=TYPES[Path(path).suffix], headers=HEADERS)
        else:
            found = answers.get(path.strip("/"))
            route.fulfill(status=200 if found else 404, body=found or b"", content_type="text/html", headers=HEADERS)

    return answer


def faults_of(answers: Mapping[str, bytes]) -> list[str]:
    """What axe finds on these pages at 1280 and 390 px, and which of them scroll sideways; answered from memory."""
    answer, faults = answered(answers), []
    with chromium() as browser:
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            context.route("**/*", answer)
            for name in answers:
                page = context.new_page()
                page.goto(f"{ORIGIN}/{name}")
                found = page.evaluate(f"(async () => {{ {AXE}; return await axe.run() }})()")
                faults += [f"{name} {width}: {rule['id']} {rule['nodes'][0]['html']}" for rule in found["violations"]]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{name} {width}: scrolls sideways")
                if folder := os.environ.get("EGNATIA_PICTURES"):
                    page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
                page.close()
            context.close()
    return faults
