"""Two hands that play the same part: one in a browser, one that speaks HTTP and reads the forms that pages hold."""

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from django.test.client import MULTIPART_CONTENT, encode_multipart
from lxml import html
from playwright.sync_api import Locator

from tests.journeys.watching import Visit

BOUNDARY = "BoUnDaRyStRiNg"  # of `MULTIPART_CONTENT`


@dataclass(frozen=True, slots=True)
class File:
    """What is chosen in a field for files."""

    name: str
    content: bytes


Typed = str | Sequence[str] | File


class Hand(Protocol):
    """Opens pages, follows links, fills in forms. What it says is read from the page's main part."""

    def open(self, path: str) -> None: ...

    def main(self) -> str: ...

    def address(self, words: str) -> str:
        """Where the first link of the main part leads whose words hold `words`."""
        ...

    def follow(self, words: str) -> None: ...

    def press(self, button: str, typed: Mapping[str, Typed] | None = None) -> None:
        """Fill in `typed` (names of fields) in the first form that has the button and all of these fields; press it."""
        ...

    def offers(self, button: str) -> bool: ...

    def choice(self, name: str, words: str) -> str:
        """The value of the first option of a field whose words hold `words`."""
        ...

    def take(self, words: str) -> bytes:
        """The file that a link leads to."""
        ...


@dataclass(slots=True)
class ByHttp:
    """Without a browser: about a hundredth of its time."""

    url: str
    path: str = "/"
    page: html.HtmlElement = field(default_factory=lambda: html.fromstring("<html><main></main></html>"))
    _opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(in_english())))

    def open(self, path: str) -> None:
        self._show(Request(urljoin(self.url + self.path, path)))

    def main(self) -> str:
        return _words(self._main())

    def address(self, words: str) -> str:
        for link in self._main().iter("a"):
            if words in _words(link):
                return urljoin(self.path, str(link.get("href", "")))
        raise AssertionError(f"no link {words!r} on {self.path}: {self.main()}")

    def follow(self, words: str) -> None:
        self.open(self.address(words))

    def offers(self, button: str) -> bool:
        return next(self._pressed(button), None) is not None

    def press(self, button: str, typed: Mapping[str, Typed] | None = None) -> None:
        typed = typed or {}
        for form, pressed in self._pressed(button):
            names = {each.get("name") for each in form.iter("input", "select", "textarea")}
            if names.issuperset(typed):
                return self._send(form, pressed, typed)
        raise AssertionError(f"no form with {button!r} and {sorted(typed)} on {self.path}: {self.main()}")

    def choice(self, name: str, words: str) -> str:
        for field_ in self._main().iter("select"):
            for option in field_.iter("option") if field_.get("name") == name else ():
                if words in _words(option):
                    return str(option.get("value"))
        raise AssertionError(f"no option {words!r} of {name} on {self.path}")

    def take(self, words: str) -> bytes:
        with self._opener.open(self.url + self.address(words)) as answer:
            content: bytes = answer.read()
        return content

    def _main(self) -> html.HtmlElement:
        (main,) = self.page.iter("main")
        return main

    def _pressed(self, button: str) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
        for form in self._main().iter("form"):
            for each in form.iter("button"):
                if _words(each) == button:
                    yield form, each

    def _send(self, form: html.HtmlElement, pressed: html.HtmlElement, typed: Mapping[str, Typed]) -> None:
        fields: dict[str, list[object]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        if pressed.get("name"):
            fields[pressed.get("name")] = [pressed.get("value", "")]
        for name, value in typed.items():
            fields[name] = (
                [_Upload(value)] if isinstance(value, File) else [value] if isinstance(value, str) else [*value]
            )
        where = urljoin(self.url + self.path, pressed.get("formaction") or form.get("action") or "")
        content = encode_multipart(BOUNDARY, fields)
        self._show(Request(where, data=content, headers={"Content-Type": MULTIPART_CONTENT}))

    def _show(self, asked: Request) -> None:
        try:
            answer = self._opener.open(asked)
        except HTTPError as refused:
            said = _words(html.fromstring(refused.read()))
            raise AssertionError(f"{asked.full_url} answered {refused.code}: {said}") from None
        with answer:
            self.page = html.fromstring(answer.read().decode())
            parts = urlsplit(answer.url)
            self.path = f"{parts.path}?{parts.query}" if parts.query else parts.path


def in_english() -> CookieJar:
    """As if chosen in this browser: else pages speak the language of the account."""
    jar = CookieJar()
    jar.set_cookie(
        Cookie(
            0,
            "django_language",
            "en",
            None,
            False,
            "localhost.local",
            True,
            False,
            "/",
            True,
            False,
            None,
            False,
            None,
            None,
            {},
        )
    )
    return jar


def _words(element: html.HtmlElement) -> str:
    text: str = element.text_content()
    return " ".join(text.split())


def _sent(value: Typed) -> object:
    return _Upload(value) if isinstance(value, File) else value


class _Upload:
    """As Django's writer of forms wants a file."""

    def __init__(self, file: File) -> None:
        self.name = file.name
        self.content_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._content = file.content

    def read(self) -> bytes:
        return self._content


@dataclass(slots=True)
class ByBrowser:
    """In a window whose every page is looked at as it comes."""

    visit: Visit
    folder: Path  # for files

    def open(self, path: str) -> None:
        self.visit.open(path)

    def main(self) -> str:
        return " ".join(self.visit.main().split())

    def address(self, words: str) -> str:
        return self._link(words).get_attribute("href") or ""

    def follow(self, words: str) -> None:
        self.visit.click_on(self._link(words))

    def offers(self, button: str) -> bool:
        return self._main().get_by_role("button", name=button, exact=True).count() > 0

    def press(self, button: str, typed: Mapping[str, Typed] | None = None) -> None:
        forms = self._main().locator("form").filter(has=self.visit.page.get_by_role("button", name=button, exact=True))
        for name in typed or {}:
            forms = forms.filter(has=self.visit.page.locator(f'[name="{name}"]'))
        form = forms.first
        for name, value in (typed or {}).items():
            self._fill(form.locator(f'[name="{name}"]'), value)
        self.visit.click_on(form.get_by_role("button", name=button, exact=True).first)

    def choice(self, name: str, words: str) -> str:
        option = self._main().locator(f'select[name="{name}"] option').filter(has_text=words).first
        return option.get_attribute("value") or ""

    def take(self, words: str) -> bytes:
        with self.visit.page.expect_download() as download:
            self._link(words).click()
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path.read_bytes()

    def _main(self) -> Locator:
        return self.visit.page.locator("main")

    def _link(self, words: str) -> Locator:
        return self._main().get_by_role("link").filter(has_text=words).first

    def _fill(self, there: Locator, value: Typed) -> None:
        first = there.first
        self.visit.unfold(first)
        kind = first.get_attribute("type") or ""
        if isinstance(value, File):
            path = self.folder / value.name
            path.write_bytes(value.content)
            first.set_input_files(path)
        elif kind in {"checkbox", "radio"}:
            wanted = {value} if isinstance(value, str) else set(value)
            for box in there.all():
                if kind == "checkbox" or box.get_attribute("value") in wanted:
                    box.set_checked(box.get_attribute("value") in wanted)
        elif first.evaluate("each => each.tagName") == "SELECT":
            first.select_option(value if isinstance(value, str) else [*value])
        else:
            assert isinstance(value, str)
            first.fill(value)
