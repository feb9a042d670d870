"""The steps of an import as its importer takes them."""

import io
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from tests import make

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.actions.storage import confirm, store, store_paths, try_out
from egnatia.activities.imports.actions.undo import ask_to_undo, undo
from egnatia.activities.imports.actions.uploads import Upload, begin
from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.plan import Wish
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader


def uploaded(by: Reader, *contents: bytes, marking: Marking = make.GREEN, source: str = "") -> UUID:
    files = [Upload(f"file{number}.xml", len(each), io.BytesIO(each)) for number, each in enumerate(contents)]
    return begin(files, Wish(marking, source), by=by)


def tried(by: Reader, *contents: bytes, marking: Marking = make.GREEN) -> UUID:
    made = uploaded(by, *contents, marking=marking)
    try_out(made, by=by)
    return made


def imported(by: Reader, *contents: bytes, marking: Marking = make.GREEN) -> UUID:
    made = tried(by, *contents, marking=marking)
    confirm(made, by=by)
    store(made, by=by)
    return made


def brought_in(by: Reader, *contents: bytes, marking: Marking = make.GREEN) -> UUID:
    """As `imported`, from files of this machine: for tests of what an import leaves, they are read once."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"file{number}.xml") for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return imported_paths(by, *paths, marking=marking)


def imported_paths(by: Reader, *paths: Path, marking: Marking = make.GREEN) -> UUID:
    sources = [ImportSource(path.name, path.stat().st_size, path=path) for path in paths]
    return store_paths(sources, Wish(marking), by=by)[0]


def undone(made: UUID, by: Reader) -> None:
    ask_to_undo(made, by=by)
    undo(made, by=by)


def outcomes(made: UUID) -> dict[str, int]:
    return dict(Counter(ImportRow.objects.filter(of_import=made).values_list("outcome", flat=True)))


def codes(made: UUID) -> list[str]:
    return list(ImportRow.objects.filter(of_import=made).order_by("number").values_list("code", flat=True))


def titles(reader: Reader) -> list[str]:
    return sorted(Activity.visible_to(reader).values_list("title", flat=True))
