"""The table commitment x economy: what each economy said, as far as the reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import CommitmentFilters
from egnatia.commitments.follow_ups.queries.visible import rows_on
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.reading.queries.listing import Listing, first_rows, listing
from egnatia.kernel.forum import EconomyName, ForumNames
from egnatia.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class Cell:
    """What one economy said: the latest that the reader sees, and how many more there are. None: nothing yet."""

    economy: EconomyName
    said: FollowUpRow | None
    more: int


@dataclass(frozen=True, slots=True)
class Line:
    commitment: CommitmentRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    listing: Listing
    lines: tuple[Line, ...]
    economies: tuple[EconomyName, ...]


def table_of(reader: Reader, filters: CommitmentFilters, names: ForumNames, *, page: int) -> Table:
    """One page of it. As many queries whatever there is."""
    found = listing(reader, filters, names, page=page)
    return Table(found, lines_of(reader, found.rows, names), names.economies)


def first_lines(reader: Reader, filters: CommitmentFilters, names: ForumNames, *, most: int) -> tuple[Line, ...]:
    """The first `most` lines, for a download."""
    return lines_of(reader, first_rows(reader, filters, names, most=most), names)


def lines_of(reader: Reader, rows: Sequence[CommitmentRow], names: ForumNames) -> tuple[Line, ...]:
    said: dict[tuple[UUID, str], list[FollowUpRow]] = {}
    for each in rows_on(reader, [row.id for row in rows], names):
        if each.economy:
            said.setdefault((each.commitment, each.economy.code), []).append(each)
    return tuple(
        Line(row, tuple(_cell(said.get((row.id, each.code), []), each) for each in names.economies)) for row in rows
    )


def _cell(said: Sequence[FollowUpRow], economy: EconomyName) -> Cell:
    return Cell(economy, said[0] if said else None, max(0, len(said) - 1))
