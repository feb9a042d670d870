"""What others announce to an economy: plans, measures that were read of, words. What hides could show in the queue."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form


@route("needs:announced")
def listed(known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("needs:announced", headers={"Accept-Language": language})
    yield head("needs:announced")
    yield post("needs:announced")


@route("needs:announced-word")
def answered(known: Known) -> Iterator[Access]:
    for record in (*known.each_activity(), *known.reports.values()):
        yield get("needs:announced-word", record)
        for verdict in ("agreed", "unknown", "added", ""):
            yield post("needs:announced-word", record, verdict=verdict, note="Not known here")


@route("needs:announced-addition", "needs:announced-refusal")
def taken(known: Known) -> Iterator[Access]:
    for record in (*known.each_report(), *list(known.activities.values())[:2]):
        yield get("needs:announced-addition", record)
        for tlp in ("1", "3"):
            said = {"economy": "ALB", "measure": "law", "title": "Law on release", "marking-tlp": tlp}
            yield form("needs:announced-addition", record, data=said)
        yield form("needs:announced-addition", record, data={"preview": "1", "marking-tlp": "1"})
        yield form("needs:announced-addition", record, data={})
        yield get("needs:announced-refusal", record)
        yield post("needs:announced-refusal", record, note="None of ours")


@route("needs:announced-new")
def announced(known: Known) -> Iterator[Access]:
    yield get("needs:announced-new")
    for economy in ("ALB", "MNE", "XXX"):
        said = {"economy": economy, "measure": "law", "title": "Law on release", "marking-tlp": "1"}
        yield form("needs:announced-new", data=said)
        yield form("needs:announced-new", data={**said, "preview": "1"})
    yield form("needs:announced-new", data={})
