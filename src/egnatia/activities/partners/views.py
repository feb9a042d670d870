"""Pages about an organisation's own activities: asking, the link's own pages, the sheet, what came back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia import overlap
from egnatia.activities.activities.presenters.difference import ActivityStatement
from egnatia.activities.partners.actions.answers import PartnerReply, add_row, answer_row, hand_in, take_row_away
from egnatia.activities.partners.actions.decisions import confirm, set_aside, undo
from egnatia.activities.partners.actions.requests import LINKS, ask, require_may_ask, send_partner_letter
from egnatia.activities.partners.actions.sheets import Brought, bring_back, bring_back_for
from egnatia.activities.partners.corrections import NOTHING, difference
from egnatia.activities.partners.forms import EndedForm, PartnerRequestForm, ReplyNoteForm, ReturnedForm, RowForm
from egnatia.activities.partners.labels import TOO_MANY
from egnatia.activities.partners.queries.answers import PartnerAnswerQuery
from egnatia.activities.partners.queries.choices import offer_for
from egnatia.activities.partners.queries.requests import listed, request_seen_by, requests_seen_by
from egnatia.activities.partners.queries.rows import OwnRequest, RequestedActivity, RequestQuery, sheet_of_session
from egnatia.activities.partners.rules import past_end
from egnatia.guests.rules import ASKED_BY_ACCOUNT
from egnatia.guests.views import GuestPages, GuestWords
from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import as_xlsx
from egnatia.pages.forms import version_of
from egnatia.pages.labels import in_quotes
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary


def _opened(_request: ReaderRequest, secret: str) -> OwnRequest | None:
    return RequestQuery(forum(), vocabulary()).of_session(secret)


PAGES = GuestPages(
    links=LINKS,
    letters=send_partner_letter,
    opened=_opened,
    words=GuestWords(
        title=gettext_lazy("Update your activities"),
        lead=gettext_lazy(
            "This personal link lets you review what is recorded about your organisation's activities. "
            "You do not need an account."
        ),
        note=gettext_lazy(
            "Your entries are saved as you go and sent to the secretariat only when you submit. "
            "After two hours, open the link again."
        ),
        nothing=gettext_lazy(
            "Open the link in your e-mail again. If this does not help, reply to the e-mail and the "
            "secretariat will send a new link. Nothing you have submitted is lost."
        ),
        thanks=gettext_lazy(
            "What you submit goes to the secretariat. It takes effect once confirmed; until then nothing changes."
        ),
        after=gettext_lazy("After you submit, your link no longer works. To correct something, reply to the e-mail."),
        home=gettext_lazy("See public information"),
        unsent=gettext_lazy("E-mail is not set up here. Create a link below and share it."),
    ),
)


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
    letters = mail.leaves_here()
    form = PartnerRequestForm(data, offer=offer, language=get_language() or "en", letters=letters)
    if form.is_bound and form.is_valid():
        count(ASKED_BY_ACCOUNT, request.reader.person)
        made = ask(form.asked(), by=request.reader)
        PAGES.send(request, made)
        return redirect("activities:partner-request", made)
    return render(request, "activities/partners/ask.html", {"form": form, "offer": offer, "letters": letters})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    found = request_seen_by(request.reader, record)
    context = {
        "request_row": found,
        "activities": listed(request.reader, record),
        "answers": PartnerAnswerQuery(request.reader, forum(), vocabulary()).of_request(record),
    }
    return render(request, "activities/partners/request.html", context)


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    found = request_seen_by(request.reader, record)
    context = {
        "whom": found.name,
        "back": reverse("activities:partner-request", args=[record]),
        "trail": "activities/partners/trail.html",
    }
    return PAGES.new_link(request, LINKS.make(record, by=request.reader), found.language, context)


@require_POST
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    LINKS.recall(record, by=request.reader)
    messages.success(request, _("Withdrawn. The link no longer works."))
    return redirect(reverse("activities:partner-request", args=[record]))


@require_safe
@members_only
def answers(request: ReaderRequest) -> HttpResponse:
    rows = PartnerAnswerQuery(request.reader, forum(), vocabulary()).waiting()
    return render(request, "activities/partners/answers.html", {"rows": rows})


@require_safe
@members_only
def answer(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = PartnerAnswerQuery(request.reader, forum(), vocabulary()).one(record)
    return render(request, "activities/partners/answer.html", {"row": row})


@require_POST
@members_only
def confirmation(request: ReaderRequest, record: UUID) -> HttpResponse:
    expected = version_of(request.POST)
    done = _("Confirmed. The reply now takes effect.")
    return _decided(request, record, lambda: confirm(record, expected=expected, by=request.reader), done)


@require_POST
@members_only
def setting_aside(request: ReaderRequest, record: UUID) -> HttpResponse:
    set_aside(record, by=request.reader)
    messages.success(request, _("Set aside. Nothing was changed."))
    return redirect("activities:partner-answers")


@require_POST
@members_only
def undoing(request: ReaderRequest, record: UUID) -> HttpResponse:
    done = _("Confirmation undone. The earlier version is restored.")
    return _decided(request, record, lambda: undo(record, by=request.reader), done)


def _decided(request: ReaderRequest, record: UUID, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except ChangedMeanwhile:
        messages.error(request, _("The activity has changed in the meantime. Check the differences again."))
        return redirect("activities:partner-answer", record)
    messages.success(request, done)
    return redirect("activities:partner-answers")


SAY = ("true", "changed", "ended")


@require_safe
@PAGES.through_session
def own(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    return render(request, "activities/partners/own.html", {"own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@PAGES.through_session
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
            answer_row(PAGES.secret_of(request), number, answer)
            return _next(own, number)
        form.add_error(None, _("You have not changed anything. Change a field, or go back and select “Still true”."))
    return _page(request, own, found, say, form)


def _form(request: ReaderRequest, found: RequestedActivity, say: str) -> ReplyNoteForm:
    data = request.POST if request.method == "POST" else None
    if say == "changed":
        return RowForm(data, names=forum(), account=found.now, note=found.note)
    if say == "ended":
        told = {"end": past_end(found.now.facts.end, clock.today()), "note": found.note}
        return EndedForm(data, begins=found.before.facts.start if found.before else "", initial=told)
    return ReplyNoteForm(data)


def _answer(form: ReplyNoteForm, before: ActivityStatement, say: str) -> PartnerReply | None:
    """None where somebody says that it changed, and nothing did."""
    note = form.cleaned_data["note"]
    if not isinstance(form, RowForm | EndedForm):
        return PartnerReply(say, {}, note)
    said = difference(before, form.account(before))
    return PartnerReply(say, said, note) if said or note or say == "ended" else None


def _next(own: OwnRequest, number: int) -> HttpResponse:
    """The next question that is open, or the overview."""
    rest = sorted(row.number for row in own.open if row.number != number)
    later = [each for each in rest if each > number] or rest
    return redirect("activities:partner-row", later[0]) if later else redirect("activities:partner-own")


def _page(
    request: ReaderRequest, own: OwnRequest, found: RequestedActivity | None, say: str, form: ReplyNoteForm
) -> HttpResponse:
    context = {"own": own, "row": found, "say": say if say in SAY[1:] else "", "form": form}
    return render(request, "activities/partners/row.html", context)


def _added(request: ReaderRequest, own: OwnRequest, found: RequestedActivity) -> HttpResponse:
    """One that was added here: changed, or taken away again."""
    if "away" in request.POST:
        take_row_away(PAGES.secret_of(request), found.number)
        return redirect("activities:partner-own")
    data = request.POST if request.method == "POST" else None
    form = RowForm(data, names=forum(), account=found.now, note=found.note)
    if form.is_bound and form.is_valid():
        answer_row(PAGES.secret_of(request), found.number, _new(form, found.now))
        return redirect("activities:partner-own")
    return _page(request, own, found, "", form)


@require_http_methods(["GET", "HEAD", "POST"])
@PAGES.through_session
def new_rows(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    form = RowForm(request.POST if request.method == "POST" else None, names=forum(), account=None)
    if form.is_bound and form.is_valid():
        mine = overlap.ActivityFacts(
            ref="", source=own.organisation, reporters=(overlap.OrganisationMention(own.organisation),)
        )
        if _is_added(request, form, ActivityStatement(mine)):
            return redirect("activities:partner-own")
    return _page(request, own, None, "", form)


def _is_added(request: ReaderRequest, form: RowForm, mine: ActivityStatement) -> bool:
    """False where there are too many already: the form says so, with all that was typed."""
    try:
        add_row(PAGES.secret_of(request), _new(form, mine))
    except NotAllowed as refused:
        if refused.code != "partner-rows":
            raise
        form.add_error(None, TOO_MANY)
        return False
    return True


def _new(form: RowForm, base: ActivityStatement) -> PartnerReply:
    return PartnerReply("new", difference(NOTHING, form.account(base)), form.cleaned_data["note"])


@require_POST
@PAGES.through_session
def handing_in(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    if not own.answered:
        return redirect("activities:partner-own")
    hand_in(PAGES.secret_of(request))
    return PAGES.end(request)


LONGEST_TITLE, MOST_TITLES = 80, 20  # in a message


@expensive("GET", "HEAD")
@require_safe
def taken(request: ReaderRequest) -> HttpResponse:
    table = sheet_of_session(PAGES.secret_of(request))
    return as_xlsx(table) if table else PAGES.nothing_here(request)


@require_http_methods(["GET", "HEAD", "POST"])
@PAGES.through_session
def brought(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    form = _sheet_form(request)
    context: dict[str, object] = {"form": form, "own": own}
    if form.is_bound and form.is_valid():
        brought = bring_back(PAGES.secret_of(request), form.table)
        context["faults"] = brought.faults
        if not brought.faults:
            messages.success(request, _("All rows were read. Check them, then submit."))
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
            messages.success(request, _("Submitted on behalf of the organisation. Each row awaits confirmation."))
            _tell(request, brought)
            return redirect("activities:partner-request", record)
    return render(request, "activities/partners/returned.html", context)


def _tell(request: ReaderRequest, brought: Brought) -> None:
    """What the sheet did to what was said before, and what it says without a word."""
    if brought.true:
        said = ngettext(
            "%(count)s row was not changed and counts as still true.",
            "%(count)s rows were not changed and count as still true.",
            brought.true,
        )
        messages.info(request, said % {"count": brought.true})
    if brought.stays:
        stays = _("The file contains no changes to these activities, so earlier replies are kept: %(titles)s.")
        messages.info(request, stays % {"titles": _listed(brought.stays)})
    if brought.replaced:
        other = _("The file replaces the earlier replies about these activities: %(titles)s.")
        messages.warning(request, other % {"titles": _listed(brought.replaced)})


def _listed(titles: tuple[str, ...]) -> str:
    shown = [in_quotes(Truncator(each).chars(LONGEST_TITLE)) for each in titles[:MOST_TITLES]]
    return "; ".join([*shown, "…"] if len(titles) > MOST_TITLES else shown)


def _sheet_form(request: ReaderRequest) -> ReturnedForm:
    return ReturnedForm(request.POST, request.FILES) if request.method == "POST" else ReturnedForm()
