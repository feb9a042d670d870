"""What is here already when an import arrives: its owner's activities under the same keys, and the names he knows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import F

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.queue.models import QueueEntry
from egnatia.activities.imports.queue.unknown import Known, Name
from egnatia.activities.imports.rules import Absence, Existing
from egnatia.kernel.marking import Marking, digest
from egnatia.kernel.models import Organisation, Term
from egnatia.kernel.reader import Reader
from egnatia.kernel.tokens import covers
from egnatia.language import fold

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


def known_to(reader: Reader, marking: Marking) -> Known:
    """The names that need no question: of organisations that he sees, of terms, and those answered before.

    Of earlier answers only those that everybody who will see the import may know of.
    """
    organisations, references = _organisations(reader)
    return Known(
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
