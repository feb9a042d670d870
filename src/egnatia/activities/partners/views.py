"""Pages about an organisation's own activities: asking, the link's own pages, the sheet, what came back."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia import overlap
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.showing.difference import Account
from egnatia.activities.partners.actions.answering import Answer, add_row, answer_row, hand_in, take_row_away
from egnatia.activities.partners.actions.asking import ask, make_link, recall, require_may_ask
from egnatia.activities.partners.actions.deciding import confirm, set_aside, undo
from egnatia.activities.partners.actions.opening import open_link
from egnatia.activities.partners.actions.returning import Brought, bring_back, bring_back_for
from egnatia.activities.partners.actions.sending import link_address
from egnatia.activities.partners.forms import AskForm, EndedForm, NoteForm, ReturnedForm, RowForm
from egnatia.activities.partners.jobs import send
from egnatia.activities.partners.labels import TOO_MANY
from egnatia.activities.partners.queries.answers import Asking
from egnatia.activities.partners.queries.offering import offer_for
from egnatia.activities.partners.queries.requests import listed, request_seen_by, requests_seen_by
from egnatia.activities.partners.queries.rows import OwnRequest, OwnRow, Reading
from egnatia.activities.partners.queries.sheet import sheet_of_session
from egnatia.activities.partners.rules import ASKED_BY_ACCOUNT, OPENED_BY_ADDRESS, past_end
from egnatia.activities.partners.said import NOTHING, difference
from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import as_xlsx
from egnatia.pages.posted import version_of
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.limits.actions import address_of, committing_at_once, count


@require_safe
@members_only
def requests(request: ReaderRequest) -> HttpResponse:
    rows = requests_seen_by(request.reader)
    return render(request, "activities/partners/requests.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, organisation_id: UUID) -> HttpResponse:
    """The form shows exactly what goes out, and what stays and why."""
    require_may_ask(request.reader)
    offer = offer_for(request.reader, organisation_id)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, offer=offer, language=get_language() or "en")
    if form.is_bound and form.is_valid():
        count(ASKED_BY_ACCOUNT, request.reader.person)
        made = ask(form.asked(), by=request.reader)
        _send(request, made)
        return redirect("activities:partner-request", made)
    return render(
        request, "activities/partners/ask.html", {"form": form, "offer": offer, "letters": mail.leaves_here()}
    )


def _send(request: ReaderRequest, made: UUID) -> None:
    if mail.leaves_here():
        send(made, whole_address(request, "/"))
        messages.success(request, _("The letter is on its way. What comes back waits here for your confirmation."))
    else:
        messages.warning(request, _("No letters leave this installation. Make a link below and hand it over."))


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    found = request_seen_by(request.reader, record)
    context = {
        "request_row": found,
        "activities": listed(request.reader, record),
        "answers": Asking(request.reader, forum(), vocabulary()).of_request(record),
    }
    return render(request, "activities/partners/request.html", context)


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The link is shown once, here: to hand over where no letter arrives."""
    found = request_seen_by(request.reader, record)
    secret = make_link(record, by=request.reader)
    link = whole_address(request, link_address(secret, get_language() or "en"))
    return render(request, "activities/partners/new_link.html", {"link": link, "request_row": found})


@require_POST
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    recall(record, by=request.reader)
    messages.success(request, _("Recalled: the link opens nothing now."))
    return redirect(reverse("activities:partner-request", args=[record]))


@require_safe
@members_only
def answers(request: ReaderRequest) -> HttpResponse:
    rows = Asking(request.reader, forum(), vocabulary()).waiting()
    return render(request, "activities/partners/answers.html", {"rows": rows})


@require_safe
@members_only
def answer(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = Asking(request.reader, forum(), vocabulary()).one(record)
    return render(request, "activities/partners/answer.html", {"row": row})


@require_POST
@members_only
def confirmation(request: ReaderRequest, record: UUID) -> HttpResponse:
    expected = version_of(request.POST)
    return _decided(
        request, record, lambda: confirm(record, expected=expected, by=request.reader), _("Confirmed: it counts now.")
    )


@require_POST
@members_only
def setting_aside(request: ReaderRequest, record: UUID) -> HttpResponse:
    set_aside(record, by=request.reader)
    messages.success(request, _("Set aside: nothing was changed."))
    return redirect("activities:partner-answers")


@require_POST
@members_only
def undoing(request: ReaderRequest, record: UUID) -> HttpResponse:
    return _decided(
        request, record, lambda: undo(record, by=request.reader), _("Taken back: what was there before stands again.")
    )


def _decided(request: ReaderRequest, record: UUID, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except ChangedMeanwhile:
        messages.error(request, _("The activity was changed meanwhile. Look at the difference again."))
        return redirect("activities:partner-answer", record)
    messages.success(request, done)
    return redirect("activities:partner-answers")


SESSION = "partner-request"
P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, OwnRequest, P], HttpResponse]


