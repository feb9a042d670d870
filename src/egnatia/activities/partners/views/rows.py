"""The rows of a request, one question at a time, for whoever holds its link."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia import overlap
from egnatia.activities.activities.showing.difference import Account
from egnatia.activities.partners.actions.answering import Answer, add_row, answer_row, hand_in, take_row_away
from egnatia.activities.partners.forms.row import EndedForm, NoteForm, RowForm
from egnatia.activities.partners.labels import TOO_MANY
from egnatia.activities.partners.queries.rows import OwnRequest, OwnRow
from egnatia.activities.partners.rules import past_end
from egnatia.activities.partners.said import NOTHING, difference
from egnatia.activities.partners.views.link import SESSION, secret_of, through_link
from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest

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
def new(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
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
