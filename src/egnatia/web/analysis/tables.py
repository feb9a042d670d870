"""matches.csv, similar.csv, matrix.csv and rejected.csv."""

import csv
from collections.abc import Iterable
from pathlib import Path

from egnatia.coverage import EMPTY, OBJECTIVE, Cell, Objective
from egnatia.formats import Refused, Rejected, neutralised
from egnatia.overlap import SHIPPED
from egnatia.web.analysis.coverage import Served, basis, state_of
from egnatia.web.analysis.matches import InputMatch, SimilarEntry
from egnatia.web.analysis.sentences import sentence, why

COMPONENTS = tuple(
    dict.fromkeys(
        name
        for weights in (
            SHIPPED.overlap_weights,
            SHIPPED.same_weights,
            SHIPPED.chain_weights,
            SHIPPED.series_weights,
        )
        for name, _ in weights
    )
)
MATCH_COLUMNS = ("left", "right", "kind", "score", "confidence", *COMPONENTS, "why")
SIMILAR_COLUMNS = ("left", "right", "score", "why")
MATRIX_COLUMNS = (
    *("objective", "label", "economy", "state", "reasons"),
    *("dedicated", "regional", "own", "planned", "ended", "estimated", "basis"),
)
REJECTED_COLUMNS = ("file", "element", "line", "identifier", "code", "reason", "value")


def write_matches(path: Path, found: Iterable[InputMatch]) -> None:
    """One row a match, the strongest first; a component that one side does not state is empty."""
    _write(path, MATCH_COLUMNS, (_match_row(each) for each in found))


def _match_row(found: InputMatch) -> tuple[str, ...]:
    match = found.match
    values = {each.name: each.value for each in match.components}
    parts = (values.get(name) for name in COMPONENTS)
    return (
        neutralised(found.left.label),
        neutralised(found.right.label),
        match.kind,
        f"{match.score:.1f}",
        f"{match.confidence:.2f}",
        *("" if value is None else f"{value:.2f}" for value in parts),
        neutralised(sentence(match)),
    )


def write_similar(path: Path, found: Iterable[SimilarEntry]) -> None:
    """One row for each entry and what is similar to it, the most similar first; no match is among them."""
    rows = ((each.left.label, each.right.label, each.similarity) for each in found)
    _write(
        path,
        SIMILAR_COLUMNS,
        (
            (neutralised(left), neutralised(right), f"{similarity.score:.1f}", neutralised(why(similarity)))
            for left, right, similarity in rows
        ),
    )


def write_matrix(path: Path, served: Served) -> None:
    """One row for each objective and each economy; without needs the state says only whether anything is reported."""
    cells, rests_on = served.cells(), basis(served)
    economies = served.economies()
    _write(
        path,
        MATRIX_COLUMNS,
        (
            _matrix_row(objective, economy, cells.get((objective.code, economy), EMPTY), rests_on)
            for objective in served.at(OBJECTIVE)
            for economy in economies
        ),
    )


def _matrix_row(objective: Objective, economy: str, cell: Cell, rests_on: str) -> tuple[str, ...]:
    figures = (cell.dedicated, cell.regional, cell.own, cell.planned, cell.ended, cell.estimated)
    return (
        neutralised(objective.code),
        neutralised(objective.labels.get("en") or objective.code),
        neutralised(economy),
        state_of(cell),
        "; ".join(cell.reasons),
        *map(str, figures),
        neutralised(rests_on),
    )


def write_rejected(path: Path, refused: Iterable[Refused], rejected: Iterable[Rejected]) -> None:
    """Whole files first, with element and line empty, then single rows."""
    files = ((each.file, "", "", "", each.code, each.sentence, "") for each in refused)
    rows = (
        (each.file, str(each.element), str(each.line), each.identifier, each.code, each.sentence, each.value)
        for each in rejected
    )
    _write(path, REJECTED_COLUMNS, (tuple(map(neutralised, row)) for row in (*files, *rows)))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(rows)
