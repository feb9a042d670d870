"""Imports put into words for pages and files: sentences, sums, steps. No queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.queries.lists import FileLine, ImportPage
from egnatia.activities.imports.queries.rows import RowCursor, RowLine
from egnatia.activities.imports.rules import ImportPreview
from egnatia.activities.imports.sentences import FAILURES, STAYED, said
from egnatia.kernel.lists import Listing
from egnatia.pages.amounts import figure, file_size
from egnatia.pages.downloads import DownloadTable
from egnatia.taxonomy.forum import forum

HEADER = (
    gettext_lazy("File"),
    gettext_lazy("Activity"),
    gettext_lazy("Line"),
    gettext_lazy("Identifier"),
    gettext_lazy("Title"),
    gettext_lazy("Outcome"),
    gettext_lazy("Value found"),
    gettext_lazy("Remark"),
    gettext_lazy("Undo result"),
)
REPORT = Listing("import", gettext_lazy("Imports"), "activities:imports", gettext_lazy("Imports"), HEADER)


@dataclass(frozen=True, slots=True)
class ReportRowView:
    """A row of the report in words. `kind` is the colour of its badge, beside the word."""

    identifier: str
    title: str
    record: UUID | None
    outcome: str
    kind: str
    sentence: str
    value: str
    place: str
    file: str
    undone: str
    stayed: str


@dataclass(frozen=True, slots=True)
class ImportFileRow:
    """A file in words; `refused` is the sentence of why nothing of it is used."""

    line: FileLine
    size: str
    refused: str
    dropped: str


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """A figure that leads to its rows."""

    words: str
    query: str


def place_asked(query: QueryDict) -> RowCursor:
    """Where a page of a report begins or ends, as its address says; its beginning where that is nonsense."""
    for name in ("after", "before"):
        text = query.get(name, "")
        if text.isascii() and text.isdigit() and len(text) < 10:
            return RowCursor(int(text), backwards=name == "before")
    return RowCursor(0)


def title(found: ImportPage) -> str:
    day = date_format(localtime(found.started_at), "DATE_FORMAT")
    return _("Import of %(day)s") % {"day": day}


def lead(found: ImportPage) -> str:
    """Its files by name."""
    first = found.files[0].name if found.files else ""
    more = len(found.files) - 1
    if more < 1:
        return first
    return ngettext("%(file)s and %(more)s more", "%(file)s and %(more)s more", more) % {"file": first, "more": more}


def steps_of(state: str) -> list[dict[str, str]]:
    labels = [_("Files and visibility"), _("Preview"), _("Imported")]
    current = {"new": 0, "choosing": 0, "trying": 1, "tried": 1, "storing": 2, "failed": 1, "discarded": 1}.get(
        state, 3
    )
    return [
        {"label": label, "state": "done" if place < current else "current" if place == current else ""}
        for place, label in enumerate(labels)
    ]


def refusal(code: str, params: Mapping[str, Any], sentence: str = "") -> str:
    """Why a file cannot be used."""
    return said(code, params, sentence)


def row(line: RowLine) -> ReportRowView:
    kinds = {"accepted": "strong", "changed": "strong", "rejected": "stone"}
    return ReportRowView(
        identifier=line.identifier or _("no identifier"),
        title=line.title,
        record=line.record,
        outcome=str(ImportRow.Outcome(line.outcome).label),
        kind=kinds.get(line.outcome, "soft"),
        sentence=said(line.code, line.params, line.sentence) if line.code else "",
        value=line.value if line.outcome == "rejected" else "",
        place=_("activity %(element)s, line %(line)s") % {"element": line.element, "line": line.line},
        file=line.file,
        undone=str(ImportRow.Undone(line.undone).label) if line.undone else "",
        stayed=str(STAYED.get(line.stayed_because, "")),
    )


def file(line: FileLine) -> ImportFileRow:
    return ImportFileRow(
        line=line,
        size=file_size(line.size),
        refused=refusal(line.refused, line.params) if line.refused else "",
        dropped=dropped(line.dropped),
    )


def dropped(left_out: Iterable[tuple[str, int]]) -> str:
    """Elements that are never kept, with how many there were."""
    return ", ".join(f"{name} ({count})" for name, count in left_out)


def failure(code: str) -> str:
    return str(FAILURES.get(code, ""))


def sums(found: ImportPage) -> list[OutcomeCount]:
    """What the report says in figures, each leading to its rows."""
    if found.state == "undone":
        return [_undone(what, count) for what, count in found.undone.items() if count]
    return [_sum(outcome, count) for outcome, count in found.outcomes.items() if count]


def _sum(outcome: str, count: int) -> OutcomeCount:
    words = {
        "accepted": ngettext("%(count)s new activity", "%(count)s new activities", count),
        "changed": ngettext("%(count)s changed", "%(count)s changed", count),
        "unchanged": ngettext("%(count)s unchanged", "%(count)s unchanged", count),
        "rejected": ngettext("%(count)s rejected", "%(count)s rejected", count),
        "left_out": ngettext(
            "%(count)s left out, outside your economies", "%(count)s left out, outside your economies", count
        ),
    }
    return OutcomeCount(words[outcome] % {"count": figure(count)}, f"?outcome={outcome}")


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """What can be taken of the files. `region` and `every` are the words of buttons, "" where there is no choice."""

    sentence: str
    region: str
    every: str
    suggested: bool  # to take what is in the region only


def choice(preview: ImportPreview) -> RegionChoice:
    """All activities, or those in the forum's economies, which are suggested where others are among them."""
    count, inside, economies = preview.activities, preview.region, len(forum().economies)
    if not preview.elsewhere:
        plain = ngettext("Import %(count)s activity", "Import %(count)s activities", count)
        return RegionChoice("", "", plain % {"count": figure(count)}, suggested=False)
    every = ngettext("Import the %(count)s activity", "Import all %(count)s activities", count) % {
        "count": figure(count)
    }
    said = {"count": figure(count), "inside": figure(inside), "economies": economies}
    sentence = ngettext(
        "%(count)s activity, %(inside)s in your %(economies)s economies.",
        "%(count)s activities, %(inside)s in your %(economies)s economies.",
        count,
    )
    button = ngettext(
        "Import only the %(inside)s activity in your economies",
        "Import only the %(inside)s activities in your economies",
        inside,
    )
    return RegionChoice(sentence % said, button % said if inside else "", every, suggested=bool(inside))


