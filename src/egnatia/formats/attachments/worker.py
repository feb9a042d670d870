"""`python -I -m egnatia.formats.attachments.worker JOB`: examines, cleans or marks one file; and pictures."""

import sys
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pypdfium2 as pdfium
from lxml import etree
from PIL import Image, ImageOps

from egnatia.formats.attachments import portable
from egnatia.formats.attachments.examination import CLEAN, DO, EXAMINE, MARK, STAMP, Examined, Rewritten, day_and_time
from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.text import whole
from egnatia.formats.inflate import Meter
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import ATTACHMENT, KINDS, shortened
from egnatia.formats.sniff import HEAD, kind_of

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40  # million
SHOWN = 1_000  # pixels of the longer side of a picture that is shown
_TEXTS = ("text", "utf-16", "json-lines", "json-array", "xml")
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_MOST_PROPERTIES = 200_000  # bytes
_MACROS, _SCRIPTS = "vbaProject.bin", ("Basic/", "Scripts/")
_PACKED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_OPEN_TYPE = "application/vnd.oasis.opendocument."
_PROPERTIES = {
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "last-author",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "created": "created",
    "creation-date": "created",
    "modified": "changed",
    "date": "changed",
    "Company": "company",
    "Manager": "manager",
}
_EXIF = {
    0x010F: "camera",
    0x0110: "camera",
    0x0131: "program",
    0x0132: "changed",
    0x010E: "description",
    0x013B: "author",
    0x8298: "copyright",
    0x9003: "created",
    0xA433: "camera",
    0xA434: "camera",
    0xA431: "serial",
    0x9286: "comment",
}
_DETAILS, _GPS = 0x8769, 0x8825  # parts of EXIF: of the exposure, of the place


def work(job: Job, meter: Meter, wire: Wire) -> None:
    content, asked = whole(meter), job.asked
    stamp, content = content[: (length := int(asked.get(STAMP, "0")))], content[length:]
    if asked[DO] == EXAMINE:
        wire.tell(_examined(content, job))
        return
    is_pdf = kind_of(content[:HEAD]) == "pdf"
    if asked[DO] == CLEAN:
        wire.tell(Rewritten(portable.cleaned(content) if is_pdf else _anew(_opened(content))))
    elif asked[DO] == MARK:
        wire.tell(Rewritten(portable.marked(content, stamp) if is_pdf else _anew(_opened(content), stamp)))


def _examined(content: bytes, job: Job) -> Examined:
    """Raises Refusal for what is not taken."""
    kind = kind_of(content[:HEAD])
    if kind == "empty":
        raise Refusal("empty", expected=ATTACHMENT)
    if kind == "pdf":
        return portable.examined(content, job.limits, SHOWN)
    if kind in ("docx", "xlsx", "zip"):
        return _office(content)
    if kind == "image" or _is_webp(content):
        return _picture(content)
    if kind in _TEXTS:
        return Examined("text")
    raise Refusal("wrong-kind", found=KINDS["markup" if kind == "xml" else kind], expected=ATTACHMENT)


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _office(content: bytes) -> Examined:
    """By the names in the archive; of what is in it, the properties alone are unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            kind = next((kind for part, kind in _PACKED.items() if part in names), "") or _open_type(archive, names)
            if not kind:
                raise Refusal("archive")
            if found := next((name for name in names if name.endswith(_MACROS) or name.startswith(_SCRIPTS)), ""):
                raise Refusal("template-active", found=shortened(found))
            parts = [_part(archive, name) for name in (_CORE, _APP, "meta.xml") if name in names]
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    return Examined(kind, facts=_distinct(fact for part in parts for fact in _properties(part)))


def _open_type(archive: ZipFile, names: list[str]) -> str:
    said = _part(archive, "mimetype").decode("ascii", "ignore").strip() if "mimetype" in names else ""
    return _OPEN.get(said.removeprefix(_OPEN_TYPE), "") if said.startswith(_OPEN_TYPE) else ""


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_PROPERTIES)


def _properties(part: bytes) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(part, parser) if part.strip() else None
    for each in root.iter() if root is not None else ():
        code = _PROPERTIES.get(etree.QName(each).localname) if isinstance(each.tag, str) else None
        if code and each.text and each.text.strip():
            words = shortened(each.text)
            yield code, day_and_time(words) if code in ("created", "changed") else words


def _opened(content: bytes) -> Image.Image:
    """Nothing is decoded before its size is known."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except (OSError, ValueError, SyntaxError) as error:
        raise Refusal("wrong-kind", found=KINDS["image"], expected=ATTACHMENT) from error
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS * 1_000_000:
        raise Refusal("too-many-pixels", found=f"{picture.width} × {picture.height}", limit=str(MOST_PIXELS))
    return picture