def nothing_here(request: ReaderRequest) -> HttpResponse:
    """The one page for every link and session that opens nothing."""
    return render(request, "activities/partners/nothing_here.html", status=404)


def secret_of(request: ReaderRequest) -> str:
    secret = request.session.get(SESSION, "")
    return secret if isinstance(secret, str) else ""


def through_link(view: View[P]) -> Callable[Concatenate[ReaderRequest, P], HttpResponse]:
    """The view gets what the session opens at this moment; without that nobody comes so far."""

    @wraps(view)
    def for_holder(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        own = Reading(forum(), vocabulary()).of_session(secret_of(request))
        return nothing_here(request) if own is None else view(request, own, *args, **kwargs)

    return for_holder


@committing_at_once
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: ReaderRequest, token: str) -> HttpResponse:
    """Mail scanners follow links: looking changes nothing and tells nothing, not even whether the link is good."""
    if request.method != "POST":
        with translation.override(_language(request)):
            return render(request, "activities/partners/link.html", {"token": token})
    count(OPENED_BY_ADDRESS, address_of(request))
    try:
        secret, language = open_link(token)
    except NotFound:
        return nothing_here(request)
    request.session.cycle_key()
    request.session[SESSION] = secret
    response = redirect("activities:partner-own")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
    return response


def _language(request: ReaderRequest) -> str:
    """The language of the letter, unless the reader has chosen one here."""
    named = request.GET.get("language", "")
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or named not in dict(settings.LANGUAGES)
    return translation.get_language() or "en" if chosen else named


@require_safe
def thanks(request: ReaderRequest) -> HttpResponse:
    """The same for everybody: it says what happens after handing in, not that anything was."""
    return render(request, "activities/partners/thanks.html")


SAY = ("true", "changed", "ended")


