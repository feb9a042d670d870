"""Workbooks of a round for tests: taken, filled in, brought back, carried out."""

import io
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from tests.rounds.rounds.doing import texts
from tests.visits import Answer, rows, words

from egnatia.pages.labels import label
from egnatia.rounds.workbook.labels import HEADER


class Taken:
    """A workbook that somebody downloaded; cells by our name of their column, or by the words above another one."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(content))

    @property
    def sheet(self) -> Any:  # noqa: ANN401 - a worksheet; openpyxl's are untyped here
        return self.book.worksheets[1]

    @property
    def header(self) -> list[str]:
        return [str(cell.value) for cell in self.sheet[1] if cell.value]

    def place(self, column: str) -> int:
        return self.header.index(label(HEADER, column)) + 1

    def cell(self, row: int, column: str) -> Any:  # noqa: ANN401 - a cell of openpyxl
        return self.sheet.cell(row, self.place(column))

    def fill(self, row: int, **cells: object) -> "Taken":
        """`fill(2, answer="done")`."""
        for column, value in cells.items():
            self.cell(row, column).value = value
        return self

    def values(self, column: str, rows: int = 3) -> list[Any]:
        return [self.cell(row, column).value for row in range(2, 2 + rows)]

    @property
    def about(self) -> str:
        return "\n".join(str(cell.value or "") for (cell,) in self.book.worksheets[0].iter_rows(max_col=1))

    @property
    def content(self) -> bytes:
        written = io.BytesIO()
        self.book.save(written)
        return written.getvalue()


def take(client: Client, who: UUID) -> Taken:
    answer = client.get(reverse("rounds:round-sheet", args=[who]))
    assert answer.status_code == 200, answer.text
    return Taken(answer.content)


def bring(client: Client, who: UUID, taken: Taken | bytes, name: str = "round.xlsx") -> Answer:
    """The report, or the form with what is wrong."""
    content = taken if isinstance(taken, bytes) else taken.content
    answer = client.post(
        reverse("rounds:round-sheet-upload", args=[who]), {"upload": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 200, answer.status_code
    return answer


def said(report: Answer) -> str:
    """Without its markup."""
    return words(report.content)


def hidden(report: Answer) -> dict[str, str]:
    """What the report sends on."""
    found = re.findall(r'name="(sheet|read)" value="([^"]+)"', report.text.partition("applying/")[2])
    return dict(found)


def counts(report: Answer) -> tuple[int, ...]:
    """Answers, changed texts, new needs, rows as they were, rows to mend."""
    plan = report.context["plan"]
    found = (plan.answers, plan.texts, plan.new, plan.unchanged, len(report.context["faults"]))
    (lead,) = texts(report, "lead")
    assert sorted(re.findall(r"\d+", lead.replace(plan.file, ""))) == sorted(map(str, found))
    return found


def noted(report: Answer) -> list[list[str]]:
    """The numbers in each remark below those: what is missing in the file, was taken out of it, is a formula."""
    return [re.findall(r"\d+", each) for each in texts(report, "basis")]


def wrong(report: Answer) -> list[tuple[int, str, str]]:
    """Row, column and cell of what cannot be used; the report says of each what was expected."""
    found = report.context["plan"].faults
    told = [(row[0], row[1], row[3]) for row in rows(report)]
    assert told == [(str(each.row), label(HEADER, each.column), each.expected) for each in found]
    return [(each.row, each.column, each.found) for each in found]


def carry_out(client: Client, who: UUID, report: Answer, **more: str) -> Answer:
    sent: Mapping[str, str] = {**hidden(report), "marking-tlp": "1", **more}
    answer = client.post(reverse("rounds:round-sheet-applying", args=[who]), sent, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer


def mended(client: Client, who: UUID, report: Answer) -> Taken:
    """The file with its mistakes marked."""
    packed = re.search(r'name="sheet" value="([^"]+)"', report.text)
    assert packed
    answer = client.post(reverse("rounds:round-sheet-marked", args=[who]), {"sheet": packed[1]})
    assert answer.status_code == 200
    return Taken(answer.content)
