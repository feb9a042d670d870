"""PDF: what it tells of its making, its pages without that and without anything active, its pages under a stamp.

Source of the names: ISO 32000-1, 12.6 (actions), 14.3 (metadata), 7.11 (embedded files).
"""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Name

from egnatia.formats.attachments.examination import Examined, day_and_time
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import A_PDF, shortened

MOST_PICTURES = 3
_INFO = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "program",
    "/Producer": "producer",
    "/CreationDate": "created",
    "/ModDate": "changed",
    "/Company": "company",
}
_METADATA = (Name.Metadata, Name.PieceInfo, Name.LastModified)
_ACTIONS = (Name.AA, Name.OpenAction)
_HARMLESS = ("/GoTo", "/URI", "/Named")  # what a link may do
# Annotations that are or hold a file, or run something.
_HOLDING = ("/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D")
_SOI, _SOS = b"\xff\xd8", 0xDA  # of JPEG
_TELLING = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # its segments APP1-13, APP15 and comments; 0 and 14 say how to draw it


def load() -> None:
    """Whatever is loaded when a PDF is first read."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)
    pdfium.PdfDocument(out.getvalue())[0].render(scale=0.1).to_pil()


def examined(content: bytes, limits: Limits, shown: int) -> Examined:
    with _opened(content) as pdf:
        if len(pdf.pages) > limits.pages:
            raise Refusal("too-many-pages", found=str(len(pdf.pages)), limit=str(limits.pages))
        facts, active, pages = tuple(_facts(pdf)), _is_active(pdf), len(pdf.pages)
    return Examined("pdf", pages=pages, facts=facts, active=active, pictures=tuple(_pictures(content, shown)))


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Refusal("protected") from error
    except pikepdf.PdfError as error:
        raise Refusal("broken-document", expected=A_PDF) from error


def _facts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    info = pdf.trailer.get(Name.Info)
    for name, value in info.items() if isinstance(info, pikepdf.Dictionary) else ():
        if words := shortened(str(value).strip()):
            code = _INFO.get(name, "comment")
            yield code, day_and_time(words) if code in ("created", "changed") else words
    if Name.Metadata in pdf.Root:
        yield "xmp", ""
    if any(Name.Metadata in each or _telling_jpeg(each) for each in _streams(pdf)):
        yield "pictures", ""
    if count := len(pdf.attachments):
        yield "embedded", str(count)
    authors = {str(each.T) for each in _annotations(pdf) if each.get(Name.Subtype) != Name.Widget and Name.T in each}
    yield from (("comment-author", shortened(author)) for author in sorted(authors)[:10])


def _is_active(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.get(Name.Names)
    scripts = isinstance(names, pikepdf.Dictionary) and Name.JavaScript in names
    there = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))  # pages, bookmarks, fields
    places: list[Any] = [pdf.Root, *there, *_annotations(pdf)]
    return scripts or any(_acts(each) for each in places) or _has_form_program(pdf)


def _acts(place: Any) -> bool:  # noqa: ANN401 - a dictionary of a PDF
    if Name.AA in place:
        return True
    opening = place.get(Name.OpenAction)
    return _does_more(opening) or _does_more(place.get(Name.A)) or str(place.get(Name.Subtype)) in _HOLDING


def _does_more(action: Any) -> bool:  # noqa: ANN401 - an action, or a place in the document
    return isinstance(action, pikepdf.Dictionary) and (
        str(action.get(Name.S, Name.GoTo)) not in _HARMLESS or Name.Next in action
    )


def _has_form_program(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get(Name.AcroForm)
    return isinstance(form, pikepdf.Dictionary) and Name.XFA in form


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        found = page.obj.get(Name.Annots)
        yield from (each for each in found if isinstance(each, pikepdf.Dictionary)) if found is not None else ()


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (each for each in pdf.objects if isinstance(each, pikepdf.Stream))


def _telling_jpeg(stream: pikepdf.Stream) -> bool:
    return _is_jpeg(stream) and any(marker in _TELLING for marker, _ in _segments(stream.read_raw_bytes()))


def _is_jpeg(stream: pikepdf.Stream) -> bool:
    return stream.get(Name.Filter) in (Name.DCTDecode, [Name.DCTDecode])


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, segment) up to the picture itself, which comes last with all that follows. ITU-T T.81, annex B."""
    at = len(_SOI)
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big") + 2
        if marker == _SOS:
            break
        yield marker, jpeg[at : at + length]
        at += length
    yield _SOS, jpeg[at:]


