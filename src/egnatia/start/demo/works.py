"""The demo's activities: stored by those who own them, or by the secretariat on their behalf."""

from collections import defaultdict
from hashlib import sha256
from uuid import UUID

import msgspec

from egnatia.activities.activities import storage
from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields
from egnatia.activities.imports.models import Import, ImportFile, ImportRow
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, member
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_named, reader_with_id
from egnatia.kernel.records import VersionContent, markings
from egnatia.start.demo import fixtures
from egnatia.start.demo.accounts import writers
from egnatia.start.demo.bodies import SECRETARIAT, natural_key, organisations
from egnatia.start.demo.facts import content_of, facts_of
from egnatia.start.demo.fixtures import DemoActivity, DemoMarking


def store_all() -> tuple[int, int]:
    """Store the activities that are missing and change those whose text here is newer; how many of each.

    What somebody has edited or withdrawn since stays as it is.
    """
    known = {record.natural_key: record for record in stored()}
    new = [each for each in fixtures.activities() if natural_key(each.key) not in known]
    older = [each for each in fixtures.activities() if _is_older(known.get(natural_key(each.key)), each)]
    if new or older:
        readers = {name: reader_named(name) for name in {*writers().values(), SECRETARIAT}}
        _store(new, readers)
        _renew(older, known, readers)
    return len(new), len(older)


def _store(new: list[DemoActivity], readers: dict[str, Reader]) -> None:
    bodies, persons = organisations(), _persons()
    groups: dict[tuple[str, Marking], list[ActivityEntry]] = defaultdict(list)
    for activity in new:
        marking = marking_of(activity.marking, bodies, persons)
        groups[activity.owner, marking].append(ActivityEntry(facts_of(activity), **_fields(activity)))
    for (owner, marking), entries in groups.items():
        storage.store_many(entries, marking=marking, by=_writer(owner, bodies[owner], readers))


REGISTERS = {"nordlys": "register-of-nordlys-fund.xml", "kestrel": "kestrel-activities-2026.xml"}


def bring_in_all() -> int:
    """The imports by which the registers of two organisations came, as far as they are missing; how many."""
    known = {record.natural_key for record in imported()}
    missing = [owner for owner in REGISTERS if natural_key(f"import-{owner}") not in known]
    bodies = organisations()
    for owner in missing:
        _bring_in(owner, _writer(owner, bodies[owner], {name: reader_named(name) for name in writers().values()}))
    return len(missing)


def imported() -> list[Record]:
    """The records of the demo's imports, withdrawn ones included."""
    return list(Record.objects.filter(kind=Import.KIND, natural_key__startswith=natural_key("import-")))


def _bring_in(owner: str, by: Reader) -> None:
    """As if its activities had come by a file: the import lists those that everybody may see."""
    rows = Activity.visible_to(by).filter(
        record__natural_key__startswith=natural_key(""), record__owner=by.organisation, record__tlp=Tlp.CLEAR.value
    )
    brought, marking = list(rows.order_by("identifier", "pk")), Marking(Tlp.CLEAR)
    record = records.create(Import.KIND, VersionContent(), marking, by=by, natural_key=natural_key(f"import-{owner}"))
    made = Import.objects.create(
        record=record, state=Import.State.STORED, source=brought[0].source, marking=markings.as_json(marking),
        marking_words=marking.tlp.words, started_by=by.name, ended_at=clock.now(),
    )  # fmt: skip
    content = "".join(each.identifier for each in brought).encode()
    file = ImportFile.objects.create(
        of_import=made, position=0, name=REGISTERS[owner], size=2_400 * len(brought),
        digest=sha256(content).hexdigest(), format="iati", accepted=len(brought),
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        ImportRow(
            of_import=made, file=file, number=number, element=number, line=40 * number, identifier=each.identifier,
            title=each.title[:200], outcome=ImportRow.Outcome.ACCEPTED, record=each.record, version_after=1,
        )
        for number, each in enumerate(brought, start=1)
    )  # fmt: skip


def _renew(older: list[DemoActivity], known: dict[str | None, Record], readers: dict[str, Reader]) -> None:
    bodies = organisations()
    for activity in older:
        by = _writer(activity.owner, bodies[activity.owner], readers)
        found = Activity.visible_to(by).get(record=known[natural_key(activity.key)])
        storage.update(found, facts_of(activity), by=by, **_fields(activity))


def _is_older(record: Record | None, activity: DemoActivity) -> bool:
    """Whether the record is still as an older demo left it."""
    if record is None or record.version > 1 or record.withdrawn_at:
        return False
    return bool(record.provenance.get("digest") != digest_of(activity))


def _writer(owner: str, organisation: UUID, readers: dict[str, Reader]) -> Reader:
    """Who writes for an organisation: its own user, else the secretariat's officer on its behalf."""
    return _acting_for(organisation, readers[writers().get(owner, SECRETARIAT)])


def originator_of(record: Record) -> Reader:
    """Who wrote a record of the demo, for the organisation that owns it: they may withdraw and restore it."""
    return _acting_for(record.owner_id, reader_with_id(record.author))


def _acting_for(organisation: UUID, reader: Reader) -> Reader:
    return member(
        name=reader.name, person=reader.person, organisation=str(organisation), seats=reader.seats, strong=True
    )


def stored() -> list[Record]:
    """The records of the demo's activities, withdrawn ones included."""
    return list(Record.objects.filter(kind=Activity.KIND, natural_key__startswith=natural_key("")))


def digest_of(activity: DemoActivity) -> str:
    return sha256(msgspec.json.encode(activity)).hexdigest()


def _fields(activity: DemoActivity) -> Fields:
    return Fields(
        sort=activity.sort.replace(" ", "-"),
        measure=activity.measure,
        status=activity.status,
        shares={code: share for code, share in activity.economies.items() if share is not None},
        provenance={"source": activity.source, "file": "activities.jsonl", "digest": digest_of(activity)},
        natural_key=natural_key(activity.key),
        content=content_of(activity),
    )


def _persons() -> dict[str, UUID]:
    return {person.username: person.pk for person in Person.objects.filter(is_demo=True)}


def marking_of(marking: DemoMarking, bodies: dict[str, UUID], persons: dict[str, UUID]) -> Marking:
    """The marking with the identifiers of this installation."""
    return Marking(
        tlp=Tlp[marking.tlp.replace("+", "_")],
        communities=frozenset(marking.communities),
        economies=frozenset(marking.economies),
        organisations=frozenset(str(bodies[key]) for key in marking.organisations),
        persons=frozenset(str(persons[name]) for name in marking.persons),
        offices=frozenset(marking.offices),
    )
