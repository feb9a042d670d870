"""Every page of the README's tour, as one user of each role and as a visitor, on a desk and on a phone."""

import re

import pytest

from tests.journeys.conftest import Reading
from tests.journeys.site import USERS, Site
from tests.journeys.watching import WIDE, Visit

EVERYBODY = (
    "/",
    "/activities/",
    "/activities/?economy=MNE&q=arms",
    "/activities/?q=there+is+no+such+thing",
    "/actors/",
    "/proposal/",
)
ROLES = ("secretariat", "focal-me", "agency", "partner", "civil", "member")
VISITOR = ("/account/login/", "/account/login/code/", "/account/password/reset/")
MEMBERS = (
    "/matches/",
    "/matches/?kind=overlap&economy=MKD",
    "/matches/batch/",
    "/matches/conversations/",
    "/matches/money/",
    "/imports/",
    "/imports/new/",
    "/imports/queue/",
    "/activities/new/",
    "/activities/withdrawn/",
    "/people/",
    "/people/account/",
    "/people/account/second-factor/",
    "/people/account/sessions/",
)


def test_starting_it_prints_how_to_sign_in_to_the_demo(site: Site) -> None:
    assert f"answers at {site.url}" in site.told
    for name in USERS:
        assert f"egnatia user code {name}" in site.told


@pytest.mark.parametrize("path", EVERYBODY + VISITOR)
def test_a_visitor_can_read_what_is_public(path: str, reading: Reading) -> None:
    with reading() as reader:
        reader.open(path)


@pytest.mark.parametrize("path", [path for path in MEMBERS if path != "/matches/?kind=overlap&economy=MKD"])
def test_a_visitor_is_led_to_sign_in_where_members_work(path: str, reading: Reading) -> None:
    with reading(widths=(WIDE,)) as reader:
        reader.open(path)

        assert "/account/login/" in reader.page.url


@pytest.mark.parametrize("username", ROLES)
def test_a_user_of_each_role_can_open_every_page_of_the_tour(username: str, reading: Reading) -> None:
    with reading(username) as reader:
        for path in EVERYBODY + MEMBERS:
            reader.open(path)
            assert reader.page.get_by_role("heading", level=1).inner_text().strip(), path


@pytest.mark.parametrize("username", ["", *ROLES])
def test_every_list_leads_to_a_page_of_each_thing(username: str, reading: Reading) -> None:
    with reading(username) as reader:
        for path in ("/activities/", "/actors/", *(["/matches/"] if username else [])):
            first = _first(reader, path)
            if first:
                reader.open(first)
                assert reader.main().strip(), first


def _first(reader: Visit, path: str) -> str | None:
    """Where the first row leads; None where a reader's list is empty."""
    reader.page.goto(reader.url + path)
    links = reader.page.locator(f"main tbody a[href^='{path}']")
    return links.first.get_attribute("href") if links.count() else None


@pytest.mark.parametrize("username", ["", "member", "secretariat"])
def test_every_number_of_a_list_leads_to_what_it_counts(username: str, reading: Reading) -> None:
    """The home page counts the public activities; the list behind it has as many."""
    with reading(username, widths=(WIDE,)) as reader:
        reader.open("/activities/")
        listed = re.search(r"([\d,]+) activities reported by", reader.main())
        assert listed
        if not username:
            reader.open("/")
            reader.click(f"All {listed[1]} public activities")
            assert f"{listed[1]} activities reported by" in reader.main()
