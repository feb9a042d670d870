"""The text of a proposal."""

import io
import resource
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from egnatia.formats import Refused
from egnatia.formats.confinement import Work
from egnatia.formats.documents.extraction import document_text
from egnatia.formats.documents.pdf import read_pdf
from egnatia.formats.documents.plain import read_plain
from egnatia.formats.documents.text import DocumentText
from egnatia.formats.documents.word import read_word
from egnatia.formats.limits import DOCUMENTS, Limits
from tests.formats import make
from tests.formats.make import answered, laughs, lines, pdf, picture, word, zipped

EXPECTED = "Provide a Word document (.docx), a PDF with text or a text file."
LOCKED = "<< /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >>"


def text(work: Work, content: bytes, limits: Limits = DOCUMENTS) -> DocumentText:
    (found,) = answered(work, content, limits=limits)
    assert isinstance(found, DocumentText), found
    return found


def refusal(work: Work, content: bytes, limits: Limits = DOCUMENTS) -> Refused:
    (found,) = answered(work, content, limits=limits, file="p.docx")
    assert isinstance(found, Refused), found
    return found


def test_a_word_document_is_read_with_its_tables_row_by_row() -> None:
    found = text(read_word, word("Proposal", "", table=[["Title", "Training\nof staff"], ["Budget", "250 000"]]))

    assert found.kind == "docx"
    assert found.paragraphs == ("Proposal", "Title | Training of staff", "Budget | 250 000")


def test_content_controls_insertions_and_text_boxes_are_read_and_deletions_are_not() -> None:
    def change(body: str) -> str:
        alternate = (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:Choice><w:t>box</w:t></mc:Choice><mc:Fallback><w:t>twice</w:t></mc:Fallback></mc:AlternateContent>"
        )
        inside = (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>filled</w:t><w:tab/><w:t>in</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            f"<w:p><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            f"<w:p><w:r>{alternate}</w:r></w:p>"
            "<mc:Fallback xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:p/></mc:Fallback>"
        )
        return body.replace("<w:sectPr", inside + "<w:sectPr", 1)

    assert text(read_word, word("First", change=change)).paragraphs == ("First", "filled in", "inserted", "box")


def test_a_table_inside_a_table_is_part_of_its_row() -> None:
    def change(body: str) -> str:
        inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        outer = f"<w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p>{inner}</w:tc>"
        row = f"<w:sdt><w:sdtContent><w:tr>{outer}</w:tr></w:sdtContent></w:sdt>"
        fallback = (
            "<mc:Fallback xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:tr/></mc:Fallback>"
        )
        return body.replace("<w:sectPr", f"<w:tbl>{row}{fallback}</w:tbl><w:sectPr", 1)

    assert text(read_word, word(change=change)).paragraphs == ("outer • inner",)


def test_a_long_document_is_cut_and_says_so() -> None:
    found = text(read_word, word("abcdef", "ghijkl", "mn"), Limits(characters=8))

    assert (found.paragraphs, found.cut) == (("abcdef", "gh"), True)
    assert not text(read_word, word("abcdef", "gh")).cut


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (word("text")[:-600], "p.docx is incomplete. It was probably not copied fully; copy it again."),
        (zipped(**{"word/x.xml": b"", "[Content_Types].xml": b"<Types/>"}), "p.docx cannot be read as a Word document"),
        (zipped(**{"xl/workbook.xml": b""}), f"p.docx is an Excel workbook (.xlsx). {EXPECTED}"),
        (zipped(**{"content.xml": b""}), f"p.docx is an OpenDocument text document (.odt). {EXPECTED}"),
        (zipped(a=b"1"), f"p.docx is a ZIP archive. {EXPECTED}"),
        (zipped(**{"word/document.xml": b" " * 30_000_000}), "p.docx unpacks to more than 100 times its size"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "p.docx is protected by a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "p.docx is an older Office file (.doc, .xls) or",
        ),
        (word(), "p.docx contains no text."),
        (
            word("x", change=lambda body: body.replace("<w:document", laughs().decode()[:400] + "<w:document", 1)),
            "p.docx cannot",
        ),
    ],
)
def test_a_word_document_that_cannot_be_read_says_why(content: bytes, sentence: str) -> None:
    assert refusal(read_word, content).sentence.startswith(sentence)


