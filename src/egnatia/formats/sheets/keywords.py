"""The keywords that a workbook states. python-calamine does not say them, so the file is asked."""

import io
import zipfile
import zlib

from lxml import etree

_SPREADSHEET, _OPEN_DOCUMENT = "docProps/core.xml", "meta.xml"
_KEYWORDS = ("{*}keywords", "{*}keyword")  # all in one element, or an element for each
_UNREADABLE = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
LONGEST = 1_000  # characters; a hostile file may state any number


def keywords_of(content: bytes) -> str:
    """With blanks between; "" where there are none. The part that states them may be damaged: the tables are not."""
    if not content.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = next((name for name in (_SPREADSHEET, _OPEN_DOCUMENT) if name in archive.namelist()), "")
        try:
            root = etree.fromstring(archive.read(part), _parser()) if part else None
        except _UNREADABLE:
            return ""
    found = () if root is None else root.iter(*_KEYWORDS)
    return " ".join(each.text for each in found if each.text)[:LONGEST]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
