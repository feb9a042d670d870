"""Files for tests: small, real, with what they would tell of their making."""

import io
from uuid import UUID

import pikepdf
from PIL import Image

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.files.actions import FileUpload, attach
from egnatia.formats.attachments.examination import Examined
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from tests import make

TIRANA = (41.3275, 19.8187)


def photo(*, kind: str = "JPEG") -> bytes:
    """With a camera, an artist and the place where it was taken."""
    picture = Image.linear_gradient("L").resize((300, 200)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Camera (demo)", "Photographer (demo)"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (41.0, 19.0, 39.0), "E", (19.0, 49.0, 7.32)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **({"comment": b"Undercover"} if kind == "JPEG" else {}))
    return out.getvalue()


def pdf(pages: int = 2, *, text: str = "Undercover work in Tirana") -> bytes:
    """With an author, XMP, a script that runs when it is opened, an embedded file and a photo with its place."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    picture = pikepdf.Stream(made, photo())
    picture.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=300,
            Height=200,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
    )
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842) if number % 2 == 0 else (842, 595))
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im1=made.make_indirect(picture))
        )
        drawn = f"BT /F1 24 Tf 60 500 Td ({text} {number}) Tj ET q 100 0 0 70 60 100 cm /Im1 Do Q"
        page.obj.Contents = made.make_stream(drawn.encode())
    with made.open_metadata() as xmp:
        xmp["dc:title"] = "Working title"
    made.docinfo["/Author"] = "Author (demo)"
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    with made.open_outline() as outline:
        bookmark = pikepdf.OutlineItem("Go", action=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="app.alert"))
        outline.root.append(bookmark)
    made.attachments["hidden.txt"] = b"embedded secret"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def notice(by: Reader, marking: Marking = make.GREEN, *, title: str = "Training") -> UUID:
    return lifecycle.create(NOTICE, NoticeContent(ByLanguage({"en": title}, "en")), marking, by=by)


def attached(record: UUID, by: Reader, content: bytes = b"Undercover work", name: str = "notes.txt") -> UUID:
    """A text file, stored without being examined."""
    return attach(record, FileUpload(name, content, Examined("text"), content.decode()), by=by)
