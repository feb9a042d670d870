"""References to documents in RIS and BibTeX."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.documents.citations import Citation, bibtex, doi_of, isbn_of, key_of, ris
from egnatia.library.documents.fields import DOCUMENT, DocumentContent
from tests import make
from tests.visits import got, offers

STUDY = Citation(
    id="00000000-0000-0000-0000-00001a2b3c4d",
    category="study",
    title="Ndikimi {i} rrjeteve & 50% e_të rinjve #1: çka është ~ më\\keq?",
    summary="First line.\nER  - \r\nTY  - BOOK",
    issued_by="Ministria e Drejtësisë & Punëve",
    issued_on=date(2026, 3, 9),
    languages=("shqip", "English"),
    keywords=("Youth", "Women, peace and security"),
    identifier="https://doi.org/10.1234/abc_d",
    address="https://example.org/a_b?c={d}&e=1",
    page="https://site.example/library/documents/1/",
)


def lines(reference: Citation) -> list[str]:
    return ris([reference]).decode().split("\r\n")


def test_a_reference_in_ris_has_a_line_for_each_field() -> None:
    found = lines(STUDY)

    assert found[0] == "TY  - RPRT"
    assert found[-3:] == ["ER  - ", "", ""]
    assert "PY  - 2026" in found
    assert "DA  - 2026/03/09" in found
    assert "DO  - 10.1234/abc_d" in found
    assert [each for each in found if each.startswith("KW")] == ["KW  - Youth", "KW  - Women, peace and security"]
    assert f"TI  - {STUDY.title}" in found
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", each) for each in found if each)


def test_no_text_begins_a_record_of_its_own() -> None:
    found = lines(STUDY)

    assert "AB  - First line. ER - TY - BOOK" in found
    assert len([each for each in found if each.startswith(("TY", "ER"))]) == 2


def test_special_characters_are_escaped_in_bibtex() -> None:
    found = bibtex([STUDY]).decode()

    assert (
        r"{Ndikimi \{i\} rrjeteve \& 50\% e\_të rinjve \#1: çka është \textasciitilde{} më\textbackslash{}keq?}"
        in found
    )
    assert r"author = {{Ministria e Drejtësisë \& Punëve}}" in found
    assert "url = {https://example.org/a_b?c=%7Bd%7D&e=1}" in found
    assert "keywords = {Youth, Women peace and security}" in found
    plain = re.sub(r"\\[{}]", "", found)
    assert plain.count("{") == plain.count("}")
    assert found.startswith("@techreport{ndikimiirrjeteve2026-1a2b3c4d,\n")
    assert found.endswith("}\n")


def test_keys_are_latin_letters_and_digits_in_whatever_language() -> None:
    cyrillic = replace(STUDY, title="Безбедност младих на мрежи", issued_on=None)

    assert key_of(cyrillic) == "bezbednostmladihna-1a2b3c4d"
    assert key_of(replace(STUDY, title="Μελέτη")) == "meleti2026-1a2b3c4d"


def test_identifiers_are_told_apart() -> None:
    assert (doi_of("doi:10.5555/12345678"), isbn_of("doi:10.5555/12345678")) == ("10.5555/12345678", "")
    assert isbn_of("ISBN 978-92-9246-000-1") == "978-92-9246-000-1"
    assert "M1  - Doc. 12/2026" in lines(replace(STUDY, identifier="Doc. 12/2026"))
    assert "number = {Doc. 12/2026}" in bibtex([replace(STUDY, identifier="Doc. 12/2026")]).decode()


def test_no_reference_is_an_empty_file() -> None:
    assert (ris([]), bibtex([])) == (b"", b"")


@pytest.mark.django_db
def test_the_list_as_it_is_filtered_and_one_document_are_files() -> None:
    by = make.reader()
    for title, category, marking in (("Study", "study", make.CLEAR), ("Guide", "guide", make.CLEAR)):
        said = DocumentContent(title=ByLanguage({"en": title}, "en"), category=category, topics=("youth",))
        record = lifecycle.create(DOCUMENT, said, marking, by=by)
    hidden = lifecycle.create(DOCUMENT, DocumentContent(title=ByLanguage({"en": "No"}, "en")), make.GREEN, by=by)
    client = Client()

    listed = client.get(reverse("library:documents-citations", args=["ris"]), {"category": "study"})
    one = client.get(reverse("library:document-citation", args=[record, "bib"]))

    assert listed.content.decode().count("TY  - ") == 1
    assert "TI  - Study" in listed.content.decode()
    assert "KW  - Youth" in listed.content.decode()
    assert one.content.decode().startswith("@misc{guide")
    assert one["Content-Disposition"] == 'attachment; filename="document.bib"'
    assert client.get(reverse("library:document-citation", args=[hidden, "bib"])).status_code == 404
    assert client.get(reverse("library:document-citation", args=[record, "doc"])).status_code == 404
    assert offers(got(client, "library:document", record), "library:document-citation", record, "ris")
