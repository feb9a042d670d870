"""Ten years of round templates, imitated: Word files as a secretariat has them. All texts are ours."""

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.table import Table


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(document: Document, *rows: list[str]) -> Table:
    found: Table = document.add_table(len(rows), max(map(len, rows)))
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                found.cell(at, column).text = text
    return found


def merged(found: Table, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge an area; its text is that of its first cell."""
    text = found.cell(*first).text
    found.cell(*first).merge(found.cell(*last)).text = text


def support_by_objective() -> bytes:
    """2016: a line for each objective, a table below it; two-line header; one project over several rows."""
    document = docx.Document()
    document.add_paragraph("Overview of support. Please add your activities to the tables below and send them back.")
    for objective, rows in (
        (
            "Objective 2.3.1 Prisons",
            [
                [
                    "Training of prison staff",
                    "Alpine Cooperation (demo)",
                    "Nordlys Fund (demo)",
                    "Albania",
                    "1.3.2026",
                    "31.12.2026",
                    "180.000,00",
                ],
                ["", "", "", "Kosovo*", "", "", ""],
                ["Mentors for wardens", "Fondacioni Ura (demo)", "n/a", "North Macedonia", "2026", "2027", "95 000,50"],
            ],
        ),
        (
            "Objective 2.3.2 Probation and support after release",
            [
                [
                    "Way home",
                    "Mreža Most (demo)",
                    "Nordlys Fund (demo)",
                    "Serbia; Montenegro",
                    "maj 2026",
                    "u toku",
                    "50-250k",
                ],
            ],
        ),
    ):
        document.add_paragraph(objective)
        found = table(
            document,
            ["Activity", "Implementing partner", "Donor", "Country", "Duration", "", "Budget (EUR)"],
            ["", "", "", "", "Start", "End", ""],
            *rows,
        )
        merged(found, (0, 4), (0, 5))
        for column in (0, 1, 2, 3, 6):
            merged(found, (0, column), (1, column))
        if not rows[1:] or rows[1][0]:
            continue
        for column in (0, 1, 2, 4, 5, 6):
            merged(found, (2, column), (3, column))
    return saved(document)


def nested_headings() -> bytes:
    """2018: chapters and sections, and inside the tables a merged row for each objective; two tables."""
    document = docx.Document()
    document.add_heading("Mapping of support", 0)
    for chapter, section, parts in (
        (
            "2 Prevent",
            "2.3 Exit and return",
            [
                ("2.3.1 Prison", ["Risk assessment", "Hub (demo)", "MKD"]),
                ("2.3.4 Children and families", ["School return", "Ura (demo)", "BIH, KOS*"]),
            ],
        ),
        ("3 Protect", "3.3 Arms", [("3.3.2 Safe storage", ["Store rooms", "Dinara Engineering (demo)", "Црна Гора"])]),
    ):
        document.add_heading(chapter, 1)
        document.add_heading(section, 2)
        rows = [["Project title", "Carried out by", "Economies"]]
        for heading, row in parts:
            rows += [[heading, "", ""], row]
        found = table(document, *rows)
        for at, row in enumerate(rows):
            if row[1:] == ["", ""]:
                merged(found, (at, 0), (at, 2))
    return saved(document)


def economies_across() -> bytes:
    """2020: landscape, an objective in each row, an economy in each column; what is needed stands in the cells."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    found = table(
        document,
        ["Objective", "Priority", "Needs by economy", "", "", ""],
        ["", "", "ALB", "KOS*", "MNE", "SRB"],
        ["2.3.2 Probation", "high", "Officers for support after release", "A law on probation", "", ""],
        ["3.4.1 Incident teams", "medium", "", "", "Staff for the incident team", ""],
        ["4.3.1 Contact points", "low", "Duty rooms that work day and night", "", "", ""],
    )
    merged(found, (0, 2), (0, 5))
    for column in (0, 1):
        merged(found, (0, column), (1, column))
    merged(found, (4, 2), (4, 5))
    return saved(document)


def numbered_answers() -> bytes:
    """2022: one form for each project, under the name of the economy."""
    document = docx.Document()
    for economy, answers in (
        (
            "Albania",
            ["Youth centres", "Lumina Foundation (demo)", "01/03/2026 - 31/12/2027", "1.500.000,00 EUR", "2.1.3"],
        ),
        (
            "Moldova",
            ["Schools online", "Lumina Foundation (demo)", "15/09/2026 - 31/08/2027", "600.000,00 EUR", "2.1.2"],
        ),
    ):
        document.add_heading(economy, 1)
        questions = ["1. Name of the project:", "2. Donor", "3. Period", "4. Budget", "5. Objective"]
        table(document, *([question, answer] for question, answer in zip(questions, answers, strict=True)))
    return saved(document)


def in_their_language() -> bytes:
    """2024: numbered lines, header again in the middle, another language, one bullet for each donor."""
    document = docx.Document()
    header = ["Р.бр.", "Назив на активност", "Донатор", "Држава", "Почеток", "Крај", "Износ", "Статус"]
    table(
        document,
        header,
        [
            "1.",
            "Обука на затворски персонал",
            "Фонд А (демо)\nФонд Б (демо)",
            "Северна Македонија",
            "1.3.2026",
            "31.12.2026",
            "1.234.567,89",
            "во тек",
        ],
        header,
        ["2.", "Центар за млади", "нема", "Косово*, Албанија", "2026", "", "250.000 - 1.000.000 EUR", "планирано"],
    )
    document.add_paragraph("Контакт: преку секретаријатот.")
    return saved(document)


ALL = (support_by_objective, nested_headings, economies_across, numbered_answers, in_their_language)
