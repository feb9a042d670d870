"""What was changed in a round since it was opened: title, dates, instructions; not who takes part. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.records.versions import VersionRow
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import Labels, label
from egnatia.rounds.rounds.labels import verdicts_of

FIELDS: Labels = {
    "title": _("Title"),
    "opens": _("Opens on"),
    "closes": _("Reply by"),
    "instructions": _("Instructions"),
}

OF_AN_ANSWER: Labels = {
    "verdict": _("Reply"),
    "note": _("Note"),
    "version": _("Version of the need or activity"),
}


def changes_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The versions that changed something of it, newest first."""
    return tuple(edition for edition in editions(versions, FIELDS, _told) if edition.changes)


def _told(body: Mapping[str, Any]) -> dict[str, str]:
    days = {name: date_format(date.fromisoformat(body[name])) for name in ("opens", "closes")}
    return {"title": body["title"], "instructions": body["instructions"], **days}


def versions_of_answer(versions: Sequence[VersionRow], sort: str) -> tuple[Edition, ...]:
    """Of an answer in a round of this sort: what was answered before, newest first."""
    words = verdicts_of(sort)

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        answered = label(words, str(body.get("verdict", "")))
        return {"verdict": answered, "note": str(body.get("note", "")), "version": str(body.get("version", ""))}

    return editions(versions, OF_AN_ANSWER, told)
