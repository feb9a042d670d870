"""What carries a wish into records of one kind, and what puts them back. Each keeps the rules of a single change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.versions import VersionRow
from egnatia.needs.bulk_changes.models import BulkedRecord
from egnatia.needs.bulk_changes.queries.visible import seen
from egnatia.needs.needs.actions.limiting import TooManyHighs

# What a single change may answer instead of being done: here, a record that is left out.
REFUSALS = (NotAllowed, AlreadyThere, ChangedMeanwhile, NotFound, TooManyHighs)
CODES: Mapping[type[Exception], str] = {
    AlreadyThere: "key",
    ChangedMeanwhile: "changed",
    NotFound: "changed",
    TooManyHighs: "highs",
}


def code_of(refused: Exception) -> str:
    return refused.code if isinstance(refused, NotAllowed) else CODES[type(refused)]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record that is put back, and the version that it was at."""

    row: Any
    version: VersionRow
    done: BulkedRecord


class Subject(Protocol):
    """One kind of record that can be changed many at once."""

    def differs(self, row: Any, wish: Any) -> bool:  # noqa: ANN401 - the row and the wish of its own kind
        """Whether the wish makes it say anything else."""

    def fault(self, row: Any, wish: Any) -> str:  # noqa: ANN401 - as above
        """What would contradict itself then; "" where nothing does."""

    def each(self, row: Any, wish: Any, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """What is done for one record by itself; raises one of REFUSALS."""

    def together(self, rows: Sequence[Any], wish: Any, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """What is done for all of them in one go, once nothing stands in their way."""

    def each_back(self, row: Any, version: VersionRow, *, by: Reader) -> None:  # noqa: ANN401 - as above
        """One record says again what that version said, or raises one of REFUSALS."""

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        """What is put back for all of them in one go."""


def locked(listed: str, records: Sequence[UUID], *, by: Reader) -> dict[UUID, Any]:
    """Those that the reader sees, for this transaction alone. Always in one order, so that two who change many at
    once wait for each other and not for themselves.
    """
    list(Record.objects.select_for_update().filter(pk__in=records).order_by("pk").values_list("pk"))
    return seen(listed, records, by=by)
