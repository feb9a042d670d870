"""The pages of snapshots: the analysis of today, freezing, circulating, notes, reading."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.tokens import SECRETARIAT, covers
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import refusals
from egnatia.matching.rows import words_of
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.pages.forms import text_of
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.snapshots.actions import (
    freeze,
    object_to,
    record_adoption,
    take_text_back,
    withdraw_note,
    write_note,
)
from egnatia.reporting.snapshots.board import naming_of
from egnatia.reporting.snapshots.forms import AdoptionForm, DecisionForm, FindingNoteForm
from egnatia.reporting.snapshots.presenters import Showing
from egnatia.reporting.snapshots.queries.analysis import Closing, closing
from egnatia.reporting.snapshots.queries.detail import page_of
from egnatia.reporting.snapshots.queries.findings import frozen_for
from egnatia.reporting.snapshots.queries.notes import line_of, may_write_on, note_row, notes_seen_by
from egnatia.reporting.snapshots.queries.objectives import objectives_of
from egnatia.reporting.snapshots.queries.silence import calendars_counted, marking_of_round, silence_until
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by
from egnatia.reporting.snapshots.rules import LONGEST_REASON, Silence
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary
from egnatia.workdays.rules import NoWorkingDay

FREEZE, BACK = "freeze", "back"  # buttons
NOT_KEPT = ("csrfmiddlewaretoken", "seen", ASKED, FREEZE, BACK)


@dataclass(frozen=True, slots=True)
class Preparing:
    """The parts of the page: what the round comes to, what is written, for whom."""

    closing: Closing
    form: AdoptionForm
    marking: MarkingForm
    sent: Any

    @classmethod
    def of(cls, request: ReaderRequest, record: UUID) -> "Preparing":
        found = closing(request.reader, record, forum())
        data = request.POST if request.method == "POST" else None
        start = marking_of_round(request.reader, record)
        return cls(
            closing=found,
            form=AdoptionForm(data, initial={"title": found.title}),
            marking=MarkingForm(data, reader=request.reader, initial=start),
            sent=data,
        )

    @property
    def looked_for(self) -> bool:
        """Sent to be looked at or frozen, and complete. Both parts are asked, so that all faults are shown at once."""
        quiet = self.sent is None or ASKED in self.sent or BACK in self.sent
        return not quiet and all(
            [self.form.is_valid() and self._ends(), self.marking.is_valid() and self._wide_enough()]
        )

    def _ends(self) -> bool:
        """Silence ends on some day."""
        try:
            _until = self.until
        except NoWorkingDay:
            self.say_no_day()
        return self.form.is_valid()

    def say_no_day(self) -> None:
        """Beside its field: silence would end on no day."""
        said = _("These calendars have no working days in common: %(names)s. Correct them under “Working days”.")
        self.form.add_error("working_days", said % {"names": calendars_counted(self.closing.id, forum())})

    def _wide_enough(self) -> bool:
        """Whoever reads the round has to read what was adopted."""
        reader = self.marking.reader
        wide = covers(
            self.marking.marking().tokens(owner=reader.organisation, author=reader.person), self.closing.tokens
        )
        if not wide:
            self.marking.add_error("tlp", str(refusals()["snapshot-audience"]))
        return wide

    @property
    def until(self) -> date | None:
        """The last day of silence."""
        way = self.form.said().way
        return silence_until(self.closing.id, way.working_days) if isinstance(way, Silence) else None


@expensive("POST")
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def adoption(request: ReaderRequest, record: UUID) -> HttpResponse:
    preparing = Preparing.of(request, record)
    if not preparing.looked_for:
        return _form(request, preparing)
    try:
        return _frozen(request, preparing) if FREEZE in request.POST else _look(request, preparing)
    except NoWorkingDay:  # somebody set a calendar while this was looked at
        preparing.say_no_day()
        return _form(request, preparing)


def _frozen(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    said, marking, seen = preparing.form.said(), preparing.marking.marking(), request.POST.get("seen", "")
    try:
        made = freeze(preparing.closing.id, said, marking, by=request.reader, expected=seen)
    except ChangedMeanwhile:
        messages.warning(request, _("The underlying records have changed in the meantime. Check the preview again."))
        return _look(request, preparing)
    except NotAllowed as refused:
        if refused.code != "snapshot-circulates":
            raise
        preparing.form.add_error(None, str(refusals()[refused.code]))
        return _form(request, preparing)
    messages.success(request, _("The results are fixed and submitted. They can no longer be changed."))
    return redirect("reporting:snapshot", made)


def _form(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    asked = preparing.sent is not None and ASKED in preparing.sent
    context = {
        "form": preparing.form,
        "marking": preparing.marking,
        "preview": preview_of(preparing.marking, asker=request.reader) if asked else None,
        "round": preparing.closing,
    }
    return render(request, "reporting/snapshots/form.html", context)


def _look(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    """The second look: exactly what would be frozen, what stays out, and who will read it."""
    found = preparing.closing
    context = {
        "round": found,
        "narrowest": found.narrowest,
        "said": preparing.form.said(),
        "until": preparing.until,
        "preview": preview_of(preparing.marking, asker=request.reader),
        "analysis": showing("").analysis(found.findings, found.before),
        "as_of": as_of_words(found.gathered.as_of),
        "seen": found.gathered.fingerprint(preparing.until),
        "kept": [(name, text) for name in request.POST for text in request.POST.getlist(name) if name not in NOT_KEPT],
    }
    return render(request, "reporting/snapshots/look.html", context)


@require_safe
@members_only
def cell(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    """What stands behind one figure of it."""
    found = closing(request.reader, record, forum())
    root = reverse("reporting:round-analysis", args=[record])
    inside = showing(root).cell(found.findings, economy, code)
    if inside is None:
        raise Http404
    context = {"cell": inside, "inside": inside.inside, "title": found.title, "back": root}
    context["narrowest"] = found.narrowest
    return render(request, "reporting/snapshots/cell.html", {**context, "as_of": as_of_words(found.gathered.as_of)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def objection(request: ReaderRequest, record: UUID) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        refusal = _objected(request, record)
        if not refusal:
            messages.success(
                request, _("Objection submitted. The results are not adopted, and the secretariat can see your reason.")
            )
            return redirect("reporting:snapshot", record)
    page = page_of(request.reader, record, forum())
    if not page.seats:
        raise NotAllowed("snapshot-office")
    context = {"snapshot": page, "head": page.frozen.head, "refusal": refusal}
    context["participant"] = request.POST.get("participant", "")
    return render(request, "reporting/snapshots/objection.html", context)


def _objected(request: ReaderRequest, record: UUID) -> str:
    """Why not, where the form can be sent again with more in it."""
    reason = text_of(request.POST, "reason", LONGEST_REASON)
    try:
        object_to(record, _identifier(request.POST.get("participant", "")), reason, by=request.reader)
    except NotAllowed as refused:
        if refused.code != "snapshot-reason":
            raise
        return str(refusals()[refused.code])
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def taking_back(request: ReaderRequest, record: UUID) -> HttpResponse:
    if request.method == "POST":
        take_text_back(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nothing is adopted, and replies can be changed again."))
        return redirect("reporting:snapshot", record)
    page = page_of(request.reader, record, forum())
    if not page.desk:
        raise NotAllowed("snapshot-over" if request.reader.is_secretariat else "secretariat")
    return render(request, "reporting/snapshots/taking_back.html", {"snapshot": page, "head": page.frozen.head})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def decision(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The board adopted what was submitted: on which day, at which meeting."""
    page = page_of(request.reader, record, forum())
    if not page.undecided:
        raise NotAllowed("snapshot-decided" if request.reader.is_secretariat else "secretariat")
    head = page.frozen.head
    form = DecisionForm(request.POST if request.method == "POST" else None, as_of=head.as_of)
    if form.is_valid():
        record_adoption(record, form.decision(), by=request.reader)
        messages.success(request, _("The adoption is recorded. The content is the one that was submitted."))
        return redirect("reporting:snapshot", record)
    return render(request, "reporting/snapshots/decision.html", {"snapshot": page, "head": head, "form": form})


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


