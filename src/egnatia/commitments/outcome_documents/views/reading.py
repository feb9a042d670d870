"""The documents that were read, and the form that reads one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.commitments.outcome_documents.actions import read_outcome
from egnatia.commitments.outcome_documents.forms.reading import ReadingForm
from egnatia.commitments.outcome_documents.queries.visible import outcomes_seen_by
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only


@require_safe
@members_only
def outcomes(request: ReaderRequest) -> HttpResponse:
    context = {"rows": outcomes_seen_by(request.reader), "may_read": request.reader.strong}
    return render(request, "commitments/outcome_documents/list.html", context)


@in_memory
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    if not request.reader.strong:
        raise NotAllowed("second-factor")
    form = ReadingForm(request.POST, request.FILES) if request.method == "POST" else ReadingForm()
    if form.is_bound and form.is_valid():
        record = read_outcome(form.said(), form.drafts, by=request.reader)
        if form.silent_pages:
            messages.warning(request, _silent(form.silent_pages))
        return redirect("commitments:outcome", record)
    return render(request, "commitments/outcome_documents/new.html", {"form": form})


def _silent(pages: tuple[int, ...]) -> str:
    """What is written in pictures was not read: a person has to look."""
    words = _("Pages that hold pictures only, of which nothing was read: %(pages)s.")
    return words % {"pages": ", ".join(map(str, pages))}
