"""A sheet that comes back: all of its rows, or none and the reasons by row."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import ActivityStatement
from egnatia.activities.activities.rows import row_of
from egnatia.activities.imports.queries.records import codes
from egnatia.activities.imports.reimport import as_downloaded, entry_of_row
from egnatia.activities.imports.sentences import said
from egnatia.activities.imports.sheets import SheetSchema
from egnatia.activities.partners.actions.answers import PartnerReply, add, close, keep
from egnatia.activities.partners.actions.requests import LINKS
from egnatia.activities.partners.corrections import NOTHING, difference
from egnatia.activities.partners.labels import TO_COME, TOO_MANY
from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.queries.rows import account_of, rows_now
from egnatia.activities.partners.rules import CLOSED, MOST_ADDED, lies_ahead
from egnatia.activities.partners.sheet import way_of
from egnatia.formats import Parsed, Rejected
from egnatia.formats.sheets import Table, activities_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import OrganisationMention
from egnatia.taxonomy.forum import ForumNames, forum

TRUE = PartnerRow.Verdict.TRUE.value
Rows = dict[str, tuple[PartnerRow, Activity]]  # by the identifier that stands in the first column


@dataclass(frozen=True, slots=True)
class SheetRowFault:
    """Why a row cannot be used."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What a row says: about the row of the request with this number, or, without one, about a new activity."""

    number: int | None
    answer: PartnerReply


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a sheet: why it cannot be used; or how many rows count as still true because nobody changed them,
    and the titles of those about which what was said before stays, and about which the sheet replaces it.
    """

    faults: tuple[SheetRowFault, ...] = ()
    true: int = 0
    stays: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@transaction.atomic
def bring_back(secret: str, table: Table) -> Brought:
    """Whoever holds the link brings the sheet: its rows are kept as if they had been typed, nothing is handed in."""
    return _keep(LINKS.opened(secret), table)


@transaction.atomic
def bring_back_for(request_id: UUID, table: Table, *, by: Reader) -> Brought:
    """The organisation that asked got the sheet by mail: it is handed in at once, in the name of who brought it."""
    request = LINKS.own_live(request_id, by=by)
    brought = _keep(request, table)
    if not brought.faults:
        close(request, rows_now(request), by=by)
    return brought


def _keep(request: PartnerRequest, table: Table) -> Brought:
    lines, faults = _read(request, table)
    if faults:
        return Brought(faults)
    # What an earlier sheet added stands in this one too, if it is still meant.
    PartnerRow.objects.filter(request=request, activity__isnull=True).delete()
    rows = {row.number: (row, activity) for row, activity in rows_now(request)}
    true, stays, replaced = 0, [], []
    for line in lines:
        if line.number is None:
            add(request, line.answer)
            continue
        row, activity = rows[line.number]
        if _stays(row, line.answer):
            stays.append(activity.title if activity else "")
            continue
        if row.verdict and (row.verdict, row.said) != (line.answer.verdict, line.answer.said):
            replaced.append(activity.title if activity else "")
        true += line.answer.verdict == TRUE
        keep(request, line.number, replace(line.answer, note=row.note))  # a sheet has no place for one
    return Brought((), true, tuple(stays), tuple(replaced))


def _stays(row: PartnerRow, answer: PartnerReply) -> bool:
    """Something else than "still true" was said before; the sheet does not tell of it, and says nothing either."""
    return answer.verdict == TRUE and row.verdict not in ("", TRUE)


def _read(request: PartnerRequest, table: Table) -> tuple[list[SheetLine], tuple[SheetRowFault, ...]]:
    rows = {str(activity.pk): (row, activity) for row, activity in rows_now(request) if activity}
    way, names = way_of(request.organisation.name, codes()), forum()
    lines: list[SheetLine] = []
    faults: list[SheetRowFault] = []
    for found in activities_of([table], way.mapping, file="", codes=way.codes):
        match found:
            case Rejected():
                faults.append(SheetRowFault(found.line, said(found.code, found.params, found.sentence)))
            case Parsed() if found.status == CLOSED and lies_ahead(activity_of(found).end, clock.today()):
                faults.append(SheetRowFault(found.provenance.line, str(TO_COME)))
            case Parsed() if not found.record and sum(line.number is None for line in lines) >= MOST_ADDED:
                faults.append(SheetRowFault(found.provenance.line, str(TOO_MANY)))
            case Parsed() if not found.record:
                lines.append(SheetLine(None, _new(found, request)))
            case Parsed() if found.record in rows:
                row, activity = rows.pop(found.record)
                lines.append(SheetLine(row.number, _about(activity, found, way, names)))
            case Parsed():
                words = _(
                    "Record number %(found)s is not in this request or appears twice. Correct it, "
                    "or leave the cell empty."
                )
                faults.append(SheetRowFault(found.provenance.line, words % {"found": found.record}))
    return lines, tuple(faults)


def _about(activity: Activity, row: Parsed, way: SheetSchema, names: ForumNames) -> PartnerReply:
    """What the row says differently from how it was sent out. A row that nobody touched is still true."""
    before = account_of(activity)
    shown = as_downloaded(row_of(activity, names, {}, 1), way)
    if shown is None:
        return PartnerReply(TRUE, {})
    now = ActivityEntry(before.facts, sort=before.sort, status=before.status, shares=activity.shares)
    after = entry_of_row(now, shown, row)
    different = difference(before, ActivityStatement(after.facts, after.status, before.sort, before.measure))
    return PartnerReply("changed" if different else TRUE, different)


def _new(row: Parsed, request: PartnerRequest) -> PartnerReply:
    reporter = OrganisationMention(request.organisation.name)
    facts = replace(activity_of(row), ref="", identifiers=(), reporters=(reporter,))
    return PartnerReply("new", difference(NOTHING, ActivityStatement(facts, row.status)))
