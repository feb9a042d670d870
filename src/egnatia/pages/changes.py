"""How a domain tells what changed of a kind of records: their titles as their own pages say them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeEntry
from egnatia.kernel.models import Kind
from egnatia.people.addresses import page_of

LONGEST = 200  # characters of what is said of a record


@dataclass(frozen=True, slots=True)
class RecordLabel:
    """What a record is called, in its language, and what that is about."""

    words: str
    lang: str = ""
    about: str = ""
    by: str = ""


def told_of(
    model: type[Kind], said: Callable[[Any], RecordLabel], *, heavy: Sequence[str] = ()
) -> Callable[[Reader, Sequence[UUID]], dict[UUID, ChangeEntry]]:
    """The `told` of a kind of records whose rows say all that is said of them. `heavy` columns are left out."""

    def told(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
        rows = model.visible_to(reader).filter(pk__in=list(records)).defer("record__search", *heavy)
        there = [row for row in rows if may_read(reader, row.record.envelope).allowed]
        return {row.pk: told_as(row, said(row)) for row in there}

    return told


def told_as(row: Any, said: RecordLabel, url: str = "") -> ChangeEntry:  # noqa: ANN401 - a row of some kind, with its envelope
    """`url` is where it is shown, if not on a page of its own."""
    return ChangeEntry(
        words=said.words[:LONGEST],
        url=url or page_of(row.KIND, row.pk),
        lang=said.lang,
        about=said.about,
        by=said.by,
        tlp=row.record.marking.tlp.words,
    )