def warnings(preview: ImportPreview) -> list[str]:
    """What the activities will not be good for, in the order of what it costs; of those of the region where these are
    suggested."""
    found = preview.gaps_of_region if choice(preview).suggested else preview.gaps
    return [_warning(gap, count) for gap in ("economy", "dates", "currency", "language") if (count := found.get(gap))]


def _warning(gap: str, count: int) -> str:
    words = {
        "economy": ngettext(
            "%(count)s has no economy: it is not shown in “Needs and support” and rarely matched.",
            "%(count)s have no economy: they are not shown in “Needs and support” and rarely matched.",
            count,
        ),
        "dates": ngettext(
            "%(count)s has no dates: it is not shown on timelines, and overlaps in time cannot be seen.",
            "%(count)s have no dates: they are not shown on timelines, and overlaps in time cannot be seen.",
            count,
        ),
        "currency": ngettext(
            "%(count)s has an amount without a currency: it is not counted in totals of funding.",
            "%(count)s have an amount without a currency: they are not counted in totals of funding.",
            count,
        ),
        "language": ngettext(
            "%(count)s does not say its language: it is matched less reliably with texts in other languages.",
            "%(count)s do not say their language: they are matched less reliably with texts in other languages.",
            count,
        ),
    }
    return words[gap] % {"count": figure(count)}


def _undone(what: str, count: int) -> OutcomeCount:
    words = {
        "withdrawn": ngettext("%(count)s activity withdrawn", "%(count)s activities withdrawn", count),
        "put-back": ngettext(
            "%(count)s restored to its earlier version", "%(count)s restored to their earlier versions", count
        ),
        "stayed": ngettext("%(count)s kept", "%(count)s kept", count),
    }
    return OutcomeCount(words[what] % {"count": figure(count)}, f"?undone={what}")


def progress(found: ImportPage) -> dict[str, Any]:
    """For `components/progress.html`."""
    now = found.progress
    labels = {
        "waiting": _("Queued"),
        "reading": _("Reading the files"),
        "storing": _("Importing the activities"),
        "undoing": _("Restoring earlier versions"),
    }
    words = _said_bytes_of(now.done, now.total) if now.phase == "reading" else _said_count_of(now.done, now.total)
    total = max(now.total, 1)
    return {"label": labels.get(now.phase, ""), "done": min(now.done, total), "total": total, "words": words}


def _said_bytes_of(done: int, total: int) -> str:
    return _("%(done)s of %(total)s") % {"done": file_size(done), "total": file_size(total)}


def _said_count_of(done: int, total: int) -> str:
    if not total:
        return _("It starts within a minute. You can leave this page and come back.")
    return _("%(done)s of %(total)s activities. You can leave this page and come back.") % {
        "done": figure(done),
        "total": figure(total),
    }


def table(found: ImportPage, lines: Iterable[RowLine], footnote: str) -> DownloadTable:
    """The report as a file, with the forum's footnote where a title bears an asterisk."""
    header = [str(words) for words in HEADER]
    return DownloadTable(REPORT, header=header, rows=map(_cells, lines), about=[title(found)], footnote=footnote)


def _cells(line: RowLine) -> Sequence[str | int]:
    words = row(line)
    undone = " ".join(filter(None, [words.undone, words.stayed]))
    return [
        line.file,
        line.element,
        line.line,
        line.identifier,
        line.title,
        words.outcome,
        line.value,
        words.sentence,
        undone,
    ]


def say(request: HttpRequest, sentence: str) -> None:
    messages.success(request, sentence)
