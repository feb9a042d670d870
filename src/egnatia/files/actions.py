"""Attaching a file, another version, without its metadata, removing it; what the virus scanner said; downloads."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, QuerySet, Value

from egnatia.files.models import AttachedFile, FileContent, FileDownload, FileVersion
from egnatia.files.queries import file_kind_of
from egnatia.formats.attachments.examination import Examined
from egnatia.formats.virus_scan import ScannerAway, virus_in
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import audit
from egnatia.language.query_expansion import folded_text

MOST_FILES = 20  # on one record
MOST_AT_ONCE = 50  # versions that one run of the scanner's job looks at


@dataclass(frozen=True, slots=True)
class FileUpload:
    """A file that was examined; `scanned`: the virus scanner looked at it and found nothing."""

    name: str
    content: bytes
    told: Examined
    text: str = ""
    scanned: bool = False


class TooManyFiles(Exception):  # noqa: N818 - said as the form says it
    """The record has as many files as one may have."""


@transaction.atomic
def attach(record: UUID, upload: FileUpload, *, by: Reader) -> UUID:
    """A new file on a record; pressed twice, the one that is there. Raises NotFound, NotAllowed or TooManyFiles."""
    held, digest = _held(record, by=by), _digest(upload.content)
    there = FileVersion.objects.filter(file__record=held, file__removed_at=None, number=F("file__version"))
    same: UUID | None = there.filter(name=upload.name, digest=digest).values_list("file", flat=True).first()
    if same is not None:
        return same
    if AttachedFile.objects.filter(record=held, removed_at__isnull=True).count() >= MOST_FILES:
        raise TooManyFiles
    file = AttachedFile.objects.create(record=held, name=upload.name)
    _store(file, upload, by=by)
    audit.record("attached", held.kind, held.pk, by=by, file=str(file.pk), digest=digest)
    return file.pk


@transaction.atomic
def replace(file: UUID, upload: FileUpload, *, expected: int, by: Reader) -> None:
    """Another version. Raises ChangedMeanwhile where `expected` is not the present one any more."""
    found = _file(file, expected, by=by)
    _another(found, upload, by=by)
    audit.record("replaced", found.record.kind, found.record_id, by=by, file=str(file), digest=_digest(upload.content))


@transaction.atomic
def free_of_metadata(file: UUID, upload: FileUpload, *, expected: int, by: Reader) -> None:
    """The same file without its metadata; the bytes of the versions that have it are deleted."""
    found = _file(file, expected, by=by)
    _empty(FileVersion.objects.filter(file=found))
    _another(found, upload, by=by)
    audit.record("cleaned", found.record.kind, found.record_id, by=by, file=str(file), digest=_digest(upload.content))


@transaction.atomic
def remove(file: UUID, *, expected: int, by: Reader) -> UUID:
    """The record that it was on. Its bytes are deleted; that it was there, and who removed it, is kept."""
    found = _file(file, expected, by=by)
    _empty(FileVersion.objects.filter(file=found))
    found.removed_at, found.removed_by, found.search = clock.now(), by.name, None
    found.save(update_fields=["removed_at", "removed_by", "search"])
    audit.record("removed file", found.record.kind, found.record_id, by=by, file=str(file))
    return found.record_id


def is_present(file: AttachedFile, upload: FileUpload) -> bool:
    """Whether the present version of a file is this one."""
    there = FileVersion.objects.filter(file=file, number=file.version, name=upload.name)
    return there.filter(digest=_digest(upload.content)).exists()


@transaction.atomic
def take_back(file: UUID, number: int, *, by: Reader) -> tuple[Record, set[UUID]]:
    """Delete the bytes of a version, or of all with the file itself (0), because it is recalled. Returns the record,
    and who has downloaded or previewed it.

    Raises NotFound where there is none that they see and that is still there, NotAllowed where they may not change it.
    """
    found = _file(file, None, by=by)
    versions = FileVersion.objects.filter(file=found, emptied_at__isnull=True)
    versions = versions.filter(number=number) if number else versions
    if not versions.update(recalled_at=clock.now()):
        raise NotFound
    _empty(FileVersion.objects.filter(file=found, recalled_at__isnull=False))
    if number in (0, found.version):
        found.search = None
    if not number:
        found.removed_at, found.removed_by = clock.now(), by.name
    found.save(update_fields=["removed_at", "removed_by", "search"])
    downloads = FileDownload.objects.filter(version__file=found)
    downloads = downloads.filter(version__number=number) if number else downloads
    return found.record, set(downloads.values_list("person", flat=True))


@transaction.atomic
def note_download(version: int, *, by: Reader, looked: bool = False) -> None:
    """Kept for whoever owns the record. Visitors have no name."""
    if not by.is_anonymous:
        FileDownload.objects.create(version_id=version, person_id=UUID(by.person), looked=looked)


def scan_waiting() -> int:
    """How many versions the scanner looked at. Safe to run twice; what it does not answer waits for the next run."""
    waiting = FileVersion.objects.filter(scanned_at__isnull=True, emptied_at__isnull=True).order_by("at")
    done = 0
    for version in waiting[:MOST_AT_ONCE] if settings.CLAMD else ():
        content = FileContent.objects.filter(version=version, number=0).values_list("content", flat=True).first()
        try:
            virus = virus_in(bytes(content or b""), settings.CLAMD)
        except ScannerAway:
            break
        _say_scanned(version, virus)
        done += 1
    return done


@transaction.atomic
def _say_scanned(version: FileVersion, virus: str) -> None:
    """A version with a virus is gone: what the scanner called it stays."""
    FileVersion.objects.filter(pk=version.pk).update(scanned_at=clock.now(), virus=virus[:100])
    if virus:
        _empty(FileVersion.objects.filter(pk=version.pk))
        AttachedFile.objects.filter(pk=version.file_id).update(search=None)


def _held(record: UUID, *, by: Reader) -> Record:
    """The record, for this transaction alone. Raises NotFound where they see none that may have files, NotAllowed
    where they may not change it."""
    records.hold(record)
    kind = file_kind_of(by, record)
    if not kind.writable(by, record):
        raise NotAllowed(by.why_not("owner"))
    return Record.objects.get(pk=record)


def _file(file: UUID, expected: int | None, *, by: Reader) -> AttachedFile:
    found: AttachedFile | None = AttachedFile.objects.visible_to(by).filter(pk=file).first()
    if found is None:
        raise NotFound
    _held(found.record_id, by=by)
    found = AttachedFile.objects.select_for_update(of=("self",)).select_related("record").get(pk=file)
    if found.removed_at is not None:
        raise NotFound
    if expected not in (None, found.version):
        raise ChangedMeanwhile
    return found


def _another(file: AttachedFile, upload: FileUpload, *, by: Reader) -> None:
    file.version, file.name = file.version + 1, upload.name
    file.save(update_fields=["version", "name"])
    _store(file, upload, by=by)


def _store(file: AttachedFile, upload: FileUpload, *, by: Reader) -> None:
    told, now = upload.told, clock.now()
    latitude, longitude = told.place or (None, None)
    version = FileVersion.objects.create(
        file=file,
        number=file.version,
        name=upload.name,
        type=told.type,
        size=len(upload.content),
        digest=_digest(upload.content),
        pages=told.pages,
        facts=[list(fact) for fact in told.facts],
        latitude=latitude,
        longitude=longitude,
        active=told.active,
        pictures=len(told.pictures),
        text=upload.text,
        tokens=sorted(file.record.tokens),
        by=by.name,
        at=now,
        scanned_at=now if upload.scanned else None,
    )
    parts = enumerate((upload.content, *told.pictures))
    FileContent.objects.bulk_create(FileContent(version=version, number=at, content=part) for at, part in parts)
    words = folded_text(upload.name, upload.text)
    AttachedFile.objects.filter(pk=file.pk).update(search=SearchVector(Value(words), config="simple"))


def _empty(versions: "QuerySet[FileVersion]") -> None:
    """The bytes of versions, with what was read from them."""
    FileContent.objects.filter(version__in=versions).delete()
    gone = versions.filter(emptied_at__isnull=True)
    gone.update(emptied_at=clock.now(), text="", facts=[], latitude=None, longitude=None, pictures=0)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
