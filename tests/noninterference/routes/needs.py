"""Needs: lists, files, pages, forms, answers, sheets. What hides could show in counts, limits, history, what waits."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core import signing

from egnatia.kernel.records.content import ByLanguage
from egnatia.needs.needs.fields import NeedContent
from egnatia.needs.needs.sheets import NeedSheetPlan, PlannedNeed, as_builtins
from egnatia.needs.needs.views import SALT
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

FILE = "needs.csv"  # that a dry run read
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"economy": "ALB"},
    {"economy": "XXX", "page": "x"},
    {"objective": "2.3"},
    {"objective": "3.3.2", "priority": "high"},
    {"priority": "high"},
    {"nature": "operational", "perspective": "prevention"},
    {"status": "confirmed"},
    {"status": "drafted", "economy": "MNE"},
    {"status": "declined"},
    {"q": "Undercover"},
    {"q": "Masked release"},
    {"page": "2"},
)


def typed(economy: str, priority: str = "high", **said: object) -> dict[str, Any]:
    """A high one runs into the limit that the visible ones make."""
    words = {"words": "Nobody waits after release", "language": "en", "objective": "2.3.2"}
    return {"economy": economy, "priority": priority, "marking-tlp": "1", **words, **said}


@route("needs:needs")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("needs:needs", **filters)
    yield head("needs:needs")
    yield post("needs:needs")
    yield get("needs:needs", headers={"Accept-Language": "mk"})


@route("needs:needs-download")
def downloaded(known: Known) -> Iterator[Access]:
    for filters in FILTERS[::2]:
        yield get("needs:needs-download", "csv", **filters)
    yield get("needs:needs-download", "xlsx")
    yield get("needs:needs-download", "pdf")


@route("needs:need", "needs:need-marking")
def shown(known: Known) -> Iterator[Access]:
    for record in known.each_need():
        for language in ("en", "sq"):
            yield get("needs:need", record, headers={"Accept-Language": language})
        yield head("needs:need", record)
        yield post("needs:need", record)
        yield get("needs:need-marking", record)
    for record in list(known.activities.values())[:2]:
        yield get("needs:need", record)


@route("needs:need-new")
def stated(known: Known) -> Iterator[Access]:
    yield get("needs:need-new")
    yield get("needs:need-new", economy="MNE", objective="2.3.1")
    for economy in ("ALB", "MNE", "XKX"):
        yield form("needs:need-new", data=typed(economy))
    yield form("needs:need-new", data=typed("ALB", "low", **{"marking-tlp": "3"}))
    yield form("needs:need-new", data=typed("ALB", preview="1"))
    yield form("needs:need-new", data={})


@route("needs:need-change", "needs:need-own-words")
def changed(known: Known) -> Iterator[Access]:
    for record in known.each_need():
        for name in ("needs:need-change", "needs:need-own-words"):
            yield get(name, record)
            for economy in ("ALB", "MNE"):
                for version in ("1", "2"):
                    yield form(name, record, data=typed(economy, version=version))
            yield form(name, record, data=typed("ALB", words=""))


@route("needs:need-confirmation", "needs:needs-waiting")
def answered(known: Known) -> Iterator[Access]:
    yield get("needs:needs-waiting")
    yield head("needs:needs-waiting")
    for record in known.each_need():
        yield get("needs:need-confirmation", record)
        for version in ("1", "2", "x"):
            yield post("needs:need-confirmation", record, verdict="confirmed", version=version)
        yield post("needs:need-confirmation", record, verdict="declined", version="1", waiting="1")
    for record in list(known.activities.values())[:2]:
        yield post("needs:need-confirmation", record, verdict="confirmed", version="1")


@route("needs:need-withdrawal", "needs:need-restoration", "needs:needs-withdrawn")
def withdrawn(known: Known) -> Iterator[Access]:
    yield get("needs:needs-withdrawn")
    yield post("needs:needs-withdrawn")
    for record in known.each_need():
        for name in ("needs:need-withdrawal", "needs:need-restoration"):
            yield get(name, record)
            yield post(name, record)


def sheet(known: Known) -> bytes:
    """Every need by its identifier, hidden ones too, and a new one."""
    rows = [f"{record},MNE,2.3.1,high,Changed" for record in known.each_need()]
    return "\n".join(["record,economy,objective,priority,words", *rows, ",ALB,2.3.2,high,New"]).encode()


def planned(known: Known, *rows: PlannedNeed, by: str = "") -> str:
    """A dry run as it comes back: only the reader's own is taken, and nothing in it is beyond their rights."""
    who = known.stage.persons.get(by or known.observer.username)
    plan = NeedSheetPlan(FILE, str(who.pk) if who else "", rows)
    return signing.dumps(as_builtins(plan), salt=SALT, compress=True)


def _said(economy: str = "ALB") -> NeedContent:
    words = ByLanguage({"en": "By a sheet"}, "en")
    return NeedContent(economy=economy, objective="2.3.2", priority="high", words=words)


@route("needs:needs-upload", "needs:needs-upload-applying")
def uploaded(known: Known) -> Iterator[Access]:
    yield get("needs:needs-upload")
    yield post("needs:needs-upload")
    # Reading a file takes a process of its own, so there is only one.
    yield Access("POST", get("needs:needs-upload").path, {"upload": sheet(known)})
    yield from _carried_out(known)


def _carried_out(known: Known) -> Iterator[Access]:
    yield get("needs:needs-upload-applying")
    yield post("needs:needs-upload-applying", plan="forged")
    strangers = planned(known, PlannedNeed(2, "", 0, _said()), by="focal-al")
    yield form("needs:needs-upload-applying", data={"plan": strangers, "marking-tlp": "1"})
    for economy in ("ALB", "MNE"):
        new = planned(known, PlannedNeed(2, "", 0, _said(economy)))
        yield form("needs:needs-upload-applying", data={"plan": new, "marking-tlp": "1"})
        yield form("needs:needs-upload-applying", data={"plan": new, "marking-tlp": "1", "preview": "1"})
    for record in known.each_need():
        for version in (1, 2):
            changed = planned(known, PlannedNeed(2, str(record), version, _said()))
            yield form("needs:needs-upload-applying", data={"plan": changed})


@route("needs:needs-sheet", "needs:needs-sheet-undoing")
def sheets(known: Known) -> Iterator[Access]:
    tried: list[UUID] = [NEVER, *list(known.needs.values())[:1]]
    for found in tried:
        yield get("needs:needs-sheet", found)
        yield post("needs:needs-sheet-undoing", found)
