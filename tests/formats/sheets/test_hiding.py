"""Hidden rows and columns of workbooks in the formats that python-calamine says nothing of."""

import io

import pytest
import xlwt

from egnatia.formats.sheets.biff import hidden_in_xls
from egnatia.formats.sheets.visibility import hidden_in
from tests.formats.sheets.make import ods_of, one

NAME = "Obuka č"
HIDDEN = (frozenset({2}), frozenset({1}))
CELL = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"


def workbook(rows: int) -> bytes:
    """An .xls whose second column and third row are hidden."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(NAME)
    for at in range(rows):
        sheet.write(at, 0, f"Title {at}")
        sheet.write(at, 1, "Secret" if at == 0 else at)
    sheet.col(1).hidden = True
    sheet.row(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("rows", [3, 400])
def test_hidden_rows_and_columns_of_an_old_workbook_are_flagged(rows: int) -> None:
    content = workbook(rows)

    found = one(content, file="a.xls")

    assert [column.hidden for column in found.header] == [False, True]
    assert [row.number for row in found.rows if row.hidden] == [3]
    assert hidden_in(content) == {NAME: HIDDEN}


def test_a_short_workbook_stands_in_the_small_sectors_of_its_container() -> None:
    """xlwt pads what it writes; other programs do not."""
    content = bytearray(workbook(3))
    inside = hidden_in_xls(bytes(content))

    assert inside == hidden_in_xls(small_sectors(bytes(content))) == {NAME: HIDDEN}


def test_a_large_workbook_names_the_rest_of_its_allocation_table_in_a_chain() -> None:
    content = workbook(400)

    assert hidden_in_xls(chained(content)) == hidden_in_xls(chained(content, said=2)) == {NAME: HIDDEN}


def chained(content: bytes, *, said: int = 1) -> bytes:
    """The same workbook, its allocation table named in a sector of the chain; the header says how long that is."""
    header = bytearray(content[:512])
    named, free, end = bytes(header[76:512]), b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    header[68:76] = (len(content) // 512 - 1).to_bytes(4, "little") + said.to_bytes(4, "little")
    header[76:512] = free * 109
    return bytes(header) + content[512:] + named.ljust(508, b"\xff") + end


def test_a_container_with_sectors_of_another_size_says_nothing() -> None:
    content = bytearray(workbook(3))
    content[30:32] = (10).to_bytes(2, "little")

    assert hidden_in_xls(bytes(content)) == {}


def small_sectors(content: bytes) -> bytes:
    """The same workbook in a container whose workbook is shorter than 4,096 bytes."""
    stream = content[512:4608].rstrip(b"\0").ljust(4_032, b"\0")
    free, end = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    sectors = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, len(stream), 512)]
    count, smalls = len(sectors), len(stream) // 64
    table = [(at + 1).to_bytes(4, "little") for at in range(count - 1)] + [end, end, end, b"\xfd\xff\xff\xff"]
    small_table = [(at + 1).to_bytes(4, "little") for at in range(smalls - 1)] + [end]
    directory = entry("Root Entry", 0, len(stream)) + entry("Workbook", 0, len(stream))
    header = bytearray(content[:512])
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52], header[60:64] = (count).to_bytes(4, "little"), (count + 1).to_bytes(4, "little")
    header[68:76] = end + bytes(4)
    header[76:512] = (count + 2).to_bytes(4, "little") + free * 108
    padded = [
        directory.ljust(512, b"\0"),
        b"".join(small_table).ljust(512, b"\xff"),
        b"".join(table).ljust(512, b"\xff"),
    ]
    return bytes(header) + b"".join(sectors + padded)


def entry(name: str, first: int, size: int) -> bytes:
    """A line of a container's directory."""
    said = name.encode("utf-16-le") + b"\0\0"
    head = said.ljust(64, b"\0") + len(said).to_bytes(2, "little") + bytes(50)
    return head + first.to_bytes(4, "little") + size.to_bytes(4, "little") + bytes(4)


def test_a_workbook_that_is_cut_or_broken_anywhere_says_what_it_can() -> None:
    content = workbook(3)

    for end in range(0, len(content), 41):
        for broken in (b"", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\x01\0\0\0"):
            found = hidden_in_xls(content[:end] + broken + content[end + 4 :] if broken else content[:end])
            assert set(found) <= {NAME} or broken


def test_hidden_rows_and_columns_of_an_open_document_are_flagged() -> None:
    """By hand or by a filter; one element may stand for several rows; a table in a cell counts for itself."""
    columns = "<table:table-column/><table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
    inside = "<table:table table:name='inner'><table:table-row table:visibility='collapse'/></table:table>"
    inner = CELL.format("Title").replace("</table:table-cell>", f"{inside}</table:table-cell>")
    row, filtered = "<table:table-row>", "<table:table-row table:visibility='filter' table:number-rows-repeated='2'>"
    markup = (
        f"{columns}{row}{inner}{CELL.format('Secret')}</table:table-row>"
        f"{filtered}{CELL.format('a')}</table:table-row>"
        f"{row}{CELL.format('b')}</table:table-row>"
        "<table:table-row-group><table:table-row table:visibility='collapse'/></table:table-row-group>"
        "<table:table-row table:number-rows-repeated='99999999'/><table:table-row table:visibility='collapse'/>"
    )

    assert hidden_in(ods_of(markup)) == {
        "First": (frozenset({1, 2, 4}), frozenset({1, 2})),
        "inner": (frozenset({0}), frozenset()),
    }
    found = one(ods_of(markup.replace(inside, "")), file="a.ods")
    assert [column.hidden for column in found.header] == [False, True]
    assert [(row.number, row.hidden) for row in found.rows] == [(2, True), (3, True), (4, False)]
