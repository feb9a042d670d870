"""Whether the home keeps others out."""

import stat
from collections.abc import Iterator
from pathlib import Path

from egnatia.web.serve.home import Home
from egnatia.web.soundness.findings import Finding

OTHERS_READ_OR_WRITE = stat.S_IRWXG | stat.S_IRWXO
OTHERS_LIST_OR_WRITE = OTHERS_READ_OR_WRITE & ~(stat.S_IXGRP | stat.S_IXOTH)  # passing through is allowed


def on_files(home: Home) -> Iterator[Finding]:
    """A finding for each path that is open to others, or one that all is well."""
    exposed = [path for path, forbidden in _guarded(home) if path.lstat().st_mode & forbidden]
    for path in exposed:
        yield Finding("files", sound=False, sentence=f"Other users of this machine can access {path}: chmod go-rwx.")
    if not exposed:
        yield Finding("files", sound=True, sentence="No other user of this machine can read the files in the home.")


def _guarded(home: Home) -> Iterator[tuple[Path, int]]:
    yield home.path, OTHERS_LIST_OR_WRITE
    for folder in (home.secrets, home.logs, home.postgres, home.sockets, home.cache):
        if folder.exists():
            yield folder, OTHERS_READ_OR_WRITE
    if home.sockets_of_pages.exists():
        yield home.sockets_of_pages, OTHERS_LIST_OR_WRITE
    if home.secrets.exists():
        yield from ((path, OTHERS_READ_OR_WRITE) for path in home.secrets.iterdir())
