"""The pages of outcome documents: reading one, and deciding about its paragraphs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.commitments.outcome_documents import forms
from egnatia.commitments.outcome_documents.actions import carry_out, read_outcome, save_for_later, withdraw_outcome
from egnatia.commitments.outcome_documents.forms import ReadingForm
from egnatia.commitments.outcome_documents.queries.visible import (
    OutcomePage,
    made_of,
    outcomes_seen_by,
    page_of,
    suggestions_for,
)
from egnatia.commitments.outcome_documents.rules import ParagraphDraft
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import version_of
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum


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
    words = _("These pages contain only images and were not read: %(pages)s.")
    return words % {"pages": ", ".join(map(str, pages))}


LATER = "later"  # the button that keeps what was typed, and makes nothing


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def outcome(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record)
    if request.method != "POST":
        return _review(request, page, page.drafts) if page.writable and not page.done else _result(request, page)
    if not page.writable:
        raise NotAllowed(request.reader.why_not("owner"))
    drafts = forms.posted(page.drafts, request.POST)
    try:
        return _decided(request, page, drafts)
    except ChangedMeanwhile:
        page = page_of(request.reader, record)
        messages.error(request, _carried_out_meanwhile() if page.done else _saved_meanwhile())
    except NotFound:
        page = page_of(request.reader, record)
        messages.error(
            request, _("A commitment selected here is not visible to you. Select another one; nothing was created.")
        )
    return _review(request, page, drafts)


def _saved_meanwhile() -> str:
    return _("Another user has saved this document in the meantime. Saving your entries below replaces theirs.")


def _carried_out_meanwhile() -> str:
    return _("Another user has already created the commitments from this document. Your entries below cannot be saved.")


def _decided(request: ReaderRequest, page: OutcomePage, drafts: tuple[ParagraphDraft, ...]) -> HttpResponse:
    expected = version_of(request.POST)
    if LATER in request.POST:
        save_for_later(page.id, drafts, expected=expected, by=request.reader)
        messages.success(request, _("Saved. No commitments have been created yet."))
        return redirect("commitments:outcome", page.id)
    marking, wrong = MarkingForm(request.POST, reader=request.reader), forms.faults(drafts)
    if ASKED in request.POST or not marking.is_valid() or wrong:
        return _review(request, page, drafts, wrong)
    made = carry_out(page.id, drafts, marking.marking(), expected=expected, by=request.reader)
    words = ngettext("%(made)s commitment created.", "%(made)s commitments created.", made) % {"made": made}
    messages.success(request, words)
    return redirect("commitments:outcome", page.id)


def _review(
    request: ReaderRequest, page: OutcomePage, drafts: tuple[ParagraphDraft, ...], wrong: dict[int, str] | None = None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    marking = MarkingForm(data, reader=request.reader)
    asked = data is not None and ASKED in data
    suggestions = suggestions_for(request.reader, drafts, page.language, forum())
    context = {
        "outcome": page,
        "parts": forms.parts_of(drafts, suggestions, {} if asked else wrong or {}),
        "wrong": bool(wrong) and not asked,
        "suggested": sum(map(bool, suggestions)),
        "marking": marking,
        "preview": preview_of(marking, asker=request.reader) if asked else None,
    }
    return render(request, "commitments/outcome_documents/review.html", context)


def _result(request: ReaderRequest, page: OutcomePage) -> HttpResponse:
    made = made_of(request.reader, page.drafts, forum())
    rows = [(draft, made.get(draft.record or draft.other)) for draft in page.drafts]
    return render(request, "commitments/outcome_documents/result.html", {"outcome": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_outcome(record, by=request.reader)
        messages.success(request, _("Withdrawn. The commitments created from it are kept."))
        return redirect("commitments:outcomes")
    page = page_of(request.reader, record)
    if not page.writable:
        raise NotAllowed(request.reader.why_not("owner"))
    return render(request, "commitments/outcome_documents/withdrawal.html", {"outcome": page})
