"""What a plain Word document is made of: the template of reports may hold this and nothing else.

By list, and judged in every part: what a later version of the format loads or runs is refused until somebody has
looked at it.
"""

import re
from collections.abc import Iterator
from itertools import chain

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from egnatia.formats.reports.elements import Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = frozenset(
    {
        *(f"{_WORD}{name}+xml" for name in ("document.main", "document.glossary", "styles", "settings", "webSettings")),
        *(f"{_WORD}{name}+xml" for name in ("fontTable", "numbering", "header", "footer", "footnotes", "endnotes")),
        *(f"{_OFFICE}{name}+xml" for name in ("theme", "extended-properties", "custom-properties")),
        f"{_OFFICE}customXmlProperties+xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/xml",
        *(f"image/{name}" for name in ("png", "jpeg", "jpg", "gif", "bmp", "tiff")),
    }
)
RELATIONS = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail"),
        *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "numbering", "theme"),
        *("header", "footer", "footnotes", "endnotes", "image", "hyperlink"),
        *("customXml", "customXmlProps", "glossaryDocument"),
    }
)
# What only says something again; PAGEREF stands in every table of contents.
FIELDS = frozenset({"PAGE", "NUMPAGES", "DATE", "TOC", "REF", "PAGEREF", "STYLEREF", "HYPERLINK"})
_NAME = re.compile(r"\s*([A-Za-z]+)(?![^\s\\])")
_NESTED = "\0"  # a field inside the code of another one, which could finish its name
_CHAR, _SIMPLE, _CODE = qn("w:fldChar"), qn("w:fldSimple"), (qn("w:instrText"), qn("w:delInstrText"))
_LINKS = {qn("w:hyperlink"), qn("a:hlinkClick")}  # followed by whoever clicks
_RELATION = f"{{{qn('r:id')[1:].partition('}')[0]}}}"
_VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
_FETCHED = ("src", "althref", "href")  # of an old drawing, without any relationship
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def active_in(template: Document) -> Iterator[str]:
    """Parts, relationships and fields that no plain document has."""
    package = template.part.package
    for relation in package.iter_rels():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in RELATIONS:
            yield kind
    for part in package.iter_parts():
        if part.content_type not in TYPES:
            yield str(part.partname)
    for part in package.iter_parts():
        for code in _codes(_element(part)):
            found = _NAME.match(code)
            if found is None or found[1].upper() not in FIELDS:
                yield f"the field {code.replace(_NESTED, ' ').strip()[:40]}"


def outside_of(template: Document) -> Iterator[str]:
    """What is fetched from elsewhere; a link that somebody follows by themselves is none."""
    package = template.part.package
    for relation in package.iter_rels():
        if relation.is_external and not relation.reltype.endswith("/hyperlink"):
            yield relation.reltype.rpartition("/")[2]
    for part in package.iter_parts():
        links = {name for name, relation in part.rels.items() if relation.is_external}
        yield from _fetched(_element(part), links)


def _fetched(element: Element, links: set[str]) -> Iterator[str]:
    """A link's address that something else than a link uses, and addresses that stand in old drawings themselves."""
    for each in element.iter(etree.Element):
        for name, value in each.attrib.items():
            used = str(name).startswith(_RELATION) and value in links and each.tag not in _LINKS
            if used or (str(each.tag).startswith(_VML) and str(name).rpartition("}")[2] in _FETCHED):
                yield str(each.tag).rpartition("}")[2]


def _element(part: Part) -> Element:
    """Its markup; an empty element for a picture. Raises lxml's error where it is none."""
    return etree.fromstring(part.blob, _PARSER) if part.content_type.endswith("xml") else etree.Element("none")


def _codes(element: Element) -> Iterator[str]:
    """The code of each field, judged by itself; of one that is in no field too."""
    open_ones: list[list[str]] = []
    stray: list[str] = []
    done: list[str] = []
    for each in element.iter(_CHAR, _SIMPLE, *_CODE):
        kind = each.get(qn("w:fldCharType"))
        if each.tag == _SIMPLE:
            done.append(each.get(qn("w:instr")) or "")
        elif each.tag in _CODE:
            (open_ones[-1] if open_ones else stray).append(each.text or "")
        elif kind == "begin":
            if open_ones:
                open_ones[-1].append(_NESTED)
            open_ones.append([])
        elif kind == "end" and open_ones:
            done.append("".join(open_ones.pop()))
    left = ["".join(each) for each in chain(open_ones, [stray] if stray else [])]
    yield from (*done, *left)
