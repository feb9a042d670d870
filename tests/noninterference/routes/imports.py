"""Imports and their queue: lists, reports, downloads, steps. What hides could show in counts, rows, unknown names."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from egnatia.mapping.imports.models import Import
from egnatia.mapping.imports.queue.models import QueueEntry
from tests.mapping.imports.files import activity, iati
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

HTMX = {"HX-Request": "true"}
STEPS = ("confirmation", "dismissal", "undoing")


def imports(known: Known) -> list[UUID]:
    """Every import there is, hidden ones too, a record that is none, and one that never was."""
    return [*Import.objects.order_by("pk").values_list("pk", flat=True), *list(known.activities.values())[:2], NEVER]


def entries(known: Known) -> list[UUID]:
    return [
        *QueueEntry.objects.order_by("pk").values_list("pk", flat=True),
        *list(known.activities.values())[:2],
        NEVER,
    ]


@route("mapping:imports")
def listed(known: Known) -> Iterator[Access]:
    for page in ("", "1", "2", "99", "x"):
        yield get("mapping:imports", page=page)
    yield head("mapping:imports")
    yield post("mapping:imports")
    yield get("mapping:import-new")
    yield head("mapping:import-new")


@route("mapping:import-new")
def new(known: Known) -> Iterator[Access]:
    address = reverse("mapping:import-new")
    yield from listed(known)
    for chosen in ({"marking-tlp": "1"}, {"marking-tlp": "2", "marking-communities": ["arms"]}, {}):
        yield Access("POST", address, {**chosen, "preview": "1", "source": "source-1"})
        yield Access("POST", address, {**chosen, "source": "source-1"})
    # Reading a file takes a process of its own, so there is only one: with an identifier that hidden records have too.
    yield Access("POST", address, {"marking-tlp": "1", "upload": iati(activity("XM-DEMO-1"))})


@route("mapping:import", "mapping:import-progress", "mapping:import-rows-csv", "mapping:import-rows-xlsx")
def shown(known: Known) -> Iterator[Access]:
    for found in imports(known):
        yield get("mapping:import", found)
        yield head("mapping:import", found)
        yield get("mapping:import", found, outcome="accepted", after="1")
        yield get("mapping:import", found, before="3")
        yield get("mapping:import", found, outcome="rejected", noted="on")
        yield get("mapping:import", found, undone="stayed", file="0")
        yield get("mapping:import-progress", found, headers=HTMX)
        yield get("mapping:import-rows-csv", found, outcome="changed")
        yield get("mapping:import-rows-xlsx", found)


@route(*(f"mapping:import-{step}" for step in STEPS))
def steps(known: Known) -> Iterator[Access]:
    for found in imports(known):
        for step in STEPS:
            yield get(f"mapping:import-{step}", found)
            yield post(f"mapping:import-{step}", found)


@route("mapping:queue")
def queue(known: Known) -> Iterator[Access]:
    for what in ("organisation", "sector", "place", "language", "nothing"):
        yield get("mapping:queue", what=what)
        yield get("mapping:queue", what=what, answered="1", page="2")
    yield head("mapping:queue")


@route("mapping:queue-answer", "mapping:queue-reopening")
def answers(known: Known) -> Iterator[Access]:
    names = ("ministry-al (demo)", "Funder 1 (demo)", "nobody", "ALB")
    for number, entry in enumerate(entries(known)):
        yield post("mapping:queue-answer", entry, answer=names[number % len(names)])
        yield post("mapping:queue-answer", entry, add="1", what="organisation")
        yield post("mapping:queue-answer", entry, leave="1")
        yield post("mapping:queue-reopening", entry, what="sector", answered="1")
