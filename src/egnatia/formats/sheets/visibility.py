"""Which rows and columns of a workbook are hidden. python-calamine does not say it, so the files are asked."""

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from lxml import etree

from egnatia.formats.sheets.biff import hidden_in_xls

Hidden = tuple[frozenset[int], frozenset[int]]  # rows, columns; the first is 0
NOTHING: Hidden = (frozenset(), frozenset())

_FLAG = rb"[^>]*\bhidden=\"(?:1|true)\"[^>]*"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=" + _FLAG + rb")[^>]*\br=\"(\d{1,7})\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=" + _FLAG + rb")([^>]*)")
_BOUND = re.compile(rb"\b(min|max)=\"(\d{1,6})\"")
_MOST_HIDDEN = 1_000  # columns; beyond, the rest of an empty sheet is meant
_MOST_ROWS = 1_048_576  # of any sheet
_TABLE, _ROW, _COLUMN, _NAME, _VISIBILITY, _ROWS, _COLUMNS = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:table:1.0}}{name}"
    for name in (
        *("table", "table-row", "table-column", "name", "visibility"),
        *("number-rows-repeated", "number-columns-repeated"),
    )
)


def hidden_in(content: bytes) -> dict[str, Hidden]:
    """By sheet. Nothing is said of a sheet whose file says it in no way that is known."""
    if not content.startswith(b"PK"):
        return hidden_in_xls(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            return dict(_in_ods(archive.read("content.xml")))
        parts = parts_of(archive)
        return {name: _in_xlsx(archive.read(part)) for name, part in parts.items() if part in names}


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet -> the part of the archive that holds it, of an .xlsx."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    related = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {str(each.get("Id")): normpath(join("xl", str(each.get("Target")))).lstrip("/") for each in related}
    found = {}
    for sheet in etree.fromstring(archive.read("xl/workbook.xml"), parser).iter("{*}sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = targets.get(key, "")
        found[str(sheet.get("name"))] = target.removeprefix("xl/") if target.startswith("xl/xl/") else target
    return found


def _in_xlsx(markup: bytes) -> Hidden:
    rows = frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(markup))
    columns: set[int] = set()
    for said in _HIDDEN_COLUMN.findall(markup):
        bounds = {name: int(number) for name, number in _BOUND.findall(said)}
        first = bounds.get(b"min", 1)
        columns |= set(range(first - 1, min(bounds.get(b"max", first), first + _MOST_HIDDEN)))
    return rows, frozenset(columns)


def _in_ods(markup: bytes) -> Iterator[tuple[str, Hidden]]:
    """A row or column is hidden by hand ("collapse") or by a filter; one element may stand for many of them."""
    tags, source = (_TABLE, _ROW, _COLUMN), io.BytesIO(markup)
    walk = etree.iterparse(source, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True)
    inside: list[tuple[_Places, _Places]] = []  # a table may stand in a cell of another one
    for event, element in walk:
        if event == "start" and element.tag == _TABLE:
            inside.append((_Places(_ROWS, _MOST_ROWS), _Places(_COLUMNS, _MOST_HIDDEN)))
        elif event == "end" and element.tag == _TABLE:
            rows, columns = inside.pop()
            yield str(element.get(_NAME)), (frozenset(rows.hidden), frozenset(columns.hidden))
        elif event == "end" and inside:
            inside[-1][element.tag == _COLUMN].take(element)
            element.clear()


class _Places:
    """Rows or columns in their order, up to the last one that matters."""

    def __init__(self, repeated: str, most: int) -> None:
        self.hidden: set[int] = set()
        self._repeated, self._most, self._at = repeated, most, 0

    def take(self, element: etree._Element) -> None:
        said = str(element.get(self._repeated, "1"))
        end = min(self._at + (int(said) if said.isdigit() and len(said) < 10 else 1), self._most)
        if element.get(_VISIBILITY) in ("collapse", "filter"):
            self.hidden.update(range(self._at, end))
        self._at = max(self._at, end)
