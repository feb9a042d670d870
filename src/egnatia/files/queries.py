"""Files as their readers see them: nothing but through the record that they are on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.files.models import AttachedFile, FileContent, FileDownload, FileVersion
from egnatia.formats.attachments.examination import CLEANED, MARKED
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import named_to
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import held_in
from egnatia.kernel.lists import FileKind
from egnatia.kernel.models import Kind, Record, seen
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.rooms import rooms
from egnatia.kernel.search import MOST_FOUND, Found, Hit, Span
from egnatia.language.concepts import LANGUAGES
from egnatia.language.passages import passage
from egnatia.language.query_expansion import LONGEST_WORD, Sought
from egnatia.language.words import folded_words
from egnatia.taxonomy.forum import in_language

MOST_DOWNLOADS, MOST_REMOVED = 200, 20  # listed on a page
QUOTED = 20_000  # characters of its text in which a search looks for what to quote
TYPES = {
    "pdf": _("PDF"),
    "docx": _("Word document"),
    "xlsx": _("Excel workbook"),
    "pptx": _("PowerPoint presentation"),
    "odt": _("OpenDocument text"),
    "ods": _("OpenDocument spreadsheet"),
    "odp": _("OpenDocument presentation"),
    "png": _("PNG image"),
    "jpeg": _("JPEG image"),
    "webp": _("WebP image"),
    "text": _("Text file"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list on its record's page."""

    id: UUID
    name: str
    type: str
    size: int
    version: int
    by: str
    at: datetime
    readable: bool
    virus: str
    scanned: bool
    emptied: bool
    recalled: bool

    @property
    def state(self) -> str:
        """Why it cannot be opened, where that is so for everybody."""
        if self.recalled:
            return gettext("recalled")
        if self.virus:
            return gettext("virus found, deleted")
        return "" if self.scanned else gettext("awaiting the virus scan")

    @property
    def type_words(self) -> str:
        return str(TYPES[self.type])


