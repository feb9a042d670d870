"""Regular sources: list, pages, forms, steps. What hides could show in the list, in a report, in answers."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from egnatia.activities.sources.models import RegularSource
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

STEPS = ("fetching", "removal")


def sources(known: Known) -> list[UUID]:
    """Every source there is, hidden ones too, a record that is none, and one that never was."""
    found = RegularSource.objects.order_by("pk").values_list("pk", flat=True)
    return [*found, *list(known.activities.values())[:1], NEVER]


def typed(tlp: str = "1", **said: str) -> dict[str, str]:
    return {
        "name": "Register (demo)",
        "address": "https://example.org/a.xml",
        "every": "weekly",
        "marking-tlp": tlp,
        **said,
    }


@route("activities:sources")
def listed(known: Known) -> Iterator[Access]:
    yield get("activities:sources")
    yield head("activities:sources")
    yield post("activities:sources")


@route("activities:source-new")
def new(known: Known) -> Iterator[Access]:
    address = reverse("activities:source-new")
    yield get("activities:source-new")
    yield Access("POST", address, typed())
    yield Access("POST", address, typed("3"))
    yield Access("POST", address, typed("4"))
    yield Access("POST", address, typed(address="http://127.0.0.1/a.xml", preview="1"))
    yield Access("POST", address, typed(address="ftp://example.org"))
    yield Access("POST", address, {})


@route("activities:source", "activities:source-change")
def shown(known: Known) -> Iterator[Access]:
    for found in sources(known):
        yield get("activities:source", found)
        yield head("activities:source", found)
        yield get("activities:source-change", found)
        yield Access("POST", reverse("activities:source-change", args=[found]), typed("3", every="monthly"))


@route(*(f"activities:source-{step}" for step in STEPS))
def steps(known: Known) -> Iterator[Access]:
    for found in sources(known):
        for step in STEPS:
            yield get(f"activities:source-{step}", found)
            yield post(f"activities:source-{step}", found)
