"""The Word template of reports: the one that we ship, and whatever a secretariat puts in its place.

A template is a document with names in braces: `{{ body }}` in a paragraph of its own where the report goes, the others
wherever they are wanted, in headers, footers and text boxes too. Nothing in it is run: a name becomes a text and no
more, so an uploaded template is never a program (what renders Jinja in documents would make it one).
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import docx
from docx.document import Document
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor

from egnatia.formats.archives import same_bytes
from egnatia.formats.reports.elements import Element, element, printable

NAMES = ("title", "subtitle", "forum", "marking", "audience", "as_of", "digest", "footnote", "facts", "body")
BODY, FACTS, MARKING, FOOTNOTE = "body", "facts", "marking", "footnote"
_NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_P, _T = qn("w:p"), qn("w:t")


@cache
def shipped() -> bytes:
    """Our own template, as a secretariat gets it to make its own of."""
    made = docx.Document()
    _set_styles(made)
    _set_page(made)
    made.add_paragraph("{{ forum }}")
    made.add_paragraph("{{ title }}", style="Title")
    made.add_paragraph("{{ subtitle }}", style="Subtitle")
    made.add_paragraph("{{ facts }}")
    made.add_paragraph("{{ body }}")
    written = io.BytesIO()
    made.save(written)
    return same_bytes(written.getvalue())


def _set_styles(made: Document) -> None:
    for name, size in (("Normal", 10.5), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11), ("Title", 26)):
        style = made.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)
        for fonts in style.element.iter(qn("w:rFonts")):  # a theme's font wins over a name otherwise
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]
            fonts.set(qn("w:cs"), "Calibri")


def _set_page(made: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.header.paragraphs[0].text = "{{ marking }}  {{ audience }}"
    page.header.paragraphs[0].runs[0].bold = True
    page.footer.paragraphs[0].text = "{{ footnote }}"
    numbers = page.footer.add_paragraph("{{ digest }}\t\t")
    for name in ("PAGE", "NUMPAGES"):
        field = element("fldSimple", instr=name)
        shown = element("r")
        shown.append(OxmlElement("w:t"))
        shown[0].text = "1"
        field.append(shown)
        if name == "NUMPAGES":
            numbers.add_run(" / ")
        numbers._p.append(field)  # noqa: SLF001 - the library has no word for fields
    for paragraph in page.footer.paragraphs:
        paragraph.style.font.size = Pt(8)


def faults_of(template: Document) -> Iterator[tuple[str, str]]:
    """What is wrong with a template, each (code, what was found); nothing for a good one.

    `names`: a name that we do not know. `body`: not exactly one paragraph for the report. `facts`: more
    than once, or where something else stands too. `marking`, `footnote`: a page
    would come without them.
    """
    parts = list(parts_of(template))
    found = {name for part in parts for paragraph in part.iter(_P) for name in names_in(paragraph)}
    for name in sorted(found - set(NAMES)):
        yield ("names", name[:60])
    places, said = _places(template, parts, BODY)
    if (places, said) != (1, 1):
        yield ("body", str(places))
    places, said = _places(template, parts, FACTS)
    if places != said or said > 1:
        yield ("facts", str(said))
    for section in template.sections:
        if not all(_says(header, MARKING) for header in _used(template, section, "header")):
            yield ("marking", "")
        if not all(_says(footer, FOOTNOTE) for footer in _used(template, section, "footer")):
            yield ("footnote", "")


def _places(template: Document, parts: Sequence[Element], name: str) -> tuple[int, int]:
    """How many paragraphs of the body itself say the name and nothing else, and how many of all parts say it at all."""
    alone = [each for each in template.element.body.iterchildren(_P) if text_of(each).strip() == f"{{{{ {name} }}}}"]
    return len(alone), sum(name in names_in(each) for part in parts for each in part.iter(_P))


def _used(template: Document, section: Section, kind: str) -> Iterator[Element]:
    """The headers or footers that a section's pages show."""
    names = [kind]
    if section.different_first_page_header_footer:
        names.append(f"first_page_{kind}")
    if template.settings.odd_and_even_pages_header_footer:
        names.append(f"even_page_{kind}")
    for name in names:
        yield getattr(section, name)._element  # noqa: SLF001 - text boxes stand in no paragraph that the library gives


def _says(part: Element, name: str) -> bool:
    return any(name in names_in(paragraph) for paragraph in part.iter(_P))


def parts_of(template: Document) -> Iterator[Element]:
    """The body, and every header and footer."""
    yield template.element.body
    related: list[Part] = [each.target_part for each in template.part.rels.values() if not each.is_external]
    for part in sorted(related, key=lambda part: str(part.partname)):
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            yield part.element  # type: ignore[attr-defined]  # those parts have one


def names_in(paragraph: Element) -> list[str]:
    return _NAMED.findall(text_of(paragraph))


def text_of(paragraph: Element) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _texts(paragraph: Element) -> list[Element]:
    """Those of the paragraph itself, not of a text box that hangs in it."""
    return [each for each in paragraph.iter(_T) if next(each.iterancestors(_P)) is paragraph]


def fill(template: Document, values: Mapping[str, str]) -> None:
    """Put the texts where their names stand, however Word has cut these into runs. A name without text stays."""
    for part in parts_of(template):
        for paragraph in list(part.iter(_P)):
            _fill(paragraph, values)


def _fill(paragraph: Element, values: Mapping[str, str]) -> None:
    texts = _texts(paragraph)
    whole = "".join(each.text or "" for each in texts)
    for match in reversed(list(_NAMED.finditer(whole))):
        if match[1] in values:
            _replace(texts, match.span(), printable(values[match[1]]))


def _replace(texts: list[Element], span: tuple[int, int], value: str) -> None:
    """Put `value` where the characters of `span` begin and take these away, wherever they lie."""
    start, end = span
    place, put = 0, False
    for each in texts:
        said = each.text or ""
        here, there = max(start - place, 0), min(end - place, len(said))
        if here < there:
            each.text = said[:here] + ("" if put else value) + said[there:]
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            put = True
        place += len(said)
