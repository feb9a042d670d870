"""A report as a Word document: tables that can be edited, heading styles, the secretariat's own template around it."""

import io
from collections.abc import Iterator
from datetime import datetime, time

import docx as word
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from egnatia.formats.archives import same_bytes
from egnatia.formats.reports import elements as made
from egnatia.formats.reports.document import (
    Bars,
    Block,
    Box,
    Break,
    Bullets,
    Document,
    Heading,
    Matrix,
    MatrixFigure,
    Paragraph,
    Table,
    Tiles,
    Totals,
    Words,
)
from egnatia.formats.reports.elements import BAND, Element
from egnatia.formats.reports.templates import BODY, FACTS, fill, shipped, text_of

WIDTH = 9_600  # twentieths of a point, where the template does not say how wide its text is
LONGEST = 255  # characters of a core property, says the library
SMALL = 17  # half points, in tables
TINY = 15
_P = qn("w:p")


def docx(document: Document, template: bytes | None = None) -> bytes:
    """The document in a template, the shipped one where none is given. Equal documents and templates, equal bytes."""
    file = word.Document(io.BytesIO(template or shipped()))
    fill(file, _values(document))
    _Writer(file).write(document)
    _date(file, document)
    written = io.BytesIO()
    file.save(written)
    return same_bytes(written.getvalue())


def _values(document: Document) -> dict[str, str]:
    return {
        "title": document.title.text,
        "subtitle": "" if document.title.other == document.title.text else document.title.other,
        "forum": document.forum,
        "marking": document.marking,
        "audience": document.audience,
        "as_of": document.as_of.isoformat(),
        "digest": f"{document.labels.digest.text}: {document.digest[:16]}",
        "footnote": f"* {document.footnote}" if document.footnote else "",
    }


def _date(file: WordDocument, document: Document) -> None:
    about = file.core_properties
    about.created = about.modified = datetime.combine(document.as_of, time(12))
    forum = made.printable(document.forum)[:LONGEST]
    about.title, about.author = made.printable(document.title.text)[:LONGEST], forum
    about.last_modified_by = forum
    about.keywords, about.revision, about.language = document.marking, 1, document.lang


