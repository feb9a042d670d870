"""Taking files in, to be looked at first; forgetting them again."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import Import, ImportFile, ImportPiece
from egnatia.activities.imports.plan import Wish
from egnatia.activities.imports.progress.models import ImportProgress
from egnatia.activities.imports.rules import draft_marking
from egnatia.formats.sheets import Table
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit, markings

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, at its beginning."""

    name: str
    size: int
    stream: BinaryIO


@transaction.atomic
def begin(uploads: Iterable[Upload], wish: Wish, *, by: Reader) -> UUID:
    """Keep the files until they are stored or discarded. Their activities will get `wish.marking`.

    Raises NotAllowed where the reader may not mark so, or has not shown their second factor.
    """
    if not by.strong:
        raise NotAllowed("second-factor")
    records.require_may_mark(wish.marking, by=by)
    made = create(wish, draft_marking(wish.marking), by=by)
    for position, upload in enumerate(uploads):
        _keep(made, position, upload)
    ImportProgress.objects.create(of_import=made)
    audit.record("uploaded", Import.KIND, made.pk, by=by, files=made.files.count())
    return UUID(str(made.pk))


# A file of tables was kept: `import_id`, its `tables` and `by`, in the transaction at hand.
tables_kept = Signal()


@transaction.atomic
def begin_tables(upload: Upload, tables: Sequence[Table], wish: Wish, *, by: Reader) -> UUID:
    """Keep a file of tables while somebody says what its columns mean. Raises NotAllowed as `begin` does."""
    made = begin([upload], wish, by=by)
    Import.objects.filter(pk=made).update(state=Import.State.CHOOSING)
    tables_kept.send(sender=Import, import_id=made, tables=tables, by=by)
    return made


def create(wish: Wish, seen_under: Marking, *, by: Reader) -> Import:
    """The import with its envelope, seen under `seen_under`; its activities get `wish.marking`."""
    record = records.create(Import.KIND, VersionContent(), seen_under, by=by)
    return Import.objects.create(
        record=record,
        source=wish.source[:200],
        marking=markings.as_json(wish.marking),
        marking_words=wish.marking.tlp.words,
        started_by=by.name,
    )


def _keep(made: Import, position: int, upload: Upload) -> None:
    file = ImportFile.objects.create(of_import=made, position=position, name=upload.name[:255], size=upload.size)
    digest = hashlib.sha256()
    for number, piece in enumerate(_pieces(upload.stream)):
        digest.update(piece)
        ImportPiece.objects.create(file=file, number=number, content=piece)
    file.digest = digest.hexdigest()
    file.save(update_fields=["digest"])


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece


def sources_of(found: Import) -> list[ImportSource]:
    """The files that were kept, each to be opened as a file without a name."""
    return [ImportSource(file.name, file.size, opened=_opener(file)) for file in found.files.all()]


def _opener(file: ImportFile) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with TemporaryFile() as whole:
            for piece in file.pieces.values_list("content", flat=True).iterator(chunk_size=4):
                whole.write(piece)
            whole.seek(0)
            yield whole

    return opened


def own_import(import_id: UUID, *, by: Reader) -> Import:
    """An import of one's own organisation, held until the transaction ends. Raises NotFound, NotAllowed."""
    found: Import | None = Import.visible_to(by).select_for_update(of=("self",)).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    records.require_owner(found.record, by=by)
    return found


@transaction.atomic
def discard(import_id: UUID, *, by: Reader) -> None:
    """Give up an import that was only looked at; its files are forgotten."""
    found = own_import(import_id, by=by)
    if found.state not in (Import.State.CHOOSING, Import.State.TRYING, Import.State.TRIED):
        raise NotAllowed("import-state")
    forget_files(found)
    found.state = Import.State.DISCARDED
    found.save(update_fields=["state"])
    audit.record("discarded", Import.KIND, found.pk, by=by)


def forget_files(found: Import) -> None:
    """The bytes go; names, sizes and digests stay."""
    ImportPiece.objects.filter(file__of_import=found).delete()
