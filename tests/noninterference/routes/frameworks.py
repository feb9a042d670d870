"""Frameworks, which are public, and what activities serve: counts, rows, answers for activities that are hidden."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

SHEET = b"""code,level,en
reference,framework,Reference
1,heading,Anticipate
1.1,priority,Know
1.1.1,objective,Threats
"""


@route("mapping:frameworks", "mapping:framework", "mapping:framework-download")
def shown(known: Known) -> Iterator[Access]:
    yield get("mapping:frameworks")
    yield head("mapping:frameworks")
    yield post("mapping:frameworks")
    for slug in ("reference", "border-security", "nothing"):
        yield get("mapping:framework", slug)
        yield get("mapping:framework-download", slug, "csv")
    yield get("mapping:framework", "reference", version="1")
    yield get("mapping:framework", "reference", version="99")
    yield get("mapping:framework", "reference", version="x")
    yield get("mapping:framework-download", "reference", "xlsx")
    yield get("mapping:framework-download", "reference", "pdf")


@route("mapping:framework-upload", "mapping:framework-use")
def replaced(known: Known) -> Iterator[Access]:
    yield get("mapping:framework-upload", "reference")
    yield get("mapping:framework-upload", "nothing")
    yield post("mapping:framework-upload", "reference")
    yield post("mapping:framework-upload", "reference", upload=SHEET)
    yield get("mapping:framework-use", "reference")
    yield post("mapping:framework-use", "reference", packed="nonsense")
    yield post("mapping:framework-use", "nothing")


@route("mapping:aims")
def queued(known: Known) -> Iterator[Access]:
    yield get("mapping:aims")
    yield head("mapping:aims")
    yield post("mapping:aims")
    yield get("mapping:aims", headers={"Accept-Language": "mk"})


@route("mapping:activity-aims")
def answered(known: Known) -> Iterator[Access]:
    for number, record in enumerate(known.each_activity()):
        yield get("mapping:activity-aims", record)
        yield post("mapping:activity-aims", record, answer="confirm", codes=["2.3.1"])
        yield post("mapping:activity-aims", record, answer="other", other=("9.9.9", "2.3.2")[number % 2], then="batch")
        yield post("mapping:activity-aims", record, answer=("none", "later", "")[number % 3])
    yield head("mapping:activity-aims", NEVER)
