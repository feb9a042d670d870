"""Pictures and their tables: what hides could show in bars, ties, counts, pages, or in how many are left out."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route

FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"economy": "ALB"},
    {"economy": "MNE", "objective": "2.3"},
    {"objective": "2.3.2"},
    {"objective": "2", "economy": "XKX"},
    {"organisation": "Funder 1 (demo)"},
    {"organisation": "ministry-al (demo)"},
    {"economy": "XXX", "objective": "9.9.9", "organisation": "Nobody"},
)
OF_THE_TIMELINE: tuple[dict[str, str], ...] = (
    {"by": "institution"},
    {"by": "institution", "economy": "ALB", "page": "2"},
    {"soon": "on"},
    {"soon": "on", "by": "institution"},
    {"by": "nothing", "page": "x"},
)


@route("reporting:timeline", "reporting:timeline-download")
def timeline(_known: Known) -> Iterator[Access]:
    for filters in (*FILTERS, *OF_THE_TIMELINE):
        yield get("reporting:timeline", **filters)
        yield get("reporting:timeline-download", "csv", **filters)
    yield get("reporting:timeline-download", "xlsx")
    yield get("reporting:timeline-download", "pdf")
    yield head("reporting:timeline")
    yield post("reporting:timeline")


@route("reporting:network", "reporting:network-download")
def network(_known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("reporting:network", **filters)
        yield get("reporting:network-download", "csv", **filters)
    yield get("reporting:network-download", "xlsx")
    yield get("reporting:network-download", "pdf")
    yield head("reporting:network")
    yield post("reporting:network")


@route("reporting:key-numbers", "reporting:key-numbers-download")
def key_numbers(_known: Known) -> Iterator[Access]:
    for language in ("en", "mk"):
        yield get("reporting:key-numbers", headers={"Accept-Language": language})
    for form in ("csv", "xlsx", "pdf"):
        yield get("reporting:key-numbers-download", form)
    yield head("reporting:key-numbers")
    yield post("reporting:key-numbers")
