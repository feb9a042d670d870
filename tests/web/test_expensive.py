"""What takes long is answered a few at a time, ends after a while, and stores nothing while space is short."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, path

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.requests import ReaderRequest
from egnatia.public.search.views import search
from egnatia.web.middleware.requests import Expensive, is_expensive
from egnatia.web.serve.addresses import database_of
from egnatia.web.serve.environment import OF_A_JOB, PAGE_SECONDS, STATEMENT_SECONDS, answering
from egnatia.web.urls import urlpatterns as served
from tests import make, visits

pytestmark = pytest.mark.django_db


def forever(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(30)")
    return HttpResponse()


urlpatterns = [*served, path("forever/", forever)]  # for the test that says so


def every_route(patterns: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from every_route(each.url_patterns, f"{before}{each.pattern}")
        elif isinstance(each, URLPattern):
            yield f"{before}{each.pattern}", each.callback


FILE = re.compile(r"(download|file)\.<|\.(xlsx|csv|pdf)$")


def test_every_route_that_gives_a_file_is_declared_to_take_long() -> None:
    files = {route: view for route, view in every_route() if FILE.search(route)}

    assert len(files) > 15
    assert [
        route for route, view in files.items() if not any(is_expensive(view, method, "") for method in ("GET", "POST"))
    ] == []


def asked(reader: Reader = ANONYMOUS, address: str = "192.0.2.1") -> ReaderRequest:
    request = RequestFactory().get("/search/", REMOTE_ADDR=address)
    setattr(request, "reader", reader)  # noqa: B010 - as the middleware does
    return cast(ReaderRequest, request)


def test_nobody_keeps_all_the_others_from_what_takes_long(settings: LazySettings) -> None:
    settings.EXPENSIVE_BY_PERSON = 2
    amra, besa = make.reader("amra"), make.reader("besa")
    turns: Expensive

    def answered_while(others: list[HttpRequest]) -> Callable[[HttpRequest], HttpResponse]:
        def view(request: HttpRequest) -> HttpResponse:
            refused = turns.process_view(request, search, (), {})
            if refused or not others:
                return refused or HttpResponse()
            statuses.append(turns(others.pop(0)).status_code)
            return HttpResponse()

        return view

    statuses: list[int] = []
    turns = Expensive(answered_while([asked(amra), asked(amra), asked(besa)]))
    assert turns(asked(amra)).status_code == 200
    assert statuses == [429, 200], "the third of one person at once; then the second has been answered"

    statuses.clear()
    turns = Expensive(answered_while([asked(), asked(address="192.0.2.2"), asked(besa), asked(amra)]))
    assert turns(asked()).status_code == 200
    assert statuses == [200, 200, 200, 200], "of visitors each address is one"


def test_who_asks_for_too_much_at_once_is_told_when_to_come_again(client: Client, settings: LazySettings) -> None:
    settings.EXPENSIVE_BY_PERSON = 0

    page = client.get("/search/", {"q": "border"})

    assert (page.status_code, page.headers["Retry-After"]) == (429, "5")
    assert client.get("/help/").status_code == 200


@pytest.mark.urls(__name__)
def test_a_question_that_takes_the_database_too_long_is_a_calm_page(client: Client) -> None:
    page = client.get("/forever/")

    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Nothing was changed." in page.text


def test_statements_of_pages_end_after_a_while_those_of_jobs_later() -> None:
    pages, jobs = answering({}), answering({}, times=OF_A_JOB)
    assert pages == {STATEMENT_SECONDS: str(PAGE_SECONDS)}
    assert int(jobs[STATEMENT_SECONDS]) >= 600
    assert answering({"EGNATIA_PAGE_SECONDS": "7"})[STATEMENT_SECONDS] == "7"

    shown = {}
    for seconds in (0, 7):
        there = connection.settings_dict
        found = database_of("postgresql:///x?options=-c%20work_mem%3D8MB", seconds)
        handler = ConnectionHandler({"default": {**there, "OPTIONS": found["OPTIONS"]}})
        with handler["default"].cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('work_mem')")
            shown[seconds] = cursor.fetchone()
        handler["default"].close()
    assert shown == {0: ("0", "8MB"), 7: ("7s", "8MB")}


def test_while_space_is_short_files_are_refused_and_pages_are_read(settings: LazySettings) -> None:
    settings.SPACE_RESERVE = 2**62  # more than any disk has
    client = visits.of(make.reader("amra"))

    sent = client.post("/proposal/", {"text": "Training of border police in Albania"})
    pages = {route: client.get(f"/{route}").status_code for route in ("", "search/?q=border", "activities/", "help/")}

    assert sent.status_code == 507
    assert "You can continue to read" in sent.text
    assert set(pages.values()) == {200}
    assert client.post("/account/logout/").status_code == 302, "whoever leaves may leave"
    settings.SPACE_RESERVE = 0
    assert client.post("/proposal/", {"text": "Training of border police in Albania"}).status_code == 200


def test_to_read_a_page_writes_nothing() -> None:
    """So that pages are read while the database can store nothing."""
    client = visits.of(make.reader("amra"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the test itself wrote is complete
        cursor.execute("SET TRANSACTION READ ONLY")

    routes = [route for route, _view in every_route() if "<" not in route and "(" not in route]
    statuses = {route: client.get(f"/{route}").status_code for route in routes}

    assert list(statuses.values()).count(200) > 40
    assert [route for route, status in statuses.items() if status >= 500] == []
