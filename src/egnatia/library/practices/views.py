"""Reviews of practices, published criteria, activities that used a practice again, proposals of visitors, documents."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.guests.public_forms import SUSPICIONS
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.library.practices import actions
from egnatia.library.practices.fields import PRACTICES, PracticeContent
from egnatia.library.practices.forms import (
    PROPOSAL,
    DeclineForm,
    OwnerForm,
    PracticeDocumentForm,
    ReviewForm,
    ReviewRequestForm,
    UseForm,
)
from egnatia.library.practices.queries import (
    own_activities,
    practice_named,
    proposal_for,
    proposals_for,
    require_desk,
    review_task,
    review_tasks,
)
from egnatia.library.practices.rules import CRITERIA, fields_in
from egnatia.pages.forms import new_once
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.record_forms import LANGUAGE_FIELD, RecordForm
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of

SEARCHED = 200  # characters of what is searched for
PRACTICE = "library:practice"
PROPOSAL_STATES = (
    ("new", gettext_lazy("New")),
    ("accepted", gettext_lazy("Accepted")),
    ("declined", gettext_lazy("Declined")),
)


@require_safe
def criteria(request: ReaderRequest) -> HttpResponse:
    """What reviewers look at: the same for everybody."""
    return render(request, "library/practices/criteria.html", {"criteria": list(CRITERIA.values())})


@require_safe
@members_only
def reviews(request: ReaderRequest) -> HttpResponse:
    context = {"tasks": review_tasks(request.reader), "desk": request.reader.is_secretariat}
    return render(request, "library/practices/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def asking(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The secretariat asks an organisation for a review."""
    practice = practice_named(request.reader, record)
    require_desk(request.reader)
    form = ReviewRequestForm(request.POST if request.method == "POST" else None, reader=request.reader)
    if form.is_valid():
        said = form.cleaned_data
        actions.ask_for_review(record, said["organisation"], said["function"], by=request.reader)
        messages.success(request, _("The organisation finds the practice on its home page, if it can see it."))
        return redirect(PRACTICE, record)
    return render(request, "library/practices/asking.html", {"form": form, "practice": practice})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def review(request: ReaderRequest, review: UUID) -> HttpResponse:
    task = review_task(request.reader, review)
    begun = {"language": get_language(), "function": task.function}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        practice = actions.give_review(review, form.cleaned_data, by=request.reader)
        messages.success(request, _("Your review is shown on the page of the practice."))
        return redirect(PRACTICE, practice)
    context = {"form": form, "task": task, "criteria": list(CRITERIA.values())}
    return render(request, "library/practices/review.html", context)


