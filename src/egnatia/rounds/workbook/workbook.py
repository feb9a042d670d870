"""A round as a workbook: instructions, the questions with lists to choose from, and the lists themselves.

The column of identifiers is locked and the numbers beside are hidden: by them a row is found again, and it is told
whether somebody was quicker. Sent back with mistakes it comes out again as it was sent, each of them marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from egnatia.kernel.lists import Listing
from egnatia.pages.downloads import bytes_of, safe
from egnatia.pages.labels import label
from egnatia.pages.sheets import Fault
from egnatia.rounds.workbook.labels import HEADER
from egnatia.rounds.workbook.rules import HIDDEN

ROUND_SHEET = Listing(
    "round-sheet", gettext_lazy("Round"), "rounds:rounds", gettext_lazy("Mapping rounds"), returns=True
)
WIDTHS = {"words": 60, "title": 50, "note": 40, "words_en": 40, "objective": 36, "last": 28, "marking": 24}
USUAL_WIDTH = 16
WRONG = PatternFill("solid", fgColor="FFF2A8")
READ = PatternFill("solid", fgColor="EFEFEF")
READ_FROM_HERE = frozenset({"record", "last", "standing", "marking", *HIDDEN})
LAST_ROW = 1_001  # down to which lists are offered


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """What a workbook holds. `codes` are our columns in order, "" for a column of the sender's own.

    `choices` are offered in a column, all others refused where it stands in `only`.
    """

    codes: Sequence[str]
    header: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    about: Sequence[str]
    choices: Mapping[str, Sequence[str]]
    only: frozenset[str]
    footnote: str
    faults: Sequence[Fault] = ()


def workbook_of(sheet: WorkbookSheet) -> bytes:
    """Equal sheets give equal bytes."""
    book = Workbook()
    about = book.active
    assert isinstance(about, Worksheet)
    about.title = pgettext("name of a sheet", "Instructions")
    _explain(about, sheet)
    filled = book.create_sheet(pgettext("name of a sheet", "Questions"))
    lists = book.create_sheet(pgettext("name of a sheet", "Lists"))
    _fill(filled, sheet)
    _offer(filled, lists, sheet)
    _mark(filled, sheet)
    _lock(filled, sheet)
    return bytes_of(book, ROUND_SHEET)


def _explain(about: Worksheet, sheet: WorkbookSheet) -> None:
    lines = [*sheet.about, *([f"* {sheet.footnote}"] if sheet.footnote else [])]
    for line in lines:
        about.append([safe(line)])
    about.column_dimensions["A"].width = 100
    for (cell,) in about.iter_rows(min_row=1, max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    about["A1"].font = Font(bold=True, size=14)


def _fill(filled: Worksheet, sheet: WorkbookSheet) -> None:
    for at, words in enumerate(sheet.header, 1):
        filled.cell(1, at, safe(words)).font = Font(bold=True)
    for number, cells in sheet.rows:
        for at, said in enumerate(cells, 1):
            cell = filled.cell(number, at, safe(said) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    filled.freeze_panes = "B2"
    for at, code in enumerate(sheet.codes, 1):
        column = filled.column_dimensions[get_column_letter(at)]
        column.width = WIDTHS.get(code, USUAL_WIDTH)
        column.hidden = code in HIDDEN


def _offer(filled: Worksheet, lists: Worksheet, sheet: WorkbookSheet) -> None:
    """Lists stand on a sheet of their own: one inside a cell's rule holds 255 characters and no comma."""
    for at, (code, offered) in enumerate(sheet.choices.items(), 1):
        letters = get_column_letter(at)
        lists.cell(1, at, label(HEADER, code)).font = Font(bold=True)
        lists.column_dimensions[letters].width = WIDTHS.get(code, USUAL_WIDTH)
        for row, words in enumerate(offered, 2):
            lists.cell(row, at, safe(words))
        if code not in sheet.codes:
            continue
        place = f"{quote_sheetname(lists.title)}!${letters}$2:${letters}${len(offered) + 1}"
        rule = DataValidation("list", formula1=place, allow_blank=True, showErrorMessage=code in sheet.only)
        rule.error, rule.errorTitle = _("Select one of the listed options."), label(HEADER, code)
        here = get_column_letter(sheet.codes.index(code) + 1)
        rule.add(f"{here}2:{here}{LAST_ROW}")
        filled.add_data_validation(rule)


def _mark(filled: Worksheet, sheet: WorkbookSheet) -> None:
    """Faulty cells in colour with a note, and a column behind all others that says it again."""
    if not sheet.faults:
        return
    behind = len(sheet.codes) + 1
    filled.cell(1, behind, _("Errors")).font = Font(bold=True)
    filled.column_dimensions[get_column_letter(behind)].width = 60
    for number in sorted({fault.row for fault in sheet.faults if fault.row}):
        told = []
        for fault in (each for each in sheet.faults if each.row == number):
            at = sheet.codes.index(fault.column) + 1 if fault.column in sheet.codes else 1
            cell = filled.cell(number, at)
            cell.fill = WRONG
            cell.comment = Comment(str(safe(fault_words(fault))), "Egnatia", height=120, width=320)
            told.append(f"{label(HEADER, fault.column)}: {fault_words(fault)}")
        filled.cell(number, behind, safe("\n".join(told))).alignment = Alignment(wrap_text=True, vertical="top")


def fault_words(fault: Fault) -> str:
    """What was found in a cell, and what was expected."""
    return _("found “%(found)s”; expected: %(expected)s") % {"found": fault.found, "expected": fault.expected}


def _lock(filled: Worksheet, sheet: WorkbookSheet) -> None:
    """Everything may be written but what only reads; no password: it guards against slips, not against people."""
    for at in range(1, len(sheet.codes) + 1 + bool(sheet.faults)):
        code = sheet.codes[at - 1] if at <= len(sheet.codes) else ""
        locked = Protection(locked=code in READ_FROM_HERE)
        filled.column_dimensions[get_column_letter(at)].protection = locked
        for number, _cells in sheet.rows:
            cell = filled.cell(number, at)
            cell.protection = locked
            if locked.locked and not cell.comment and code not in HIDDEN:
                cell.fill = READ
    guard = filled.protection
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.insertRows = guard.deleteRows = guard.sort = guard.autoFilter = False
    guard.enable()
