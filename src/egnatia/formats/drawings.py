"""Pictures of few shapes: stacked bars, a timeline, layers of a network, dots. Pure: from values to SVG.

A picture is as wide as its place (positions are shares of the width) or has a fixed width. Colours come from the
style sheet by the class of a shape; words are the caller's, in the reader's language. Every mark has a title, and a
link where there is a page behind it. Nothing is sorted here but the nodes of a layer: the order is the caller's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

LINE = 16  # pixels of a line of text
BAR = 14
INDENT = 14
ROW = LINE + BAR + 12
LONGEST_HEADING = 40
LONGEST_LABEL = 60  # letters beside or above a shape; its title says all of it

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element; `text` is what it contains."""

    tag: str
    attributes: Attributes
    text: str = ""


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """Shapes with one meaning: `words` say it in full ("" for a line of the axis), `url` is the page behind it."""

    words: str
    shapes: tuple[Shape, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` 0: as wide as its place. `words` say what it shows."""

    words: str
    height: int
    marks: tuple[DrawnMark, ...]
    width: int = 0

    @property
    def role(self) -> str:
        """An image is one thing for those who hear it; a group has links inside."""
        return "group" if any(mark.url for mark in self.marks) else "img"


def shape(tag: str, look: str, text: str = "", /, **attributes: str | float) -> Shape:
    """Names of attributes with "_" for "-"; numbers with two digits."""
    said = ((name.replace("_", "-"), _number(value)) for name, value in attributes.items())
    return Shape(tag, (("class", look), *said), text)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".removesuffix(".00")


def share(part: float, whole: float) -> str:
    """Per cent of the width, "0%" of nothing."""
    return f"{100 * part / whole if whole else 0:.2f}%"


def short(text: str, most: int = LONGEST_LABEL) -> str:
    """The text, with an ellipsis where it is longer than `most` letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class BarPart:
    """A length of a bar: `look` is its class."""

    value: float
    look: str


@dataclass(frozen=True, slots=True)
class StackedBar:
    """A row: its label and, on the right, the number in words; from left to right its parts. `title` says it in full,
    where label and note do not; `depth` is how far it is indented, in a tree."""

    label: str
    note: str
    parts: tuple[BarPart, ...]
    url: str = ""
    title: str = ""
    depth: int = 0

    @property
    def whole(self) -> float:
        return sum(part.value for part in self.parts)

    @property
    def words(self) -> str:
        return self.title or f"{self.label}: {self.note}"


def stacked_bars(words: str, rows: Sequence[StackedBar], letters: int = LONGEST_LABEL) -> Picture:
    """All rows on one scale that begins at nothing; the longest is as wide as the picture. Labels have so many
    `letters` at most, beside the note."""
    most = max((row.whole for row in rows), default=0)
    marks = tuple(DrawnMark(row.words, tuple(_bar(row, y * ROW, most, letters)), row.url) for y, row in enumerate(rows))
    return Picture(words, max(len(rows) * ROW, 1), marks)


def _bar(row: StackedBar, top: int, most: float, letters: int) -> Iterator[Shape]:
    yield shape("text", "label", short(row.label, letters - 2 * row.depth), x=row.depth * INDENT, y=top + 12)
    yield shape("text", "note", row.note, x="100%", y=top + 12)
    begin = 0.0
    for part in row.parts:
        if part.value > 0:
            size: dict[str, str | float] = {"width": share(part.value, most), "height": BAR}
            yield shape("rect", part.look, x=share(begin, most), y=top + LINE + 2, **size)
        begin += part.value


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A row: from `start` to `end`, each None where it is not stated. A row that begins a group has its `heading`, and
    on the right a `note` on the group."""

    label: str
    words: str
    start: date | None
    end: date | None
    look: str
    url: str = ""
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSpan:
    """The days that a timeline shows, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def place(self, day: date) -> float:
        """Days from the beginning, kept inside."""
        return float(min(max((day - self.first).days, 0), self.days))


def timeline(words: str, rows: Sequence[TimelineBar], span: TimelineSpan, today: date) -> Picture:
    """Rows one below the other; years and today as lines. An end that is not stated is where the picture ends."""
    tops, height = _tops(rows)
    marks = [DrawnMark("", tuple(_years(span, height)))]
    marks += [mark for top, row in zip(tops, rows, strict=True) for mark in _timeline_row(row, top, span)]
    if span.first <= today <= span.last:
        x = share(span.place(today), span.days)
        marks.append(DrawnMark("", (shape("line", "today", x1=x, x2=x, y1=LINE + 4, y2=height),)))
    return Picture(words, height, tuple(marks))


def _tops(rows: Sequence[TimelineBar]) -> tuple[list[int], int]:
    """Where each row begins, below the years, and the height of all."""
    tops, y = [], LINE + 8
    for row in rows:
        tops.append(y)
        y += ROW + (LINE + 10 if row.heading else 0)
    return tops, y


def _years(span: TimelineSpan, height: int) -> Iterator[Shape]:
    for year in range(span.first.year, span.last.year + 1):
        first = date(year, 1, 1)
        if first >= span.first:
            x = share(span.place(first), span.days)
            yield shape("line", "axis", x1=x, x2=x, y1=LINE + 4, y2=height)
            yield shape("text", "tick", str(year), x=x, y=12)


def _timeline_row(row: TimelineBar, top: int, span: TimelineSpan) -> Iterator[DrawnMark]:
    if row.heading:
        heading = shape("text", "heading", short(row.heading, LONGEST_HEADING), x="0", y=top + 16)
        yield DrawnMark("", (heading, shape("text", "note", row.note, x="100%", y=top + 16)))
        top += LINE + 10
    begin, end = _extent(row, span)
    look = row.look if row.start and row.end else f"{row.look} unstated"
    size: dict[str, str | float] = {"x": share(begin, span.days), "width": share(end - begin, span.days)}
    label = shape("text", "label", short(row.label), x="0", y=top + 12)
    yield DrawnMark(row.words, (label, shape("rect", look, y=top + LINE + 2, height=BAR, **size)), row.url)


def _extent(row: TimelineBar, span: TimelineSpan) -> tuple[float, float]:
    """Days from the beginning of the picture; an end before its start is read as its day."""
    begin = span.place(row.start) if row.start else 0.0
    end = min(span.place(row.end) + 1, float(span.days)) if row.end else float(span.days)
    return min(begin, span.days - 1.0), max(end, min(begin, span.days - 1.0) + 1)


@dataclass(frozen=True, slots=True)
class LayerNode:
    """Somebody in one layer of a network."""

    key: str
    label: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LayerEdge:
    """So many activities lead from one to another."""

    one: str
    other: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class _Box:
    x: int
    y: int

    @property
    def right(self) -> int:
        return self.x + NODE_WIDTH

    @property
    def middle(self) -> int:
        return self.y + NODE_HEIGHT // 2


NODE_WIDTH, NODE_HEIGHT, NODE_GAP = 236, 30, 12
LAYER_GAP = 126
SWEEPS = 4
LONGEST_NODE = 28


def layered(
    words: str, heads: Sequence[str], layers: Sequence[Sequence[LayerNode]], edges: Sequence[LayerEdge]
) -> Picture:
    """Layers from left to right. Inside a layer a node is near the middle of those that it is tied to.

    The barycentre method (Sugiyama, Tagawa and Toda 1981) with a fixed number of sweeps: no chance is involved.
    """
    ordered = _ordered([[node.key for node in layer] for layer in layers], edges)
    boxes = _boxes(ordered)
    named = {node.key: node for layer in layers for node in layer}
    marks = [DrawnMark("", tuple(_heads(heads)))]
    marks += [_edge(edge, boxes) for edge in edges]
    marks += [_node(named[key], boxes[key]) for layer in ordered for key in layer]
    tallest = max((len(layer) for layer in layers), default=0)
    width = len(layers) * NODE_WIDTH + max(len(layers) - 1, 0) * LAYER_GAP
    return Picture(words, LINE + 8 + max(tallest, 1) * (NODE_HEIGHT + NODE_GAP), tuple(marks), width + 2)


def _ordered(layers: list[list[str]], edges: Iterable[LayerEdge]) -> list[list[str]]:
    tied: dict[str, list[tuple[str, int]]] = {key: [] for layer in layers for key in layer}
    for edge in edges:
        tied[edge.one].append((edge.other, edge.number))
        tied[edge.other].append((edge.one, edge.number))
    for _ in range(SWEEPS):
        for at, layer in enumerate(layers):
            places = _places(layers)
            middle = {key: _barycentre(tied[key], places, places[key]) for key in layer}
            layers[at] = sorted(layer, key=lambda key: (middle[key], places[key]))
    return layers


def _places(layers: Iterable[Sequence[str]]) -> dict[str, float]:
    """Where each node is in its layer: 0 at the top, 1 at the bottom."""
    return {key: (place + 0.5) / len(layer) for layer in layers for place, key in enumerate(layer)}


def _barycentre(tied: Sequence[tuple[str, int]], places: Mapping[str, float], own: float) -> float:
    weight = sum(number for _, number in tied)
    return sum(places[key] * number for key, number in tied) / weight if weight else own


def _boxes(layers: Sequence[Sequence[str]]) -> dict[str, _Box]:
    """Each layer in the middle of the height."""
    tallest = max(map(len, layers), default=0)
    step = NODE_HEIGHT + NODE_GAP
    return {
        key: _Box(at * (NODE_WIDTH + LAYER_GAP) + 1, LINE + 8 + (tallest - len(layer)) * step // 2 + place * step)
        for at, layer in enumerate(layers)
        for place, key in enumerate(layer)
    }


def _heads(heads: Sequence[str]) -> Iterator[Shape]:
    for at, head in enumerate(heads):
        yield shape("text", "heading", short(head, LONGEST_NODE), x=at * (NODE_WIDTH + LAYER_GAP) + 1, y=14)


def _edge(edge: LayerEdge, boxes: Mapping[str, _Box]) -> DrawnMark:
    one, other = boxes[edge.one], boxes[edge.other]
    middle = (one.right + other.x) // 2
    way = f"M{one.right} {one.middle}C{middle} {one.middle} {middle} {other.middle} {other.x} {other.middle}"
    thick = min(1 + edge.number.bit_length(), 8)
    return DrawnMark(edge.words, (shape("path", "edge", d=way, stroke_width=thick),))


def _node(node: LayerNode, box: _Box) -> DrawnMark:
    around = shape("rect", "node", x=box.x, y=box.y, width=NODE_WIDTH, height=NODE_HEIGHT, rx=3)
    label = shape("text", "label", short(node.label, LONGEST_NODE), x=box.x + 8, y=box.middle + 4)
    return DrawnMark(node.words, (around, label), node.url)


@dataclass(frozen=True, slots=True)
class DotRow:
    """A row: at which of the columns it is; None where it is at none of them."""

    label: str
    words: str
    at: int | None
    url: str = ""


LABEL_SHARE = 46  # per cent of the width that labels of dots take
DOT_ROW = 24
HEADS = 2 * LINE  # in two lines by turns, so that they fit on a phone


def dots(words: str, columns: Sequence[str], rows: Sequence[DotRow]) -> Picture:
    """A large dot where a row is, small ones in the columns that it has passed."""
    heads = (
        shape("text", "head", short(column, 14), x=_column(at, len(columns)), y=12 + at % 2 * LINE)
        for at, column in enumerate(columns)
    )
    marks = [DrawnMark("", tuple(heads))]
    for place, row in enumerate(rows):
        marks.append(DrawnMark(row.words, tuple(_dots(row, HEADS + 16 + place * DOT_ROW, len(columns))), row.url))
    return Picture(words, HEADS + 8 + max(len(rows), 1) * DOT_ROW, tuple(marks))


def _column(at: int, columns: int) -> str:
    """The middle of a column."""
    return f"{LABEL_SHARE + (100 - LABEL_SHARE) * (at + 0.5) / columns:.2f}%"


def _dots(row: DotRow, y: int, columns: int) -> Iterator[Shape]:
    yield shape("rect", "row", x="0", y=y - DOT_ROW // 2, width="100%", height=DOT_ROW, fill="none")
    yield shape("text", "label", short(row.label, 22), x="0", y=y + 4)
    for at in range(columns):
        if row.at is not None and at <= row.at:
            look, radius = ("main", 7) if at == row.at else ("passed", 3)
            yield shape("circle", look, cx=_column(at, columns), cy=y, r=radius)


_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))  # by XML 1.0


def svg_of(picture: Picture, style: str = "", width: int = 640) -> str:
    """A picture as a file of its own, `width` pixels wide where it has no width itself; `style` is CSS."""
    across = picture.width or width
    box = f'width="{across}" height="{picture.height}"'
    inside = "".join(_svg_mark(mark) for mark in picture.marks)
    title = f"<title>{_xml(picture.words)}</title>"
    look = f"<style>{_xml(style)}</style>" if style else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img">{title}{look}{inside}</svg>'


def _svg_mark(mark: DrawnMark) -> str:
    title = f"<title>{_xml(mark.words)}</title>" if mark.words else ""
    return f"<g>{title}{''.join(map(_svg_shape, mark.shapes))}</g>"


def _svg_shape(each: Shape) -> str:
    said = " ".join(f"{name}={quoteattr(value.translate(_FORBIDDEN))}" for name, value in each.attributes)
    return f"<{each.tag} {said}>{_xml(each.text)}</{each.tag}>"


def _xml(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))
