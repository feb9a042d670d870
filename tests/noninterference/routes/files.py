"""Files, whatever record they are on: every address of each."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


def _files(known: Known) -> Iterator[UUID]:
    yield from known.files.values()
    yield from list(known.described.values())[:1]  # a record, which is no file
    yield NEVER


@route("files:file", "files:download", "files:version-download", "files:preview", "files:picture")
def read(known: Known) -> Iterator[Access]:
    for file in _files(known):
        for name in ("file", "download", "preview"):
            yield get(f"files:{name}", file)
            yield head(f"files:{name}", file)
        for number in (1, 2, 3):
            yield get("files:version-download", file, number)
        yield get("files:picture", file, 1)


@route("files:version", "files:metadata-removal", "files:removal")
def written(known: Known) -> Iterator[Access]:
    for file in _files(known):
        yield get("files:version", file)
        yield get("files:removal", file)
        for version in ("1", "2"):
            yield Access("POST", address_of("files:version", file), {"upload": b"Other words", "version": version})
            yield post("files:removal", file, version=version)
        yield post("files:metadata-removal", file, version="1")


@route("files:new")
def new(known: Known) -> Iterator[Access]:
    for record in (*known.described.values(), *known.requests.values(), *list(known.activities.values())[:1], NEVER):
        yield get("files:new", record)
        yield Access("POST", address_of("files:new", record), {"upload": b"Words"})
        yield Access("POST", address_of("files:new", record), {"upload": b"MZ\0\0"})
