"""Leaks planted in all kinds that are described."""

from collections.abc import Iterator
from typing import Any

from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.records.filters import rows_wanted
from egnatia.pages import record_pages
from tests.contracts.registered import WORLDS
from tests.noninterference.kinds import written
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes


@mutant(*(world.pages.list_route() for world in WORLDS), misses=tuple(map(written, WORLDS)))
def described_records_of_everybody() -> Iterator[None]:
    """Lists of kinds that are described take their rows from all that there are."""
    true = rows_wanted

    def leaking(model: Whatever, content: Whatever, _reader: Whatever, wanted: Whatever) -> Whatever:
        return true(model, content, SYSTEM, wanted)

    with patched(record_pages, "rows_wanted", leaking):
        yield
