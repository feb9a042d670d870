"""Copies above GREEN name their reader; previews too; what cannot carry that says so."""

import io
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from PIL import Image, ImageChops

from egnatia.files.actions import FileUpload, attach
from egnatia.files.models import AttachedFile, FileDownload
from egnatia.formats.attachments.examination import Examined
from egnatia.kernel.access.reader import Reader
from tests import make
from tests.files import made
from tests.files.test_files import added
from tests.visits import got, of, reader_at, shown

pytestmark = pytest.mark.django_db


def with_file(by: Reader, marking: Any, content: bytes, name: str) -> AttachedFile:  # noqa: ANN401 - a marking
    added(by, made.notice(by, marking), content, name)
    return AttachedFile.objects.get()


def copy(by: Reader, file: AttachedFile) -> bytes:
    return bytes(got(of(by), "files:download", file.pk).content)


def text_of(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdfium.PdfDocument(content)]


def test_each_page_of_a_pdf_above_green_names_its_reader_marking_and_time() -> None:
    author = make.reader("author")
    colleague = reader_at(author, "colleague")
    file = with_file(author, make.STRICT, made.pdf(3), "plan.pdf")

    pages = text_of(copy(colleague, file))

    assert len(pages) == 3
    for number, page in enumerate(pages):
        assert f"Undercover work in Tirana {number}" in page
        for word in ("TLP:AMBER+STRICT", "colleague (demo)", "author's house (demo)"):
            assert page.count(word) >= 2
    assert "author (demo)" in text_of(copy(author, file))[0]


def test_up_to_green_a_copy_is_what_was_uploaded() -> None:
    author, member = make.reader("author"), make.reader("member")
    content = made.pdf(1)

    assert copy(member, with_file(author, make.GREEN, content, "plan.pdf")) == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_above_green_is_drawn_over_and_keeps_its_size(kind: str) -> None:
    author = make.reader("author")
    content = made.photo(kind=kind)
    file = with_file(author, make.STRICT, content, "photo")

    before, after = (Image.open(io.BytesIO(each)) for each in (content, copy(author, file)))

    assert (after.format, after.size) == (kind, before.size)
    changed = (
        ImageChops.difference(before.convert("RGB"), after.convert("RGB")).convert("L").point(lambda p: 255 * (p > 40))
    )
    assert changed.histogram()[255] > 150  # pixels


def test_a_type_that_cannot_carry_one_says_so_and_is_sent_as_it_is() -> None:
    author = make.reader("author")
    file = with_file(author, make.STRICT, b"words", "notes.txt")

    assert "cannot carry a watermark" in shown(of(author), "files:file", file.pk)
    assert copy(author, file) == b"words"


def test_a_preview_shows_the_first_pages_and_is_recorded() -> None:
    author = make.reader("author")
    colleague = reader_at(author, "colleague")
    file = with_file(author, make.GREEN, made.pdf(5), "plan.pdf")

    answer = got(of(colleague), "files:preview", file.pk)

    assert answer.context["file"].pictures == (1, 2, 3)
    assert "The first 3 of 5 pages" in shown(of(colleague), "files:preview", file.pk)
    sent = got(of(colleague), "files:picture", file.pk, 2)
    assert (sent.headers["Content-Type"], sent.headers["Content-Disposition"]) == ("image/png", "inline")
    assert Image.open(io.BytesIO(sent.content)).size == (1000, 707)
    assert of(colleague).get(reverse("files:picture", args=[file.pk, 4])).status_code == 404
    assert {(each.person.username, each.looked) for each in FileDownload.objects.all()} == {("colleague", True)}


def test_a_preview_above_green_names_its_reader_too() -> None:
    author = make.reader("author")
    colleague = reader_at(author, "colleague")
    file = with_file(author, make.STRICT, made.pdf(1), "plan.pdf")

    one, other = (got(of(by), "files:picture", file.pk, 1).content for by in (author, colleague))

    assert one != other


def test_a_copy_that_cannot_be_marked_is_not_sent() -> None:
    author = make.reader("author")
    broken = FileUpload("plan.pdf", b"%PDF-1.7 nothing else", Examined("pdf", pages=1))
    file = attach(made.notice(author, make.STRICT), broken, by=author)

    answer = of(author).get(reverse("files:download", args=[file]))

    assert answer.headers["Location"] == reverse("files:file", args=[file])
    assert not FileDownload.objects.exists()
