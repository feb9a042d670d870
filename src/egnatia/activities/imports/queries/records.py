"""Stored records that an import meets: the owner's activities under the same keys, and those that rows name."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from uuid import UUID

import msgspec
from django.db.models import F

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.rows import row_of
from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.name_queue.names import KnownNames, Name
from egnatia.activities.imports.reimport import as_downloaded
from egnatia.activities.imports.rules import Absence, Existing, ImportedActivity
from egnatia.activities.imports.sheets import SheetSchema, row_digest
from egnatia.formats.sheets import Codes, Mapping, folded
from egnatia.kernel.access.marking import Marking, digest
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.models import Organisation
from egnatia.kernel.records.links import visible_records
from egnatia.language import fold
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.models import Term

CHUNK = 5_000

_Found = tuple[str, UUID, int, str, datetime | None, datetime | None]


def existing(reader: Reader, keys: Iterable[str], *, marking: Marking) -> dict[str, Existing]:
    """What the reader's own organisation has, or had, under these natural keys and this marking."""
    granted = marking.tokens(owner=reader.organisation, author=reader.person)
    own = Activity.objects.filter(
        record__kind=Activity.KIND, record__owner=UUID(reader.organisation), record__marking_digest=digest(granted)
    )
    found: dict[str, Existing] = {}
    for chunk in _chunks(sorted(set(keys))):
        rows = own.filter(record__natural_key__in=chunk).values_list(
            "record__natural_key", "record_id", "record__version", "digest", "updated_at", "record__withdrawn_at"
        )
        found |= _with_absence(list(rows))
    return found


def _chunks(keys: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _with_absence(rows: list[_Found]) -> dict[str, Existing]:
    gone = [record for _, record, *_, withdrawn in rows if withdrawn]
    undone = _undone(gone) if gone else set()
    return {
        key: Existing(record, version, content, updated, _absence(record, withdrawn, undone))
        for key, record, version, content, updated, withdrawn in rows
    }


def _undone(records: list[UUID]) -> set[UUID]:
    """Those that the undoing of an import withdrew last; any other was withdrawn by a person's own decision."""
    rows = ImportRow.objects.filter(record__in=records, undone=ImportRow.Undone.WITHDRAWN)
    return set(rows.filter(of_import__undone_at=F("record__withdrawn_at")).values_list("record_id", flat=True))


def _absence(record: UUID, withdrawn: datetime | None, undone: set[UUID]) -> Absence:
    if withdrawn is None:
        return ""
    return "undone" if record in undone else "by-hand"


def known_to(reader: Reader, marking: Marking) -> KnownNames:
    """The names that need no question: of organisations that they see, of terms, and those answered before.

    Of earlier answers only those that everybody who will see the import may know of.
    """
    organisations, references = _organisations(reader)
    return KnownNames(
        organisations=organisations,
        references=references,
        sectors=_sectors(),
        answers=_answers(reader, marking.tokens(owner=reader.organisation, author=reader.person)),
    )


def _organisations(reader: Reader) -> tuple[frozenset[str], frozenset[str]]:
    names: set[str] = set()
    references: set[str] = set()
    for name, reference in Organisation.visible_to(reader).values_list("name", "reference"):
        names.add(folded_name(name))
        references.add(reference)
    for alias in Organisation.visible_to(reader).filter(names__isnull=False).values_list("names__name", flat=True):
        names.add(folded_name(alias))
    return frozenset(names), frozenset(references - {""})


def _sectors() -> frozenset[str]:
    found: set[str] = set()
    for code, labels in Term.objects.filter(vocabulary="sector").values_list("code", "labels"):
        found |= {code, *(fold(label).strip() for label in labels.values())}
    return frozenset(found)


def _answers(reader: Reader, audience: frozenset[str]) -> dict[Name, str]:
    entries = (
        QueueEntry.visible_to(reader).filter(record__owner=reader.organisation).exclude(state=QueueEntry.State.OPEN)
    )
    found: dict[Name, str] = {}
    for entry in entries.order_by("decided_at", "pk"):
        if covers(entry.record.tokens, audience):
            found[Name(entry.what, entry.folded)] = str(entry.organisation_id or "") or entry.code
    return found


LOOKUP_CHUNK = 1_000
_FIELDS = {
    "objective": "objectives", "intervention-type": "types", "works-with": "groups", "for-the-good-of": "groups",
    "sector": "sectors",
}  # fmt: skip


def codes() -> Codes:
    """field -> code or label in any language -> code. One query."""
    found: dict[str, dict[str, str]] = {field: {} for field in _FIELDS.values()}
    for term in Term.objects.filter(vocabulary__in=_FIELDS).order_by("vocabulary", "order", "code"):
        known = found[_FIELDS[term.vocabulary]]
        known.setdefault(folded(term.code), term.code)
        for label in term.labels.values():
            known.setdefault(folded(label), term.code)
    return found


def way_of(mapping: Mapping | None, source: str) -> SheetSchema | None:
    """How sheets are read; None where there is no mapping. `source` is what rows count for that do not say it."""
    if mapping is None:
        return None
    return SheetSchema(msgspec.structs.replace(mapping, source=source or mapping.source), codes())


def standing(reader: Reader, lines: Iterable[ImportedActivity], way: SheetSchema) -> dict[str, Existing]:
    """What is here under the record numbers of these lines; a hidden record is one that does not exist."""
    rest, names = iter(lines), forum()
    found: dict[str, Existing] = {}
    while chunk := list(islice(rest, LOOKUP_CHUNK)):
        wanted = [UUID(line.record) for line in chunk]
        seen = Activity.visible_to(reader).filter(pk__in=wanted)
        found |= dict(_existing(reader, seen, names, way))
    return found


def seen_among(reader: Reader, numbers: Iterable[str]) -> frozenset[str]:
    """Those of the record numbers that the reader sees. What a faulty row says of one is shown to no wider circle."""
    wanted = set()
    for number in filter(None, numbers):
        with suppress(ValueError):
            wanted.add(UUID(number))
    return frozenset(map(str, visible_records(reader, wanted)))


def _existing(
    reader: Reader, activities: Iterable[Activity], names: ForumNames, way: SheetSchema
) -> Iterator[tuple[str, Existing]]:
    for activity in activities:
        record = activity.record
        if not may_read(reader, record.envelope).allowed:
            continue
        shown = as_downloaded(row_of(activity, names, {}, 1), way)
        digest = row_digest(shown) if shown else ""
        foreign = str(record.owner_id) != reader.organisation
        yield f"record:{activity.pk}", Existing(activity.pk, record.version, digest, None, foreign=foreign)
