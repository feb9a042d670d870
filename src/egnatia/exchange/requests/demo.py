"""The demo's requests: one with replies of every sort, one that is closed, one draft; loaded and taken away again."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

import msgspec

from egnatia.exchange.requests import actions
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.fields import RequestContent
from egnatia.exchange.requests.models import Addressee, InformationRequest
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Seat, member
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.rooms import Demo

FILE = Path(__file__).with_name("demo.json")


class DemoReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`by` is a user name, `to` the addressee for whom they reply; `ago` in days. `more`: days that they ask for."""

    by: str
    to: str
    ago: int
    status: str = ""
    audience: str = ""
    answers: dict[str, str] = {}
    note: str = ""
    more: int = 0


class DemoRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sent `ago` days ago under a marking, or a draft where it has none; `closed` so many days ago."""

    key: str
    by: str
    ago: int
    content: RequestContent
    tlp: Literal["", "GREEN", "AMBER"] = ""
    communities: tuple[str, ...] = ()
    closed: int = 0
    replies: tuple[DemoReply, ...] = ()


def requests_in(file: Path) -> tuple[DemoRequest, ...]:
    return msgspec.json.decode(file.read_bytes(), type=tuple[DemoRequest, ...])


def _stored() -> dict[str, Record]:
    found = Record.objects.filter(kind=InformationRequest.KIND, provenance__has_key="demo")
    return {record.provenance["demo"]: record for record in found}


def load(returning: bool) -> int:
    """What is missing; with `returning` also what was taken away."""
    known = _stored()
    gone = [record for record in known.values() if record.withdrawn_at] if returning else []
    for record in gone:
        _turn(record, back=True)
    missing = [each for each in requests_in(FILE) if each.key not in known]
    for each in missing:
        _make(each)
    return len(gone) + len(missing)


def remove() -> int:
    there = [record for record in _stored().values() if record.withdrawn_at is None]
    for record in there:
        _turn(record, back=False)
    return len(there)


def _turn(record: Record, *, back: bool) -> None:
    seats = tuple(Seat(community) for community in record.communities)
    by = member(name="Demo", person=record.author, organisation=str(record.owner_id), seats=seats, strong=True)
    (records.restore if back else records.withdraw)(record, by=by)


def _make(each: DemoRequest) -> None:
    by, now = reader_named(each.by), clock.now()
    with clock.time_from(lambda: now - timedelta(days=each.ago)):
        made = actions.draft(each.content, by=by, provenance={"demo": each.key})
        if each.tlp:
            actions.send(made, Marking(Tlp[each.tlp], communities=frozenset(each.communities)), by=by)
    for said in each.replies:
        to, who = Addressee.objects.get(request=made, token=said.to).pk, reader_named(said.by)
        with clock.time_from(lambda ago=said.ago: now - timedelta(days=ago)):  # type: ignore[misc]  # bound at once
            if said.more:
                actions.ask_for_time(to, said.more, said.note, by=who)
            else:
                audience = said.audience or each.content.audience
                actions.reply(to, ReplyContent(said.status, audience, said.answers, said.note), by=who)
    if each.closed:
        with clock.time_from(lambda: now - timedelta(days=each.closed)):
            actions.close(made, by=by)


DEMO = Demo(load, remove)
