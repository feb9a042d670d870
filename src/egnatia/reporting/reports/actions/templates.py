"""Putting a Word template in the place of the shipped one, and going back. One transaction, one audit event each."""

from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.reporting.reports.models import ReportTemplate
from egnatia.reporting.reports.queries.templates import template_for
from egnatia.reporting.reports.rules import require_maker

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
