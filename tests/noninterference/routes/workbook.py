"""Workbooks of rounds: taken, brought back, carried out, marked. What hides could show in rows, faults, counts."""

from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

import msgspec
from django.core import signing

from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.workbook.queries import WorkbookContent, plan_of
from egnatia.rounds.workbook.rules import Sent
from egnatia.rounds.workbook.views import SALT
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

CODES = ("record", "objective", "words", "answer", "note", "priority", "participant", "version", "number")
BROUGHT, BROUGHT_ANEW = "By a file", "New by a file"
FILLED = (
    ("", "", "done", BROUGHT, "", "1", "0"),
    ("", "", "still true", "", "", "2", "1"),
    ("2.3.1", BROUGHT, "", "", "high", "1", "0"),
)


def rows(known: Known, participant: UUID, filled: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every need by its identifier, hidden ones too; and a new one."""
    objective, words, answer, note, priority, version, number = filled
    for record in known.each_need():
        yield (str(record), objective, words, answer, note, priority, str(participant), version, number)
    yield ("", "2.3.2", BROUGHT_ANEW, "", "", "high", "", "", "")


def sent(known: Known, participant: UUID, filled: tuple[str, ...], by: str = "") -> Sent:
    who = known.stage.persons.get(by or known.observer.username)
    numbered = tuple(enumerate(rows(known, participant, filled), 2))
    return Sent(str(participant), str(who.pk) if who else "", "round.xlsx", CODES, CODES, numbered)


def filling_of(shown: RoundQuery, participant: UUID) -> WorkbookContent | None:
    """What the observer is asked there; None where that is nothing."""
    with suppress(NotAllowed, NotFound):
        return None if shown.reader.is_anonymous else WorkbookContent.of(shown, participant)
    return None


def packed(file: Sent, filling: WorkbookContent | None) -> dict[str, str]:
    """As the report sends it on, having been read."""
    read = ""
    with suppress(NotAllowed, NotFound):
        read = plan_of(filling, file).digest if filling else ""
    return {"sheet": signing.dumps(msgspec.to_builtins(file), salt=SALT, compress=True), "read": read}


@route("rounds:round-sheet", "rounds:round-sheet-upload")
def taken(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        for language in ("en", "sq"):
            yield get("rounds:round-sheet", participant, headers={"Accept-Language": language})
        yield head("rounds:round-sheet", participant)
        yield post("rounds:round-sheet", participant)
        yield get("rounds:round-sheet-upload", participant)
        yield post("rounds:round-sheet-upload", participant)
    # Reading a file takes a process of its own, so there is only one.
    for participant in list(known.participants.values())[:1]:
        table = [CODES, *rows(known, participant, FILLED[0])]
        content = "\n".join(",".join(cells) for cells in table).encode()
        yield Access("POST", get("rounds:round-sheet-upload", participant).path, {"upload": content})


@route("rounds:round-sheet-applying", "rounds:round-sheet-marked")
def carried_out(known: Known) -> Iterator[Access]:
    shown = RoundQuery(known.stage.reader(known.observer), forum(), objectives())
    for participant in known.each_participant():
        filling = filling_of(shown, participant)
        strangers = packed(sent(known, participant, FILLED[0], by="focal-al"), filling)
        own = [packed(sent(known, participant, filled), filling) for filled in FILLED]
        for name in ("rounds:round-sheet-applying", "rounds:round-sheet-marked"):
            yield get(name, participant)
            yield form(name, participant, data={"sheet": "forged"})
            for said in (strangers, *own):
                yield form(name, participant, data={**said, "marking-tlp": "1"})
        yield form("rounds:round-sheet-applying", participant, data={**own[2], "marking-tlp": "1", "preview": "1"})
