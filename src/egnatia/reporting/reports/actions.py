"""Making a report, recalling it, and its Word template. Each is one transaction and one audit event."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import records
from egnatia.kernel import records as kernel_records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.reporting.reports.labels import TITLE
from egnatia.reporting.reports.models import Report, ReportTemplate
from egnatia.reporting.reports.queries import free_texts, report_row, snapshot_covers, template_for
from egnatia.reporting.reports.rules import Subject, audience_of, require_maker
from egnatia.reporting.reports.terminology import RiskyTerm, risky
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.queries.findings import covering_records, frozen_covering


class WordsWaiting(Exception):  # noqa: N818 - said as the page says it
    """Risky words stand in it that nobody has decided about."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a person chose: the snapshot, the kind of report, the language beside English, for whom."""

    snapshot: UUID
    subject: Subject
    second: str
    marking: Marking


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """What would be in it, and the words that somebody has to decide about."""

    frozen: Frozen
    hits: tuple[RiskyTerm, ...]
    records: tuple[UUID, ...]


def look_at(making: Making, *, by: Reader) -> ReportPreview:
    """What would be in it. Raises NotAllowed("secretariat"), NotFound for a snapshot that they do not read, and
    NotAllowed("report-snapshot") where not all of the audience read that.
    """
    require_maker(by)
    audience = audience_of(making.marking, owner=by.organisation, author=by.person)
    records = tuple(covering_records(audience, by, making.snapshot))
    if not snapshot_covers(making.snapshot, audience, by):
        raise NotAllowed("report-snapshot")
    frozen = frozen_covering(audience, by, making.snapshot, among=records)
    return ReportPreview(frozen, risky(free_texts(frozen)), records)


@transaction.atomic
def make_report(making: Making, *, kept: Collection[str], by: Reader, pressed: str | None = None) -> UUID:
    """Make it for its audience. `kept` are the words that a person keeps as quoted; raises WordsWaiting for others.

    `pressed` is the key of the form that it was made with; raises AlreadyThere where that made one before.
    """
    looked = look_at(making, by=by)
    if any(hit.id not in kept for hit in looked.hits):
        raise WordsWaiting
    title = str(TITLE[making.subject.sort])
    body = {"snapshot": str(making.snapshot), "subject": making.subject.value, "second": making.second}
    content = VersionContent({"en": title}, folded_name(title), body)
    record = kernel_records.create(Report.KIND, content, making.marking, by=by, natural_key=pressed)
    Report.objects.create(
        record=record,
        snapshot_id=making.snapshot,
        sort=Report.Sort(making.subject.sort),
        about=making.subject.about,
        second=making.second,
        looked_at=list(looked.records),
        made_by=by.name,
        made_at=record.published_at,
    )
    detail = {"sort": making.subject.sort, "kept": len(looked.hits), "tlp": making.marking.tlp.value}
    audit.record("made", Report.KIND, record.pk, by=by, snapshot=str(making.snapshot), **detail)
    return record.pk


@transaction.atomic
def recall_report(record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight at the next request. Nothing is deleted; files that were fetched stay."""
    require_maker(by)
    kernel_records.hold(record)
    found = report_row(by, record)
    kernel_records.withdraw(Record.objects.get(pk=found.pk), by=by)
    audit.record("recalled", Report.KIND, record, by=by)


READ_BY = Marking(Tlp.GREEN)  # every member: what they fetch is made of it


@transaction.atomic
def put_template(name: str, content: bytes, *, by: Reader) -> UUID:
    """Use it from now on. It was checked before (`formats.reports.checking`): this asks only who acts."""
    require_maker(by)
    record = records.create(
        ReportTemplate.KIND,
        VersionContent({"und": name}, folded_name(name), {"name": name, "bytes": len(content)}),
        READ_BY,
        by=by,
    )
    ReportTemplate.objects.create(record=record, name=name, content=content, made_by=by.name)
    audit.record("replaced", ReportTemplate.KIND, record.pk, by=by, bytes=len(content))
    return record.pk


@transaction.atomic
def drop_template(record: UUID, *, by: Reader) -> None:
    """Use the one before it again, or the shipped one. Raises NotFound where it is not the one in use."""
    require_maker(by)
    stored = Record.objects.select_for_update().filter(pk=record).first()
    if stored is None or template_for(by).record != record:
        raise NotFound
    records.withdraw(stored, by=by)
    audit.record("dropped", ReportTemplate.KIND, record, by=by)
