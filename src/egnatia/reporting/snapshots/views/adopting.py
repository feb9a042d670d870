"""From an accepted round to a snapshot: write, look once more at exactly what would be frozen, freeze."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.tokens import covers
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.snapshots.actions.freezing import freeze
from egnatia.reporting.snapshots.forms.adopting import AdoptionForm
from egnatia.reporting.snapshots.opening import showing
from egnatia.reporting.snapshots.queries.analysing import Closing, closing
from egnatia.reporting.snapshots.queries.silence import calendars_counted, marking_of_round, silence_until
from egnatia.reporting.snapshots.rules import Silence
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
        said = _("These calendars have no working days in common: %(names)s.")
        self.form.add_error("working_days", said % {"names": calendars_counted(self.closing.id, forum())})

    def _wide_enough(self) -> bool:
        """Whoever reads the round has to read what was adopted."""
        reader = self.marking.reader
        wide = covers(
            self.marking.marking().tokens(owner=reader.organisation, author=reader.person), self.closing.tokens
        )
        if not wide:
            said = _("Whoever reads the round has to read what was adopted: choose a marking as wide.")
            self.marking.add_error("tlp", said)
        return wide

    @property
    def until(self) -> date | None:
        """The last day of silence."""
        way = self.form.said().way
        return silence_until(self.closing.id, way.working_days) if isinstance(way, Silence) else None


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
        messages.warning(request, _("What it rests on has changed since you looked. Look once more."))
        return _look(request, preparing)
    except NotAllowed as refused:
        if refused.code != "snapshot-circulates":
            raise
        said_so = _("Another text of this round circulates. Take it back first, or wait for its end.")
        preparing.form.add_error(None, said_so)
        return _form(request, preparing)
    messages.success(request, _("Frozen. Nothing of it changes any more."))
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
