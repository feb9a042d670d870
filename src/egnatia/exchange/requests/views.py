"""Pages of requests: list, record, form, sending, replies, the compiled answers, the state of play."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.exchange.requests import actions, documents, rules
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.fields import RequestContent
from egnatia.exchange.requests.forms import EARLIER, MORE, CorrectionForm, MoreTimeForm, ReplyForm, RequestDraftForm
from egnatia.exchange.requests.queries import detail, visible
from egnatia.exchange.requests.queries import overview as table
from egnatia.files.actions import TooManyFiles
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import refusals
from egnatia.pages.downloads import file_of
from egnatia.pages.forms import ONCE, new_once, pressed_key, text_of, uuid_of, version_of
from egnatia.pages.pagination import page_number
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of

PAGE = "exchange:information-request"
SHOWN = ("", "mine", "own")


@require_safe
@members_only
def requests(request: ReaderRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    labels = {"": _("All"), "mine": _("To answer"), "own": _("From your organisation")}
    here = reverse("exchange:information-requests")
    tabs = [
        {"label": label, "url": f"{here}?show={code}" if code else here, "current": code == show, "count": None}
        for code, label in labels.items()
    ]
    listing = detail.requests_listed(request.reader, show, page_number(request.GET))
    return render(request, "exchange/requests/list.html", {"listing": listing, "tabs": tabs, "show": show})


@expensive("POST")
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """The form; with a button that stores nothing, more questions, or the requests that asked something like it."""
    _require_second_step(request)
    form = _draft_form(request)
    if form.is_bound and not form.quiet and form.is_valid():
        made = actions.draft(form.content(), by=request.reader, key=pressed_key(request.POST))
        messages.success(request, _("Draft saved. Check who can see it, then send it."))
        return redirect(f"{PAGE}-sending", made)
    once = uuid_of(request.POST, ONCE) if form.is_bound else new_once()
    return _form_page(request, form, {"once": once})


def _draft_form(request: ReaderRequest, kept: RequestContent | None = None) -> RequestDraftForm:
    data = request.POST if request.method == "POST" else None
    quiet = data is None or MORE in data or EARLIER in data
    return RequestDraftForm(data, reader=request.reader, language=get_language() or "en", kept=kept, quiet=quiet)


def _form_page(request: ReaderRequest, form: RequestDraftForm, context: dict[str, Any]) -> HttpResponse:
    looked = EARLIER in request.POST
    earlier = table.earlier_requests(request.reader, form.typed) if looked else ()
    return render(
        request, "exchange/requests/form.html", {"form": form, "looked": looked, "earlier": earlier, **context}
    )


def _require_second_step(request: ReaderRequest) -> None:
    """A draft is for its organisation alone: above GREEN nothing is written without two-step verification."""
    if not request.reader.is_confirmed:
        raise NotAllowed("unconfirmed")
    if not request.reader.strong:
        raise NotAllowed("second-factor")


@expensive("GET", "HEAD")
@require_safe
@members_only
def earlier(request: ReaderRequest) -> HttpResponse:
    """The same while somebody types: a fragment."""
    typed = text_of(request.GET, "title", 300)
    found = table.earlier_requests(request.reader, typed)
    return render(request, "exchange/requests/earlier.html", {"earlier": found, "looked": bool(typed)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = visible.own_draft(request.reader, record)
    form, version = _draft_form(request, row.asks), row.record.version
    if form.is_bound and not form.quiet and form.is_valid():
        try:
            actions.change_draft(record, form.content(), expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            words = _("Someone else has changed this draft in the meantime. Saving again replaces their changes.")
            form.add_error(None, words)
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect(PAGE, record)
    return _form_page(request, form, {"record": record, "version": version})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = detail.request_page(request.reader, record)
    return render(request, "exchange/requests/page.html", {"asked": page, "time_form": MoreTimeForm()})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def sending(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Who would see it and who reads the replies, before it is sent; the deed itself is a POST."""
    row = visible.own_draft(request.reader, record)
    data = request.POST if request.method == "POST" else None
    tokens = visible.addressed(row.asks.addressees)
    start = rules.start_marking(tokens)
    marking, refusal = MarkingForm(data, reader=request.reader, initial=start), ""
    if data is not None and ASKED not in data and marking.is_valid():
        try:
            number = actions.send(record, marking.marking(), by=request.reader)
        except NotAllowed as refused:
            if refused.code not in actions.MENDED_HERE:
                raise
            refusal = str(refusals()[refused.code])
        else:
            messages.success(request, _("Sent. Addressees: %(count)s.") % {"count": number})
            return redirect(PAGE, record)
    names = visible.names_for(request.reader, tokens)
    context = {
        "asked": detail.page_of_row(request.reader, row),
        "addressees": [names.label(token) for token in sorted(tokens, key=names.place)],
        "marking": marking,
        "preview": preview_of(marking, asker=request.reader) if ASKED in request.POST else None,
        "refusal": refusal,
    }
    return render(request, "exchange/requests/sending.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def correction(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Other words for a request that was sent, and more time."""
    row = visible.own_open(request.reader, record)
    version, form = (
        row.record.version,
        CorrectionForm(request.POST if request.method == "POST" else None, asks=row.asks),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.correct(record, form.correction(), expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            words = _("Someone else has changed this request in the meantime. Saving again replaces their changes.")
            form.add_error(None, words)
        else:
            messages.success(request, _("Corrected. Addressees will be notified."))
            return redirect(PAGE, record)
    context = {"id": record, "title": visible.title_of(row), "form": form, "version": version}
    return render(request, "exchange/requests/correction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def closure(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        actions.close(record, by=request.reader)
        messages.success(request, _("Closed. Replies are no longer accepted."))
        return redirect(PAGE, record)
    page = detail.page_of_row(request.reader, visible.own_open(request.reader, record))
    return render(request, "exchange/requests/closure.html", {"asked": page})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        actions.withdraw(record, by=request.reader)
        messages.success(request, _("Withdrawn. You can restore it here."))
        return redirect("exchange:information-requests-withdrawn")
    row = visible.request_row(request.reader, record)
    if not visible.asked_by(request.reader, row):
        raise NotAllowed(request.reader.why_not("owner"))
    return render(request, "exchange/requests/withdrawal.html", {"id": record, "title": visible.title_of(row)})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    return render(request, "exchange/requests/withdrawn.html", {"rows": detail.withdrawn_seen_by(request.reader)})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    actions.restore(record, by=request.reader)
    messages.success(request, _("Restored. It is visible to the same users as before."))
    return redirect(PAGE, record)


@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def reply(request: ReaderRequest, record: UUID, addressee: UUID) -> HttpResponse:
    """The reply for one addressee, and beside each choice who would read it."""
    row = visible.request_row(request.reader, record)
    page = detail.page_of_row(request.reader, row)
    to = next((each for each in page.addressees if each.id == addressee), None)
    if to is None:
        raise NotFound
    if not to.speaks:
        raise NotAllowed(request.reader.why_not("request-speaker"))
    kept = visible.own_reply(request.reader, addressee)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    drafts = visible.came_back(request.reader, addressee)
    drafted = {key: text for part in drafts for key, text in part.answers.items()}
    form = ReplyForm(*sent, asks=row.asks, kept=kept, drafted=drafted)
    if not page.is_open:
        raise NotAllowed("request-closed")
    if form.is_bound and form.is_valid() and _replied(request, addressee, form):
        return redirect(PAGE, record)
    context = {"asked": page, "to": to, "form": form, "kept": kept, "drafts": drafts}
    return render(request, "exchange/requests/reply.html", context)


def _identifiers(request: ReaderRequest, name: str) -> list[UUID]:
    return [uuid_of({name: each}, name) for each in request.POST.getlist(name)]


def _replied(request: ReaderRequest, addressee: UUID, form: ReplyForm) -> bool:
    cleaned = form.cleaned_data
    said = ReplyContent(cleaned["status"], cleaned["audience"], form.answers(), cleaned["note"])
    try:
        actions.reply(addressee, said, by=request.reader, files=form.uploads(), parts=_identifiers(request, "part"))
    except TooManyFiles:
        form.add_error("attached", _("This record has 20 files, the maximum. Remove one first."))
        return False
    messages.success(request, _("Reply sent. You can change it until the request is closed."))
    return True


@require_safe
@members_only
def reply_record(request: ReaderRequest, record: UUID) -> HttpResponse:
    """One reply with its versions."""
    return render(request, "exchange/requests/reply_record.html", {"shown": detail.reply_page(request.reader, record)})


@require_POST
@members_only
def more_time(request: ReaderRequest, addressee: UUID) -> HttpResponse:
    form = MoreTimeForm(request.POST)
    if form.is_valid():
        actions.ask_for_time(addressee, form.cleaned_data["days"], form.cleaned_data["reason"], by=request.reader)
        messages.success(request, _("Your request for more time was sent."))
    else:
        actions.require_speaker(addressee, by=request.reader)
        messages.error(request, _("Enter a number of working days between 1 and 60."))
    return _to_request_of(request, addressee)


def _to_request_of(request: ReaderRequest, addressee: UUID) -> HttpResponse:
    return redirect(PAGE, visible.request_of(request.reader, addressee))


@require_POST
@members_only
def time_decision(request: ReaderRequest, addressee: UUID) -> HttpResponse:
    """One click: "grant", or anything else for a refusal."""
    granted = request.POST.get("decision") == "grant"
    record = actions.decide_on_time(addressee, granted=granted, by=request.reader)
    messages.success(request, _("More time granted.") if granted else _("More time refused."))
    return redirect(PAGE, record)


@require_safe
@members_only
def answers(request: ReaderRequest, record: UUID) -> HttpResponse:
    """All replies that the reader may read, question by question."""
    page = detail.request_page(request.reader, record)
    return render(request, "exchange/requests/answers.html", {"asked": page, "found": documents.compiled(page)})


@expensive("GET", "HEAD")
@require_safe
@members_only
def answers_file(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    """The same as Word or PDF, made anew for whoever asks: nothing of a file is kept."""
    if form not in documents.FORMATS:
        raise Http404
    content, media_type = documents.file_with(detail.request_page(request.reader, record), form)
    return file_of(content, media_type, f"replies.{form}")


@require_safe
@members_only
def overview(request: ReaderRequest) -> HttpResponse:
    return render(request, "exchange/requests/overview.html", {"overview": table.overview(request.reader)})