def _picture(content: bytes) -> Examined:
    picture = _opened(content)
    kind = str(picture.format).lower()
    try:
        facts, place = _distinct(_told_by(picture)), _place(picture)
        small = ImageOps.exif_transpose(picture)
        small.thumbnail((SHOWN, SHOWN))
    except (OSError, ValueError, SyntaxError) as error:
        raise Refusal("truncated") from error
    return Examined(kind, pages=1, facts=facts, place=place, pictures=(_written(_plain(small), "PNG"),))


def _told_by(picture: Image.Image) -> Iterator[tuple[str, str]]:
    exif = picture.getexif()
    for found in (exif, exif.get_ifd(_DETAILS)):
        for number, value in found.items():
            if number in _EXIF and (words := _words(value)):
                yield _EXIF[number], day_and_time(words) if _EXIF[number] in ("created", "changed") else words
    for name, value in picture.info.items():
        if name in ("xmp", "XML:com.adobe.xmp"):
            yield "xmp", ""
        elif (name == "comment" or isinstance(value, str)) and (words := _words(value)):
            yield "comment", words


def _words(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return shortened(text.replace("\0", " ").strip())


def _place(picture: Image.Image) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the photo has them. EXIF 2.32, 4.6.6."""
    gps = picture.getexif().get_ifd(_GPS)
    try:
        return _degrees(gps[2], gps.get(1), "S"), _degrees(gps[4], gps.get(3), "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return (0.0, 0.0) if 2 in gps or 4 in gps else None


def _degrees(value: tuple[float, float, float], side: object, minus: str) -> float:
    degrees, minutes, seconds = (float(each) for each in value)
    found = degrees + minutes / 60 + seconds / 3600
    return round(-found if str(side).strip("\0 ").upper() == minus else found, 4)


def _distinct(facts: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(facts))[:40]


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels alone, as colours: palettes and profiles may tell more."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB")


def _anew(picture: Image.Image, stamp: bytes = b"") -> bytes:
    """The picture again from its pixels, turned as it is shown; under the stamp where there is one."""
    kind = str(picture.format)
    try:
        pixels = _plain(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError) as error:
        raise Refusal("truncated") from error
    if stamp:
        pixels = _stamped(pixels, stamp)
    return _written(pixels.convert("RGB") if kind == "JPEG" else pixels, kind)


def _stamped(pixels: Image.Image, stamp: bytes) -> Image.Image:
    page = pdfium.PdfDocument(stamp)[int(pixels.width > pixels.height)]
    scale = min(pixels.width / page.get_width(), pixels.height / page.get_height())
    over = page.render(scale=scale, fill_color=(255, 255, 255, 0)).to_pil().convert("RGBA")
    under = pixels.convert("RGBA")
    under.alpha_composite(over, ((pixels.width - over.width) // 2, max(pixels.height - over.height, 0)))
    return under if pixels.mode == "RGBA" else under.convert("RGB")


def _written(pixels: Image.Image, kind: str) -> bytes:
    """Of the pixels alone: `info`, from which a writer would take a comment or a profile, is left behind."""
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = BytesIO()
    bare.save(out, kind, quality=90) if kind != "PNG" else bare.save(out, kind)
    return out.getvalue()


if __name__ == "__main__":
    run(work, sys.argv[1], Image.init, portable.load)
