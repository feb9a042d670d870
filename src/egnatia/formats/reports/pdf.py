"""A report as PDF: tagged, with bookmarks, its fonts embedded, its marking on every page.

Its charts are SVG, drawn here and not by the reader's machine: they stand in a print and without any script.
"""

from datetime import UTC, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import msgspec
import typst
import vl_convert

from egnatia.formats.reports.document import Bars, Block, Document, Matrix

ACCESSIBLE: Final = "ua-1"  # PDF/UA: Typst refuses what a screen reader could not read


def pdf(document: Document) -> bytes:
    """The document as its readers print it. Dated by the day that it is about, so equal documents give equal bytes.

    Where somebody wrote a letter that no embedded font has (an emoji, Chinese), the standard is not met: the file is
    tagged all the same, and shows an empty box there.
    """
    charts = {block.name: svg(block) for block in document.blocks if isinstance(block, Bars)}
    inputs = {"document": _encoded(_laid_out(document)), "charts": _encoded(charts)}
    compiler = typst.Compiler(ignore_system_fonts=True, sys_inputs=inputs)
    moment = datetime.combine(document.as_of, time(12), UTC)
    try:
        made = compiler.compile(_template(), format="pdf", pdf_standards=[ACCESSIBLE], timestamp=moment)
    except typst.TypstError:
        made = compiler.compile(_template(), format="pdf", timestamp=moment)
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return files(__package__).joinpath("report.typ").read_bytes()


def _laid_out(document: Document) -> dict[str, object]:
    """The document as its layout reads it: with what only follows from it."""
    day = document.as_of
    more = {"digest": document.digest, "year": day.year, "month": day.month, "day": day.day}
    return {**msgspec.to_builtins(document), **more, "blocks": [_block(block) for block in document.blocks]}


def _block(block: Block) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(block)
    if isinstance(block, Matrix):
        return {**told, "wide": block.wide}
    return {**told, "alt": block.words} if isinstance(block, Bars) else told


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()


WIDTH = 380  # points: with labels of at most 260 beside them about the text of an A4 page
_FONT = "Libertinus Serif"  # the one that a PDF embeds; a page falls back to its own


@lru_cache(maxsize=256)
def svg(bars: Bars) -> str:
    """The bars below each other, in the order given, each with its number. Their table says the same."""
    rows = [{"label": bar.label, "value": bar.value, "shown": bar.shown or f"{bar.value:g}"} for bar in bars.bars]
    across = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    down = {"field": "label", "type": "nominal", "sort": None, "axis": _AXIS}
    spec = {
        "width": WIDTH,
        "height": {"step": 26},
        "background": None,
        "data": {"values": rows},
        "encoding": {"x": across, "y": down},
        "layer": [
            {"mark": {"type": "bar", "color": "#48617f", "height": 16}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "color": "#1f2a37", "font": _FONT, "fontSize": 12},
                "encoding": {"text": {"field": "shown", "type": "nominal"}},
            },
        ],
        "config": {"view": {"stroke": None}, "font": _FONT},
    }
    return str(vl_convert.vegalite_to_svg(msgspec.json.encode(spec).decode(), vl_version="5.20"))


_AXIS = {
    "title": None,
    "labelFont": _FONT,
    "labelFontSize": 12,
    "labelLimit": 260,
    "labelColor": "#1f2a37",
    "ticks": False,
    "domain": False,
}
