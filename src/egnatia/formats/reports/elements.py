"""Parts of a Word document as its format writes them: paragraphs, tables with repeated header rows, sections."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from egnatia.formats.reports.document import Words

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name
BAND = "EEF1F5"
QUIET = "4B5563"
LINE = "C3CAD3"
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, **attributes: str) -> Element:
    made: Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run(text: str, *, lang: str = "", bold: bool = False, quiet: bool = False, size: int = 0) -> Element:
    """A text of one look; `size` in half points. Line breaks are kept."""
    made, looks = element("r"), element("rPr")
    if bold:
        looks.append(element("b"))
    if quiet:
        looks.append(element("color", val=QUIET))
    if size:
        looks.append(element("sz", val=str(size)))
    if lang:
        looks.append(element("lang", val=printable(lang)))
    if len(looks):
        made.append(looks)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        words = element("t")
        words.text = printable(line)
        words.set(_PRESERVE, "preserve")
        made.append(words)
    return made


def printable(text: str) -> str:
    """Without what no XML 1.0 may hold: most control characters, halves of surrogates, U+FFFE and U+FFFF."""
    return _UNPRINTABLE.sub("", text)


def paragraph(runs: Iterable[Element], *, style: str = "", right: bool = False) -> Element:
    made, properties = element("p"), element("pPr")
    if style:
        properties.append(element("pStyle", val=style))
    if right:
        properties.append(element("jc", val="right"))
    if len(properties):
        made.append(properties)
    made.extend(runs)
    return made


def runs_of(words: Words, *, between: str = "\n", bold: bool = False, size: int = 0) -> list[Element]:
    """A text, and the same in the second language behind it."""
    found = [run(words.text, lang=words.lang, bold=bold, size=size)]
    if words.other and words.other != words.text:
        found.append(run(f"{between}{words.other}", lang=words.other_lang, quiet=True, size=size))
    return found


def cell(inside: Iterable[Element], width: int, *, fill: str = "", span: int = 1) -> Element:
    """A cell of a table; `width` in twentieths of a point."""
    made, properties = element("tc"), element("tcPr")
    properties.append(element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    made.append(properties)
    made.extend(inside)
    return made


def row(cells: Iterable[Element], *, header: bool = False) -> Element:
    """A row that stays on one page; a header row comes again on each page."""
    made, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    made.append(properties)
    made.extend(cells)
    return made


def table(rows: Iterable[Element], widths: Sequence[int], *, style: str = "") -> Element:
    """With lines of its own where the template has no style for tables."""
    made, properties, grid = element("tbl"), element("tblPr"), element("tblGrid")
    if style:
        properties.append(element("tblStyle", val=style))
    properties.append(element("tblW", w=str(sum(widths)), type="dxa"))
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color=LINE))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    grid.extend(element("gridCol", w=str(width)) for width in widths)
    made.extend([properties, grid, *rows])
    return made


def section(properties: Element, *, turned: bool) -> Element:
    """A paragraph that ends a section like the template's own, lying on its side where `turned`."""
    copied = deepcopy(properties)
    for first in copied.findall(qn("w:titlePg")):  # the template's first page comes once
        copied.remove(first)
    size = copied.find(qn("w:pgSz"))
    if turned and size is not None:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), str(height))
        size.set(qn("w:h"), str(width))
        size.set(qn("w:orient"), "landscape")
    made, inside = element("p"), element("pPr")
    inside.append(copied)
    made.append(inside)
    return made