class _Writer:
    """Writes blocks in front of a paragraph of the template, then takes that away."""

    def __init__(self, file: WordDocument) -> None:
        self._body: Element = file.element.body
        self._page: Element = file.sections[-1]._sectPr  # noqa: SLF001 - what a turned page is copied from
        self._styles = {style.name: style.style_id for style in file.styles}
        self._width = self._text_width()

    def _text_width(self) -> int:
        size, margins = self._page.find(qn("w:pgSz")), self._page.find(qn("w:pgMar"))
        if size is None or margins is None:
            return WIDTH
        sides = (size.get(qn("w:w")), margins.get(qn("w:left")), margins.get(qn("w:right")))
        page, left, right = (int(float(each or 0)) for each in sides)
        return page - left - right if page - left - right > WIDTH // 4 else WIDTH

    def write(self, document: Document) -> None:
        """The facts where the template wants them, else before the rest."""
        facts, body = self._place(FACTS), self._place(BODY)
        asked = [self._facts(document)] if document.facts and not document.front else []
        blocks = (each for block in document.blocks for each in self.block(block))
        if facts is not None:
            for each in asked:
                facts.addprevious(each)
            self._body.remove(facts)
        assert body is not None  # a template without it was refused when it was uploaded
        first = [] if facts is not None else asked
        for each in (*self._first_page(document), *first, *self._opening(document), *blocks):
            body.addprevious(each)
        self._body.remove(body)

    def _first_page(self, document: Document) -> Iterator[Element]:
        """Page 1 of a paper, small enough to be one page, and a list of what comes after it."""
        if not document.front:
            return
        yield made.paragraph(made.runs_of(document.decision, between=" · ", bold=True))
        for block in document.front:
            yield from self._small(block)
        yield self._break()
        yield made.paragraph(made.runs_of(document.labels.contents, between=" · ", bold=True))
        for block in document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                yield made.paragraph(made.runs_of(block.words, between=" · "))
        yield self._facts(document)

    def _small(self, block: Block) -> Iterator[Element]:
        match block:
            case Table():
                yield self._line(block.caption, bold=True)
                yield self._table(block, size=TINY)
            case Totals():
                yield self._totals(block)
            case Heading():
                yield self._line(block.words, bold=True)
            case Bullets():
                yield from (self._line(item, style="List Bullet") for item in block.items)
            case Paragraph():
                yield self._line(block.words, bold=block.tone == "lead")
            case _:
                yield from self.block(block)

    def _line(self, words: Words, *, bold: bool = False, style: str = "") -> Element:
        return made.paragraph(made.runs_of(words, between=" · ", bold=bold, size=SMALL), style=self._style(style))

    def _totals(self, block: Totals) -> Element:
        """Side by side, each with what else there is to know below it."""
        widths = _widths([1] * len(block.totals), self._width)
        cells = (
            made.cell(
                [
                    made.paragraph(made.runs_of(total.label, between=" · ", size=TINY)),
                    made.paragraph(made.runs_of(total.value, between=" · ", bold=True)),
                    made.paragraph(made.runs_of(total.below, between=" · ", size=TINY)),
                ],
                width,
                fill=BAND,
            )
            for total, width in zip(block.totals, widths, strict=True)
        )
        return made.table([made.row(cells)], widths)

    def _place(self, name: str) -> Element | None:
        wanted = f"{{{{ {name} }}}}"
        return next((each for each in self._body.iterchildren(_P) if text_of(each).strip() == wanted), None)

    def _opening(self, document: Document) -> Iterator[Element]:
        if not document.brief:
            yield self._break()

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph() | Bullets():
                yield from self._prose(block)
            case Box():
                yield from (self._box(block), made.paragraph(()))
            case Break():
                yield self._break()
            case _:
                yield from self._figures(block)

    def _figures(self, block: Matrix | Table | Bars | Tiles | Totals) -> Iterator[Element]:
        match block:
            case Totals():
                yield from self._captioned(block.caption, self._totals(block))
            case Matrix():
                yield from self._matrix(block)
            case Table():
                yield from self._captioned(block.caption, self._table(block))
            case Bars():
                yield from self._captioned(block.caption, self._bars(block))
            case _:
                yield from self._captioned(block.caption, self._tiles(block))

    def _style(self, name: str) -> str:
        """Its identifier, "" where the template has no such style."""
        return str(self._styles.get(name, ""))

    def _break(self) -> Element:
        run = made.element("r")
        run.append(made.element("br", type="page"))
        return made.paragraph([run])

    def _heading(self, block: Heading) -> Element:
        return made.paragraph(made.runs_of(block.words, between=" · "), style=self._style(f"Heading {block.level}"))

    def _prose(self, block: Paragraph | Bullets) -> Iterator[Element]:
        if isinstance(block, Bullets):
            for item in block.items:
                yield made.paragraph(made.runs_of(item), style=self._style("List Bullet"))
        elif block.words.other and block.words.other != block.words.text:
            yield self._beside(block.words)
            yield made.paragraph(())
        else:
            style = {"quote": "Quote", "lead": "", "quiet": ""}.get(block.tone, "")
            yield made.paragraph(made.runs_of(block.words), style=self._style(style))

    def _beside(self, words: Words) -> Element:
        half = self._width // 2
        sides = (words.text, words.lang), (words.other, words.other_lang)
        cells = [made.cell([made.paragraph([made.run(text, lang=lang)])], half) for text, lang in sides]
        return made.table([made.row(cells)], [half, half])

    def _box(self, block: Box) -> Element:
        inside = [made.paragraph(made.runs_of(block.title, between=" · ", bold=True))]
        for each in block.inside:
            items = each.items if isinstance(each, Bullets) else (each.words,)
            style = self._style("List Bullet") if isinstance(each, Bullets) else ""
            inside.extend(made.paragraph(made.runs_of(item), style=style) for item in items)
        return made.table([made.row([made.cell(inside, self._width, fill=BAND)])], [self._width])

    def _captioned(self, caption: Words, table: Element) -> Iterator[Element]:
        yield made.paragraph(made.runs_of(caption, between=" · ", bold=True))
        yield table
        yield made.paragraph(())  # two tables that touch become one

    def _grid(self, header: list[Words], widths: list[int], rows: Iterator[Element]) -> Element:
        cells = zip(header, widths, strict=True)
        top = made.row((self._said(words, width, bold=True, fill=BAND) for words, width in cells), header=True)
        return made.table([top, *rows], widths, style=self._style("Table Grid"))

    def _said(  # noqa: PLR0913 - how a cell looks
        self,
        words: Words,
        width: int,
        *,
        bold: bool = False,
        fill: str = "",
        right: bool = False,
        size: int = SMALL,
    ) -> Element:
        between = " · " if size == TINY else "\n"
        inside = made.paragraph(made.runs_of(words, between=between, bold=bold, size=size), right=right)
        return made.cell([inside], width, fill=fill)

    def _table(self, block: Table, *, size: int = SMALL) -> Element:
        widths = _widths([column.share for column in block.columns], self._width)
        right = [column.figures for column in block.columns]
        rows = (
            made.row(
                self._said(cell.words, width, right=figures, size=size)
                for cell, width, figures in zip(row, widths, right, strict=True)
            )
            for row in block.rows
        )
        return self._grid([column.words for column in block.columns], widths, rows)

    def _facts(self, document: Document) -> Element:
        widths = _widths([1, 2], self._width)
        rows = [
            made.row([self._said(fact.label, widths[0], bold=True), self._said(fact.value, widths[1])])
            for fact in document.facts
        ]
        return made.table(rows, widths, style=self._style("Table Grid"))

    def _bars(self, block: Bars) -> Element:
        widths = _widths([3, 1], self._width)
        said = (((Words(bar.label, ""), Words(f"{bar.value:g}", ""))) for bar in block.bars)
        rows = (made.row(self._said(words, width) for words, width in zip(pair, widths, strict=True)) for pair in said)
        return self._grid([Words(""), block.unit], widths, rows)

    def _tiles(self, block: Tiles) -> Element:
        grid = list(block.grid)
        widths = _widths([1] * max(len(grid[0]) if grid else 1, 1), self._width)
        rows = (
            made.row(
                made.cell([made.paragraph([made.run("\n".join((tile.label, *tile.lines)), size=TINY)])], width)
                if tile
                else made.cell([made.paragraph(())], width)
                for tile, width in zip(row, widths, strict=True)
            )
            for row in grid
        )
        return made.table(list(rows), widths)

    def _matrix(self, block: Matrix) -> Iterator[Element]:
        """On a page of its own that lies on its side where it is wide."""
        across = self._width
        if block.wide:
            yield made.section(self._page, turned=False)
            across = int(self._width * 1.45)
        widths = _widths([3, *([1] * len(block.columns))], across)
        header = [block.corner, *(Words(label, "") for label in block.columns)]
        yield from self._captioned(block.caption, self._grid(header, widths, self._lines(block, widths)))
        for symbol, words, meaning in block.legend:
            runs = (made.run(f"{symbol} {words.both}: ", bold=True, size=TINY), made.run(meaning.both, size=TINY))
            yield made.paragraph(runs)
        if block.wide:
            yield made.section(self._page, turned=True)

    def _lines(self, block: Matrix, widths: list[int]) -> Iterator[Element]:
        for group in block.groups:
            if group.words is not None:
                whole = [made.paragraph(made.runs_of(group.words, between=" · ", bold=True, size=SMALL))]
                yield made.row([made.cell(whole, sum(widths), fill=BAND, span=len(widths))])
            for line in group.lines:
                figures = zip(line.figures, widths[1:], strict=True)
                cells = (_figure(figure, width) for figure, width in figures)
                yield made.row([self._said(line.words, widths[0]), *cells])


def _figure(figure: MatrixFigure, width: int) -> Element:
    text = "\n".join(figure.lines) or "–"
    return made.cell([made.paragraph([made.run(text, bold=figure.state == "open", size=TINY)])], width)


def _widths(shares: list[int], whole: int) -> list[int]:
    return [whole * share // sum(shares) for share in shares]
