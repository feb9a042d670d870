from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.frameworks.actions.answering import answer_aims, confirm_aims
from egnatia.needs.frameworks.evidence import Words
from egnatia.needs.frameworks.forms.answering import LATER, NONE, AnswerForm
from egnatia.needs.frameworks.queries.estimated import aimed_activity, waiting_for
from egnatia.needs.frameworks.queries.in_use import document_in_use, framework_in_use
from egnatia.people.access import members_only


def words() -> Words:
    return Words(vocabulary(), document_in_use())


@require_safe
@members_only
def batch(request: ReaderRequest) -> HttpResponse:
    """The activities whose objectives are only estimated, one a row."""
    called = words()
    context = {"waiting": waiting_for(request.reader, called), "objectives": _leaves(called)}
    return render(request, "needs/frameworks/batch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def one(request: ReaderRequest, activity_id: UUID) -> HttpResponse:
    """What one activity serves, and saying it. Where something is amiss, the page again with what was typed."""
    if request.method != "POST":
        return _page(request, activity_id, None)
    form = AnswerForm(request.POST, framework=framework_in_use())
    if not form.is_valid():
        return _page(request, activity_id, form)
    answer = form.cleaned_data["answer"]
    if answer in (NONE, LATER):
        answer_aims(activity_id, answer, by=request.reader)
    else:
        confirm_aims(activity_id, form.chosen, by=request.reader)
    messages.success(request, _said(answer))
    return redirect("needs:aims") if form.in_batch else redirect("activities:activity", activity_id)


def _said(answer: str) -> str:
    if answer == LATER:
        return _("Left for later: it stands at the end of the list.")
    if answer == NONE:
        return _("None of these: the activity stands under no objective until somebody says one.")
    return _("Confirmed. You can change it on the activity's page.")


def _page(request: ReaderRequest, activity_id: UUID, form: AnswerForm | None) -> HttpResponse:
    called = words()
    activity = aimed_activity(request.reader, activity_id, called)
    if not activity.mine:
        raise NotAllowed("aims")
    ticked = request.POST.getlist("codes") if form else [aim.code for aim in activity.aims]
    context = {"row": activity, "form": form, "ticked": ticked, "objectives": _leaves(called)}
    return render(request, "needs/frameworks/aims.html", context)


def _leaves(called: Words) -> list[tuple[str, str]]:
    """Codes with labels, for the list that one chooses another objective from."""
    labels = called.vocabulary.objectives
    return [(aim.code, labels.get(aim.code, aim.code)) for aim in called.document.leaves]
