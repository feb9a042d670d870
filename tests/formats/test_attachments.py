"""Attached files as their confined process sees them, here in this one: what they tell, without it, under a stamp."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from egnatia.formats import Refused
from egnatia.formats.attachments import examination, portable
from egnatia.formats.attachments.examination import (
    CLEAN,
    DO,
    EXAMINE,
    MARK,
    Examined,
    Rewritten,
    day_and_time,
    named,
    text_of,
)
from egnatia.formats.attachments.worker import work
from egnatia.formats.confinement import Job, answer
from egnatia.formats.limits import ATTACHMENTS, Limits
from tests.files.made import TIRANA, pdf, photo
from tests.scans import chunk

Told = Examined | Rewritten | Refused
TEXT = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
CORE = (
    "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><!-- a remark --><dc:creator>Author (demo)</dc:creator>"
    "<dc:created>2026-11-24T09:00:00Z</dc:created><dc:title> </dc:title><dc:other>x</dc:other></cp:coreProperties>"
)


def done(content: bytes, limits: Limits = ATTACHMENTS, **asked: str) -> Told:
    """What the worker tells, in this process."""
    out = io.BytesIO()
    job = Job(file="file", size=len(content), limits=limits, asked=asked)
    answer(work, job, io.BytesIO(content), out)
    told: Told = msgspec.json.decode(out.getvalue().splitlines()[-1], type=Told)
    return told


def examined(content: bytes, limits: Limits = ATTACHMENTS) -> Examined:
    found = done(content, limits, do=EXAMINE)
    assert isinstance(found, Examined), found
    return found


def refused(content: bytes, what: str = EXAMINE, limits: Limits = ATTACHMENTS) -> str:
    found = done(content, limits, do=what)
    assert isinstance(found, Refused), found
    return found.code


def cleaned(content: bytes) -> bytes:
    found = done(content, do=CLEAN)
    assert isinstance(found, Rewritten), found
    return found.content


def marked(content: bytes, stamp: bytes) -> bytes:
    found = done(stamp + content, do=MARK, stamp=str(len(stamp)))
    assert isinstance(found, Rewritten), found
    return found.content


def test_two_marked_copies_of_one_file_are_the_same_to_the_byte() -> None:
    content, stamp = pdf(2), pdf(2, text="Stamp")

    assert marked(content, stamp) == marked(content, stamp)


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def packed(parts: dict[str, str]) -> bytes:
    return archive(**parts)


def header(width: int, height: int) -> bytes:
    return struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **how)
    return out.getvalue()


def of_pdf(change: Callable[[pikepdf.Pdf], None], *, blank: bool = True) -> bytes:
    """A PDF with one page, and what `change` does to it."""
    with pikepdf.new() as made:
        if blank:
            made.add_blank_page(page_size=(300, 200))
        change(made)
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def annotated(*annotations: Dictionary | int) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        there = [made.make_indirect(each) if isinstance(each, Dictionary) else each for each in annotations]
        made.pages[0].obj.Annots = pikepdf.Array(there)
        fields = [each for each in there if isinstance(each, Dictionary) and each.Subtype == Name.Widget]
        made.Root.AcroForm = Dictionary(Fields=pikepdf.Array(fields))

    return of_pdf(change)


class TestWhatItTells:
    def test_a_pdf_tells_of_its_making_and_shows_its_first_pages(self) -> None:
        portable.load()
        found = examined(pdf(4))

        assert (found.type, found.pages, found.active) == ("pdf", 4, True)
        assert {"author", "xmp", "pictures", "embedded"} <= {code for code, _ in found.facts}
        assert len(found.pictures) == portable.MOST_PICTURES
        assert all(each.startswith(b"\x89PNG") for each in found.pictures)

    def test_a_plain_one_tells_nothing_and_does_nothing(self) -> None:
        found = examined(of_pdf(lambda _made: None))

        assert (found.facts, found.active) == ((), False)

    def test_dates_remarks_and_what_nobody_knows_are_told_in_words(self) -> None:
        def change(made: pikepdf.Pdf) -> None:
            made.docinfo["/CreationDate"] = "D:20261124090000Z"
            made.docinfo["/Ward"] = "Two"
            made.docinfo["/Subject"] = " "

        facts = dict(examined(of_pdf(change)).facts)

        assert facts["created"] == "2026-11-24 09:00"
        assert facts["comment"] == "Two"
        assert "subject" not in facts

    def test_remarks_name_their_authors_and_fields_do_not(self) -> None:
        remark = Dictionary(Subtype=Name.Text, T="Reader (demo)", Contents="x")
        field = Dictionary(Subtype=Name.Widget, T="field")

        assert dict(examined(annotated(remark, field, 7)).facts) == {"comment-author": "Reader (demo)"}

    @pytest.mark.parametrize(
        "change",
        [
            lambda made: setattr(made.Root, "AA", Dictionary()),
            lambda made: setattr(made.Root, "OpenAction", Dictionary(S=Name.Launch)),
            lambda made: setattr(made.Root, "OpenAction", Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.Launch))),
            lambda made: setattr(made.Root, "Names", Dictionary(JavaScript=Dictionary())),
            lambda made: setattr(made.Root, "AcroForm", Dictionary(XFA="x")),
            lambda made: setattr(made.pages[0].obj, "Annots", pikepdf.Array([Dictionary(Subtype=Name.Movie)])),
        ],
    )
    def test_whatever_acts_by_itself_is_told_and_is_gone_when_cleaned(
        self, change: Callable[[pikepdf.Pdf], None]
    ) -> None:
        content = of_pdf(change)

        assert examined(content).active
        assert not examined(cleaned(content)).active

    def test_a_link_does_nothing_by_itself(self) -> None:
        link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://example.org"))

        content = annotated(link)

        assert not examined(content).active
        assert b"example.org" in cleaned(content)

    def test_a_photo_tells_camera_place_and_comment(self) -> None:
        found = examined(photo())

        assert found.type == "jpeg"
        assert found.place == TIRANA
        assert {"camera", "author", "comment"} <= {code for code, _ in found.facts}

    def test_south_and_west_are_negative_and_half_a_place_is_one(self) -> None:
        def taken(**place: object) -> bytes:
            exif = Image.Exif()
            exif.get_ifd(0x8825).update({int(number[1:]): value for number, value in place.items()})
            exif.get_ifd(0x8769).update({0x9003: "2026:11:24 09:00:00", 0x9999: b"unknown"})
            return picture("JPEG", exif=exif)

        south = taken(_1="S", _2=(10.0, 30.0, 0.0), _3="W", _4=(20.0, 0.0, 0.0))
        assert examined(south).place == (-10.5, -20.0)
        assert examined(taken(_2=(10.0, 30.0, 0.0))).place == (0.0, 0.0)
        assert ("created", "2026-11-24 09:00") in examined(south).facts

    def test_pictures_of_other_kinds(self) -> None:
        assert examined(picture("WEBP")).type == "webp"
        told = picture("PNG", mode="P", pnginfo=_said("Comment", "Undercover"))
        assert ("comment", "Undercover") in examined(told).facts
        assert ("xmp", "") in examined(picture("PNG", pnginfo=_said("XML:com.adobe.xmp", "<x/>"))).facts
        assert examined(picture("PNG", mode="LA")).facts == ()

    @pytest.mark.parametrize(
        ("parts", "kind"),
        [
            ({"word/document.xml": TEXT, "docProps/core.xml": CORE, "docProps/app.xml": ""}, "docx"),
            ({"xl/workbook.xml": "<w/>"}, "xlsx"),
            ({"ppt/presentation.xml": "<p/>"}, "pptx"),
            ({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": CORE}, "odt"),
        ],
    )
    def test_office_files_are_told_by_what_is_in_them(self, parts: dict[str, str], kind: str) -> None:
        found = examined(packed(parts))

        assert found.type == kind
        if CORE in parts.values():
            assert found.facts == (("author", "Author (demo)"), ("created", "2026-11-24 09:00"))

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (b"GIF89a\x01\x00\x01\x00", "wrong-kind"),
            (b"\x7fELF\x02\x01\x01\x00", "wrong-kind"),
            (b"%PDF-1.7 nothing more", "broken-document"),
            (packed({"other.txt": "x"}), "archive"),
            (packed({"mimetype": "text/plain"}), "archive"),
            (packed({"word/document.xml": TEXT, "word/vbaProject.bin": "x"}), "template-active"),
            (packed({"word/document.xml": TEXT})[:60], "damaged"),
            (picture("PNG")[:400], "truncated"),
        ],
        ids=range(9),  # an archive tells the time in which it was made
    )
    def test_what_is_not_taken_is_refused(self, content: bytes, code: str) -> None:
        assert refused(content) == code

    def test_text_is_text(self) -> None:
        assert examined(b"Undercover work").type == "text"

    def test_a_locked_pdf_one_with_too_many_pages_and_a_huge_picture_are_refused(self) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf())) as made:
            made.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
        few = msgspec.structs.replace(ATTACHMENTS, pages=1)
        huge = picture("PNG").replace(chunk(b"IHDR", header(60, 40)), chunk(b"IHDR", header(9_000, 6_000)))

        assert refused(out.getvalue()) == "protected"
        assert refused(pdf(2), limits=few) == "too-many-pages"
        assert refused(huge) == "too-many-pixels"

    def test_pages_that_cannot_be_drawn_are_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(_content: bytes) -> None:
            raise pdfium.PdfiumError("no")

        monkeypatch.setattr(pdfium, "PdfDocument", away)

        assert examined(pdf()).pictures == ()


def _said(name: str, words: str) -> object:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_itxt(name, words)
    return said


class TestWithoutIt:
    def test_a_pdf_keeps_its_pages_and_fields_alone(self) -> None:
        found = examined(cleaned(pdf(2)))

        assert (found.pages, found.facts, found.active) == (2, (), False)

    def test_remarks_lose_their_authors_and_files_their_place(self) -> None:
        remark = Dictionary(Subtype=Name.Text, T="Reader (demo)", M="D:2026", Contents="kept")
        held = Dictionary(Subtype=Name.FileAttachment)
        clean = cleaned(annotated(remark, held, Dictionary(Subtype=Name.Widget, T="field"), 7))

        with pikepdf.open(io.BytesIO(clean)) as made:
            kept = list(made.pages[0].obj.Annots)
        assert [str(each.Subtype) for each in kept] == ["/Text", "/Widget"]
        assert "/T" not in kept[0]
        assert str(kept[1].T) == "field"

    def test_a_form_loses_its_program_and_names_what_they_lead_to(self) -> None:
        def change(made: pikepdf.Pdf) -> None:
            made.Root.AcroForm = Dictionary(XFA="x", CO=pikepdf.Array(), Fields=pikepdf.Array())
            made.Root.Names = Dictionary(JavaScript=Dictionary(), EmbeddedFiles=Dictionary())

        with pikepdf.open(io.BytesIO(cleaned(of_pdf(change)))) as made:
            assert set(made.Root.AcroForm.keys()) == {"/Fields"}
            assert made.Root.Names.keys() == set()

    def test_a_photo_in_a_pdf_is_freed_whatever_its_filter_says(self) -> None:
        def change(made: pikepdf.Pdf) -> None:
            made.Root.Numbers = made.make_indirect(pikepdf.Array([1]))
            for raw, filters, more in (
                (
                    photo(),
                    pikepdf.Array([Name.DCTDecode]),
                    {"/DecodeParms": pikepdf.Array([Dictionary(ColorTransform=1)])},
                ),
                (b"no picture", Name.DCTDecode, {}),
                (b"\xff\xd8\xff\xe1\x00\x04ab", Name.DCTDecode, {}),
            ):
                stream = made.make_stream(raw)
                stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=300, Height=200))
                for key, value in more.items():
                    stream[key] = value
                stream[Name.Filter] = filters
                made.Root[f"/Kept{len(made.Root.keys())}"] = made.make_indirect(stream)

        content = of_pdf(change)
        assert ("pictures", "") in examined(content).facts
        assert ("pictures", "") not in examined(cleaned(content)).facts
        assert b"Photographer" not in cleaned(content)

    @pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
    def test_a_picture_is_drawn_anew(self, kind: str, mode: str) -> None:
        content = photo(kind=kind) if mode == "RGB" else picture(kind, mode)

        found = examined(cleaned(content))

        assert (found.type, found.facts, found.place) == (kind.lower(), (), None)

    def test_what_is_no_picture_or_cut_off_is_refused(self) -> None:
        assert refused(b"Undercover", CLEAN) == "wrong-kind"
        assert refused(picture("PNG")[:400], CLEAN) == "truncated"

    def test_nothing_asked_is_nothing_done(self) -> None:
        out = io.BytesIO()
        answer(work, Job("file", 1, ATTACHMENTS, {DO: "nothing"}), io.BytesIO(b"x"), out)

        assert b"rewritten" not in out.getvalue()


class TestUnderAStamp:
    def test_each_page_is_under_the_stamp_of_its_form(self) -> None:
        def turned(made: pikepdf.Pdf) -> None:
            made.add_blank_page(page_size=(200, 300))
            made.pages[1].obj.Rotate = 90

        stamp = pdf(2, text="Stamp")
        with pikepdf.open(io.BytesIO(marked(of_pdf(turned), stamp))) as made:
            assert len(made.pages) == 2
            assert all("/XObject" in each.obj.Resources for each in made.pages)

    @pytest.mark.parametrize("mode", ["RGB", "RGBA"])
    @pytest.mark.parametrize("size", [(60, 40), (40, 60)])
    def test_a_picture_keeps_its_size(self, mode: str, size: tuple[int, int]) -> None:
        content = picture("PNG", mode, size)

        drawn = Image.open(io.BytesIO(marked(content, pdf(2, text="Stamp"))))

        assert (drawn.size, drawn.mode) == (size, mode)
        assert drawn.tobytes() != Image.open(io.BytesIO(content)).tobytes()


class TestTheParent:
    def test_it_is_examined_cleaned_and_marked_in_a_process_of_its_own(self) -> None:
        moment = datetime(2026, 11, 24, 9, tzinfo=UTC)

        found = examination.examine(pdf(), "work.pdf")
        assert isinstance(found, Examined)
        assert found.active
        assert isinstance(examination.cleaned(pdf(), "work.pdf"), bytes)
        assert isinstance(examination.marked(pdf(), "work.pdf", ["TLP:AMBER"], moment), bytes)
        assert isinstance(examination.cleaned(b"Undercover", "work.txt"), Refused)

    def test_what_is_too_large_is_refused_before_it_is_read(self) -> None:
        small = msgspec.structs.replace(ATTACHMENTS, input_bytes=3)

        found = examination.examine(b"four", "work.txt", limits=small)

        assert isinstance(found, Refused)

    def test_the_text_is_that_of_its_paragraphs(self) -> None:
        assert text_of(b"Undercover work", "work.txt", "text") == "Undercover work"
        assert text_of(b"", "work.txt", "text") == ""
        assert text_of(photo(), "photo.jpg", "jpeg") == ""

    def test_moments_and_names(self) -> None:
        assert day_and_time("D:20261124090000Z") == "2026-11-24 09:00"
        assert day_and_time("2026:11:24") == "2026-11-24"
        assert day_and_time("yesterday") == "yesterday"
        assert named("..\\work.exe", "pdf") == "work.exe.pdf"
        assert named("a\u202egnp.JPG", "jpeg") == "agnp.jpg"
        assert named("", "text") == "file.txt"