def cleaned(content: bytes) -> bytes:
    """Its pages with their links and form fields. What was there before a change, embedded or active is not."""
    with _opened(content) as pdf:
        if Name.Info in pdf.trailer:
            del pdf.trailer.Info
        _drop(pdf.Root, *_METADATA, *_ACTIONS, Name.AF, Name.Collection)
        if isinstance(names := pdf.Root.get(Name.Names), pikepdf.Dictionary):
            _drop(names, Name.JavaScript, Name.EmbeddedFiles, Name.Renditions)
        _clean_form(pdf)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                _drop(each, *_METADATA, Name.AA)
                _calm(each)
            if isinstance(each, pikepdf.Stream) and _is_jpeg(each):
                _strip(each)
        for page in pdf.pages:
            _drop(page.obj, *_METADATA, Name.AA)
            _clean_annotations(page.obj)
        return _saved(pdf)


def _drop(place: Any, *names: Name) -> None:  # noqa: ANN401 - a dictionary of a PDF
    for name in names:
        if name in place:
            del place[name]


def _clean_form(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, pikepdf.Dictionary):
        _drop(form, Name.XFA, Name.CO)


def _clean_annotations(page: Any) -> None:  # noqa: ANN401 - a page of a PDF
    found = page.get(Name.Annots)
    if found is None:
        return
    kept = [
        each for each in found if isinstance(each, pikepdf.Dictionary) and str(each.get(Name.Subtype)) not in _HOLDING
    ]
    for each in kept:
        _drop(each, Name.AA, Name.M, Name.CreationDate)
        if each.get(Name.Subtype) != Name.Widget:  # there it is the name of a field
            _drop(each, Name.T)
        _calm(each)
    page[Name.Annots] = pikepdf.Array(kept)


def _calm(place: Any) -> None:  # noqa: ANN401 - a dictionary of a PDF: a link, a button, a bookmark
    if _does_more(place.get(Name.A)):
        del place[Name.A]


def _strip(stream: pikepdf.Stream) -> None:
    """The picture without what a camera wrote beside it; it is not drawn anew."""
    raw = stream.read_raw_bytes()
    if raw.startswith(_SOI):
        kept = b"".join(segment for marker, segment in _segments(raw) if marker not in _TELLING)
        kept_parms = stream.get(Name.DecodeParms)
        stream.write(_SOI + kept, filter=Name.DCTDecode)
        if kept_parms is not None:
            stream[Name.DecodeParms] = kept_parms


def marked(content: bytes, stamp: bytes) -> bytes:
    """Each page under the page of the stamp that has its form."""
    with _opened(content) as pdf, pikepdf.open(BytesIO(stamp)) as over:
        upright, across = (pdf.copy_foreign(page.as_form_xobject()) for page in over.pages)
        name = Name(f"/Stamp{sha256(stamp).hexdigest()[:16]}")
        for page in pdf.pages:
            left, low, right, high = (float(each) for each in page.trimbox)
            turned = int(page.obj.get(Name.Rotate, 0)) % 180 != 0
            wide = (abs(right - left) > abs(high - low)) != turned
            _lay_over(page, across if wide else upright, name)
        return _saved(pdf)


def _lay_over(page: pikepdf.Page, form: pikepdf.Object, name: pikepdf.Name) -> None:
    """As `page.add_overlay` does, which gives the form a random name: two copies of one file differ in length then."""
    page.add_resource(form, Name.XObject, name)
    placed = page.calc_form_xobject_placement(form, name, pikepdf.Rectangle(page.trimbox))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + placed)
    page.contents_coalesce()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Written whole: what an earlier change left behind is not in it."""
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _pictures(content: bytes, shown: int) -> Iterator[bytes]:
    """Of its first pages, as PNG; none of a page that cannot be drawn."""
    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return
    for number in range(min(len(pdf), MOST_PICTURES)):
        with suppress(pdfium.PdfiumError, ValueError):
            page = pdf[number]
            scale = shown / max(page.get_width(), page.get_height(), 1.0)
            out = BytesIO()
            page.render(scale=min(scale, 3.0)).to_pil().convert("RGB").save(out, "PNG")
            yield out.getvalue()
