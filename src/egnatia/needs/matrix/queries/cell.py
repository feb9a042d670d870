"""Everything that the page of one cell shows, from what its reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.rows import ActivityRow
from egnatia.coverage import EMPTY, OBJECTIVE, Cell, Rolled, cut, level_of
from egnatia.matching.queries.lists import ORDER, rows_of
from egnatia.matching.queries.lists import MatchNames as MatchNaming
from egnatia.matching.queries.visible import matches_visible_to
from egnatia.matching.rows import MatchRow
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.queries.cells import Shown, cells_of, leaves_of, stated
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.works import CellActivity, active_in, works_in
from egnatia.needs.matrix.rules import MOST_MATCHES, MOST_OF_A_CELL
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import needs_of
from egnatia.needs.responses.queries import EconomyResponse, words_about
from egnatia.taxonomy.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class CellContent:
    """`inside` are the objectives below a heading or priority that are needed or served here."""

    cell: Cell | Rolled
    inside: dict[str, Shown]
    needs: tuple[NeedRow, ...]
    works: tuple[CellActivity, ...]
    rows: dict[UUID, ActivityRow]
    matches: tuple[MatchRow, ...]
    words: dict[UUID, tuple[EconomyResponse, ...]]  # what economies said to what is planned


def content_of(
    asking: MatrixQuery, naming: MatrixNames, vocabulary: Vocabulary, economy: str, code: str
) -> CellContent:
    """The cell of any level. An economy or a code that is not known is the caller's business."""
    needs, level = stated(asking).below(code, economy), level_of(code)
    tallies = asking.tallies({OBJECTIVE, level}, economy, code)
    cells = cells_of(tallies, needs, level, economy=economy, under=code)
    leaves = leaves_of(tallies, needs, economy=economy, under=code)
    works = works_in(asking, economy, code)
    ids = [UUID(need.ref) for need in needs]
    return CellContent(
        cell=cells.get((code, economy), EMPTY),
        inside={key: cell for (key, _), cell in sorted(leaves.items()) if cut(key, level) != key},
        needs=needs_of(asking.reader, ids, naming.names, naming.objectives),
        works=works,
        rows=with_ids(asking.reader, _listed(works), naming.names),
        matches=_matches(asking, naming, vocabulary, active_in(asking, economy, code).values("pk")),
        words=words_about(asking.reader, [each.id for each in works if each.phase == "planned"], naming.names),
    )


def _listed(works: Sequence[CellActivity]) -> list[UUID]:
    """The first ones of each sort; the rest is counted."""
    found: list[UUID] = []
    for active, footings in ((True, ("own", "dedicated", "regional")), (False, ("",))):
        for footing in footings:
            part = [each.id for each in works if each.active is active and footing in ("", each.footing)]
            found += part[:MOST_OF_A_CELL]
    return found


def _matches(
    asking: MatrixQuery, naming: MatrixNames, vocabulary: Vocabulary, here: "QuerySet[Any, Any]"
) -> tuple[MatchRow, ...]:
    """The strongest possible overlaps among the activities that count here, of those that the reader sees both of."""
    found = matches_visible_to(asking.reader).filter(left__in=here, right__in=here, gone_at__isnull=True)
    ids = found.order_by(*ORDER).values_list("pk", flat=True)[:MOST_MATCHES]
    return rows_of(asking.reader, ids, MatchNaming(naming.names, vocabulary))
