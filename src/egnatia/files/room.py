"""What files bring to the site, and what a kind of record declares to have some."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.files.queries import find
from egnatia.kernel.lists import FileKind
from egnatia.kernel.rooms import Room
from egnatia.kernel.search import Searcher
from egnatia.pages.record_pages import RecordPages

ROOM = Room(
    name="files",
    prefix="files/",
    searchers=(Searcher("file", _("Files"), 70, find),),
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
