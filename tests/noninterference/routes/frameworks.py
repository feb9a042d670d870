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


@route("needs:frameworks", "needs:framework", "needs:framework-download")
def shown(known: Known) -> Iterator[Access]:
    yield get("needs:frameworks")
    yield head("needs:frameworks")
    yield post("needs:frameworks")
    for slug in ("reference", "border-security", "nothing"):
        yield get("needs:framework", slug)
        yield get("needs:framework-download", slug, "csv")
    yield get("needs:framework", "reference", version="1")
    yield get("needs:framework", "reference", version="99")
    yield get("needs:framework", "reference", version="x")
    yield get("needs:framework-download", "reference", "xlsx")
    yield get("needs:framework-download", "reference", "pdf")


@route("needs:framework-upload", "needs:framework-use")
def replaced(known: Known) -> Iterator[Access]:
    yield get("needs:framework-upload", "reference")
    yield get("needs:framework-upload", "nothing")
    yield post("needs:framework-upload", "reference")
    yield post("needs:framework-upload", "reference", upload=SHEET)
    yield get("needs:framework-use", "reference")
    yield post("needs:framework-use", "reference", packed="nonsense")
    yield post("needs:framework-use", "nothing")


@route("needs:aims")
def queued(known: Known) -> Iterator[Access]:
    yield get("needs:aims")
    yield head("needs:aims")
    yield post("needs:aims")
    yield get("needs:aims", headers={"Accept-Language": "mk"})


@route("needs:activity-aims")
def answered(known: Known) -> Iterator[Access]:
    for number, record in enumerate(known.each_activity()):
        yield get("needs:activity-aims", record)
        yield post("needs:activity-aims", record, answer="confirm", codes=["2.3.1"])
        yield post("needs:activity-aims", record, answer="other", other=("9.9.9", "2.3.2")[number % 2], then="batch")
        yield post("needs:activity-aims", record, answer=("none", "later", "")[number % 3])
    yield head("needs:activity-aims", NEVER)
