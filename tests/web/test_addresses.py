"""Each language has addresses of its own: whoever opens one stays in it, and nothing else changes by it."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, get_script_prefix, reverse

from egnatia.kernel.models import Person
from egnatia.people.addresses import without_language
from egnatia.web import addresses
from egnatia.web.rsgi import takes_long
from tests import make
from tests.visits import browser

CODES = [code for code, _name in settings.LANGUAGES]
TAGS = ["en", "sq", "bs", "cnr", "hr", "sr-Cyrl", "sr-Latn", "mk", "ro", "bg", "el", "tr", "sl"]
ALTERNATE = re.compile(r'<link rel="alternate"\s+hreflang="([^"]*)"\s+href="([^"]*)">')
SWITCH = re.compile(r'<a href="([^"]*)"\s+hreflang="([^"]*)"')


@pytest.mark.parametrize(
    ("path", "divided"),
    [
        ("/sq/", ("sq", "/")),
        ("/sr-latn/activities/1/", ("sr-latn", "/activities/1/")),
        ("/activities/", ("", "/activities/")),
        ("/xx/activities/", ("", "/xx/activities/")),
        ("/SQ/", ("", "/SQ/")),
        ("/sq", ("", "/sq")),
        ("//sq/", ("", "//sq/")),
        ("/", ("", "/")),
    ],
)
def test_a_language_is_taken_off_the_front_of_an_address(path: str, divided: tuple[str, str]) -> None:
    assert addresses.divided(path) == divided


@pytest.mark.parametrize(
    ("address", "code", "other"),
    [
        ("/activities/?q=a&page=2", "sq", "/sq/activities/?q=a&page=2"),
        ("/sq/activities/?q=/sr/", "mk", "/mk/activities/?q=/sr/"),
        ("/sq/", "", "/"),
        ("/", "cnr", "/cnr/"),
        ("https://elsewhere.example/sq/", "mk", "https://elsewhere.example/sq/"),
        ("//elsewhere.example/", "mk", "//elsewhere.example/"),
        ("/sq//elsewhere.example/", "", "/sq//elsewhere.example/"),
        ("/sq/\\elsewhere.example/", "", "/sq/\\elsewhere.example/"),
    ],
)
def test_the_same_page_in_another_language(address: str, code: str, other: str) -> None:
    assert addresses.in_language(address, code) == other


def test_no_route_of_ours_begins_like_a_language() -> None:
    heads = {str(route).split("/")[0] for route, *_ in _routes()}

    assert heads & set(CODES) == set()


def _routes() -> list[tuple[str, ...]]:
    return [(str(pattern.pattern),) for pattern in get_resolver().url_patterns]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "tag"), list(zip(CODES, TAGS, strict=True)))
def test_every_language_opens_the_home_page_and_leads_on_in_it(code: str, tag: str) -> None:
    page = Client().get(f"/{code}/", headers={"Accept-Language": "mk"})

    assert page.status_code == 200
    assert page["Content-Language"] == tag
    assert f'<html lang="{tag}">' in page.text
    links = re.findall(r'<a [^>]*?href="(/[^"]*)"', page.text)
    assert f"/{code}/topics/" in links
    assert [link for link in links if not link.startswith(tuple(f"/{each}/" for each in CODES))] == []
    assert re.findall(r'<link rel="stylesheet" href="(/[^"]*)"', page.text)[0].startswith("/static/")
    assert get_script_prefix() == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/activities/?economy=XKX&q=training", "/sr/activities/?economy=XKX&q=training"])
def test_the_switch_and_the_alternates_keep_the_page_and_its_query(address: str) -> None:
    page = Client().get(address).text
    query = "activities/?economy=XKX&q=training"

    assert [unescape(url) for url, _tag in SWITCH.findall(page)] == [f"/{code}/{query}" for code in CODES]
    found = [(tag, unescape(url)) for tag, url in ALTERNATE.findall(page)]
    assert found == [
        *((tag, f"http://testserver/{code}/{query}") for code, tag in zip(CODES, TAGS, strict=True)),
        ("x-default", f"http://testserver/{query}"),
    ]


@pytest.mark.django_db
def test_a_page_without_a_language_in_its_address_is_in_that_of_the_browser() -> None:
    page = Client().get("/", headers={"Accept-Language": "mk"})

    assert page["Content-Language"] == "mk"
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in page["Vary"].split(",")}


@pytest.mark.django_db
def test_the_address_wins_over_cookie_and_account() -> None:
    make.person("reader")
    Person.objects.update(language="sq")
    client = browser(Person.objects.get(username="reader"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "mk"

    page = client.get("/hr/")

    assert page["Content-Language"] == "hr"
    assert page["Cache-Control"] == "private, no-store"
    assert ALTERNATE.findall(page.text) == []
    assert [*re.findall(r'name="language"\s+value="([^"]*)"', page.text)] == CODES[:9]


@pytest.mark.django_db
def test_members_read_a_language_of_visitors_too() -> None:
    make.person("reader")

    page = browser(Person.objects.get(username="reader")).get("/bg/people/account/")

    assert (page.status_code, page["Content-Language"]) == (200, "bg")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/xx/", "/EN/", "/sq/sq/", "/sq/static/egnatia/page.css", "/sq/nothing/", "/zz/activities/"]
)
def test_where_there_is_no_page_none_is_shown(address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
def test_what_is_hidden_and_what_is_missing_look_the_same_in_every_language() -> None:
    missing, hidden = "/activities/00000000-0000-0000-0000-000000000000/", "/nothing/"

    for code in CODES:
        pages = [Client().get(f"/{code}{path}") for path in (missing, hidden)]
        assert pages[0].content == pages[1].content
        assert f'href="/{code}/"' in pages[0].text
    assert 'href="/"' in Client().get(hidden).text  # what is kept of one prefix is not shown at another


@pytest.mark.django_db
def test_a_language_without_its_slash_leads_to_its_home_page() -> None:
    assert Client().get("/sq?a=1")["Location"] == "/sq/?a=1"
    assert Client().get("/sq/activities")["Location"] == "/sq/activities/"


@pytest.mark.django_db
def test_who_has_to_sign_in_stays_in_the_language() -> None:
    client = Client()

    asked = client.get("/sq/people/account/?a=1")
    page = client.get(asked["Location"])

    assert asked["Location"] == "/sq/account/login/?next=/sq/people/account/%3Fa%3D1"
    assert 'action="/sq/account/login/"' in page.text or 'name="next"' in page.text


@pytest.mark.django_db
def test_a_form_is_sent_below_a_language_with_the_cookies_of_the_site() -> None:
    make.person("reader")
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sq/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page.text)
    assert token is not None

    said = {"login": "reader", "password": "a wrong one"}
    refused = client.post("/sq/account/login/", said)
    sent = client.post("/sq/account/login/", {**said, "csrfmiddlewaretoken": token[1]})

    assert (refused.status_code, sent.status_code) == (403, 200)
    assert '<html lang="sq">' in sent.text
    assert client.cookies[settings.CSRF_COOKIE_NAME]["path"] == "/"


@pytest.mark.django_db
def test_who_signs_out_comes_home_in_the_language() -> None:
    make.person("reader")

    answer = browser(Person.objects.get(username="reader")).post("/sq/account/logout/")

    assert answer["Location"] == "/sq/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("next_page", "there"),
    [
        ("/sq/activities/?q=a", "/mk/activities/?q=a"),
        ("/activities/?q=a", "/activities/?q=a"),
        ("https://elsewhere.example/sq/", "/"),
        ("//elsewhere.example/sq/", "/"),
        ("/sq//elsewhere.example/", "/sq//elsewhere.example/"),
    ],
)
def test_a_member_who_changes_the_language_stays_on_the_page_and_on_the_site(next_page: str, there: str) -> None:
    client = Client()

    answer = client.post("/language/setlang/", {"language": "mk", "next": next_page})

    assert answer["Location"] == there
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "mk"


def test_what_is_sent_or_stored_has_no_language_in_its_address() -> None:
    from django.urls import set_script_prefix

    set_script_prefix("/sq/")
    try:
        address = reverse("start:home")
        assert (address, without_language(f"{address}activities/")) == ("/sq/", "/activities/")
    finally:
        set_script_prefix("/")
    assert without_language("/activities/") == "/activities/"


def test_what_takes_long_does_so_in_every_language() -> None:
    asked = {"REQUEST_METHOD": "GET", "CONTENT_TYPE": ""}

    assert takes_long({**asked, "PATH_INFO": "/search/"}) == takes_long({**asked, "PATH_INFO": "/sq/search/"}) is True
    assert not takes_long({**asked, "PATH_INFO": "/xx/search/"})


@pytest.mark.django_db
def test_robots_keep_away_from_the_same_pages_in_every_language() -> None:
    assert {"Disallow: /account/", "Disallow: /*/account/"} <= set(Client().get("/robots.txt").text.splitlines())
