"""What files bring to the site, and what a kind of record declares to have some."""

from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from egnatia.files.actions import FileUpload, attach
from egnatia.files.queries import find, records_without_files
from egnatia.formats.attachments.examination import Examined
from egnatia.kernel.lists import FileKind
from egnatia.kernel.readers import reader_named
from egnatia.kernel.rooms import Demo, Room
from egnatia.kernel.search import Searcher
from egnatia.pages.record_pages import RecordPages

ROOM = Room(
    name="files",
    prefix="files/",
    searchers=(Searcher("file", _("Files"), 70, find, apart=True),),
    help={"files:": "attached-files"},
)


def file_kind(pages: RecordPages[Any, Any]) -> FileKind:
    """`Room(files=(file_kind(NOTICES),))`: records of the kind may have files, changed by whoever may change them."""
    kind = pages.kind
    return FileKind(
        kind.model.KIND,
        pages.name,
        lambda reader, record: kind.writable(reader, pages.row(reader, record)),
        pages.visitors,
    )


class DemoFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file `on` the demo's record with this key, as it was examined; `by` is a user name."""

    on: str
    by: str
    name: str
    content: bytes
    told: Examined
    text: str = ""


def demo_files(file: Path) -> Demo:
    """`load` puts them on records of the demo that never had one; they come and go with these."""

    def load(_returning: bool) -> int:
        each = msgspec.json.decode(file.read_bytes(), type=tuple[DemoFile, ...])
        there = records_without_files({one.on for one in each})
        wanted = [one for one in each if one.on in there]
        for one in wanted:
            attach(there[one.on], FileUpload(one.name, one.content, one.told, one.text), by=reader_named(one.by))
        return 0

    return Demo(load, lambda: 0)
