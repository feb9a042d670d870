"""From a snapshot to a report: choose, look once more with the naming check, make."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import ONCE, new_once, pressed_key
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.reports.actions import Looked, Making, WordsWaiting, look_at, make_report
from egnatia.reporting.reports.forms import MakingForm
from egnatia.reporting.reports.labels import WHY
from egnatia.reporting.reports.queries.composed import document_of, report_made
from egnatia.reporting.reports.queries.offering import snapshot_read_by, subjects_of
from egnatia.reporting.reports.rules import require_maker
from egnatia.reporting.reports.showing import facts_of, left_out_of, shown
from egnatia.reporting.snapshots.frozen import Frozen

MAKE, BACK = "make", "back"  # buttons
NOT_KEPT = ("csrfmiddlewaretoken", "keep", ONCE, ASKED, MAKE, BACK)
USUAL = Marking(Tlp.GREEN)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of the page: the snapshot as its maker reads it, what he chose, for whom."""

    snapshot: UUID
    frozen: Frozen
    form: MakingForm
    marking: MarkingForm

    @classmethod
    def of(cls, request: ReaderRequest, snapshot: UUID) -> "Asked":
        require_maker(request.reader)
        frozen = snapshot_read_by(request.reader, snapshot)
        data = request.POST if request.method == "POST" else None
        form = MakingForm(data, subjects=subjects_of(frozen))
        return cls(snapshot, frozen, form, MarkingForm(data, reader=request.reader, initial=USUAL))

    def is_valid(self) -> bool:
        """Both parts are asked, so that all faults are shown at once."""
        return all([self.form.is_valid(), self.marking.is_valid()])

    @property
    def making(self) -> Making:
        return Making(self.snapshot, self.form.subject, self.form.second_language, self.marking.marking())


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, snapshot: UUID) -> HttpResponse:
    asked = Asked.of(request, snapshot)
    sent = request.method == "POST" and ASKED not in request.POST and BACK not in request.POST
    if not sent or not asked.is_valid():
        return _form(request, asked)
    try:
        looked = look_at(asked.making, by=request.reader)
    except NotAllowed as refused:
        if refused.code != "report-snapshot":
            raise
        words = _("The snapshot itself is marked for fewer readers. Choose a narrower audience.")
        asked.form.add_error(None, words)
        return _form(request, asked)
    if MAKE in request.POST:
        return _made(request, asked, looked)
    return _look(request, asked, looked)


def _made(request: ReaderRequest, asked: Asked, looked: Looked) -> HttpResponse:
    """Pressed twice, it is made once: the second press leads to the first one's report."""
    kept, pressed = request.POST.getlist("keep"), pressed_key(request.POST)
    try:
        made = make_report(asked.making, kept=kept, by=request.reader, pressed=pressed)
    except WordsWaiting:
        messages.warning(request, _("Some words wait for you: keep each as quoted, or have it edited first."))
        return _look(request, asked, looked)
    except AlreadyThere:
        made = report_made(request.reader, pressed)
    messages.success(request, _("Made. Whoever it is for reads it from now on."))
    return redirect("reporting:report", made)


def _form(request: ReaderRequest, asked: Asked) -> HttpResponse:
    preview = preview_of(asked.marking, asker=request.reader) if ASKED in request.POST else None
    context = {"form": asked.form, "marking": asked.marking, "preview": preview, "head": asked.frozen.head}
    return render(request, "reporting/reports/new.html", context)


def _look(request: ReaderRequest, asked: Asked, looked: Looked) -> HttpResponse:
    """The second look: what would be in it, what stays out, which words wait."""
    making = asked.making
    document = document_of(looked.frozen, making.subject, making.second, making.marking)
    context = {
        "head": asked.frozen.head,
        "preview": preview_of(asked.marking, asker=request.reader),
        "document": document,
        "blocks": list(shown(document)),
        "facts": facts_of(document),
        "left_out": left_out_of(asked.frozen, looked.frozen, making.subject),
        "hits": [(hit, WHY[hit.why]) for hit in looked.hits],
        ONCE: new_once(),
        "keeping": request.POST.getlist("keep"),
        "kept": [
            (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT
        ],
    }
    return render(request, "reporting/reports/look.html", context)