def test_a_protected_archive_is_told_from_a_damaged_one() -> None:
    content = bytearray(zipped(**{"word/document.xml": b"x"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the bit that says: encrypted

    assert refusal(read_word, bytes(content)).code == "protected"


def test_a_word_document_that_unpacks_too_far_is_refused() -> None:
    limits = Limits(unpacked_bytes=1000)

    assert refusal(read_word, word("text"), limits).code == "unpacks-too-far"


def test_a_reader_out_of_memory_is_not_taken_for_a_damaged_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object) -> None:
        raise MemoryError

    content = word("text")
    monkeypatch.setattr("docx.Document", no_memory)

    assert refusal(read_word, content).code == "memory"


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    page = lines(
        "Training of prison staff",
        "The project trains two hundred officers of the prison",
        "service in the north.",
        "Second",
    )

    found = text(read_pdf, pdf(page))

    assert found.kind == "pdf"
    assert found.paragraphs == (
        "Training of prison staff",
        "The project trains two hundred officers of the prison service in the north.",
        "Second",
    )


def test_pages_without_text_are_named() -> None:
    assert text(read_pdf, pdf(lines("One"), picture(), lines("Three"))).silent_pages == (2,)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            pdf(picture(), picture()),
            "p.docx contains only images of its pages. Run text recognition (OCR) first",
        ),
        (pdf("", ""), "p.docx contains no text."),
        (pdf(lines("x"))[:200], "p.docx cannot be read as a PDF. It is damaged or was not copied fully."),
        (
            pdf(lines("x"), extra=LOCKED, trailer="/Encrypt LAST 0 R /ID [<41> <41>]"),
            "p.docx is protected by a password",
        ),
        (pdf(*[""] * 401), "p.docx has 401 pages. The maximum is 400."),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, sentence: str) -> None:
    assert refusal(read_pdf, content).sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        ("Обука за затворски персонал у Нишу", "cp1251"),
        ("Obuka čuvara u Šapcu, žene i đaci", "cp1250"),
        ("Εκπαίδευση προσωπικού των φυλακών", "cp1253"),
        ("Cezaevi görevlilerinin eğitimi için çalışma", "cp1254"),
        ("Обука čuvara", "utf-8"),
        ("Обука", "utf-16"),
        ("Обука", "utf-8-sig"),
    ],
)
def test_a_text_file_is_read_in_the_encodings_of_the_region(written: str, encoding: str) -> None:
    found = text(read_plain, written.encode(encoding))

    assert (found.kind, found.paragraphs, found.encoding) == ("txt", (written,), encoding)


