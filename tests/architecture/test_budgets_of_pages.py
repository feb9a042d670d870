"""What a page of the demo costs whoever mends it and whoever waits for it: modules, templates and queries."""

import re
from collections import Counter
from functools import cache

import pytest
from django.test import Client

from egnatia.kernel.models import Person
from egnatia.kernel.readers import DEMO
from tests.architecture.budgets import complaints, p95
from tests.architecture.trace import Trace, pages_of, trace_of
from tests.served import templates_as_served
from tests.start.demo.loaded import demo
from tests.visits import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
assert demo
assert templates_as_served

READERS = ("secretariat", "focal-al", "")  # who has the most pages, who has the least time, the visitor
# Until one set of pages serves every kind of record: the pages of the kinds that move to it first.
RECORD_PAGES = {
    *("needs:needs", "needs:need", "needs:need-new", "needs:need-change", "needs:need-withdrawal"),
    *("commitments:commitments", "commitments:commitment", "commitments:commitment-new"),
    *("commitments:commitment-change", "commitments:commitment-withdrawal"),
    *("commitments:follow-up", "commitments:follow-up-change", "commitments:follow-up-withdrawal"),
}
# They compare activities while they are made, so that the modules of the engine are run as well: pure, and read apart.
COMPARING = {"matching:match-similar", "matching:similar-queue"}
WITHIN_ANOTHER = {"library:desk-preview-page"}  # a whole page of visitors is made while it is
TABLES = "kernel_forum|kernel_economy|kernel_community|taxonomy_term|taxonomy_framework"
SAME_FOR_ALL = re.compile(rf'SELECT [^(]* FROM "({TABLES})"(?!.* JOIN)|{re.escape(DEMO)}')


def client_of(username: str) -> Client:
    return browser(Person.objects.get(username=username)) if username else Client()


@cache
def traces() -> list[tuple[str, Trace]]:
    """(route, what one page of it runs) for all pages that links lead each of the readers to."""
    return [
        (route, trace_of(client, address))
        for client in map(client_of, READERS)
        for route, address in pages_of(client, RECORD_PAGES).items()
    ]


def home_of(person: Person) -> Trace:
    client = browser(person)
    client.get("/")
    return trace_of(client, "/")


def test_pages_are_within_their_budgets() -> None:
    every = [trace for _, trace in traces()]
    of_records = [trace for route, trace in traces() if route in RECORD_PAGES]
    homes = [home_of(person) for person in Person.objects.filter(is_demo=True).order_by("username")]

    measured = {
        "modules-of-a-record-page": max(len(trace.modules) for trace in of_records),
        "modules-of-a-page-p95": p95(len(trace.modules) for route, trace in traces() if route not in COMPARING),
        "modules-of-home": max(len(trace.modules) for trace in homes),
        "templates-of-a-page-p95": p95(len(trace.templates) for trace in every),
        "queries-of-a-record-page": max(len(trace.queries) for trace in of_records),
        "queries-of-a-page-p95": p95(len(trace.queries) for route, trace in traces() if route not in WITHIN_ANOTHER),
    }

    assert complaints(measured) == []
    assert {route for route, _ in traces()} >= RECORD_PAGES, "a page that no link leads to is not measured"


def test_no_page_asks_twice_for_what_is_the_same_for_everybody() -> None:
    """Whether the demo is loaded, the forum's names, economies, groups, terms, the framework in use."""
    repeated = {
        route: [query for query, times in Counter(filter(SAME_FOR_ALL.match, trace.queries)).items() if times > 1]
        for route, trace in traces()
    }

    assert [(route, query) for route, queries in repeated.items() for query in queries] == []
