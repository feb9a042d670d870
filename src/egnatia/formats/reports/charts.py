"""Charts as SVG, drawn here and not by the reader's machine: they stand in a print and without any script."""

from functools import lru_cache

import msgspec
import vl_convert

from egnatia.formats.reports.document import Bars

WIDTH = 380  # points: with labels of at most 260 beside them about the text of an A4 page
_FONT = "Libertinus Serif"  # the one that a PDF embeds; a page falls back to its own


@lru_cache(maxsize=256)
def svg(bars: Bars) -> str:
    """The bars below each other, in the order given, each with its number. Their table says the same."""
    rows = [{"label": bar.label, "value": bar.value} for bar in bars.bars]
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
                "encoding": {"text": {"field": "value", "type": "quantitative"}},
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
