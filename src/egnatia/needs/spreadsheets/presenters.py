"""The pages of the wizard in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.needs.spreadsheets.queries import SheetDraft
from egnatia.needs.spreadsheets.rules import Outline
from egnatia.pages.amounts import figure

STEPS = ("new", "tables", "columns", "values", "trial")


def steps_of(current: str) -> list[dict[str, str]]:
    labels = [_("File"), _("Tables"), _("Columns"), _("Values"), _("Preview")]
    at = STEPS.index(current)
    return [
        {"label": label, "state": "done" if place < at else "current" if place == at else ""}
        for place, label in enumerate(labels)
    ]


def context_of(draft: SheetDraft, step: str) -> dict[str, Any]:
    return {"draft": draft, "steps": steps_of(step), "counted": counted(draft.outline)}


def counted(outline: Outline) -> str:
    rows = sum(table.rows for table in outline.tables)
    tables = len(outline.tables)
    said = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": figure(rows)}
    if tables == 1:
        return said
    return ngettext("%(rows)s in %(tables)s table", "%(rows)s in %(tables)s tables", tables) % {
        "rows": said,
        "tables": tables,
    }