@dataclass(frozen=True, slots=True)
class RemovedFile:
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FilesShown:
    """`removed`: what was there, for those who may change it."""

    record: UUID
    rows: tuple[FileRow, ...]
    writable: bool
    removed: tuple[RemovedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """`name` is "" where the asker may not see that person in a directory."""

    name: str
    at: datetime
    version: int
    looked: bool


@dataclass(frozen=True, slots=True)
class Downloads:
    rows: tuple[DownloadRow, ...]
    unnamed: int  # persons


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file with its versions, newest first. `facts`, `place` and `active` are told to those who may change it.

    `marked`: downloads carry the reader's name; `unmarkable`: they should, and files of this type cannot.
    """

    id: UUID
    record: UUID
    record_text: Mapping[str, str]
    route: str
    marking: Marking
    now: FileRow
    pages: int
    pictures: tuple[int, ...]
    versions: tuple[FileRow, ...]
    writable: bool
    facts: tuple[tuple[str, str], ...] = ()
    place: tuple[float, float] | None = None
    active: bool = False
    cleanable: bool = False
    marked: bool = False
    unmarkable: bool = False
    downloads: Downloads | None = None


def files_of(model: type[Kind], route: str, *, visitors: bool = False) -> FileKind:
    """`Room(files=(files_of(Round, "rounds:round"),))`: records with pages of their own, changed by their owner."""

    def writable(reader: Reader, record: UUID) -> bool:
        row = model.visible_to(reader).filter(pk=record).first()
        if row is None:
            raise NotFound
        return may_write(reader, row.record)

    return FileKind(model.KIND, route, writable, visitors)


@cache
def file_kinds() -> dict[str, FileKind]:
    """The kinds whose records may have files, by name."""
    return {each.kind: each for room in rooms() for each in room.files}


def file_kind_of(reader: Reader, record: UUID) -> FileKind:
    """The kind of a record that they see. Raises NotFound where there is none, or where it has no files for them."""
    kind = Record.objects.filter(seen(reader, "pk"), pk=record).values_list("kind", flat=True).first()
    found = file_kinds().get(kind or "")
    if found is None or (reader.is_anonymous and not found.visitors):
        raise NotFound
    return found


def record_text(reader: Reader, record: UUID) -> Mapping[str, str]:
    """What the record is called, by language. Raises NotFound where they see none."""
    found: Mapping[str, str] | None = (
        Record.objects.filter(seen(reader, "pk"), pk=record).values_list("text", flat=True).first()
    )
    if found is None:
        raise NotFound
    return found


def files_on(reader: Reader, record: UUID, kind: str, *, writable: bool) -> FilesShown | None:
    """The files on the page of a record that the reader sees; None for a kind that has none. One query, two for those
    who may change it."""
    found = file_kinds().get(kind)
    if found is None or (reader.is_anonymous and not found.visitors):
        return None
    there = FileVersion.objects.visible_to(reader).filter(file__record=record, number=F("file__version"))
    rows = tuple(map(_row, there.defer("text").order_by("file__name", "file_id")))
    return FilesShown(record, rows, writable, _removed(reader, record) if writable else ())


def rows_on(reader: Reader, records: Collection[UUID]) -> dict[UUID, tuple[FileRow, ...]]:
    """The files on several records, as far as the reader sees these, by record. One query."""
    there = FileVersion.objects.visible_to(reader).filter(file__record__in=list(records), number=F("file__version"))
    found: dict[UUID, tuple[FileRow, ...]] = {}
    for row in there.select_related("file").defer("text").order_by("file__name", "file_id"):
        found[row.file.record_id] = (*found.get(row.file.record_id, ()), _row(row))
    return found


def _removed(reader: Reader, record: UUID) -> tuple[RemovedFile, ...]:
    gone = AttachedFile.objects.filter(seen(reader, "record_id"), record=record, removed_at__isnull=False)
    there = gone.order_by("-removed_at").values_list("name", "removed_by", "removed_at")
    return tuple(RemovedFile(*each) for each in there[:MOST_REMOVED])


def file_page(reader: Reader, file: UUID) -> FilePage:
    """Raises NotFound where there is none that the reader sees."""
    found = _seen(reader, file)
    kind = file_kind_of(reader, found.record_id)
    every = FileVersion.objects.visible_to(reader).filter(file=file).defer("text").order_by("-number")
    versions = tuple(every)
    now = versions[0]
    writable = kind.writable(reader, found.record_id)
    marked = found.record.tlp > Tlp.GREEN
    place = None if now.latitude is None or now.longitude is None else (now.latitude, now.longitude)
    own = not reader.is_anonymous and str(found.record.owner_id) == reader.organisation
    return FilePage(
        id=found.pk,
        record=found.record_id,
        record_text=found.record.text,
        route=kind.route,
        marking=found.record.marking,
        now=_row(now),
        pages=now.pages,
        pictures=tuple(range(1, now.pictures + 1)) if now.is_readable else (),
        versions=tuple(map(_row, versions)),
        writable=writable,
        facts=tuple((code, value) for code, value in now.facts) if writable else (),
        place=place if writable else None,
        active=writable and now.active,
        cleanable=writable and now.is_readable and now.type in CLEANED,
        marked=marked and now.type in MARKED,
        unmarkable=marked and now.type not in MARKED,
        downloads=downloads_of(reader, file) if own else None,
    )


def _seen(reader: Reader, file: UUID) -> AttachedFile:
    found: AttachedFile | None = (
        AttachedFile.objects.visible_to(reader).filter(pk=file).select_related("record").first()
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class StoredPart:
    """What a download or a picture is made of."""

    version: int
    name: str
    type: str
    number: int
    content: bytes
    marking: Marking


def stored_part(reader: Reader, file: UUID, number: int = 0, picture: int = 0) -> StoredPart:
    """The bytes of a version, the present one unless a `number` is given, or a `picture` of its first pages.

    Raises NotFound where there is none that they see, it is emptied, or the virus scanner has not let it pass.
    """
    there = FileVersion.objects.visible_to(reader).filter(file=file).select_related("file__record").defer("text")
    found = there.filter(number=number or F("file__version")).first()
    if found is None:
        raise NotFound
    kind = file_kinds().get(found.file.record.kind)
    part = FileContent.objects.filter(version=found, number=picture).first() if found.is_readable else None
    if part is None or kind is None or (reader.is_anonymous and not kind.visitors):
        raise NotFound
    record = found.file.record
    return StoredPart(found.pk, found.name, found.type, found.number, bytes(part.content), record.marking)


def records_without_files(keys: Collection[str]) -> dict[str, UUID]:
    """The demo's records with these keys that are there and never had a file."""
    had = AttachedFile.objects.order_by().values("record")
    there = Record.objects.filter(provenance__demo__in=list(keys), withdrawn_at__isnull=True).exclude(pk__in=had)
    return {record.provenance["demo"]: record.pk for record in there.defer("search")}


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Files by their names and texts, the present versions of those that the reader may open: the newest first."""
    words, meaning = held_in("file__search", sought)
    open_to_them = [each.kind for each in file_kinds().values() if each.visitors or not reader.is_anonymous]
    there = FileVersion.objects.visible_to(reader).filter(
        words | meaning, number=F("file__version"), emptied_at=None, file__record__kind__in=open_to_them
    )
    if settings.CLAMD:
        there = there.filter(scanned_at__isnull=False, virus="")
    first = Case(When(words, then=Value(0)), default=Value(1))
    ordered = there.annotate(step=first).order_by("step", "-at", "-file_id")
    found = [pk for pk, _step in ordered.values_list("pk", "step")[: MOST_FOUND + 1]]
    wanted = found[:MOST_FOUND][span.begin : span.end]
    loaded = there.select_related("file__record").in_bulk(wanted)
    hits = tuple(_hit(sought, loaded[pk]) for pk in wanted if pk in loaded)
    return Found(hits, min(len(found), MOST_FOUND), len(found) > MOST_FOUND)


def _hit(sought: Sought, found: Any) -> Hit:  # noqa: ANN401 - a FileVersion
    on, text = in_language(found.file.record.text), found.text[:QUOTED]
    known = {word[:LONGEST_WORD] for word in folded_words(text)}
    quoted = passage(sought.parts, LANGUAGES, f"{found.name} {on}", [(text, "")], known)
    url = reverse("files:file", args=[found.file_id])
    return Hit(found.name, "", url, (on,), found.file.record.marking.tlp.words, passage=quoted)


def downloads_of(reader: Reader, file: UUID) -> Downloads:
    """Who downloaded a file of their own organisation, newest first: by name where they may see that directory."""
    rows = FileDownload.objects.filter(version__file=file).select_related("person", "version").order_by("-at", "-pk")
    there = list(rows[:MOST_DOWNLOADS])
    known = set(named_to(reader).filter(pk__in={row.person_id for row in there}).values_list("pk", flat=True))
    named = [
        DownloadRow(row.person.name, row.at, row.version.number, row.looked) for row in there if row.person_id in known
    ]
    return Downloads(tuple(named), len({row.person_id for row in there} - known))


def _row(found: Any) -> FileRow:  # noqa: ANN401 - a FileVersion
    return FileRow(
        id=found.file_id,
        name=found.name,
        type=found.type,
        size=found.size,
        version=found.number,
        by=found.by,
        at=found.at,
        readable=found.is_readable,
        virus=found.virus if settings.CLAMD or found.emptied_at else "",
        scanned=found.is_scanned,
        emptied=found.emptied_at is not None,
        recalled=found.recalled_at is not None,
    )
