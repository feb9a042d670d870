"""The life of a notice: what follows from what it says."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from egnatia.exchange.notices.fields import SEALED, NoticeContent
from egnatia.exchange.notices.models import Notice
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step

NoticeStep = Step[Notice, NoticeContent]


def _completed(content: NoticeContent, before: NoticeContent | None) -> NoticeContent:
    """With whether its source is sealed; a new one has changed nothing."""
    source = SEALED if content.sealed_source else ""
    return replace(content, source=source, what_changed=content.what_changed if before else "")


def _columns(content: NoticeContent) -> Mapping[str, object]:
    return {"category": content.category, "valid_until": content.valid_until}


def _before(step: NoticeStep) -> None:
    if step.content.on_behalf_of and step.content.sealed_source:
        raise ContentRefused("sealed_source", _("Enter the source in one of the two fields: named or sealed."))


NOTICE = RecordKind(model=Notice, content=NoticeContent, completed=_completed, columns=_columns, before=_before)
