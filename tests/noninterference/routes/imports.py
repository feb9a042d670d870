"""Imports and their queue: lists, reports, downloads, steps. What hides could show in counts, rows, unknown names."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from egnatia.activities.imports.models import Import
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.kernel.models import Organisation
from tests.activities.imports.files import activity, iati
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


@route("activities:imports")
def listed(known: Known) -> Iterator[Access]:
    for page in ("", "1", "2", "99", "x"):
        yield get("activities:imports", page=page)
    yield head("activities:imports")
    yield post("activities:imports")
    yield get("activities:import-new")
    yield head("activities:import-new")


@route("activities:import-new")
def new(known: Known) -> Iterator[Access]:
    address = reverse("activities:import-new")
    yield from listed(known)
    for chosen in ({"marking-tlp": "1"}, {"marking-tlp": "2", "marking-communities": ["arms"]}, {}):
        yield Access("POST", address, {**chosen, "preview": "1", "source": "source-1"})
        yield Access("POST", address, {**chosen, "source": "source-1"})
    # Reading a file takes a process of its own, so there is only one: with an identifier that hidden records have too.
    yield Access("POST", address, {"marking-tlp": "1", "upload": iati(activity("XM-DEMO-1"))})


@route("activities:import", "activities:import-progress", "activities:import-rows-csv", "activities:import-rows-xlsx")
def shown(known: Known) -> Iterator[Access]:
    for found in imports(known):
        yield get("activities:import", found)
        yield head("activities:import", found)
        yield get("activities:import", found, outcome="accepted", after="1")
        yield get("activities:import", found, before="3")
        yield get("activities:import", found, outcome="rejected", noted="on")
        yield get("activities:import", found, inside="on")
        yield get("activities:import", found, undone="stayed", file="0")
        yield get("activities:import-progress", found, headers=HTMX)
        yield get("activities:import-rows-csv", found, outcome="changed")
        yield get("activities:import-rows-xlsx", found)


@route(*(f"activities:import-{step}" for step in STEPS))
def steps(known: Known) -> Iterator[Access]:
    for found in imports(known):
        for step in STEPS:
            yield get(f"activities:import-{step}", found)
            yield post(f"activities:import-{step}", found)
        yield post("activities:import-confirmation", found, take="region")


@route("activities:queue")
def queue(known: Known) -> Iterator[Access]:
    for what in ("organisation", "sector", "place", "language", "nothing"):
        yield get("activities:queue", what=what)
        yield get("activities:queue", what=what, answered="1", page="2")
    yield head("activities:queue")


@route("activities:queue-at-once", "activities:queue-undoing")
def answers_at_once(known: Known) -> Iterator[Access]:
    bodies = [*Organisation.objects.order_by("pk").values_list("pk", flat=True), NEVER]
    for number, entry in enumerate(entries(known)):
        yield post("activities:queue-at-once", what="organisation", take=f"{entry}:{bodies[number % len(bodies)]}")
    yield post("activities:queue-at-once", what="organisation", above="1", line="70")
    yield post("activities:queue-at-once", what="organisation", add="1")
    yield post("activities:queue-at-once", what="place", take="nonsense")
    for batch in (*QueueEntry.objects.exclude(batch=None).values_list("batch", flat=True), NEVER):
        yield post("activities:queue-undoing", batch, what="organisation")


@route("activities:queue-answer", "activities:queue-reopening")
def answers(known: Known) -> Iterator[Access]:
    names = ("ministry-al (demo)", "Funder 1 (demo)", "nobody", "ALB")
    for number, entry in enumerate(entries(known)):
        yield post("activities:queue-answer", entry, answer=names[number % len(names)])
        yield post("activities:queue-answer", entry, add="1", what="organisation")
        yield post("activities:queue-answer", entry, leave="1")
        yield post("activities:queue-reopening", entry, what="sector", answered="1")