@require_safe
@through_link
def own(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    return render(request, "activities/partners/own.html", {"own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@through_link
def row(request: ReaderRequest, own: OwnRequest, number: int) -> HttpResponse:
    """The question; or the short form of an answer that needs one; or, posted, the answer itself."""
    found = own.row(number)
    if found is None:
        raise Http404
    if found.before is None:
        return _added(request, own, found)
    say = request.POST.get("say", "") if request.method == "POST" else request.GET.get("say", "")
    form = _form(request, found, say)
    if request.method == "POST" and say in SAY and form.is_valid():
        answer = _answer(form, found.before, say)
        if answer:
            answer_row(secret_of(request), number, answer)
            return _next(own, number)
        form.add_error(
            None, _("Nothing differs from what is known. Change something, or go back and say “still true”.")
        )
    return _page(request, own, found, say, form)


def _form(request: ReaderRequest, found: OwnRow, say: str) -> NoteForm:
    data = request.POST if request.method == "POST" else None
    if say == "changed":
        return RowForm(data, names=forum(), account=found.now, note=found.note)
    if say == "ended":
        told = {"end": past_end(found.now.facts.end, clock.today()), "note": found.note}
        return EndedForm(data, begins=found.before.facts.start if found.before else "", initial=told)
    return NoteForm(data)


def _answer(form: NoteForm, before: Account, say: str) -> Answer | None:
    """None where somebody says that it changed, and nothing did."""
    note = form.cleaned_data["note"]
    if not isinstance(form, RowForm | EndedForm):
        return Answer(say, {}, note)
    said = difference(before, form.account(before))
    return Answer(say, said, note) if said or note or say == "ended" else None


def _next(own: OwnRequest, number: int) -> HttpResponse:
    """The next question that is open, or the overview."""
    rest = sorted(row.number for row in own.open if row.number != number)
    later = [each for each in rest if each > number] or rest
    return redirect("activities:partner-row", later[0]) if later else redirect("activities:partner-own")


def _page(request: ReaderRequest, own: OwnRequest, found: OwnRow | None, say: str, form: NoteForm) -> HttpResponse:
    context = {"own": own, "row": found, "say": say if say in SAY[1:] else "", "form": form}
    return render(request, "activities/partners/row.html", context)


def _added(request: ReaderRequest, own: OwnRequest, found: OwnRow) -> HttpResponse:
    """One that was added here: changed, or taken away again."""
    if "away" in request.POST:
        take_row_away(secret_of(request), found.number)
        return redirect("activities:partner-own")
    data = request.POST if request.method == "POST" else None
    form = RowForm(data, names=forum(), account=found.now, note=found.note)
    if form.is_bound and form.is_valid():
        answer_row(secret_of(request), found.number, _new(form, found.now))
        return redirect("activities:partner-own")
    return _page(request, own, found, "", form)


@require_http_methods(["GET", "HEAD", "POST"])
@through_link
def new_rows(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    form = RowForm(request.POST if request.method == "POST" else None, names=forum(), account=None)
    if form.is_bound and form.is_valid():
        mine = overlap.Activity(ref="", source=own.organisation, reporters=(overlap.Organisation(own.organisation),))
        if _is_added(request, form, Account(mine)):
            return redirect("activities:partner-own")
    return _page(request, own, None, "", form)


def _is_added(request: ReaderRequest, form: RowForm, mine: Account) -> bool:
    """False where there are too many already: the form says so, with all that was typed."""
    try:
        add_row(secret_of(request), _new(form, mine))
    except NotAllowed as refused:
        if refused.code != "partner-rows":
            raise
        form.add_error(None, TOO_MANY)
        return False
    return True


def _new(form: RowForm, base: Account) -> Answer:
    return Answer("new", difference(NOTHING, form.account(base)), form.cleaned_data["note"])


@require_POST
@through_link
def handing_in(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    """Ends the session with the request."""
    if not own.answered:
        return redirect("activities:partner-own")
    hand_in(secret_of(request))
    request.session.pop(SESSION, None)
    return redirect("activities:partner-thanks")


LONGEST_TITLE, MOST_TITLES = 80, 20  # in a message


@require_safe
def taken(request: ReaderRequest) -> HttpResponse:
    table = sheet_of_session(secret_of(request))
    return as_xlsx(table) if table else nothing_here(request)


@require_http_methods(["GET", "HEAD", "POST"])
@through_link
def brought(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    form = _sheet_form(request)
    context: dict[str, object] = {"form": form, "own": own}
    if form.is_bound and form.is_valid():
        brought = bring_back(secret_of(request), form.table)
        context["faults"] = brought.faults
        if not brought.faults:
            messages.success(request, _("Every row was read. Look at it, then hand it in."))
            _tell(request, brought)
            return redirect("activities:partner-own")
    return render(request, "activities/partners/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def returned(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For whoever asked and got the sheet by mail."""
    found = request_seen_by(request.reader, record)
    form = _sheet_form(request)
    context: dict[str, object] = {"form": form, "request_row": found}
    if form.is_bound and form.is_valid():
        brought = bring_back_for(record, form.table, by=request.reader)
        context["faults"] = brought.faults
        if not brought.faults:
            messages.success(request, _("Handed in on behalf of the organisation. Each row waits for confirmation."))
            _tell(request, brought)
            return redirect("activities:partner-request", record)
    return render(request, "activities/partners/returned.html", context)


def _tell(request: ReaderRequest, brought: Brought) -> None:
    """What the sheet did to what was said before, and what it says without a word."""
    if brought.true:
        said = ngettext(
            "%(count)s row was left as it was: it counts as still true.",
            "%(count)s rows were left as they were: they count as still true.",
            brought.true,
        )
        messages.info(request, said % {"count": brought.true})
    if brought.stays:
        stays = _("The sheet changes nothing about these, so what was said before stays: %(titles)s.")
        messages.info(request, stays % {"titles": _listed(brought.stays)})
    if brought.replaced:
        other = _("What the sheet says replaces what was said before about these: %(titles)s.")
        messages.warning(request, other % {"titles": _listed(brought.replaced)})


def _listed(titles: tuple[str, ...]) -> str:
    shown = [f"“{Truncator(each).chars(LONGEST_TITLE)}”" for each in titles[:MOST_TITLES]]
    return "; ".join([*shown, "…"] if len(titles) > MOST_TITLES else shown)


def _sheet_form(request: ReaderRequest) -> ReturnedForm:
    files: dict[str, UploadedFile[bytes]] = dict(request.FILES.items())  # type: ignore[arg-type]  # one file a name
    return ReturnedForm(request.POST, files) if request.method == "POST" else ReturnedForm()
