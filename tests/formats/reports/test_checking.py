"""What may be the template of reports, and what may not."""

import io
import zipfile
from collections.abc import Callable

import docx as word
import msgspec
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.package import Package
from lxml import etree

from egnatia.formats import Refused
from egnatia.formats.confinement import Job, answer
from egnatia.formats.limits import TEMPLATES, Limits
from egnatia.formats.reports.elements import element
from egnatia.formats.reports.template_check import Usable, check_template, checked_template
from egnatia.formats.reports.templates import shipped

Change = Callable[[word.document.Document], object]


def changed(change: Change) -> bytes:
    template = word.Document(io.BytesIO(shipped()))
    change(template)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def told_of(content: bytes) -> Usable | Refused:
    """What the reader says, in this process."""
    out = io.BytesIO()
    answer(check_template, Job(file="ours.docx", size=len(content), limits=TEMPLATES), io.BytesIO(content), out)
    return msgspec.json.decode(out.getvalue(), type=Usable | Refused)


def _refused(content: bytes) -> tuple[str, str]:
    told = told_of(content)
    assert isinstance(told, Refused), told
    return told.code, told.sentence


def test_the_shipped_template_may_be_one_and_a_process_of_its_own_says_so() -> None:
    assert checked_template(shipped(), "ours.docx") == Usable(file="ours.docx")


def test_what_the_process_refuses_is_told_with_the_name_of_the_file() -> None:
    told = checked_template(b"no document", "ours.docx")

    assert isinstance(told, Refused)
    assert told.sentence.startswith("ours.docx ")


def test_a_large_one_is_refused_before_anything_reads_it() -> None:
    told = checked_template(shipped(), "ours.docx", limits=Limits(input_bytes=10))

    assert isinstance(told, Refused)
    assert told.code == "too-big"


def _without_marking(template: word.document.Document) -> None:
    template.sections[0].header.paragraphs[0].text = "Board"


def _first_page(template: word.document.Document) -> None:
    template.sections[0].different_first_page_header_footer = True


def _first_page_without_footnote(template: word.document.Document) -> None:
    _first_page(template)
    template.sections[0].first_page_header.paragraphs[0].text = "{{ marking }}"


def _even_pages(template: word.document.Document) -> None:
    template.settings.odd_and_even_pages_header_footer = True


def _field(code: str) -> Change:
    return lambda template: template.element.body[0].append(element("fldSimple", instr=code))


def _fields(*pieces: str) -> Change:
    """Complex fields: "{" begins one, "|" ends its code, "}" ends it, all else is code."""

    def change(template: word.document.Document) -> None:
        for piece in pieces:
            kind = {"{": "begin", "|": "separate", "}": "end"}.get(piece)
            made = element("fldChar", fldCharType=kind) if kind else element("instrText")
            if not kind:
                made.text = piece
            template.element.body[0].append(made)

    return change


