"""Payloads in every text field of what people write in the exchange, at every exit: pages in a browser, e-mails,
calendars, spreadsheets, documents, cards, names of files. Nothing runs, nothing is broken, nothing is smuggled in."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from uuid import UUID

import openpyxl
import pikepdf
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from docx import Document
from icalendar import Calendar
from lxml import html
from playwright.sync_api import Browser

from egnatia.exchange.contact_points.models import ContactPoint
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.requests import actions
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.files.models import AttachedFile
from egnatia.formats.attachments.examination import named
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import AT_ONCE
from egnatia.kernel.rooms import letters
from egnatia.people.calendars.actions import make_address
from egnatia.people.email_preferences.actions import choose_letters
from tests import make
from tests.files import made
from tests.needs.needs import doing
from tests.reminders.doing import sent, written_to
from tests.visits import of, words
from tests.web.look_browser import ORIGIN, answered, chromium

pytestmark = pytest.mark.django_db
SCRIPT = "<script>ran()</script><img src=x onerror=ran()><svg onload=ran()>\" autofocus onfocus=ran() x='"
TEMPLATE = "{{ 7|add:7 }}{% debug %}${ran()}</textarea></title><script>ran()</script>"
LINK = "javascript:ran()//http://x.example/<a href=javascript:ran()>x</a>"
FORMULAS = ('=HYPERLINK("http://x.example/","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1+1", "＝1+1")
BIDI = "invoice\u202etxt.exe \u2066left\u2069 \u200bzero\ufeff"
HOMOGLYPH = "Еgnatia раураl ǃ․"  # Cyrillic letters and signs that look like ours
HEADER = "Training\r\nBcc: stolen@example.org\r\nX-Smuggled: yes\r\n\r\nBEGIN:VEVENT"
SHORT = (*FORMULAS[:1], SCRIPT, HEADER, *FORMULAS[1:], BIDI, TEMPLATE, LINK, HOMOGLYPH)
LONG = "w" * 100_000
PROPERTIES = {"SUMMARY", "UID", "DTSTAMP", "DTSTART", "DTEND", "URL", "DESCRIPTION", "CLASS", "TRANSP", "CATEGORIES"}
RAN = "window.ran = () => { window.runs = (window.runs || 0) + 1 }"


def every(longest: int, number: int) -> str:
    """Payloads from the one with this number on, as many as a field takes, ended by a word without a break."""
    turn = number % len(SHORT)
    return " ".join((*SHORT[turn:], *SHORT[:turn]))[: longest - 60] + "w" * 60


def typed(page: Any, given: dict[str, Any], text: Callable[[int, int], str] = every) -> dict[str, Any]:  # noqa: ANN401 - an answer
    """What a form of the page sends with a payload in each of its text fields, and `given`."""
    every_field: Any = html.fromstring(page.content).xpath("//main//*[self::textarea or self::input][@name]")
    found: dict[str, Any] = {}
    for each in every_field:
        if each.get("type", "text") in ("text", "email", "tel") and not each.get("name").startswith("marking-"):
            found[each.get("name")] = text(int(each.get("maxlength", "300")), len(found))
    assert len(found) >= 2
    return {**found, **given}


@dataclass
class Written:
    """What two people wrote in every form, one payload after the other, and the pages on which it was refused."""

    refused: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make.community()
        doing.objectives()
        self.desk = make.reader("desk", seats=("focal-points",), secretariat=True)
        self.al = make.reader("arta", focal_point=("focal-points", "ALB"), seats=(("focal-points", "ALB"),))
        green = {"language": "sq", "marking-tlp": "1"}
        alert = {**green, "category": "alert", "economies": ["ALB"], "sealed_source": ""}
        self.notice = self._write("exchange:notice-new", Notice, alert)
        contact = {**green, "role": "duty-officer", "economy": "ALB", "mailbox": "unit@example.org", "topics": ["2.3"]}
        self.contact = self._write("exchange:contact-point-new", ContactPoint, contact)
        asked = {"language": "sq", "roles": ["F:focal-points:ALB"], "days": "5", "audience": "readers"}
        asked |= {"organisations": "", "q0_type": "text", "q1_type": "choice", "q1_choices": "\n".join(SHORT)}
        self.request = self._write("exchange:information-request-new", InformationRequest, asked)
        actions.send(self.request, make.GREEN, by=self.desk)
        to = Addressee.objects.get(request=self.request).pk
        replied = {"status": "partial", "audience": "readers", "q2": ""}
        self.reply = self._write(
            "exchange:information-reply-new", InformationReply, replied, self.request, to, by=self.al
        )
        names = [named(name, "text") for name in FILE_NAMES]
        self.files = [made.attached(self.notice, self.desk, name=name) for name in names]

    def _write(self, route: str, model: Any, given: dict[str, Any], *on: UUID, by: Reader | None = None) -> UUID:  # noqa: ANN401 - a kind of record
        client, address = of(by or self.desk), reverse(route, args=on)
        form = client.get(address)
        for name, text in (("long", lambda *_: LONG), ("whole", lambda *_: " ".join(SHORT) * 20)):
            refused = client.post(address, typed(form, given, text))
            assert refused.status_code == 200, (route, name)
            self.refused[f"{route}-{name}".replace(":", "-")] = refused.content
        answer = client.post(address, typed(form, given))
        assert answer.status_code == 302, words(answer.content)[:2_000]
        return UUID(str(model.objects.get().pk))

    def pages(self) -> Iterator[tuple[str, bytes]]:
        for who, client in (("desk", of(self.desk)), ("arta", of(self.al)), ("visitor", Client())):
            for route, *on in self._routes():
                answer = client.get(reverse(route, args=on))
                assert answer.status_code in (200, 302, 403, 404), (route, answer.status_code)
                if answer.status_code == 200:
                    yield f"{who}-{route}-{len(on) and on[-1]}".replace(":", "-"), answer.content
        found = of(self.al).get(reverse("public:search"), {"q": SCRIPT + BIDI})
        yield "search", found.content
        yield from self.refused.items()

    def _routes(self) -> Iterator[tuple[Any, ...]]:
        for name in ("notices", "contact-points", "information-requests", "information-requests-overview", "week"):
            yield (f"exchange:{name}",)
        yield from (("start:home",), ("people:changes",))
        for name in ("notice", "notice-change", "receipts", "notice-withdrawal"):
            yield f"exchange:{name}", self.notice
        yield from ((f"exchange:contact-point{each}", self.contact) for each in ("", "-change"))
        yield from ((f"exchange:information-request{each}", self.request) for each in ("", "-answers"))
        yield "exchange:information-reply", self.reply
        yield from (("files:file", file) for file in self.files)


FILE_NAMES = (
    "<img src=x onerror=ran()>.txt",
    '"; filename=run.html; x=".txt',
    "../../../etc/passwd.txt",
    "invoice\u202etxt.exe",
    "a\r\nSet-Cookie: stolen=1.txt",
    "=cmd|' C calc'!A0.txt",
    "w" * 100_000 + ".txt",
    "раураl.txt",
)


@pytest.mark.browser
def test_nothing_runs_and_no_page_is_broken_at_either_width() -> None:
    pages = dict(Written().pages())
    assert len(pages) > 40

    with chromium() as browser:
        assert sorted(faults(browser, pages)) == []
        planted = "".join(f"<!DOCTYPE html><p>{text}" for text in (SCRIPT, LINK, LONG))
        assert len(set(faults(browser, {"planted": planted.encode()}))) >= 4


def faults(browser: Browser, pages: dict[str, bytes]) -> Iterator[str]:
    """What ran, what the page's policy had to stop, what asked for something elsewhere, what scrolls sideways."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    context.route("**/*", answered(pages))
    context.add_init_script(RAN)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if "Content Security" in message.text else None)
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda asked: None if asked.url.startswith(ORIGIN) else heard.append(asked.url))
    for name in pages:
        page.goto(f"{ORIGIN}/{name}")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                yield f"{name} scrolls sideways at {width}: {wide}"
        if runs := page.evaluate("window.runs || 0"):
            yield f"{name} ran {runs} times"
        if page.evaluate(
            "document.querySelectorAll('[href^=\"javascript:\" i], [onerror], [onload], [onfocus]').length"
        ):
            yield f"{name} has a payload for an element"
        yield from (f"{name}: {each}" for each in heard)
        heard.clear()
    context.close()


