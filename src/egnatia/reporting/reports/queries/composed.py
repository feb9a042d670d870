"""A report as its reader may read it now: composed at each request from what its audience may read of the snapshot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from egnatia.formats.reports.document import Document
from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import community_names, forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import made_before
from egnatia.kernel.tokens import covers
from egnatia.people.marking.words import in_short
from egnatia.reporting.reports.composing.report import For, compose
from egnatia.reporting.reports.models import Report
from egnatia.reporting.reports.naming import FreeText
from egnatia.reporting.reports.rules import Subject, audience_of
from egnatia.reporting.reports.speaking import ENGLISH, Names, Speaking
from egnatia.reporting.snapshots.frozen import Frozen
from egnatia.reporting.snapshots.queries.called import framework_of, objectives_in, texts_of
from egnatia.reporting.snapshots.queries.reading import frozen_covering

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list. What a brief is about stands in it alone, for whoever may still read that."""

    id: UUID
    sort: str
    snapshot_title: str
    snapshot_language: str
    second: str
    tlp: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    row: ReportRow
    marking: Marking
    document: Document
    mine: bool


def reports_seen_by(reader: Reader) -> tuple[ReportRow, ...]:
    """The newest first. One query."""
    found = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    return tuple(_row(each) for each in found.order_by("-made_at", "-pk")[:MOST_LISTED])


def report_row(reader: Reader, record: UUID) -> Report:
    """The stored report. Raises NotFound where there is none that the reader sees."""
    found = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    row = found.filter(pk=record).first()
    if not isinstance(row, Report) or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return row


def report_made(reader: Reader, pressed: str | None) -> UUID:
    """The one that the form with this key made. Raises AlreadyThere where he sees it no more."""
    return made_before(Report, pressed, by=reader)


def report_seen_by(reader: Reader, record: UUID) -> ReportPage:
    """The report and its document: of what its maker looked at, what all of its audience may read today.

    Whoever belongs to that gets the same document; whoever made it and does not, gets of it what he may read himself.
    """
    row = report_row(reader, record)
    envelope = row.record
    audience = audience_of(envelope.marking, owner=str(envelope.owner_id), author=envelope.author)
    frozen = frozen_covering(audience, reader, row.snapshot_id, among=row.looked_at)
    document = document_of(frozen, Subject(row.sort, row.about), row.second, envelope.marking)
    mine = reader.is_secretariat and str(envelope.owner_id) == reader.organisation
    return ReportPage(_row(row), envelope.marking, document, mine)


def document_of(frozen: Frozen, subject: Subject, second: str, marking: Marking) -> Document:
    """The document of what an audience may read, in English and beside it in a second language."""
    say = speaking(second, frozen.head.id)
    with override(ENGLISH):
        audience = in_short(marking, say.first.forum, community_names())
    with override(say.other or ENGLISH):
        other = in_short(marking, say.second.forum, community_names()) if say.other else ""
    whom = For(marking.tlp.words, audience, other, matches=marking.tlp != Tlp.CLEAR)
    return compose(frozen, subject, say, whom)


def speaking(second: str, snapshot: UUID) -> Speaking:
    """The names of both languages; objectives as they were called then."""
    texts = texts_of(snapshot)
    with override(ENGLISH):
        first = Names(forum(), objectives_in(texts), framework_of(snapshot))
    if not second:
        return Speaking(first, first)
    with override(second):
        return Speaking(first, Names(forum(), objectives_in(texts), framework_of(snapshot)), second)


def free_texts(frozen: Frozen) -> Iterator[FreeText]:
    """What people wrote that a report repeats, each text of a kind once, at the first record that says it."""
    head = frozen.head
    yield FreeText(head.id, "snapshot", head.title, head.language)
    for record, need in frozen.needs.items():
        yield FreeText(record, "need", need.words, need.language)
    yield from _once((record, "need", need.source) for record, need in frozen.needs.items())
    for record, work in frozen.works.items():
        yield FreeText(record, "activity", work.title, work.language)
    yield from _once(
        (record, "activity", name) for record, work in frozen.works.items() for name in (*work.names, *work.receivers)
    )


def _once(found: Iterable[tuple[UUID, str, str]]) -> Iterator[FreeText]:
    """Names and sources, which many records repeat; of no language."""
    said: set[str] = set()
    for record, kind, text in found:
        if text not in said:
            said.add(text)
            yield FreeText(record, kind, text, "")


def snapshot_covers(snapshot: UUID, audience: frozenset[str], reader: Reader) -> bool:
    """Whether all of an audience may read the snapshot itself."""
    record = Record.objects.filter(pk=snapshot).first()
    return record is not None and covers(record.tokens, audience) and may_read(reader, record.envelope).allowed


def _row(found: Report) -> ReportRow:
    return ReportRow(
        id=found.pk,
        sort=found.sort,
        snapshot_title=found.snapshot.title,
        snapshot_language=found.snapshot.language,
        second=found.second,
        tlp=found.record.marking.tlp.words,
        made_by=found.made_by,
        made_at=found.made_at,
    )
