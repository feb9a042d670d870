"""Regular sources as a reader sees them: the list, and one of them with its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.activities.imports.models import Import
from egnatia.activities.imports.sentences import FAILURES
from egnatia.activities.sources.models import MANY_FAILURES, RegularSource, SourceFetch
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records import markings
from egnatia.pages.refusals import told

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 30  # fetches of one source
MOST = 200
FAULTS: "dict[str, _StrPromise]" = {
    "fetch-address": _("This is not an address of a file. Enter the full address, beginning with https://."),
    "fetch-scheme": _("The address must begin with https:// or http://."),
    "fetch-credentials": _("The address contains a user name or password. Enter an address that is public."),
    "fetch-port": _("The address names port {value}. Only the usual ports of https and http are used."),
    "fetch-inside": _("{value} is not on the public internet. Such addresses are not fetched."),
    "fetch-unknown-host": _("No server with the name {value} was found. Check the address."),
    "fetch-redirects": _("The server redirects too many times. Enter the final address of the file."),
    "fetch-status": _("The server replied with code {value} instead of the file."),
    "fetch-type": _("The server sent something else than an IATI or JSON Lines file ({value})."),
    "fetch-size": _("The file is larger than {value} bytes."),
    "fetch-time": _("The server took too long."),
    "fetch-unreachable": _("The connection to {value} failed."),
    "fetch-certificate": _("The certificate of {value} is not valid."),
    "fetch-registry": _("The registry does not give an address of a file for this data set."),
    "fetch-rights": _(
        "The person who set up this source may no longer import with this marking. "
        "A colleague with the right can save the source again."
    ),
    "fetch-taken": FAILURES["taken"],
    "fetch-unexpected": FAILURES["unexpected"],
}


def fault_words(code: str, params: dict[str, str]) -> str:
    """Why nothing was imported, in a sentence."""
    return told(code, params, str(FAULTS["fetch-unexpected"]), more=FAULTS)


@dataclass(frozen=True, slots=True)
class FetchLine:
    """One fetch. `found`: the import, where the reader may open it."""

    at: datetime
    outcome: str
    words: str
    fault: str
    found: UUID | None
    new: int
    changed: int
    unchanged: int
    elsewhere: int
    rejected: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source. `own`: the reader may change it. `failing`: several fetches in a row failed. `last`: its last."""

    id: UUID
    name: str
    address: str
    every: str
    every_words: str
    everywhere: bool
    marking: Marking
    set_up_by: str
    made_at: datetime
    next_at: datetime
    waits: bool
    failures: int
    own: bool
    last: FetchLine | None

    @property
    def failing(self) -> bool:
        return self.failures >= MANY_FAILURES


def sources_seen_by(reader: Reader) -> tuple[SourceLine, ...]:
    """By name; those that fail first."""
    rows = list(RegularSource.visible_to(reader).order_by("name", "pk")[:MOST])
    newest = SourceFetch.objects.filter(source__in=rows).order_by("source", "-at", "-id").distinct("source")
    last = {line.source_id: line for line in newest}
    lines = [_line(reader, row, _fetch(last[row.pk]) if row.pk in last else None) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.failing))


def source_seen_by(reader: Reader, source_id: UUID) -> SourceLine:
    """Raises NotFound."""
    row = RegularSource.visible_to(reader).filter(pk=source_id).first()
    if row is None:
        raise NotFound
    return _line(reader, row, None)


def fetches_of(reader: Reader, source: SourceLine) -> tuple[FetchLine, ...]:
    """The last ones of a source that the reader sees, newest first."""
    rows = list(SourceFetch.objects.filter(source=source.id).order_by("-at", "-id")[:SHOWN])
    asked = [row.of_import_id for row in rows if row.of_import_id]
    seen = set(Import.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True))
    return tuple(_fetch(row, seen) for row in rows)


def _line(reader: Reader, row: RegularSource, last: FetchLine | None) -> SourceLine:
    return SourceLine(
        id=row.pk,
        name=row.name,
        address=row.address,
        every=row.every,
        every_words=row.get_every_display(),
        everywhere=row.everywhere,
        marking=markings.of_json(row.marking),
        set_up_by=row.set_up_by,
        made_at=row.made_at,
        next_at=row.next_at,
        waits=row.waits,
        failures=row.failures,
        own=str(row.organisation_id) == reader.organisation,
        last=last,
    )


def _fetch(row: SourceFetch, seen: Sequence[UUID] | set[UUID] = ()) -> FetchLine:
    return FetchLine(
        at=row.at,
        outcome=row.outcome,
        words=row.get_outcome_display(),
        fault=fault_words(row.code, row.params) if row.code else "",
        found=row.of_import_id if row.of_import_id in seen else None,
        new=row.new,
        changed=row.changed,
        unchanged=row.unchanged,
        elsewhere=row.elsewhere,
        rejected=row.rejected,
    )
