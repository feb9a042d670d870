"""Why a file cannot be used is said in the reader's language, with all that stands in the sentence."""

from io import BytesIO

import msgspec
import pytest
from django.utils import translation

from egnatia.formats.documents.extraction import document_text
from egnatia.formats.files import read_upload
from egnatia.formats.iati.stream import read_iati
from egnatia.formats.limits import ACTIVITIES
from egnatia.formats.outcomes import Refused
from egnatia.formats.refusal import Refusal
from egnatia.formats.scans import scan_of
from egnatia.formats.sentences import (
    AFTER_END,
    ATTRIBUTE,
    BARE_SIGN,
    BREAKS_OFF,
    CHARACTER,
    NOT_CLOSED,
    PREFIX,
    SENTENCES,
)
from egnatia.formats.sheets import read_tables
from egnatia.pages.refusals import refusal_words, told
from tests.web.i18n.pseudo import pseudo_language, unbracketed


def test_a_file_that_is_one_table_is_named_once() -> None:
    params = {"file": "a.csv", "table": "a.csv", "line": "4", "column": "B"}

    assert told("cell-title", params) == "Row 4 of a.csv has no title. Enter one in B."
    assert told("cell-title", {**params, "table": "Plans"}).startswith("Row 4 of Plans in a.csv has")


@pytest.mark.parametrize("read", [document_text, scan_of, read_tables])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\nnothing", b"PK\x03\x04nothing"])
def test_a_file_is_refused_in_the_language_of_the_page(read: object, content: bytes) -> None:
    found = read(content, "1.bin")  # type: ignore[operator]  # each takes what was sent and its name

    assert isinstance(found, Refused)
    with pseudo_language() as language, translation.override(language):
        assert unbracketed(refusal_words(found).replace("1.bin", "")) == []


HEAD = b"<iati-activities version='2.03'>"
MISTAKES = {
    b"<iati-activity><title>": BREAKS_OFF,
    b"<iati-activity": BREAKS_OFF,
    b"<iati-activity><title></iati-activity>": NOT_CLOSED,
    b"<iati-activity>Law & order</iati-activity>": BARE_SIGN,
    b"<iati-activity>5 < 6</iati-activity>": BARE_SIGN,
    b"<iati-activity lang=en/>": ATTRIBUTE,
    b"<iati-activity a='1' a='2'/>": ATTRIBUTE,
    b"<iati-activity>\x01</iati-activity>": CHARACTER,
    b"<x:iati-activity/></iati-activities>": PREFIX,
    b"</iati-activities><more/>": AFTER_END,
}


@pytest.mark.parametrize("content", MISTAKES)
def test_what_is_wrong_with_xml_is_said_in_the_language_of_the_page(content: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        list(read_iati(iter([HEAD + content]), "1.xml", ACTIVITIES))

    found = refusal.value.of("1.xml")
    assert found.params["found"] == MISTAKES[content], found.sentence
    with pseudo_language() as language, translation.override(language):
        assert unbracketed(refusal_words(found).replace("1.xml", "")) == []


@pytest.mark.parametrize("line", [b"{broken", b'{"id": "1", "titel": "x"}', b'{"title": "x"}'])
def test_the_first_row_of_too_many_is_said_in_the_language_of_the_page(line: bytes) -> None:
    limits = msgspec.structs.replace(ACTIVITIES, rejected=1)
    *_, found = read_upload(BytesIO(b'{"id": "0", "title": "Good"}\n' + (line + b"\n") * 3), "1.jsonl", limits=limits)

    assert isinstance(found, Refused)
    assert found.code == "too-many-rejected"
    with pseudo_language() as language, translation.override(language):
        assert unbracketed(refusal_words(found).replace("1.jsonl", "")) == []


def test_what_somebody_wrote_stays_as_it_is() -> None:
    params = {"file": "XML", "found": "strangers", "expected": "XML"}

    with pseudo_language() as language, translation.override(language):
        assert unbracketed(told("wrong-kind", params)) == ["XML", "strangers"]


def test_a_code_that_is_no_longer_known_keeps_the_sentence_of_then() -> None:
    assert told("forgotten", {}, "It was so.") == "It was so."
    assert told("empty", {}, "It was so.") == "It was so."
    assert "empty" in SENTENCES
