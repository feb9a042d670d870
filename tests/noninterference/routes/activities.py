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


@route("activities:activities")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("activities:activities", **filters)
    yield head("activities:activities")
    yield post("activities:activities")
    yield get("activities:activities", headers={"Accept-Language": "sq"})


@route("activities:activities-download")
def downloaded(known: Known) -> Iterator[Access]:
    for filters in FILTERS[::3]:
        yield get("activities:activities-download", "csv", **filters)
    yield get("activities:activities-download", "xlsx", q="prison")
    yield get("activities:activities-download", "xlsx")
    yield get("activities:activities-download", "pdf")


@route("activities:activity", "activities:activity-marking")
def shown(known: Known) -> Iterator[Access]:
    for record in known.each_activity():
        yield get("activities:activity", record)
        yield head("activities:activity", record)
        yield post("activities:activity", record)
        yield get("activities:activity-marking", record)


@route("activities:activity-names")
def named(known: Known) -> Iterator[Access]:
    for typed in ("prison", "Undercover unit", "ministry", "m", "", "Funder", "Hidden Serv"):
        yield get("activities:activity-names", receiver=typed)
    yield get("activities:activity-names", institution="Correctional")
    yield post("activities:activity-names")


@route("activities:activity-new")
def entered(known: Known) -> Iterator[Access]:
    yield get("activities:activity-new")
    for number in range(3):  # what hidden records have already: identifiers, titles
        yield form("activities:activity-new", data=typed("Training prison staff", identifier=f"XM-DEMO-{number}"))
    for name in ("Corectional Service (demo)", "Undercovr unit", "ministry-all (demo)", "Hiden Service"):
        yield form("activities:activity-new", data=typed("Training", receiver=name))
    yield form("activities:activity-new", data=typed("Undercover work against arms trafficking", "3"))
    yield form("activities:activity-new", data=typed("A", "2", **{"marking-communities": ["arms"]}))
    yield form(
        "activities:activity-new", data=typed("A", "2", preview="1", **{"marking-communities": ["focal-points"]})
    )
    yield form("activities:activity-new", data=typed("", start="soon", amount="-1"))
    yield form("activities:activity-new", data=typed("A", more="1"))
    yield form("activities:activity-new", data={})


@route("activities:activity-change")
def changed(known: Known) -> Iterator[Access]:
    for number, record in enumerate(known.each_activity()):
        yield get("activities:activity-change", record)
        for version in ("1", "2"):
            yield form(
                "activities:activity-change", record, data=typed("Changed", version=version, identifier="XM-DEMO-1")
            )
        if number % 2:
            yield form("activities:activity-change", record, data=typed("", more="1"))


@route("activities:activity-withdrawal", "activities:activity-restoration", "activities:activities-withdrawn")
def withdrawn(known: Known) -> Iterator[Access]:
    yield get("activities:activities-withdrawn")
    yield post("activities:activities-withdrawn")
    for record in known.each_activity():
        yield get("activities:activity-withdrawal", record)
        yield post("activities:activity-withdrawal", record)
        yield get("activities:activity-restoration", record)
        yield post("activities:activity-restoration", record)
    yield get("activities:activity-withdrawal", NEVER)