def test_a_document_is_read_from_bytes_or_from_a_path_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "proposal.docx"
    path.write_bytes(word("Proposal"))
    expected = DocumentText(kind="docx", paragraphs=("Proposal",))

    assert document_text(path) == expected
    assert document_text(path.read_bytes(), "proposal.docx") == expected
    assert document_text(pdf(lines("Proposal")), "p.pdf") == DocumentText(kind="pdf", paragraphs=("Proposal",))
    assert document_text(b"{Proposal}", "p.txt") == DocumentText(
        kind="txt", paragraphs=("{Proposal}",), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", f"p.docx is empty. {EXPECTED}"),
        (b"<!DOCTYPE html><html>", f"p.docx is a web page (HTML). {EXPECTED}"),
        (b"<a/>", f"p.docx is XML. {EXPECTED}"),
        (bytes(range(256)), f"p.docx is binary content of an unknown type. {EXPECTED}"),
        (word("text")[:-600], "p.docx is incomplete. It was probably not copied fully; copy it again."),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    found = document_text(content, "p.docx")

    assert isinstance(found, Refused)
    assert found.sentence == sentence


def test_a_document_that_is_not_there_or_too_big_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.pdf"
    with big.open("wb") as sparse:
        sparse.truncate(2 * 1024**3)

    assert document_text(tmp_path / "no.pdf") == make.refused([document_text(tmp_path / "no.pdf")])
    assert make.refused([document_text(tmp_path / "no.pdf")]).sentence == "no.pdf does not exist."
    assert make.refused([document_text(tmp_path)]).code == "unreadable"
    assert make.refused([document_text(big)]).sentence == "big.pdf is 2.1 GB in size. The maximum is 25 MB."


def test_a_long_text_tells_no_progress_as_its_answer() -> None:
    found = document_text(b"A word. " * 400_000, "p.txt")

    assert isinstance(found, DocumentText)
    assert len(found.paragraphs) == 1


def test_an_archive_that_lies_about_its_size_is_not_read_beyond_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>")
    content = bytearray(out.getvalue())
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")

    assert refusal(read_word, bytes(content)).code == "broken-document"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_pdf_that_unpacks_without_end_stops_at_its_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    found = document_text(make.pdf_bomb(400), "bomb.pdf")

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert isinstance(found, Refused)
    assert found.sentence == "Reading bomb.pdf needed more memory than the permitted 256 MB."
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 2


def placed(*pieces: tuple[float, float, float, str]) -> str:
    """A page's content: each text at a place (from the left, from below) in letters of a size."""
    return "\n".join(f"BT /F1 {size} Tf {left} {foot} Td ({text}) Tj ET" for left, foot, size, text in pieces)


def test_label_and_answer_of_a_pdf_s_table_are_one_row() -> None:
    page = placed(
        (50, 800, 10, "Project title"),
        (50, 788, 10, "not more than twenty words"),
        (250, 800, 10, "Exit support for those who come home from"),
        (250, 788, 10, "the prisons of the north"),
        (50, 760, 10, "Where"),
        (250, 760, 10, "Nowhere"),
    )

    assert text(read_pdf, pdf(page)).paragraphs == (
        "Project title not more than twenty words | Exit support for those who come home from the prisons of the north",
        "Where | Nowhere",
    )


def test_the_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left = [(50, 800 - 12 * at, 10, "words of the first column that go on and on") for at in range(6)]
    right = [(320, 800 - 12 * at, 10, "words of the second column that go on and on") for at in range(6)]

    first, second = text(read_pdf, pdf(placed(*left, *right))).paragraphs

    assert "second" not in first
    assert "first" not in second


def test_what_stands_apart_to_the_right_is_no_cell_of_a_row() -> None:
    page = placed((50, 800, 10, "A line"), (300, 700, 10, "Another one"))

    assert text(read_pdf, pdf(page)).paragraphs == ("A line", "Another one")


def test_a_heading_of_several_lines_is_one() -> None:
    body = [(50, 700 - 14 * at, 10, f"{at}. A sentence of the text.") for at in range(4)]
    page = placed((50, 800, 24, "Left at the"), (50, 770, 24, "door"), *body)

    assert text(read_pdf, pdf(page)).paragraphs[0] == "Left at the door"


def test_a_bullet_of_a_pdf_belongs_to_its_line() -> None:
    page = placed((50, 800, 10, "-"), (90, 800, 10, "three doors"), (50, 780, 10, "End"))

    assert text(read_pdf, pdf(page)).paragraphs == ("- three doors", "End")


def test_the_head_of_a_word_document_s_pages_is_read_once() -> None:
    document = docx.Document(io.BytesIO(word("The text")))
    document.sections[0].header.paragraphs[0].text = "Lake Fund"
    document.add_section()
    out = io.BytesIO()
    document.save(out)

    assert text(read_word, out.getvalue()).paragraphs == ("Lake Fund", "The text")
