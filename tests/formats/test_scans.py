"""A signed page: a scan or a photo, told by its content, whole, and no larger than a page is."""

import io
import struct
import zlib
from collections.abc import Callable

import msgspec
import pytest

from egnatia.formats import Refused
from egnatia.formats.confinement import Job, answer
from egnatia.formats.limits import SCANS, Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.scans import Scan, scan_of
from egnatia.formats.scans.pictures import require_jpeg, require_png
from egnatia.formats.scans.worker import look
from tests.formats.make import lines, pdf, word
from tests.scans import chunk, jpeg, png, segment

SIZE = struct.pack(">IIBBBBB", 2, 3, 8, 0, 0, 0, 0)


def looked_at(content: bytes, limits: Limits = SCANS) -> object:
    """In this process."""
    out = io.BytesIO()
    answer(look, Job(file="page", size=len(content), limits=limits), io.BytesIO(content), out)
    return msgspec.json.decode(out.getvalue().splitlines()[-1], type=Scan | Refused)


def code_of(content: bytes, limits: Limits = SCANS) -> str:
    found = looked_at(content, limits)
    assert isinstance(found, Refused)
    return found.code


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [(png(), "png", 1), (jpeg(), "jpeg", 1), (pdf(lines("one"), lines("two")), "pdf", 2)],
)
def test_a_page_is_told_by_its_content_in_a_process_of_its_own(content: bytes, kind: str, pages: int) -> None:
    assert scan_of(content, "anything.exe") == Scan(kind, pages)
    assert looked_at(content) == Scan(kind, pages)


def test_what_is_no_page_is_refused_in_a_sentence_that_names_it() -> None:
    found = scan_of(word("text"), "page.pdf")

    assert isinstance(found, Refused)
    assert found.sentence == (
        "page.pdf is a Word document (.docx). Provide a scan or photo of the page: PDF, JPEG or PNG."
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong-kind"),
        (b"GIF89a\x01\x00\x01\x00", "wrong-kind"),
        (b"%PDF-1.7\nnothing more", "broken-document"),
    ],
)
def test_other_files_and_broken_ones_are_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_too_many_pages_and_none_at_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    two = pdf(lines("one"), lines("two"))
    assert code_of(two, Limits(pages=1)) == "too-many-pages"

    monkeypatch.setattr("egnatia.formats.scans.worker.opened", lambda _content: ())
    assert code_of(two) == "broken-document"


def test_a_file_that_is_too_big_is_refused_before_it_is_handed_over() -> None:
    found = scan_of(png(), "page.png", limits=Limits(input_bytes=10))

    assert isinstance(found, Refused)
    assert found.code == "too-big"


def test_a_process_that_dies_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(_module: str, _job: Job, _source: object) -> object:
        raise Refusal("memory", limit="1 MB")

    monkeypatch.setattr("egnatia.formats.scans.scan.sandbox.lines_of", dying)
    found = scan_of(png(), "page.png")

    assert isinstance(found, Refused)
    assert found.sentence == "Reading page.png needed more memory than the permitted 1 MB."


@pytest.mark.parametrize(
    "content",
    [
        png()[:-1],  # the last checksum is cut off
        png()[:20],
        b"\x89PNG\r\n\x1a\n",
        png(first=b"IDAT"),
        png(size=SIZE[:-1]),
        png(size=struct.pack(">IIBBBBB", 0, 3, 8, 0, 0, 0, 0)),
        png(size=struct.pack(">IIBBBBB", 2, 0, 8, 0, 0, 0, 0)),
        png(points=b"tEXt"),
        png().replace(b"IDAT", b"IDAX"),  # the checksum is another's
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", SIZE) + chunk(b"IDAT", zlib.compress(b"\0" * 21)),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31) + b"IHDR" + SIZE + b"\0" * 8,
    ],
)
def test_a_png_picture_that_is_not_whole_is_refused(content: bytes) -> None:
    _refused(require_png, content, "broken-document")


@pytest.mark.parametrize(
    "content",
    [
        jpeg()[:-2],  # without its end
        jpeg(frame=None),
        jpeg(frame=b"\x08\x00"),
        jpeg(width=0),
        jpeg(height=0),
        b"\xff\xd8\xff",
        b"\xff\xd8" + segment(0xE0, b"JFIF") + b"nothing",
        b"\xff\xd8\xff\xe0\x00\x01" + b"\xff\xd9",
        b"\xff\xd8\xff\xe0\xff\xf0short\xff\xd9",
    ],
)
def test_a_jpeg_picture_that_is_not_whole_is_refused(content: bytes) -> None:
    _refused(require_jpeg, content, "broken-document")


def test_a_jpeg_picture_may_hold_fillings_and_markers_without_a_length() -> None:
    require_jpeg(b"\xff\xd8" + b"\xff\xff\xff\x01" + b"\xff\xd0" + jpeg()[2:])
    require_jpeg(jpeg() + b"what a telephone adds")


def test_a_picture_that_would_be_drawn_too_large_is_refused() -> None:
    _refused(require_png, png(size=struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)), "too-many-pixels")
    _refused(require_jpeg, jpeg(width=60_000, height=60_000), "too-many-pixels")


def _refused(require: Callable[[bytes], None], content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        require(content)
    assert caught.value.code == code