@require_POST
@members_only
def review_withdrawal(request: ReaderRequest, review: UUID) -> HttpResponse:
    practice = actions.withdraw_review(review, by=request.reader)
    messages.success(request, _("The review is withdrawn."))
    return redirect(PRACTICE, practice)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new_use(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Which of their activities used the practice: a search, then a choice."""
    practice, typed = practice_named(request.reader, record), request.GET.get("q", "")[:SEARCHED]
    offered = own_activities(request.reader, typed)
    form = UseForm(request.POST if request.method == "POST" else None, offered)
    if form.is_valid():
        said = form.cleaned_data
        actions.record_use(record, UUID(said["activity"]), said["note"], by=request.reader)
        messages.success(request, _("The activity is listed on the page of the practice."))
        return redirect(PRACTICE, record)
    context = {"form": form, "practice": practice, "typed": typed, "offered": offered}
    return render(request, "library/practices/use.html", context)


@require_POST
@members_only
def use_withdrawal(request: ReaderRequest, use: UUID) -> HttpResponse:
    practice = actions.withdraw_use(use, by=request.reader)
    messages.success(request, _("The activity is no longer listed with the practice."))
    return redirect(PRACTICE, practice)


@require_safe
@members_only
def proposals(request: ReaderRequest) -> HttpResponse:
    """The desk's list: new ones, or those of another state."""
    state = request.GET.get("state", "new")
    context = {"rows": proposals_for(request.reader, state), "state": state, "states": PROPOSAL_STATES}
    return render(request, "library/practices/proposals.html", context)


@require_safe
@members_only
def proposal(request: ReaderRequest, proposal: UUID) -> HttpResponse:
    return _proposal(request, proposal, DeclineForm())


def _proposal(request: ReaderRequest, proposal: UUID, form: DeclineForm) -> HttpResponse:
    row = proposal_for(request.reader, proposal)
    shown = PROPOSAL.form(initial=row.said)
    said = [(field.label, row.said[field.name]) for field in shown if isinstance(row.said.get(field.name), str)]
    doubt = SUSPICIONS.get(row.suspicion, "")
    context = {"row": row, "said": said, "doubt": doubt, "form": form, "leaves": mail.leaves_here()}
    return render(request, "library/practices/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def acceptance(request: ReaderRequest, proposal: UUID) -> HttpResponse:
    """The usual form, filled in with what was proposed."""
    row, data = proposal_for(request.reader, proposal), request.POST if request.method == "POST" else None
    if not row.is_new:
        return redirect("library:practice-proposal-record", proposal)
    asked = data is not None and ASKED in data
    begun = {**row.said, "run_by": row.organisation, LANGUAGE_FIELD: row.language if row.language in LANGUAGE else ""}
    form = _form(request.reader, data, begun, quiet=data is None or asked)
    marking, owner = MarkingForm(data, reader=request.reader), OwnerForm(data, reader=request.reader)
    if data is not None and not asked and all([form.is_valid(), marking.is_valid(), owner.is_valid()]):
        whose = owner.cleaned_data["owner"]
        try:
            actions.accept_proposal(proposal, form.said(), marking.marking(), whose, by=request.reader)
        except ContentRefused as refused:
            form.add_error(refused.field or None, str(refused.sentence))
        except AlreadyThere:
            return redirect("library:practice-proposal-record", proposal)
        else:
            messages.success(request, _("The practice was made of this proposal."))
            return redirect("library:practice-proposal-record", proposal)
    preview = preview_of(marking, asker=request.reader) if asked else None
    context = {"form": form, "owner": owner, "marking": marking, "preview": preview, "proposal": row}
    return render(request, "library/practices/filled.html", context)


def _form(
    reader: Reader, data: QueryDict | None, begun: Mapping[str, object], *, quiet: bool
) -> RecordForm[PracticeContent]:
    return RecordForm(PRACTICES.kind.content, data, reader=reader, initial=begun, quiet=quiet)


@require_POST
@members_only
def refusal(request: ReaderRequest, proposal: UUID) -> HttpResponse:
    """Declined, with a sentence for whoever sent it."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _proposal(request, proposal, form)
    try:
        told = actions.decline_proposal(proposal, form.cleaned_data["reason"], by=request.reader)
    except AlreadyThere:
        return redirect("library:practice-proposal-record", proposal)
    if told:
        actions.send_reason.defer(proposal=str(proposal))
    messages.success(request, _("The proposal is declined."))
    return redirect("library:practice-proposals")


@expensive("POST")
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def document(request: ReaderRequest) -> HttpResponse:
    """A document, then the usual form filled in with what was found in it. Nothing is stored before that is sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PracticeDocumentForm(*sent)
    if sent and form.is_valid():
        found = fields_in(form.read().splitlines())
        filled = _form(request.reader, None, found, quiet=True)
        marking = MarkingForm(reader=request.reader)
        context = {"form": filled, "marking": marking, "once": new_once(), "found": len(found)}
        return render(request, "library/practices/filled.html", context)
    return render(request, "library/practices/document.html", {"form": form})


urlpatterns: list[URLPattern | URLResolver] = [
    path("criteria/", criteria, name="practice-criteria"),
    path("reviews/", reviews, name="practice-reviews"),
    path("reviews/<uuid:review>/", review, name="practice-review"),
    path("reviews/<uuid:review>/withdrawal/", review_withdrawal, name="practice-review-withdrawal"),
    path("uses/<uuid:use>/withdrawal/", use_withdrawal, name="practice-use-withdrawal"),
    path("proposal/", include(PROPOSAL.urlpatterns)),
    path("proposals/", proposals, name="practice-proposals"),
    path("proposals/<uuid:proposal>/", proposal, name="practice-proposal-record"),
    path("proposals/<uuid:proposal>/practice/", acceptance, name="practice-proposal-acceptance"),
    path("proposals/<uuid:proposal>/refusal/", refusal, name="practice-proposal-refusal"),
    path("document/", document, name="practice-document"),
    path("<uuid:record>/reviews/new/", asking, name="practice-review-new"),
    path("<uuid:record>/uses/new/", new_use, name="practice-use-new"),
]
