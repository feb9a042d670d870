"""Publications: figures, sources, files, and what a desk is told could tell of what is hidden or was hidden since."""

from collections.abc import Iterator

from egnatia.kernel.access.marking import Tlp
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.matrix import FILTERS

CELLS = (
    ("ALB", "2.3.1"),
    ("ALB", "2.3.2"),
    ("MNE", "2.3.2"),
    ("MNE", "2.3"),
    ("XKX", "2"),
    ("XXX", "2.3"),
    ("ALB", "9"),
)
WRITTEN = {"title": "An extract", "as_of": "2026-05-04", "note": "=1+1"}


@route("public:publications", "public:publication", "public:publication-download", "public:publication-cell")
def reading(known: Known) -> Iterator[Access]:
    yield get("public:publications")
    for record in known.each_publication():
        yield get("public:publication", record)
        yield get("people:marking", record)
        for form in ("csv", "xlsx", "pdf"):
            yield get("public:publication-download", record, form)
        for economy, code in CELLS:
            yield get("public:publication-cell", record, economy, code)
        yield head("public:publication", record)


@route("reporting:publication-new", "reporting:publication-recall")
def publishing(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("reporting:publication-new", **filters)
    for tlp in Tlp:
        marked = {"marking-tlp": tlp.value, "marking-communities": "focal-points" if tlp == Tlp.AMBER else ()}
        for button in ("", "preview", "back", "publish"):
            yield post(
                "reporting:publication-new", **WRITTEN, **marked, **({button: "1"} if button else {}), seen="0" * 64
            )
    yield post("reporting:publication-new", title="", as_of="2126-01-01")
    for record in known.each_publication():
        yield get("reporting:publication-recall", record)
        yield post("reporting:publication-recall", record)
