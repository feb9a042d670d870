"""The draft to sign, the form that brings the signed page, and that page to whoever sees the clearance."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.signed_clearance.actions import PrintedOtherwise, clear_on_paper
from egnatia.rounds.signed_clearance.forms import SigningForm
from egnatia.rounds.signed_clearance.queries import draft_of, file_of
from egnatia.rounds.signed_clearance.rules import BROUGHT_BY_ACCOUNT, TYPES
from egnatia.rounds.signed_clearance.typeset import pdf_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives


def _shown_to(request: ReaderRequest) -> RoundQuery:
    return RoundQuery(request.reader, forum(), objectives())


@expensive("GET", "HEAD")
@require_safe
@members_only
def draft(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """In the reader's language; the same answers give the same bytes on the same day."""
    return _file(pdf_of(draft_of(_shown_to(request), participant)), TYPES["pdf"], "draft-for-signature.pdf")


@in_memory
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def signing(request: ReaderRequest, participant: UUID) -> HttpResponse:
    found = draft_of(_shown_to(request), participant)
    if request.method == "POST":
        count(BROUGHT_BY_ACCOUNT, request.reader.person)
    form = SigningForm(request.POST, request.FILES) if request.method == "POST" else SigningForm()
    if form.is_bound and form.is_valid() and form.page:
        try:
            clear_on_paper(participant, form.signing(), form.page, by=request.reader)
        except PrintedOtherwise:
            form.say_printed_otherwise()
        else:
            messages.success(request, _("Cleared. The replies and the signed form are visible to the secretariat."))
            return redirect("rounds:round-answers", participant)
    return render(request, "rounds/signed_clearance/signing.html", {"form": form, "draft": found})


@require_safe
@members_only
def page(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The file as it was brought, never shown inside a page of ours."""
    file = file_of(request.reader, record)
    return _file(file.content, TYPES[file.type], file.name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
