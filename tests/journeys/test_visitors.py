"""Five visitors on a phone, each at the address of their language: their answer is three taps from the home page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, OWN, Visit

MOST = 3  # taps from the home page
ID = r"[0-9a-f-]{36}/"
TAGS = {"sq": "sq", "sr": "sr-Cyrl", "el": "el", "ro": "ro", "en": "en"}


@dataclass
class Phone:
    """A visitor's, without an account and with nothing chosen before: the address alone says the language."""

    visit: Visit
    code: str
    taps: int = 0

    def main(self, selector: str) -> Locator:
        return self.visit.page.locator("main").locator(selector)

    def tap(self, path: str, *, within: str = "") -> None:
        """The first link that is shown and leads to `path`, a pattern, in the visitor's language."""
        wanted = re.compile(f"/{self.code}{path}")
        for link in self.main(f"{within} a[href]").all():
            if wanted.fullmatch(link.get_attribute("href") or "") and link.is_visible():
                self.visit.click_on(link)
                self.taps += 1
                return self._arrived()
        raise AssertionError(f"nothing leads to {wanted.pattern} on {self.visit.page.url}")

    def _arrived(self) -> None:
        assert self.taps <= MOST
        assert self.visit.page.url.startswith(f"{self.visit.url}/{self.code}/")
        assert self.visit.language == TAGS[self.code]

    def says(self, selector: str) -> str:
        """The words of the first such part that is shown."""
        part = self.main(selector).first
        part.scroll_into_view_if_needed()
        assert part.is_visible()
        return " ".join(part.inner_text().split())

    def language(self, selector: str) -> str:
        """That in which the first such part is written."""
        said: str = self.main(selector).first.evaluate("each => each.closest('[lang]').lang")
        return said


@contextmanager
def at_home(reading: Reading, code: str) -> Iterator[Phone]:
    with reading(widths=(NARROW,), language=OWN) as visit:
        visit.open(f"/{code}/")
        assert visit.language == TAGS[code]
        yield Phone(visit, code)


def test_a_parent_in_prishtine_knows_whom_to_call(reading: Reading) -> None:
    with at_home(reading, "sq") as phone:
        phone.tap("/worried/", within=".worried")
        phone.tap("/worried/XKX/", within="nav.where")

        assert phone.says("nav.where [aria-current=page]") == "Kosova*"
        services = "section[aria-labelledby=services] .card"
        assert re.fullmatch(r"000 [\d ]+", phone.says(f"{services} .dial b"))  # of the demo: it cannot ring
        assert phone.main(f"{services} a[href^='tel:']").count() == 0
        assert phone.language(f"{services} h3") == "sq"
        assert phone.says(".call-now a[href='tel:112']") == "112"


def test_a_teacher_in_nis_finds_a_practice_for_teachers(reading: Reading) -> None:
    with at_home(reading, "sr") as phone:
        phone.tap(r"/library/practices/\?audiences=teachers", within="section[aria-labelledby=entrances]")
        audience = phone.main("[name=audiences] option:checked").first.text_content() or ""
        phone.tap(f"/library/practices/{ID}", within="tbody")

        assert phone.says("h1")
        assert phone.main("section.flow.tight").count() >= 5  # aim, method, resources, evidence …
        assert audience
        assert audience in phone.says("dl.facts")


def test_the_page_for_teachers_is_one_tap_away_and_in_serbian(reading: Reading) -> None:
    with at_home(reading, "sr") as phone:
        phone.tap(f"/library/pages/{ID}", within="section[aria-labelledby=entrances] li:first-child")

        assert phone.says("h1") == "За наставнике и школе"
        assert phone.language("h1") in {"sr", "sr-Cyrl"}


def test_a_journalist_in_athens_reads_who_does_what_in_an_economy(reading: Reading) -> None:
    with at_home(reading, "el") as phone:
        phone.tap("/economy/GRC/", within="section[aria-labelledby=who]")
        for part in ("policies", "activities"):
            assert phone.says(f"section[aria-labelledby={part}] li")
        for part in ("contacts", "institutions"):  # where nobody is named, it says who can add them
            assert phone.says(f"section[aria-labelledby={part}] :is(li, .absent)")
        phone.tap(f"/activities/{ID}", within="section[aria-labelledby=activities]")

        assert phone.says("h1")
        assert phone.says(".facts")


def test_an_association_in_constanta_finds_an_open_call(reading: Reading) -> None:
    with at_home(reading, "ro") as phone:
        phone.tap(f"/library/events/{ID}", within="section[aria-labelledby=events]")

        assert phone.says("h1")
        assert phone.language("h1") == "ro"
        assert "lumina.example/call-ro" in phone.says("dl.facts")  # where to apply


def test_an_association_in_constanta_proposes_a_practice(reading: Reading) -> None:
    with at_home(reading, "ro") as phone:
        phone.tap("/library/practices/", within="section[aria-labelledby=practices]")
        phone.tap("/library/practices/proposal/")

        assert phone.main("form [name=title]").is_visible()
        assert phone.main("form button[type=submit]").last.is_visible()


@pytest.mark.parametrize("form", ["ris", "bib"])
def test_a_researcher_takes_a_study_and_how_to_cite_it(reading: Reading, form: str) -> None:
    with at_home(reading, "en") as phone:
        phone.tap(r"/library/documents/\?category=study", within="section[aria-labelledby=entrances]")
        phone.tap(f"/library/documents/{ID}", within="tbody")
        address = phone.visit.page.url.removeprefix(f"{phone.visit.url}/en")
        with phone.visit.page.expect_download() as download:
            phone.main(f"a[download][href$='citation.{form}']").click()
        phone.taps += 1

        assert phone.taps <= MOST
        cited = download.value.path().read_text(encoding="utf-8")
        assert cited.startswith({"ris": "TY  - ", "bib": "@techreport{"}[form])
        assert address in cited  # that without a language, for good
