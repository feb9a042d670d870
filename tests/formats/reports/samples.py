"""A report with every kind of block in it, as a board would get it."""

from datetime import date

from egnatia.formats.reports.document import (
    Bar,
    Bars,
    Box,
    Break,
    Bullets,
    Column,
    Document,
    Heading,
    Matrix,
    MatrixFigure,
    MatrixGroup,
    MatrixLine,
    Paragraph,
    ReportCell,
    Table,
    Tile,
    Tiles,
    TitleLine,
    Words,
)

FOOTNOTE = "This designation is without prejudice to positions on status."
LEGEND = (
    ("○", Words("open need", "en", "непокривена потреба", "sr"), Words("A need and no activity.")),
    ("◐", Words("partly"), Words("A need and activities, but not yet what would close it.")),
    ("●", Words("activities reported"), Words("Whether they suffice is not assessed.")),
)
OPEN = MatrixFigure("open", "○", "open", "", "need: high | 0 + 1r")
PARTLY = MatrixFigure("partly", "◐", "partly", "single partner", "need: low | 1 + 0r")
NEEDS = Table(
    "needs",
    Words("Needs as stated", "en", "Потребе", "sr"),
    (Column(Words("Economy"), 1), Column(Words("In its own words"), 3), Column(Words("Activities"), 1, figures=True)),
    (
        (ReportCell(Words("Kosovo*")), ReportCell(Words("=Përkrahje pas burgut", "sq")), ReportCell(Words("2"), 2)),
        (
            ReportCell(Words("North Macedonia")),
            ReportCell(Words("Поддршка по затвор\nи надвор", "mk")),
            ReportCell(Words("0"), 0),
        ),
        (ReportCell(Words("Greece")), ReportCell(Words("Υποστήριξη μετά τη φυλακή", "el")), ReportCell(Words("–"))),
    ),
)


def matrix(columns: int) -> Matrix:
    row = (OPEN, PARTLY, MatrixFigure()) * columns
    return Matrix(
        "matrix",
        Words("What is needed and what is done"),
        Words("Priority"),
        tuple(f"E{number}" for number in range(columns)),
        (
            MatrixGroup(
                Words("2 Prevent", "en", "Спречавање", "sr"), (MatrixLine(Words("2.1 Prisons"), row[:columns]),)
            ),
            MatrixGroup(None, (MatrixLine(Words("3 Respond"), row[1 : columns + 1]),)),
        ),
        LEGEND,
    )


BARS = Bars("bars", Words("Open needs"), Words("objectives"), (Bar("2.1 Prisons", 3), Bar("3.1 Schools", 1)))
TILES = Tiles(
    "tiles",
    Words("Where needs are open"),
    (Tile("ALB", "Albania", 0, 1, ("1 open need",)), Tile("KOS*", "Kosovo*", 2, 0, ("no need stated", "2 activities"))),
)
METHOD = Box(
    "method",
    Words("Method", "en", "Метод", "sr"),
    (Paragraph(Words("Counted once.", "en", "Бројано једном.", "sr")), Bullets((Words("One."), Words("Two.")))),
)


def report(*blocks: object, brief: bool = False, title: str = "Needs and support", columns: int = 3) -> Document:
    """The blocks given, else one of each kind."""
    all_of_them = (
        Heading(Words("What is needed", "en", "Шта је потребно", "sr")),
        Paragraph(Words("Compared with 3 activities.", "en", "Упоређено са 3 активности.", "sr"), "lead"),
        Paragraph(Words("Plain words.\nAnd more of them.", "")),
        Paragraph(Words("Nga burgu në punë", "sq"), "quote"),
        Paragraph(Words("As of 1 June 2026."), "quiet"),
        Heading(Words("Cells"), 2),
        matrix(columns),
        Heading(Words("Details"), 3),
        NEEDS,
        BARS,
        TILES,
        METHOD,
        Break(),
        Box("limits", Words("Limits"), (Paragraph(Words("Nobody is compared.")),)),
        Bullets((Words("Alpha", "en", "Алфа", "sr"), Words("Beta"))),
    )
    return Document(
        title=Words(title, "en", "Потребе и подршка", "sr"),
        forum="Forum (demo)",
        marking="TLP:AMBER",
        audience="Focal Points",
        as_of=date(2026, 6, 1),
        facts=(
            TitleLine(Words("Round", "en", "Круг", "sr"), Words("Needs 2026")),
            TitleLine(Words("As of"), Words("1 June 2026")),
        ),
        blocks=blocks or all_of_them,  # type: ignore[arg-type]  # any blocks do
        footnote=FOOTNOTE,
        brief=brief,
    )
