"""The picture beside a link to a page: its title, drawn by Typst. Kept by what stands on it, never by who asked."""

import json
from functools import lru_cache
from importlib.resources import files

import typst

SOURCE = files("egnatia.public.portal").joinpath("card.typ").read_bytes()
LONGEST_TITLE, LONGEST_LINE = 130, 130
PIXELS = 144  # an inch: 600 by 315 points are 1200 by 630 pixels
WIDTH, HEIGHT = 1200, 630


@lru_cache(maxsize=512)
def picture_of(title: str, line: str, site: str, lang: str) -> bytes:
    """A PNG. The same words give the same bytes."""
    said = {"title": _shortened(title, LONGEST_TITLE), "line": _shortened(line, LONGEST_LINE), "site": site}
    inputs = {"said": json.dumps({**said, "lang": lang.partition("-")[0] or "en"})}
    compiler = typst.Compiler(ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(SOURCE, format="png", ppi=PIXELS)
    assert isinstance(made, bytes)
    return made


def _shortened(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
