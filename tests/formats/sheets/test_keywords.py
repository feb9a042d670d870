"""What a workbook says of itself."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from egnatia.formats import Refused
from egnatia.formats.sheets import read_tables
from egnatia.formats.sheets.workbook import keywords_of


def workbook(keywords: str | None = None) -> bytes:
    book = Workbook()
    book.active.append(["Title", "Budget"])
    book.active.append(["Patrol training", 1])
    book.properties.keywords = keywords
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_a_workbook_says_its_keywords() -> None:
    assert keywords_of(workbook("police; egnatia:money")) == "police; egnatia:money"
    found = read_tables(workbook("egnatia:money"))
    assert not isinstance(found, Refused)
    assert [table.keywords for table in found] == ["egnatia:money"]


def test_an_open_document_says_each_by_itself() -> None:
    markup = b"<m xmlns:a='x'><a:keyword>police</a:keyword><a:keyword/><a:keyword>egnatia:money</a:keyword></m>"
    assert keywords_of(archive(meta_xml=markup)) == "police egnatia:money"


@pytest.mark.parametrize(
    "content",
    [workbook(), b"Title,Budget\n", archive(content_xml=b"<a/>"), archive(meta_xml=b""), archive(meta_xml=b"<a")],
)
def test_a_file_that_says_none_or_says_it_badly_has_none(content: bytes) -> None:
    assert not keywords_of(content)


def test_no_more_is_read_than_anybody_writes() -> None:
    assert len(keywords_of(workbook("a" * 5_000))) == 1_000
