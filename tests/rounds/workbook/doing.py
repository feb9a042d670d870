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
from tests.activities.activities.doing import words


class Taken:
    """A workbook that somebody downloaded; cells by the words above their column."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(content))

    @property
    def sheet(self) -> Any:  # noqa: ANN401 - a worksheet; openpyxl's are untyped here
        return self.book.worksheets[1]

    @property
    def header(self) -> list[str]:
        return [str(cell.value) for cell in self.sheet[1] if cell.value]

    def cell(self, row: int, column: str) -> Any:  # noqa: ANN401 - a cell of openpyxl
        return self.sheet.cell(row, self.header.index(column) + 1)

    def fill(self, row: int, **cells: object) -> "Taken":
        """`fill(2, Answer="still true")`."""
        for column, value in cells.items():
            self.cell(row, column.replace("_", " ")).value = value
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


def bring(client: Client, who: UUID, taken: Taken | bytes, name: str = "round.xlsx") -> str:
    """The report, or the form with what is wrong."""
    content = taken if isinstance(taken, bytes) else taken.content
    answer = client.post(
        reverse("rounds:round-sheet-upload", args=[who]), {"upload": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 200, answer.status_code
    return answer.text


def said(page: str) -> str:
    """Without its markup."""
    return words(page.encode())


def hidden(page: str) -> dict[str, str]:
    """What the report sends on."""
    found = re.findall(r'name="(sheet|read)" value="([^"]+)"', page.partition("applying/")[2])
    return dict(found)


def counts(page: str) -> tuple[int, ...]:
    """Answers, changed texts, new needs, rows as they were, rows to mend."""
    found = re.search(
        r"Answers: (\d+), changed texts: (\d+), new needs: (\d+), rows as they were: (\d+), to mend: (\d+)", said(page)
    )
    assert found, said(page)
    return tuple(map(int, found.groups()))


def carry_out(client: Client, who: UUID, report: str, **more: str) -> str:
    sent: Mapping[str, str] = {**hidden(report), "marking-tlp": "1", **more}
    answer = client.post(reverse("rounds:round-sheet-applying", args=[who]), sent, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def mended(client: Client, who: UUID, report: str) -> Taken:
    """The file with its mistakes marked."""
    packed = re.search(r'name="sheet" value="([^"]+)"', report)
    assert packed
    answer = client.post(reverse("rounds:round-sheet-marked", args=[who]), {"sheet": packed[1]})
    assert answer.status_code == 200
    return Taken(answer.content)