def test_no_file_begins_a_formula_hides_a_property_or_breaks() -> None:
    written = Written()
    client = of(written.desk)

    def fetched(route: str, *on: object) -> bytes:
        answer = client.get(reverse(route, args=on))
        assert answer.status_code == 200, (route, answer.status_code)
        assert not re.search(r"[\r\n]", "".join(f"{name}{value}" for name, value in answer.items()))
        return bytes(answer.getvalue())

    for kind in ("notices", "contact-points"):
        lines = csv.reader(io.StringIO(fetched(f"exchange:{kind}-download", "csv").decode("utf-8-sig")))
        cells = [cell for line in lines for cell in line]
        assert any(re.match(r"'[=+]", cell) for cell in cells)
        assert [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)] == []
        book = openpyxl.load_workbook(io.BytesIO(fetched(f"exchange:{kind}-download", "xlsx")))
        assert [cell.value for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"] == []
    for form in ("docx", "pdf"):
        content = fetched("exchange:information-request-answers-file", written.request, form)
        assert_harmless(content, form)
    assert_harmless(fetched("exchange:contact-point-sheet"), "pdf")
    cards = fetched("exchange:contact-point-cards").decode().replace("\r\n ", "")
    names = {re.split("[:;]", line)[0] for line in cards.split("\r\n") if line}
    assert names <= {"BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "NOTE", "REV", "END"}
    assert cards.count("BEGIN:VCARD") == 1


def assert_harmless(content: bytes, form: str) -> None:
    if form == "docx":
        document = Document(io.BytesIO(content))
        assert any("cmd|" in text for text in (*_texts(document),))
        assert [each.target_ref for each in document.part.rels.values() if each.is_external] == []
        return
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert [each for each in found if "/JS" in each or "/URI" in each or "/OpenAction" in each] == []


def _texts(document: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx has no types
    yield from (each.text for each in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_name_of_a_file_is_a_name_and_nothing_else() -> None:
    written = Written()

    for file in AttachedFile.objects.filter(pk__in=written.files):
        answer = of(written.al).get(reverse("files:download", args=[file.pk]))
        told = answer.headers["Content-Disposition"]
        assert told.startswith("attachment; filename")
        assert not re.search(r"[\r\n\u202e<>/\\]", told.partition("filename")[2].replace("*=utf-8''", "")), told
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        assert len(told) < 2_000


@pytest.mark.usefixtures("at_noon")  # e-mails leave in the daytime of a working day
def test_no_header_of_an_e_mail_and_no_property_of_a_calendar_is_smuggled_in() -> None:
    written = Written()
    addresses = {written_to(written.desk), written_to(written.al)}
    choose_letters(dict.fromkeys(letters(), AT_ONCE), "Europe/Tirane", by=written.al)
    sent()

    assert mail.outbox
    for letter in mail.outbox:
        whole = message_from_bytes(letter.message().as_bytes())
        assert set(letter.recipients()) <= addresses
        assert not {"Bcc", "X-Smuggled"} & set(whole)
        assert "\n" not in letter.subject
        assert whole.get_content_type() == "text/plain"
    secret = make_address(by=written.al)
    calendar = Client().get(reverse("people:calendar-file", args=[secret])).content
    read = Calendar.from_ical(calendar)
    assert {name for event in read.walk("VEVENT") for name in event} <= PROPERTIES