def _picture_elsewhere(template: word.document.Document) -> None:
    template.part.relate_to("https://example.org/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def _picture_by_a_link(template: word.document.Document) -> None:
    link = template.part.relate_to("https://example.org/a.png", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    blip = OxmlElement("a:blip")
    blip.set(qn("r:link"), link)
    template.element.body[0].append(blip)


def _picture_of_an_old_drawing(template: word.document.Document) -> None:
    template.element.body[0].append(
        etree.fromstring('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="https://example.org/a.png"/>')
    )


def _page_inside(template: word.document.Document) -> None:
    """As Word takes a web page into a document when it opens it."""
    page = Part(PackURI("/word/page.html"), "text/html", b'<img src="https://example.org/a.png">', _package(template))
    template.part.relate_to(page, RELATIONSHIP_TYPE.A_F_CHUNK)


def _page_called_a_picture(template: word.document.Document) -> None:
    page = Part(PackURI("/word/page.html"), "text/html", b"<html/>", _package(template))
    template.part.relate_to(page, RELATIONSHIP_TYPE.IMAGE)


def _page_said_to_be_plain(template: word.document.Document) -> None:
    page = Part(PackURI("/word/page.xml"), "application/xml", b"<html/>", _package(template))
    template.part.relate_to(page, RELATIONSHIP_TYPE.A_F_CHUNK)


def _footnote(inside: str, kind: str = "footnotes") -> Change:
    def change(template: word.document.Document) -> None:
        notes = f"<w:{kind} {nsdecls('w')}>{inside}</w:{kind}>".encode()
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        part = Part(PackURI(f"/word/{kind}.xml"), content_type, notes, _package(template))
        template.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}")

    return change


def _package(template: word.document.Document) -> Package:
    package: Package = template.part.package
    return package


WHAT_TO_DO = {
    "template-names": "Use: {{ title }}",
    "template-body": "must contain {{ body }} exactly once",
    "template-facts": "may contain {{ facts }} once at most",
    "template-marking": "Add it to every header",
    "template-footnote": "Add it to every footer",
    "template-outside": "Embed all images",
    "template-active": "Remove macros, embedded files and fields",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda template: template.add_paragraph("{{ secret }}"), "template-names"),
        (lambda template: template.add_paragraph("{{ title.__class__ }}"), "template-names"),
        (lambda template: template.add_paragraph("{{ body }}"), "template-body"),
        (lambda template: template.add_paragraph("see {{ body }}"), "template-body"),
        (_without_marking, "template-marking"),
        (_first_page, "template-marking"),
        (_first_page_without_footnote, "template-footnote"),
        (_even_pages, "template-marking"),
        (lambda template: template.add_paragraph("see {{ facts }}"), "template-facts"),
        (lambda template: template.add_paragraph("{{ facts }}"), "template-facts"),
        (_field("INCLUDEPICTURE https://example.org/a.png"), "template-active"),
        (_field("DATABASE \\d https://example.org/a"), "template-active"),
        (_field("RD https://example.org/a.docx"), "template-active"),
        (_field(""), "template-active"),
        (_fields(" DDEA", "UTO cmd"), "template-active"),
        (_fields("{", "PAGE", "}", "{", "INCLUDEPICTURE https://example.org", "|", "}"), "template-active"),
        (_fields("{", "INCLUDE", "PICTURE https://example.org/a.png", "}"), "template-active"),
        (_fields("{", " ", "{", "REF a", "}", " PAGE", "}"), "template-active"),
        (_fields("{", "PAGE", "{", "REF a", "}", "}"), "template-active"),
        (_fields("{", "DDE cmd"), "template-active"),
        (_fields("}", "{", "PAGE", "}", "LINK x"), "template-active"),
        (_picture_elsewhere, "template-outside"),
        (_picture_by_a_link, "template-outside"),
        (_picture_of_an_old_drawing, "template-outside"),
        (_page_inside, "template-active"),
        (_page_called_a_picture, "template-active"),
        (_page_said_to_be_plain, "template-active"),
        (_footnote('<w:fldSimple w:instr="DATABASE"/>'), "template-active"),
        (_footnote('<w:fldSimple w:instr="PAGE"/>', "comments"), "template-active"),
    ],
)
def test_what_may_not_be_a_template(change: Change, code: str) -> None:
    found, sentence = _refused(changed(change))

    assert found == code
    assert WHAT_TO_DO[code] in sentence


@pytest.mark.parametrize(
    "change",
    [
        _fields("{", " PAGE ", "|", "}", "{", "numpages \\* MERGEFORMAT", "}"),
        _fields("{", 'TOC \\o "1-3"', "|", "{", "HYPERLINK \\l a", "|", "{", "PAGEREF a", "|", "}", "}", "}"),
        _fields("{", 'STYLEREF "Heading 1"', "{", "DATE", "}", "}"),
        _footnote('<w:fldSimple w:instr="REF a"/>'),
    ],
)
def test_fields_that_only_say_something_again_may_stand_in_it(change: Change) -> None:
    assert told_of(changed(change)) == Usable(file="ours.docx")


def test_a_part_that_cannot_be_read_is_refused() -> None:
    assert _refused(changed(_footnote("<w:p>")))[0] == "broken-document"


def test_a_link_that_somebody_follows_by_himself_may_stand_in_it() -> None:
    link = changed(
        lambda template: template.part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )

    assert told_of(link) == Usable(file="ours.docx")


def test_macros_are_refused() -> None:
    named = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    related = b'<Relationship Id="rIdX" Type="%b" Target="vbaProject.bin"/></Relationships>' % kind
    with_macros = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped())) as source, zipfile.ZipFile(with_macros, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"</Types>", named)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", related)
            target.writestr(name, content)
        target.writestr("word/vbaProject.bin", b"x")

    assert _refused(with_macros.getvalue())[0] == "template-active"


def test_names_in_headers_count_and_those_cut_into_runs_too() -> None:
    def cut(template: word.document.Document) -> None:
        paragraph = template.sections[0].header.paragraphs[0]
        paragraph.text = ""
        for piece in ("{", "{ mar", "king }", "}"):
            paragraph.add_run(piece)

    assert told_of(changed(cut)) == Usable(file="ours.docx")
