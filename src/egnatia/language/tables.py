"""Tables that come with the package: tab-separated, one entry a row."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str, package: str = "egnatia.language") -> Iterator[list[str]]:
    """The rows of the table `name` that is shipped with `package`, without comments and empty lines."""
    for line in files(package).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
