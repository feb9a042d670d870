"""What was changed in a round since it was opened: title, dates, instructions; not who takes part. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.versions import VersionRow
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import Labels

FIELDS: Labels = {
    "title": _("Title"),
    "opens": _("Opens on"),
    "closes": _("Answers by"),
    "instructions": _("Instructions"),
}


def changes_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The versions that changed something of it, newest first."""
    return tuple(edition for edition in editions(versions, FIELDS, _told) if edition.changes)


def _told(body: Mapping[str, Any]) -> dict[str, str]:
    days = {name: date_format(date.fromisoformat(body[name])) for name in ("opens", "closes")}
    return {"title": body["title"], "instructions": body["instructions"], **days}
