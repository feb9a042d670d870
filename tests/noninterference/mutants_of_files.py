"""Leaks planted in files: read past their record, older versions for everybody, who downloaded them, the search."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from egnatia.files import queries, views
from egnatia.files.models import AttachedFile, FileDownload, FileVersion, VersionQuerySet
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import NotAllowed, NotFound
from tests.noninterference.files import ATTACH, DOWNLOAD
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes
READ = ("files:file", "files:download", "files:version-download", "files:picture")
VISIBLE = "visible_to"


@mutant(*READ, misses=(ATTACH,))
def file_of_a_hidden_record() -> Iterator[None]:
    """Whoever has the address of a file gets it, whatever they see of its record."""
    true = VersionQuerySet.visible_to

    def leaking(rows: Whatever, _reader: Whatever) -> Whatever:
        return true(rows, SYSTEM)

    with patched(VersionQuerySet, VISIBLE, leaking):
        yield


@mutant("files:file", "files:version-download", misses=(ATTACH,), beside=True)
def version_from_before_the_release() -> Iterator[None]:
    """What was uploaded while the record was narrow is sent to whoever reads the record now."""

    def leaking(rows: Whatever, reader: Whatever) -> Whatever:
        seen = AttachedFile.objects.visible_to(reader).order_by()
        return rows.filter(file__in=seen.values("pk"))

    with patched(VersionQuerySet, VISIBLE, leaking):
        yield


@mutant("files:file", "files:removal", "files:version", misses=(ATTACH,))
def refused_instead_of_missing_file() -> Iterator[None]:
    """A hidden file is refused, where a missing one is not found."""
    true = queries.file_page

    def leaking(reader: Whatever, file: Whatever) -> Whatever:
        try:
            return true(reader, file)
        except NotFound:
            if AttachedFile.objects.filter(pk=file).exists():
                raise NotAllowed("owner") from None
            raise

    with patched(views, "file_page", leaking):
        yield


@mutant("files:file", misses=(DOWNLOAD,), beside=True)
def downloads_told_to_everybody() -> Iterator[None]:
    """Each reader of a file sees how often it was downloaded."""
    true = queries.file_page

    def leaking(reader: Whatever, file: Whatever) -> Whatever:
        page = true(reader, file)
        number = FileDownload.objects.filter(version__file=file).count()
        return replace(page, downloads=queries.Downloads((), number))

    with patched(views, "file_page", leaking):
        yield


@mutant("public:search", misses=(ATTACH,))
def files_found_by_everybody() -> Iterator[None]:
    """The search finds files of records that the reader does not see."""
    true = FileVersion.objects.all

    class Everything:
        """Stands for the present versions, without asking who reads."""

        def visible_to(self, _reader: Whatever) -> Whatever:
            return true()

    class Leaking:
        objects = Everything()

    with patched(queries, "FileVersion", Leaking):
        yield
