"""The directory as files: cards and the sheet to print hold what their reader may know."""

from typing import Any

import pypdfium2 as pdfium
import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.reader import Reader
from tests import make
from tests.exchange.contact_points.test_contact_points import point
from tests.visits import of

pytestmark = pytest.mark.django_db
CARDS, SHEET = "exchange:contact-point-cards", "exchange:contact-point-sheet"


def cards(reader: Reader | None, **query: str) -> str:
    answer = (of(reader) if reader else Client()).get(reverse(CARDS), query)
    assert answer.headers["Content-Type"].startswith("text/vcard")
    return str(answer.content.decode()).replace("\r\n ", "")


def pages(reader: Reader | None, **query: str) -> str:
    answer = (of(reader) if reader else Client()).get(reverse(SHEET), query)
    return " ".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(answer.content))


def test_a_card_has_what_a_telephone_reads_and_its_marking() -> None:
    by = make.reader()
    record = point("Desk; night, day", by=by, economy="ALB", telephone="+355 4 555 01", languages=("sq", "en"))

    one = of(by).get(reverse("exchange:contact-point-card", args=[record])).content.decode().split("\r\n")

    assert one[0] == "BEGIN:VCARD"
    assert one[-2:] == ["END:VCARD", ""]
    assert "FN:Desk\\; night\\, day" in one
    assert "EMAIL;TYPE=INTERNET:office@example.org" in one
    assert "TEL;TYPE=WORK,VOICE:+355 4 555 01" in one
    assert any(line.startswith("NOTE:TLP:GREEN") for line in one)


def test_a_card_is_one_card_whatever_its_fields_hold() -> None:
    by = make.reader()
    point("Desk\r\nEND:VCARD\nBEGIN:VCARD", by=by, hours="Always\x85TEL:1\u2028", deputy="ж" * 200)

    lines = cards(by).split("\r\n")

    assert [line for line in lines if line.startswith(("BEGIN", "END"))] == ["BEGIN:VCARD", "END:VCARD"]
    assert not [line for line in lines if line.startswith("TEL")]
    assert "ж" * 200 in cards(by)


def test_files_hold_what_their_reader_sees_and_visitors_the_public_part() -> None:
    by, member = make.reader("by"), make.reader("member")
    said: dict[str, Any] = {"economy": "ALB", "telephone": "+355 4 555 01", "deputy": "Night desk"}
    point("Public desk", by=by, marking=make.CLEAR, **said)
    point("Members' desk", by=by, **said)
    point("Undercover desk", by=by, marking=make.STRICT, **said)

    for written in (cards, pages):
        assert all(name in written(by) for name in ("Public desk", "Undercover desk", "555 01"))
        assert "Undercover" not in written(member)
        assert "desk" in written(member, economy="ALB")
        assert not [each for each in ("Members", "Undercover", "555 01", "Night") if each in written(None)]
        assert "Public desk" in written(None)
        assert "Public desk" not in written(by, economy="SRB")


def test_the_sheet_is_marked_like_its_most_protected_row_and_lists_vacancies() -> None:
    by, member = make.reader("by"), make.reader("member")
    point("Public desk", by=by, marking=make.CLEAR, economy="ALB")
    point("Undercover desk", by=by, marking=make.STRICT, economy="ALB")

    assert "TLP:AMBER+STRICT" in pages(by)
    assert "TLP:CLEAR" in pages(member)
    assert "no contact point listed" in pages(member, economy="SRB")
    assert "Kosovo*" in pages(member)
    assert pages(member).count("*") > pages(member, economy="SRB").count("*")


def test_the_file_of_a_hidden_contact_point_is_missing() -> None:
    by, member = make.reader("by"), make.reader("member")
    hidden = point("Undercover desk", by=by, marking=make.STRICT)

    there, nowhere = (
        of(member).get(reverse("exchange:contact-point-card", args=[each])) for each in (hidden, make.uuid(7))
    )

    assert (there.status_code, there.content) == (404, nowhere.content)
