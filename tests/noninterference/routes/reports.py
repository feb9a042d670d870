"""Reports for an audience: list, page, files, making one, the template. What hides could show in every figure."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.formats.reports.templates import shipped
from egnatia.kernel.access.marking import Tlp
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route

ABOUT = ("open", "needs", "support", "economy:ALB", "objective:2.3.1", "partner:0", "x")
ENDINGS = ("xlsx", "docx", "pdf", "csv")


def records(known: Known) -> Iterator[UUID]:
    """Reports, records of other kinds, and one that never was."""
    yield from known.each_board_report()
    yield from list(known.snapshots.values())[:1]
    yield from list(known.needs.values())[:1]


@route("reporting:reports", "reporting:report", "reporting:report-download")
def read(known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("reporting:reports", headers={"Accept-Language": language})
    yield head("reporting:reports")
    yield post("reporting:reports")
    for record in records(known):
        yield get("reporting:report", record)
        yield get("reporting:report", record, headers={"Accept-Language": "mk"})
        yield head("reporting:report", record)
        yield post("reporting:report", record)
        yield get("people:marking", record)
        for ending in ENDINGS:
            yield get("reporting:report-download", record, ending)


@route("reporting:report-new")
def making(known: Known) -> Iterator[Access]:
    for snapshot in (*known.each_snapshot(), *known.board_reports.values()):
        yield get("reporting:report-new", snapshot)
        for about in ABOUT:
            for tlp in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT):
                written = {"about": about, "second": "sq", "marking-tlp": tlp.value}
                for button in ("", "preview", "back", "make"):
                    yield post("reporting:report-new", snapshot, **written, **({button: "1"} if button else {}))
        yield post("reporting:report-new", snapshot, about="", second="xx")


@route("reporting:report-recall")
def recalling(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("reporting:report-recall", record)
        yield post("reporting:report-recall", record)


@route("reporting:report-template", "reporting:report-template-file", "reporting:report-template-drop")
def template(known: Known) -> Iterator[Access]:
    for name in ("reporting:report-template", "reporting:report-template-file", "reporting:report-template-drop"):
        yield get(name)
        yield head(name)
        yield post(name)
    for record in records(known):
        yield post("reporting:report-template-drop", record=record)
    # Looking at a file takes a process of its own, so there is only one.
    yield Access("POST", get("reporting:report-template").path, {"upload": shipped()})
