"""How long reports take to be written: a hundred pages as PDF, Word and Excel, in a process that has just begun.

Run: python -m benchmarks.reports [--activities 1500]
"""

import argparse
import time
from collections.abc import Callable
from datetime import date

import pypdfium2 as pdfium

from egnatia.formats.reports.document import (
    Bar,
    Bars,
    Block,
    Column,
    Document,
    Heading,
    Matrix,
    MatrixFigure,
    MatrixGroup,
    MatrixLine,
    ReportCell,
    Table,
    TitleLine,
    Words,
)
from egnatia.formats.reports.pdf import pdf
from egnatia.formats.reports.word import docx
from egnatia.formats.reports.workbook import xlsx

ROWS = 25  # of a table
COLUMNS = ("Activity", "Organisations", "Where", "When", "Amount")
ECONOMIES = 13


def document(activities: int) -> Document:
    """A report like those of a board: a wide matrix, a chart, and a table for each priority."""
    tables: list[Block] = []
    for start in range(0, activities, ROWS):
        code = f"{start // ROWS // 9 + 1}.{start // ROWS % 9 + 1}"
        tables += [Heading(Words(f"{code} A priority", "en", f"{code} Një prioritet", "sq"), 2), _table(code, start)]
    return Document(
        title=Words("Support report", "en", "Raporti i mbështetjes", "sq"),
        forum="Forum (demo)",
        marking="TLP:GREEN",
        audience="all members",
        as_of=date(2026, 6, 1),
        facts=(TitleLine(Words("As of"), Words("1 June 2026")),),
        blocks=(_matrix(), _bars(), *tables),
        footnote="A footnote of the forum, as long as such footnotes are, on every page of the report.",
    )


def _table(code: str, start: int) -> Table:
    rows = tuple(
        tuple(ReportCell(Words(_words(number, column), "")) for column in COLUMNS)
        for number in range(start, start + ROWS)
    )
    return Table(f"activities {code}", Words("Activities"), tuple(Column(Words(name)) for name in COLUMNS), rows)


def _words(number: int, column: str) -> str:
    return {
        "Activity": f"Training of prison staff in early recognition, part {number} of the programme",
        "Organisations": f"Partner {number % 40} (demo), Agency {number % 7} (demo)",
        "Where": "ALB, MNE, Kosovo*",
        "When": "January 2026 – December 2027",
        "Amount": f"{1_000 * (number % 900):,} EUR",
    }[column]


def _matrix() -> Matrix:
    figures = tuple(
        MatrixFigure("partly", "◐", "partly", "single partner", f"need: high | {at} + 2r") for at in range(ECONOMIES)
    )
    lines = tuple(MatrixLine(Words(f"2.{number} A priority"), figures) for number in range(30))
    columns = tuple(f"E{at}" for at in range(ECONOMIES))
    return Matrix("matrix", Words("Matrix"), Words("Objective"), columns, (MatrixGroup(None, lines),))


def _bars() -> Bars:
    return Bars(
        "bars", Words("Activities"), Words("Activities"), tuple(Bar(f"2.{at} A priority", at) for at in range(30))
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--activities", type=int, default=1500)
    wanted = document(arguments.parse_args().activities)
    writers: tuple[Callable[[Document], bytes], ...] = (pdf, docx, xlsx)
    for write in writers:
        wall, cpu = time.perf_counter(), time.process_time()
        made = write(wanted)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        pages = f", {len(pdfium.PdfDocument(made))} pages" if write is pdf else ""
        print(f"{write.__name__}: {wall:.1f} s, {cpu:.1f} s of CPU, {len(made):,} bytes{pages}")


if __name__ == "__main__":
    main()
