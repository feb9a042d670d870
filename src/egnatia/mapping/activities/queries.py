"""Reading activities. Every function takes the reader first and answers from what he sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.marking import Marking, digest
from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.models import Activity


@dataclass(frozen=True, slots=True)
class StoredUnder:
    """What the reader's organisation has under a natural key: an import updates it, or leaves it where nothing changed.

    A withdrawn one stands in the way of a new record; `kernel.records.restore` brings it back.
    """

    record: UUID
    digest: str
    version: int
    withdrawn: bool


def stored_under(
    reader: Reader, natural_keys: Iterable[str], *, marking: Marking, owner: str = ""
) -> dict[str, StoredUnder]:
    """The activities of the reader's own organisation under these natural keys and this marking, by key."""
    house = reader.actor if not reader.is_system else owner
    granted = marking.tokens(owner=house, author=reader.person)
    rows = Activity.objects.filter(
        record__kind=Activity.KIND,
        record__owner=house,
        record__marking_digest=digest(granted),
        record__natural_key__in=list(natural_keys),
    ).values_list("record__natural_key", "record_id", "digest", "record__version", "record__withdrawn_at")
    return {key: StoredUnder(record, found, version, gone is not None) for key, record, found, version, gone in rows}
