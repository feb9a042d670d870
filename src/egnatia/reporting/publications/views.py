"""Publishing a summary: write, preview, publish, and withdraw it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel import clock
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.matrix.context import MatrixContext, opened
from egnatia.needs.matrix.names import with_query
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.pages.forms import ONCE, new_once, pressed_key
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.publications.actions import (
    SourcesChanged,
    publish_publication,
    recall_publication,
    require_secretariat,
)
from egnatia.reporting.publications.forms import PublicationForm
from egnatia.reporting.publications.queries import PublicationSources, gathered, publication_made, publication_seen_by
from egnatia.reporting.publications.rules import MOST_SOURCES, PublicationContent
from egnatia.reporting.snapshots.board import basis_words, board_of, naming_of, shown
from egnatia.reporting.snapshots.sources import MatrixPart

PUBLISH, BACK = "publish", "back"  # buttons
NOT_KEPT = ("csrfmiddlewaretoken", "seen", ONCE, ASKED, PUBLISH, BACK)


@dataclass(frozen=True, slots=True)
class Preparing:
    """The parts of the page: the matrix of the address, what is written, for whom."""

    page: MatrixContext
    form: PublicationForm
    marking: MarkingForm
    sent: Any

    @classmethod
    def of(cls, request: ReaderRequest) -> "Preparing":
        require_secretariat(request.reader)
        data = request.POST if request.method == "POST" else None
        return cls(
            page=opened(request.reader, request.GET, without=("economy",)),
            form=PublicationForm(data, initial={"as_of": clock.today()}),
            marking=MarkingForm(data, reader=request.reader),
            sent=data,
        )

    def is_valid(self) -> bool:
        """Both parts are asked, so that all faults are shown at once."""
        return all([self.form.is_valid(), self.marking.is_valid()])

    @property
    def looked_for(self) -> bool:
        """Sent to be looked at or published, and complete."""
        return self.sent is not None and ASKED not in self.sent and BACK not in self.sent and self.is_valid()

    @property
    def said(self) -> PublicationContent:
        written = self.form.cleaned_data
        return PublicationContent(
            title=written["title"],
            note=written["note"],
            limits=written["limits"],
            language=get_language() or "en",
            as_of=written["as_of"],
            part=MatrixPart.of(self.page.form.said),
            asked=self.page.form.address,
        )

    @property
    def asking(self) -> MatrixQuery:
        return MatrixQuery(self.page.asking.reader, self.page.asking.filters, self.said.as_of)

    def gathered(self) -> PublicationSources:
        reader = self.page.asking.reader
        audience = self.marking.marking().tokens(owner=reader.organisation, author=reader.person)
        return gathered(self.asking, audience, self.said.part)


@expensive("POST")
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    preparing = Preparing.of(request)
    if not preparing.looked_for:
        return _form(request, preparing)
    return _published(request, preparing) if PUBLISH in request.POST else _look(request, preparing)


def _published(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    """Pressed twice, it is published once: the second press leads to the first one's publication."""
    seen, pressed = request.POST.get("seen", ""), pressed_key(request.POST)
    said, marking = preparing.said, preparing.marking.marking()
    try:
        made = publish_publication(said, marking, preparing.asking, expected=seen, pressed=pressed)
    except SourcesChanged:
        messages.warning(request, _("The underlying records have changed in the meantime. Check the preview again."))
        return _look(request, preparing)
    except AlreadyThere:
        made = publication_made(request.reader, pressed)
    messages.success(request, _("Published. The audience can now see it."))
    return redirect("public:publication", made)


def _form(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    asked = preparing.sent is not None and ASKED in preparing.sent
    context = {
        "form": preparing.form,
        "marking": preparing.marking,
        "preview": preview_of(preparing.marking, asker=request.reader) if asked else None,
        "narrowing": preparing.page.form.narrowing,
        "back": preparing.page.naming.address("matrix"),
    }
    return render(request, "reporting/publications/form.html", context)


def _look(request: ReaderRequest, preparing: Preparing) -> HttpResponse:
    """The second look: exactly what would be published, for whom, resting on what."""
    found, said = preparing.gathered(), preparing.said
    naming = naming_of(preparing.page.naming.names, preparing.page.naming.objectives)
    context = {
        "said": said,
        "preview": preview_of(preparing.marking, asker=request.reader),
        "board": board_of(found.readable, said.part, naming),
        "inside": shown(found.readable, naming),
        "as_of": as_of_words(said.as_of),
        "narrowing": preparing.page.form.narrowing,
        "basis": basis_words(found.readable),
        "left_out": (found.activities_left_out, found.needs_left_out),
        "too_many": MOST_SOURCES if found.too_many else 0,
        "seen": found.fingerprint,
        ONCE: new_once(),
        "kept": [
            (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT
        ],
        "address": with_query(request.path, request.GET.dict()),
    }
    return render(request, "reporting/publications/look.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        recall_publication(record, by=request.reader)
        messages.success(request, _("Withdrawn. It is no longer visible."))
        return redirect("public:publications")
    require_secretariat(request.reader)
    publication = publication_seen_by(request.reader, record)
    return render(request, "reporting/publications/recall.html", {"publication": publication})
