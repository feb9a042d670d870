"""The method pages inside the product."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from egnatia.kernel.rooms import help_pages
from egnatia.public import help as method
from tests import make
from tests.visits import got, links, of

pytestmark = pytest.mark.django_db


def test_every_page_is_listed_and_leads_nowhere_that_is_not_there() -> None:
    client = Client()
    listed = {each for each in links(got(client, "public:help")) if each.startswith(reverse("public:help") + "")}

    assert {reverse("public:help-page", args=[name]) for name in method.pages()} <= listed
    for name in method.pages():
        for link in links(got(client, "public:help-page", name)):
            if link.startswith(reverse("public:help")):
                assert client.get(link.partition("#")[0]).status_code == 200, (name, link)


def test_pages_say_first_what_is_asked_and_keep_their_paragraphs_short() -> None:
    for path in method.FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# .*\?\n", text), path.name
        for paragraph in re.split(r"\n\s*\n", text):
            first, *rest = paragraph.splitlines()
            assert len(rest) < 6 or first.startswith(("|", "-", "1.", "#")), (path.name, first)


def test_a_row_of_a_table_has_its_title_and_each_other_cell_the_head_of_its_column() -> None:
    for name in method.pages():
        for table in html.fromstring(got(Client(), "public:help-page", name).content).iter("table"):
            head = [str(each.xpath("string()")) for each in table.iterfind("thead/tr/th")]
            for row in table.iterfind("tbody/tr"):
                title, *cells = row
                assert title.get("scope") == "row", (name, head)
                assert [cell.get("data-label") for cell in cells] == head[1:], (name, head)


@pytest.mark.parametrize(("language", "says_so"), [("en", False), ("sq", True), ("sr", True), ("mk", True)])
def test_a_page_in_english_says_so_where_the_interface_is_not(language: str, says_so: bool) -> None:
    client = Client(headers={"accept-language": language})
    for page in (got(client, "public:help"), got(client, "public:help-page", "overlaps")):
        assert page.text.count('<html lang="en"') == (not says_so)
        assert 'lang="en">' in page.text.partition("<main")[2]
        assert ('<p class="basis">' in page.text.partition("<main")[2]) == says_so
    assert '<title lang="en">' in page.text


def test_help_offers_no_help_with_itself() -> None:
    assert got(Client(), "public:help").context["page"].help_url == ""


def test_a_page_of_a_room_leads_to_what_explains_it() -> None:
    member = of(make.reader("member"))

    for page, address in (
        ("matching:matches", reverse("public:help-page", args=["overlaps"])),
        ("matching:money", reverse("public:help-page", args=["funding"])),
        ("people:directory", reverse("public:help")),
    ):
        assert f'href="{address}">' in got(member, page).text, page


def test_an_unknown_page_is_a_missing_one() -> None:
    assert Client().get(reverse("public:help-page", args=["no-such-page"])).status_code == 404


def test_every_page_that_a_room_names_for_help_is_there() -> None:
    assert set(help_pages().values()) <= method.pages().keys()
