"""The page where a person says what unknown names are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from egnatia.activities.imports.name_queue.actions import (
    UnclearError,
    add_as_new,
    add_at_once,
    bring_answer_in,
    leave_as_it_is,
    map_at_once,
    map_to,
    reopen,
    reopen_at_once,
)
from egnatia.activities.imports.name_queue.forms import LINES, QueueFilters, ticked
from egnatia.activities.imports.name_queue.names import Guess
from egnatia.activities.imports.name_queue.queries import (
    QueueLine,
    QueuePage,
    guesses,
    last_answers_at_once,
    open_counts,
    open_names,
    queue_seen_by,
    suggestions,
)
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import COUNT_CAP
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.amounts import figure
from egnatia.people.access import members_only

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: "dict[str, _StrPromise]" = {
    "organisation": _("Organisations"),
    "sector": _("Sectors"),
    "place": _("Places"),
    "language": _("Languages"),
}
UNCLEAR: "dict[str, _StrPromise]" = {
    "empty": _("Enter a name, or choose one of the other options."),
    "organisation": _("No organisation with this name was found. Check the spelling."),
    "several": _("Several organisations have this name. Enter another of its names."),
    "sector": _("Enter one of the listed sectors, or a DAC code of 3 or 5 digits like 15210."),
    "place": _("Enter the name or code of an economy."),
    "language": _("Enter a language code like sq or mk."),
}


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer that was not understood, shown beside its name with what was typed."""

    entry: UUID
    typed: str
    sentence: str


@require_safe
@members_only
def queue(request: ReaderRequest) -> HttpResponse:
    return _page(request, QueueFilters.of(request.GET), None)


def _page(request: ReaderRequest, filters: QueueFilters, unclear: Unclear | None) -> HttpResponse:
    listing = queue_seen_by(request.reader, what=filters.what, answered=filters.answered, page=filters.page)
    context = {
        "listing": listing,
        "filters": filters,
        "tabs": _tabs(request, filters),
        "names": _names(request.reader, listing, filters),
        "lines": LINES,
        "at_once": last_answers_at_once(request.reader, filters.what),
        "suggestions": suggestions(request.reader, filters.what),
        "unclear": unclear,
        "may_add": filters.what == "organisation" or (filters.what == "sector" and request.reader.is_secretariat),
    }
    return render(request, "activities/imports/queue.html", context)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with what it most probably means; `ticked` where the guess is good enough."""

    line: QueueLine
    guess: Guess | None
    ticked: bool


def _names(reader: Reader, listing: QueuePage, filters: QueueFilters) -> list[NameRow]:
    own = [line.value for line in listing.rows if line.own and line.state == "open"]
    found = guesses(reader, filters.what, own) if own else {}
    rows = [(line, found.get(line.value) if line.own else None) for line in listing.rows]
    return [NameRow(line, guess, ticked=bool(guess and guess.score >= filters.line)) for line, guess in rows]


def _tabs(request: ReaderRequest, filters: QueueFilters) -> list[dict[str, object]]:
    address, counts = reverse("activities:queue"), open_counts(request.reader)
    return [
        {
            "label": label,
            "url": f"{address}?what={what}",
            "current": what == filters.what,
            "count": f"{COUNT_CAP}+" if counts[what] > COUNT_CAP else counts[what],
        }
        for what, label in KINDS.items()
    ]


@require_POST
@members_only
def answer(request: ReaderRequest, entry_id: UUID) -> HttpResponse:
    """It is something known, something new, or nothing that we list."""
    filters, typed, by = QueueFilters.of(request.POST), request.POST.get("answer", ""), request.reader
    try:
        if "add" in request.POST:
            add_as_new(entry_id, by=by)
        elif "leave" in request.POST:
            leave_as_it_is(entry_id, by=by)
        else:
            map_to(entry_id, typed, by=by)
    except UnclearError as fault:
        return _page(request, filters, Unclear(entry_id, typed, str(UNCLEAR[fault.code])))
    bring_answer_in.defer(entry_id=str(entry_id), person=by.person)
    messages.success(request, _("Saved. You can change it under “Show identified names”."))
    return redirect(filters.address())


@expensive("POST")
@require_POST
@members_only
def at_once(request: ReaderRequest) -> HttpResponse:
    """The ticked guesses, all guesses above a line, or all names without a tick as new."""
    filters, by = QueueFilters.of(request.POST), request.reader
    if "above" in request.POST:
        names = open_names(by, filters.what)
        found = guesses(by, filters.what, names.values())
        good = {name: guess for name, guess in found.items() if guess.score >= filters.line}
        done = map_at_once({entry: good[name].key for entry, name in names.items() if name in good}, by=by)
    elif "add" in request.POST:
        done = add_at_once(open_names(by, "organisation").keys() - ticked(request.POST).keys(), by=by)
    else:
        done = map_at_once(ticked(request.POST), by=by)
    _bring_in(done, filters.what, by)
    if not done:
        messages.warning(request, _("No name was identified: none is ticked, or no guess has this score."))
        return redirect(filters.address())
    said = ngettext("%(count)s name identified.", "%(count)s names identified.", len(done))
    messages.success(request, said % {"count": figure(len(done))})
    return redirect(filters.address())


def _bring_in(entries: list[UUID], what: str, by: Reader) -> None:
    """Organisations are found by their names at once; sectors and places stand in the activities themselves."""
    for entry in entries if what != "organisation" else ():
        bring_answer_in.defer(entry_id=str(entry), person=by.person)


@require_POST
@members_only
def undoing(request: ReaderRequest, batch: UUID) -> HttpResponse:
    """Take back what was answered at once."""
    filters, by = QueueFilters.of(request.POST), request.reader
    done = reopen_at_once(batch, by=by)
    _bring_in(done, filters.what, by)
    said = ngettext(
        "%(count)s name is listed under “Names to identify” again.",
        "%(count)s names are listed under “Names to identify” again.",
        len(done),
    )
    messages.success(request, said % {"count": figure(len(done))})
    return redirect(filters.address())


@require_POST
@members_only
def reopening(request: ReaderRequest, entry_id: UUID) -> HttpResponse:
    """Take an answer back."""
    reopen(entry_id, by=request.reader)
    bring_answer_in.defer(entry_id=str(entry_id), person=request.reader.person)
    messages.success(request, _("Withdrawn. The name is listed under “Names to identify” again."))
    return redirect(QueueFilters.of(request.POST).address())