USUAL = Marking(Tlp.AMBER_STRICT, offices=frozenset({SECRETARIAT}))  # their own organisation and the secretariat


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def notes(request: ReaderRequest, record: UUID) -> HttpResponse:
    """All that they see, and the form for another one."""
    page = round_page(request.reader, record, forum())
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    form = FindingNoteForm(data)
    marking = MarkingForm(data, reader=request.reader, initial=USUAL if request.reader.strong else None)
    if not quiet and all([form.is_valid(), marking.is_valid()]):
        write_note(record, form.noted(), marking.marking(), by=request.reader)
        messages.success(request, _("Saved."))
        return redirect("reporting:round-notes", record)
    context = {
        "round": page,
        "notes": notes_seen_by(request.reader, record),
        "form": form if may_write_on(request.reader, record) else None,
        "marking": marking,
        "preview": preview_of(marking, asker=request.reader) if ASKED in request.POST else None,
    }
    return render(request, "reporting/snapshots/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        round_of_it = withdraw_note(record, by=request.reader)
        messages.success(request, _("Withdrawn. The note is no longer visible."))
        return redirect("reporting:round-notes", round_of_it)
    note = line_of(request.reader, note_row(request.reader, record))
    return render(request, "reporting/snapshots/note_withdrawal.html", {"note": note})


@require_safe
@members_only
def snapshots(request: ReaderRequest) -> HttpResponse:
    return render(request, "reporting/snapshots/list.html", {"rows": snapshots_seen_by(request.reader)})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    head = page.frozen.head
    shown = showing(reverse("reporting:snapshot", args=[record]), snapshot=record).analysis(page.frozen, page.before)
    context = {"snapshot": page, "head": head, "analysis": shown, "as_of": as_of_words(head.as_of)}
    context["narrowest"] = page.narrowest
    return render(request, "reporting/snapshots/page.html", context)


@require_safe
@members_only
def cell_reading(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    frozen = frozen_for(request.reader, record)
    if frozen is None:
        raise NotFound
    root = reverse("reporting:snapshot", args=[record])
    inside = showing(root, snapshot=record).cell(frozen, economy, code)
    if inside is None:
        raise Http404
    context = {"cell": inside, "inside": inside.inside, "title": frozen.head.title, "back": root, "head": frozen.head}
    context["narrowest"] = max(frozen.narrowest, frozen.head.marking.tlp).words
    return render(request, "reporting/snapshots/cell.html", {**context, "as_of": as_of_words(frozen.head.as_of)})


def showing(root: str, *, snapshot: UUID | None = None) -> Showing:
    """`root` is the address under which the cells stand, "" where they lead nowhere.

    Of a snapshot objectives are called as they were then.
    """
    names, words = forum(), vocabulary()
    called = words.objectives if snapshot is None else objectives_of(snapshot)
    return Showing(naming_of(names, called, root), words_of(names, replace(words, objectives=called)))
