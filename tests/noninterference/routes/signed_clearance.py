"""Clearing on paper: drafts and signed pages, hidden ones included, and uploads by whoever comes."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.signed_clearance.queries import to_sign
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form
from tests.scans import png


def copied(known: Known, participant: UUID) -> str:
    """The code on the observer's own draft; nobody's where they have none."""
    found = Participant.objects.select_related("round").filter(pk=participant).first()
    reader = known.stage.reader(known.observer)
    return to_sign(reader, found).code if found and not reader.is_anonymous else ""


@route("rounds:paper-draft", "rounds:paper-signing")
def signed(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        for name in ("rounds:paper-draft", "rounds:paper-signing"):
            for language in ("en", "sr"):
                yield get(name, participant, headers={"Accept-Language": language})
            yield head(name, participant)
        yield post("rounds:paper-draft", participant)
        for code in (copied(known, participant), "0000-0000-0000-0000"):
            typed = {"signed_by": "A superior (demo)", "function": "State Secretary", "code": code}
            yield form("rounds:paper-signing", participant, data={**typed, "upload": png()})
            yield form("rounds:paper-signing", participant, data={**typed, "upload": b"MZ"})
        yield form("rounds:paper-signing", participant, data={})


@route("rounds:paper-file")
def files(known: Known) -> Iterator[Access]:
    for record in (*known.each_paper(), *known.answers.values(), *known.rounds.values()):
        yield get("rounds:paper-file", record)
        yield head("rounds:paper-file", record)
        yield post("rounds:paper-file", record)
    for record in known.papers.values():
        yield get("people:marking", record)
        yield form("people:marking", record, data={"marking-tlp": "1"})
