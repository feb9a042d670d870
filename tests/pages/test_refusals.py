"""Why a file cannot be used is said in the reader's language, with all that stands in the sentence."""

import pytest
from django.utils import translation

from egnatia.formats.documents.reading import document_text
from egnatia.formats.outcomes import Refused
from egnatia.formats.scans import scan_of
from egnatia.formats.sentences import SENTENCES
from egnatia.formats.sheets import read_tables
from egnatia.pages.refusals import refusal_words, told
from tests.web.i18n.pseudo import pseudo_language, unbracketed


@pytest.mark.parametrize("read", [document_text, scan_of, read_tables])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\nnothing", b"PK\x03\x04nothing"])
def test_a_file_is_refused_in_the_language_of_the_page(read: object, content: bytes) -> None:
    found = read(content, "1.bin")  # type: ignore[operator]  # each takes what was sent and its name

    assert isinstance(found, Refused)
    with pseudo_language() as language, translation.override(language):
        assert unbracketed(refusal_words(found).replace("1.bin", "")) == []


def test_what_somebody_wrote_stays_as_it_is() -> None:
    params = {"file": "XML", "found": "strangers", "expected": "XML"}

    with pseudo_language() as language, translation.override(language):
        assert unbracketed(told("wrong-kind", params)) == ["XML", "strangers"]


def test_a_code_that_is_no_longer_known_keeps_the_sentence_of_then() -> None:
    assert told("forgotten", {}, "It was so.") == "It was so."
    assert told("empty", {}, "It was so.") == "It was so."
    assert "empty" in SENTENCES
