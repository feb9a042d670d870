"""The records that the rows of a sheet name, as far as the reader sees them, and the codes that values may be."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from uuid import UUID

import msgspec

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.rows import row_of
from egnatia.activities.imports.returning import as_downloaded
from egnatia.activities.imports.rules import Existing, Line
from egnatia.activities.imports.sheets import Way, row_digest
from egnatia.formats.sheets import Codes, Mapping, folded
from egnatia.kernel.forum import ForumNames, forum
from egnatia.kernel.links import visible_records
from egnatia.kernel.models import Term
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read

CHUNK = 1_000
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


def way_of(mapping: Mapping | None, source: str) -> Way | None:
    """How sheets are read; None where there is no mapping. `source` is what rows count for that do not say it."""
    if mapping is None:
        return None
    return Way(msgspec.structs.replace(mapping, source=source or mapping.source), codes())


def standing(reader: Reader, lines: Iterable[Line], way: Way) -> dict[str, Existing]:
    """What is here under the record numbers of these lines; a hidden record is one that does not exist."""
    rest, names = iter(lines), forum()
    found: dict[str, Existing] = {}
    while chunk := list(islice(rest, CHUNK)):
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
    reader: Reader, activities: Iterable[Activity], names: ForumNames, way: Way
) -> Iterator[tuple[str, Existing]]:
    for activity in activities:
        record = activity.record
        if not may_read(reader, record.envelope).allowed:
            continue
        shown = as_downloaded(row_of(activity, names, {}, 1), way)
        digest = row_digest(shown) if shown else ""
        foreign = str(record.owner_id) != reader.organisation
        yield f"record:{activity.pk}", Existing(activity.pk, record.version, digest, None, foreign=foreign)
