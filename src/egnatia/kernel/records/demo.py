"""The demo's records of a kind: from a file of JSON, loaded and taken away with the demo at large."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, Seat, member
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.rooms import Demo


class DemoRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`by` is a user name; `content` the body, with `days` from today for its fields that are days; `ago` in days."""

    key: str
    by: str
    tlp: Literal["CLEAR", "GREEN", "AMBER", "AMBER_STRICT"]
    content: Mapping[str, Any]
    communities: tuple[str, ...] = ()
    days: Mapping[str, int] = {}
    ago: int = 0

    @property
    def marking(self) -> Marking:
        return Marking(Tlp[self.tlp], communities=frozenset(self.communities))


def demo_of(kind: RecordKind[Any, Any], file: Path) -> Demo:
    """`load` makes what is missing, and with `returning` brings back what `remove` withdrew; both say how many."""

    def stored() -> dict[str, Record]:
        found = Record.objects.filter(kind=kind.model.KIND, provenance__has_key="demo")
        return {record.provenance["demo"]: record for record in found}

    def load(returning: bool) -> int:
        known = stored()
        gone = [record for record in known.values() if record.withdrawn_at] if returning else []
        for record in gone:
            records.restore(record, by=_originator(record))
        missing = [each for each in records_in(file) if each.key not in known]
        for each in missing:
            _make(kind, each)
        return len(gone) + len(missing)

    def remove() -> int:
        there = [record for record in stored().values() if record.withdrawn_at is None]
        for record in there:
            records.withdraw(record, by=_originator(record))
        return len(there)

    return Demo(load, remove)


def records_in(file: Path) -> tuple[DemoRecord, ...]:
    return msgspec.json.decode(file.read_bytes(), type=tuple[DemoRecord, ...])


def _make(kind: RecordKind[Any, Any], each: DemoRecord) -> None:
    then = clock.now() - timedelta(days=each.ago)
    days = {name: (clock.today() + timedelta(days=number)).isoformat() for name, number in each.days.items()}
    content = msgspec.convert({**each.content, **days}, kind.content)
    with clock.time_from(lambda: then):
        by = reader_named(each.by)
        lifecycle.create(kind, content, each.marking, by=by, provenance={"demo": each.key})


def _originator(record: Record) -> Reader:
    """Somebody of its organisation, in the communities that it is for."""
    seats = tuple(Seat(community) for community in record.communities)
    return member(name="Demo", person=record.author, organisation=str(record.owner_id), seats=seats, strong=True)
