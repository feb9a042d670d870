"""Streaming an IATI activity file: one activity in memory at a time, no document type, no entities."""

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from egnatia.formats.activity import Parsed
from egnatia.formats.iati.activity import ElementPosition, read_activity
from egnatia.formats.iati.elements import Element, attribute
from egnatia.formats.limits import Limits
from egnatia.formats.outcomes import Rejected
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import (
    AFTER_END,
    ATTRIBUTE,
    BARE_SIGN,
    BREAKS_OFF,
    CHARACTER,
    ENCODINGS,
    FORM,
    IATI_OR_JSONL,
    KINDS,
    NOT_CLOSED,
    PREFIX,
    said_bytes,
    shortened,
)

_ACTIVITY = "iati-activity"
_PATIENCE = 1000  # elements of another root before we give up looking for an activity
_ENCODING = re.compile(r"not proper|encoding|invalid byte|input conversion|multi-byte", re.IGNORECASE)


def read_iati(pieces: Iterator[bytes], file: str, limits: Limits) -> Iterator[Parsed | Rejected]:
    """The activities of a file in their order. Raises Refusal where the file cannot be used."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(file, limits)
    lines = 0
    try:
        for piece in pieces:
            lines += piece.count(b"\n")
            parser.feed(piece)
            yield from walk.on(parser, lines + 1)
            walk.went_on(len(piece), lines + 1)
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from walk.on(parser, lines + 1)  # what stands before the fault may say more than the fault
        raise _broken(error) from error
    yield from walk.on(parser, lines + 1)
    walk.at_end()


class _Walk:
    """Counts what goes by and gives the activities."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.depth = 0
        self.elements = 0
        self.before = 0  # elements before the present activity
        self.activities = 0
        self.silent = 0  # bytes since the last beginning or end of an element
        self.root: Element | None = None
        self.version = ""
        self.is_iati = False

    def on(self, parser: etree.XMLPullParser, line: int) -> Iterator[Parsed | Rejected]:
        for event, node in parser.read_events():
            element = cast("Element", node)  # these two events give elements only
            self.silent = 0
            if event == "start":
                self._start(element)
                continue
            self.depth -= 1
            if _name(element) == _ACTIVITY:
                yield self._activity(element, line)
                _free(element)
            elif self.depth == 1:
                _free(element)

    def went_on(self, taken: int, line: int) -> None:
        """Counts what was read without meeting an element: a parser's time grows with the square of it."""
        self.silent += taken
        if self.silent > self.limits.element_bytes:
            raise Refusal("element-too-long", limit=said_bytes(self.limits.element_bytes), line=str(line))

    def _start(self, element: Element) -> None:
        self.depth += 1
        self.elements += 1
        if self.root is None:
            self._open(element)
        if self.depth > self.limits.depth:
            raise Refusal("too-deep", limit=str(self.limits.depth), line=str(_line(element)))
        if self.elements > self.limits.elements:
            raise Refusal("too-many-elements", limit=str(self.limits.elements))
        if _name(element) == _ACTIVITY:
            self.is_iati = True
            self.before = self.elements
        elif not self.is_iati and self.elements > _PATIENCE:
            raise self._no_activities()
        if self.elements - self.before > self.limits.elements_of_an_activity:
            limit = str(self.limits.elements_of_an_activity)
            raise Refusal("activity-too-big", limit=limit, line=str(_line(element)))

    def _open(self, element: Element) -> None:
        self.root = element
        self.version = attribute(element, "version")
        if element.getroottree().docinfo.internalDTD is not None:
            raise Refusal("document-type")
        name = _name(element)
        self.is_iati = name in {"iati-activities", _ACTIVITY}
        if name in {"iati-organisations", "html"}:
            found = KINDS["organisations" if name == "iati-organisations" else "html"]
            raise Refusal("wrong-kind", found=found, expected=IATI_OR_JSONL)

    def _activity(self, element: Element, line: int) -> Parsed | Rejected:
        self.activities += 1
        self.before = self.elements
        place = ElementPosition(self.file, self.activities, _line(element) or line, self.version)
        return read_activity(element, place)

    def at_end(self) -> None:
        if not self.is_iati:
            raise self._no_activities()

    def _no_activities(self) -> Refusal:
        found = "" if self.root is None else shortened(_name(self.root), 60)
        return Refusal("no-activities", found=found, expected=IATI_OR_JSONL)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _line(element: Element) -> int:
    return cast("int | None", element.sourceline) or 0


def _free(element: Element) -> None:
    """Gives the memory of an element back, and of what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _broken(error: etree.XMLSyntaxError) -> Refusal:
    line, column = error.position
    said = shortened(error.msg or "", 160)
    if _ENCODING.search(said):
        return Refusal("encoding", line=str(line), expected=ENCODINGS)
    if "Excessive depth" in said:
        return Refusal("too-deep", limit="256", line=str(line))
    return Refusal("broken-xml", line=str(line), column=str(column), found=mistake_of(said))


# The first that fits: several of them say of what is not closed that something is missing.
_MISTAKES = tuple(
    (re.compile(words, re.IGNORECASE), mistake)
    for words, mistake in (
        (r"tag mismatch|unexpected end tag", NOT_CLOSED),
        (r"extra content|content at the end", AFTER_END),
        (r"premature end|EndTag|end of start tag|not finished|not terminated|unterminated|is empty", BREAKS_OFF),
        (r"namespace prefix", PREFIX),
        (r"AttValue|attribute", ATTRIBUTE),
        (r"EntityRef|entity|StartTag|invalid element name|charref: .*expected", BARE_SIGN),
        (r"invalid char|invalid xmlchar|char 0x|out of allowed range|CharRef", CHARACTER),
    )
)


def mistake_of(words: str) -> str:
    """What a parser complains of, as a sentence of ours says it."""
    return next((mistake for pattern, mistake in _MISTAKES if pattern.search(words)), FORM)
