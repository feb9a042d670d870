"""Activities: lists, files, pages, forms. What hides could show in counts, filters, other versions, links, history."""

from collections.abc import Iterator
from typing import Any

from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"q": "prison"},
    {"q": "Undercover"},
    {"q": "zatvor Masked"},
    {"q": "XM-DEMO-1"},
    {"economy": "ALB"},
    {"economy": "XKX", "order": "title"},
    {"about": "sector:152"},
    {"about": "objective:2.3"},
    {"organisation": "Correctional Service (demo)"},
    {"organisation": "Funder 1 (demo)", "order": "begins"},
    {"organisation": "ministry-al (demo)"},
    {"source": "source-2"},
    {"status": "closed"},
    {"sort": "event"},
    {"since": "2026-03", "until": "2026-04"},
    {"since": "soon"},
    {"size": "50-250k"},
    {"tlp": "4"},
    {"tlp": "2", "order": "changed"},
    {"language": "en"},
    {"order": "begins"},
    {"order": "title", "page": "2"},
    {"page": "2"},
    {"page": "20"},
    {"order": "nothing", "economy": "XXX", "page": "x"},
)


def typed(title: str, tlp: str = "1", **said: object) -> dict[str, Any]:
    rows = {
        "bodies-TOTAL_FORMS": "1",
        "bodies-INITIAL_FORMS": "0",
        "bodies-0-role": "funders",
        "bodies-0-name": "Donor",
    }
    return {"title": title, "sort": "project", "marking-tlp": tlp, **rows, **said}


def form(name: str, *args: object, data: dict[str, Any]) -> Access:
    """A POST whose fields bear names that are no words of Python's."""
    return Access("POST", address_of(name, *args), data)


@route("mapping:activities")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("mapping:activities", **filters)
    yield head("mapping:activities")
    yield post("mapping:activities")
    yield get("mapping:activities", headers={"Accept-Language": "sq"})


@route("mapping:activities-download")
def downloaded(known: Known) -> Iterator[Access]:
    for filters in FILTERS[::3]:
        yield get("mapping:activities-download", "csv", **filters)
    yield get("mapping:activities-download", "xlsx", q="prison")
    yield get("mapping:activities-download", "xlsx")
    yield get("mapping:activities-download", "pdf")


@route("mapping:activity", "mapping:activity-marking")
def shown(known: Known) -> Iterator[Access]:
    for record in known.each_activity():
        yield get("mapping:activity", record)
        yield head("mapping:activity", record)
        yield post("mapping:activity", record)
        yield get("mapping:activity-marking", record)


@route("mapping:activity-new")
def entered(known: Known) -> Iterator[Access]:
    yield get("mapping:activity-new")
    for number in range(3):  # what hidden records have already: identifiers, titles
        yield form("mapping:activity-new", data=typed("Training prison staff", identifier=f"XM-DEMO-{number}"))
    yield form("mapping:activity-new", data=typed("Undercover work against arms trafficking", "3"))
    yield form("mapping:activity-new", data=typed("A", "2", **{"marking-communities": ["arms"]}))
    yield form("mapping:activity-new", data=typed("A", "2", preview="1", **{"marking-communities": ["focal-points"]}))
    yield form("mapping:activity-new", data=typed("", start="soon", amount="-1"))
    yield form("mapping:activity-new", data=typed("A", more="1"))
    yield form("mapping:activity-new", data={})


@route("mapping:activity-change")
def changed(known: Known) -> Iterator[Access]:
    for number, record in enumerate(known.each_activity()):
        yield get("mapping:activity-change", record)
        for version in ("1", "2"):
            yield form(
                "mapping:activity-change", record, data=typed("Changed", version=version, identifier="XM-DEMO-1")
            )
        if number % 2:
            yield form("mapping:activity-change", record, data=typed("", more="1"))


@route("mapping:activity-withdrawal", "mapping:activity-restoration", "mapping:activities-withdrawn")
def withdrawn(known: Known) -> Iterator[Access]:
    yield get("mapping:activities-withdrawn")
    yield post("mapping:activities-withdrawn")
    for record in known.each_activity():
        yield get("mapping:activity-withdrawal", record)
        yield post("mapping:activity-withdrawal", record)
        yield get("mapping:activity-restoration", record)
        yield post("mapping:activity-restoration", record)
    yield get("mapping:activity-withdrawal", NEVER)
