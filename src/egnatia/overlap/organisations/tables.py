"""Tables that come with this package: tab-separated, one entry a row."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of the table `name`, without its comments."""
    text = files("egnatia.overlap.organisations").joinpath(name).read_text(encoding="utf-8")
    yield from (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
