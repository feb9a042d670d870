"""A sheet whose columns are being chosen, as far as its own organisation sees it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from egnatia.activities.imports.actions.uploading import sources_of
from egnatia.activities.imports.models import Import
from egnatia.activities.imports.sheets import Source
from egnatia.formats.sheets import Mapping
from egnatia.kernel import markings
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.needs.spreadsheets.models import Sheet
from egnatia.needs.spreadsheets.rules import Outline

SMALL = 3_000_000  # bytes
CHANGEABLE = (Import.State.CHOOSING, Import.State.TRIED)


@dataclass(frozen=True, slots=True)
class Draft:
    """One sheet. `marking` is who sees it now, `target` what its rows get; `outline` holds the chosen tables only."""

    id: UUID
    file: str
    source: str
    marking: Marking
    target: Marking
    whole: Outline
    outline: Outline
    chosen: tuple[int, ...]
    mapping: Mapping
    name: str


def draft_seen_by(reader: Reader, import_id: UUID) -> Draft:
    """Raises NotFound where there is none, NotAllowed where it is stored already or another organisation's."""
    found = Import.visible_to(reader).filter(pk=import_id, sheet__isnull=False).select_related("sheet").first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    if str(found.record.owner_id) != reader.organisation:
        raise NotAllowed("owner")
    if found.state not in CHANGEABLE:
        raise NotAllowed("import-state")
    return _draft(found, found.sheet)


def _draft(found: Import, sheet: Sheet) -> Draft:
    whole = msgspec.convert(sheet.outline, type=Outline)
    file = found.files.first()
    return Draft(
        id=found.pk,
        file=file.name if file else "",
        source=found.source,
        marking=found.record.marking,
        target=markings.of_json(found.marking),
        whole=whole,
        outline=whole.only(sheet.chosen),
        chosen=tuple(sheet.chosen),
        mapping=msgspec.convert(sheet.draft, type=Mapping),
        name=sheet.name,
    )


def source_of(reader: Reader, import_id: UUID) -> Source:
    """The file itself, to be read again. Raises NotFound."""
    found = Import.visible_to(reader).filter(pk=import_id).first()
    if found is None or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return sources_of(found)[0]


def is_small(reader: Reader, import_id: UUID) -> bool:
    """Whether its sender may wait for the dry run."""
    return source_of(reader, import_id).size <= SMALL
