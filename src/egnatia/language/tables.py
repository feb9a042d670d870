"""Tables that come with the package: tab-separated, one entry a row."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of the shipped table `name`, without comments and empty lines."""
    for line in files("egnatia.language").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
