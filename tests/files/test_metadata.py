"""What a file tells of its making: shown to whoever may change it, removed at one press with all that had it."""

import io
import re

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from egnatia.files.models import AttachedFile, FileContent, FileVersion
from egnatia.kernel.access.reader import Reader
from tests import make
from tests.files import made
from tests.files.test_files import added
from tests.visits import forms, got, of, shown

pytestmark = pytest.mark.django_db
LATITUDE, LONGITUDE = made.TIRANA


def with_file(by: Reader, content: bytes, name: str) -> AttachedFile:
    added(by, made.notice(by), content, name)
    return AttachedFile.objects.get()


def pressed(by: Reader, file: AttachedFile) -> bytes:
    """The file after "Remove metadata"."""
    assert reverse("files:metadata-removal", args=[file.pk]) in forms(got(of(by), "files:file", file.pk))
    of(by).post(reverse("files:metadata-removal", args=[file.pk]), {"version": "1"})
    return bytes(got(of(by), "files:download", file.pk).content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_says_plainly_where_it_was_taken_and_no_longer_after_one_press(kind: str) -> None:
    author, member = make.reader("author"), make.reader("member")
    file = with_file(author, made.photo(kind=kind), "photo")

    page = got(of(author), "files:file", file.pk).context["file"]
    assert page.place == pytest.approx((LATITUDE, LONGITUDE), abs=1e-4)
    assert {("author", "Photographer (demo)"), ("camera", "Camera (demo)")} <= set(page.facts)
    assert "41.3275" in shown(of(author), "files:file", file.pk)
    assert "41.3275" not in shown(of(member), "files:file", file.pk)

    bare = pressed(author, file)

    picture = Image.open(io.BytesIO(bare))
    assert (picture.format, picture.size) == (kind, (300, 200))
    assert not picture.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & picture.info.keys()
    assert b"Photographer" not in bare
    after = got(of(author), "files:file", file.pk).context["file"]
    assert (after.place, after.facts, after.now.version) == (None, (), 2)


def test_a_pdf_loses_properties_scripts_embedded_files_and_the_place_in_its_photo() -> None:
    author = make.reader("author")
    file = with_file(author, made.pdf(), "plan.pdf")

    page = got(of(author), "files:file", file.pk).context["file"]
    assert page.active
    assert {"author", "xmp", "embedded", "pictures"} <= {code for code, _ in page.facts}

    bare = pressed(author, file)

    with pikepdf.open(io.BytesIO(bare)) as pdf:
        assert len(pdf.pages) == 2
        assert pikepdf.Name.Info not in pdf.trailer
        assert not {"/Metadata", "/OpenAction", "/AF"} & set(pdf.Root.keys())
        assert not len(pdf.attachments)
        raw = b"".join(each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
    for word in (b"Author (demo)", b"Working title", b"app.alert", b"embedded secret", b"Photographer", b"Exif"):
        assert word not in bare + raw
    after = got(of(author), "files:file", file.pk).context["file"]
    assert (after.facts, after.active) == ((), False)


def test_the_version_with_the_metadata_is_deleted_and_nobody_has_it_any_more() -> None:
    author = make.reader("author")
    file = with_file(author, made.photo(), "photo.jpg")

    pressed(author, file)

    assert of(author).get(reverse("files:version-download", args=[file.pk, 1])).status_code == 404
    assert set(FileContent.objects.values_list("version__number", flat=True)) == {2}
    old = FileVersion.objects.get(number=1)
    assert (old.facts, old.latitude, old.longitude) == ([], None, None)
    assert re.fullmatch(r"[0-9a-f]{64}", old.digest)


def test_of_other_types_it_is_shown_and_where_to_remove_it_is_said() -> None:
    from docx import Document

    author = make.reader("author")
    document = Document()
    document.core_properties.author = "Author (demo)"
    document.add_paragraph("Words")
    out = io.BytesIO()
    document.save(out)
    file = with_file(author, out.getvalue(), "plan.docx")

    answer = got(of(author), "files:file", file.pk)

    assert ("author", "Author (demo)") in answer.context["file"].facts
    assert reverse("files:metadata-removal", args=[file.pk]) not in forms(answer)
    of(author).post(reverse("files:metadata-removal", args=[file.pk]), {"version": "1"})
    assert AttachedFile.objects.get().version == 1
