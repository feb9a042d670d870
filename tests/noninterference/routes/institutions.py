"""Receiving institutions and the short forms. What hides could show in names, sums, months, partners, clashes."""

from collections.abc import Iterator
from typing import Any

from egnatia.activities.activities.columns import folded_name, name_in_address
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"q": "correctional"},
    {"q": "nobody"},
    {"economy": "ALB"},
    {"economy": "XXX", "page": "2"},
)
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"since": "2026-01", "month": "2026-03"},
    {"partner": "Funder 1 (demo)"},
    {"partner": "Funder 2 (demo)", "month": "2026-05"},
    {"since": "soon", "month": "never"},
)
NAMES = ("Correctional Service (demo)", "ministry-al (demo)", "Funder 1 (demo)", "Nobody")
# The weeks in which events of the worlds take place, and one in which none does.
DAYS = tuple({"start": start} for start in ("2026-02-03", "2026-04-03", "2026-06-03", "2030-01-01"))


@route("activities:institutions", "activities:institutions-download")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("activities:institutions", **filters)
        yield get("activities:institutions-download", "csv", **filters)
    yield head("activities:institutions")
    yield post("activities:institutions")
    yield get("activities:institutions-download", "xlsx")
    yield get("activities:institutions-download", "txt")


@route("activities:institution")
def shown(known: Known) -> Iterator[Access]:
    for name in NAMES:
        key = name_in_address(folded_name(name))
        for asked in ASKED:
            yield get("activities:institution", key, **asked)
        yield head("activities:institution", key)
        yield post("activities:institution", key)
    yield get("activities:institution", str(NEVER))


def event(**said: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """An event near to what the worlds hold: the same institution, on the same topic."""
    title = "Training of prison staff in early recognition of radicalisation"
    return {"title": title, "invited": "Correctional Service (demo)", "marking-tlp": "1", **said}


def measure(**said: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"title": "Law on probation", "measure": "law", "economy": "ALB", "marking-tlp": "1", **said}


@route("activities:event-new", "activities:measure-new")
def entered(known: Known) -> Iterator[Access]:
    for name in ("activities:event-new", "activities:measure-new"):
        yield get(name)
        yield form(name, data={})
    for days in DAYS:
        yield form("activities:event-new", data=event(**days))
        yield form("activities:event-new", data=event(**days, clashes="seen"))
    yield form("activities:event-new", data=event(preview="1", **{"marking-tlp": "3"}))
    yield form("activities:event-new", data=event(title="", start="soon"))
    yield form("activities:measure-new", data=measure())
    yield form("activities:measure-new", data=measure(preview="1"))
    yield form("activities:measure-new", data=measure(measure="nothing", economy="XXX"))


@route("activities:activity-short")
def changed(known: Known) -> Iterator[Access]:
    for record in known.each_activity():
        yield get("activities:activity-short", record)
        for version in ("1", "2"):
            yield form("activities:activity-short", record, data=event(version=version, start="2026-04-03"))
        yield form("activities:activity-short", record, data=measure(version="1"))
