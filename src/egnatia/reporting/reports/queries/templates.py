"""The Word template that reports are written into."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.formats.reports.templates import shipped
from egnatia.kernel.reader import Reader
from egnatia.reporting.reports.models import ReportTemplate


@dataclass(frozen=True, slots=True)
class TemplateInUse:
    """`record` is None for the one that we ship."""

    record: UUID | None
    name: str
    content: bytes
    made_by: str = ""
    since: datetime | None = None


def template_for(reader: Reader) -> TemplateInUse:
    """The newest that the reader sees, the shipped one where there is none. One query."""
    found = ReportTemplate.visible_to(reader).order_by("-record__published_at", "-pk").first()
    if not isinstance(found, ReportTemplate):
        return TemplateInUse(None, "report.docx", shipped())
    return TemplateInUse(found.pk, found.name, bytes(found.content), found.made_by, found.record.published_at)
