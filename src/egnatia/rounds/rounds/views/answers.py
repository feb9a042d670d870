"""Answering a round, one question at a time or several on one page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import BACK, number_of, text_of, version_of
from egnatia.people.access import members_only
from egnatia.people.addresses import page_of
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile, NewAnswer, begin, say, say_several
from egnatia.rounds.rounds.queries.answer_history import answer_told
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.queries.open_questions import several_page
from egnatia.rounds.rounds.queries.question_page import QuestionPage, question_page
from egnatia.rounds.rounds.rules import CHANGED, LONGEST_NOTE, MOST_QUESTIONS, TRUE
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives


def shown_to(request: ReaderRequest) -> RoundQuery:
    return RoundQuery(request.reader, forum(), objectives())


@require_safe
@members_only
def answers(request: ReaderRequest, participant: UUID) -> HttpResponse:
    return render(request, "rounds/rounds/answers.html", {"answers": shown_to(request).page(participant)})


@require_safe
@members_only
def answer(request: ReaderRequest, record: UUID) -> HttpResponse:
    """One answer, version by version."""
    told = answer_told(request.reader, record)
    return render(request, "rounds/rounds/answer.html", {"told": told, "about": page_of(told.kind, told.about)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def question(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """`about` asks for a certain question; without it comes the first that has no answer."""
    asked = _identifier((request.POST if request.method == "POST" else request.GET).get("about", ""))
    if request.method == "POST" and asked is None:
        raise NotFound
    page = question_page(shown_to(request), participant, asked)
    if page is None:
        return redirect("rounds:round-answers", participant)
    if request.method != "POST":
        return render(request, "rounds/rounds/question.html", {"question": page, "typed": page.note})
    saying = _saying(request)
    try:
        say(participant, page.item.about, saying, by=request.reader)
    except AnsweredMeanwhile:
        now = question_page(shown_to(request), participant, asked)  # as it stands after whoever was quicker
        context = {"question": now, "clash": True, "typed": saying.note}
        return render(request, "rounds/rounds/question.html", context, status=409)
    return _after(page, saying.verdict)


def _saying(request: ReaderRequest) -> NewAnswer:
    posted = request.POST
    note = text_of(posted, "note", LONGEST_NOTE)
    return NewAnswer(posted.get("verdict", ""), note, version_of(posted), number_of(posted, "number"))


def _after(page: QuestionPage, verdict: str) -> HttpResponse:
    """The next question; where something changed, the form of what it is about, which leads back here."""
    onward = reverse("rounds:round-question", args=[page.participant])
    if verdict == CHANGED and (page.writable or page.restatable):
        form = f"{_form_of(page)}?{urlencode({BACK: onward})}"
        return redirect(form)
    return redirect(onward)


def _form_of(page: QuestionPage) -> str:
    about = page.item.about
    if page.item.activity is None:
        return reverse("needs:need-change" if page.writable else "needs:need-own-words", args=[about])
    short = page.item.activity.sort_code != "project"
    return reverse("activities:activity-short" if short else "activities:activity-change", args=[about])


@require_POST
@members_only
def beginning(request: ReaderRequest, participant: UUID) -> HttpResponse:
    begin(participant, by=request.reader)
    return redirect("rounds:round-question", participant)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


ALL = "all"  # in the address: every box is ticked
STILL = "still"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def several(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """Whoever wants to write a note answers the question by itself."""
    if request.method == "POST":
        return _said(request, participant)
    page = several_page(shown_to(request), participant)
    if not page.waiting:
        return redirect("rounds:round-answers", participant)
    return render(request, "rounds/rounds/several.html", {"several": page, "ticked": ALL in request.GET})


def _said(request: ReaderRequest, participant: UUID) -> HttpResponse:
    sayings = dict(map(_saying_of_row, request.POST.getlist(STILL)[:MOST_QUESTIONS]))
    if not sayings:
        messages.warning(request, _("Nothing was saved. Select at least one question."))
        return redirect("rounds:round-several", participant)
    left = say_several(participant, sayings, by=request.reader)
    done = len(sayings) - len(left)
    if done:
        said = ngettext("%(count)s reply saved as “still true”.", "%(count)s replies saved as “still true”.", done)
        messages.success(request, said % {"count": done})
    if left:
        said = ngettext(
            "%(count)s question was answered or changed in the meantime and was not updated.",
            "%(count)s questions were answered or changed in the meantime and were not updated.",
            len(left),
        )
        messages.warning(request, said % {"count": len(left)})
    return redirect("rounds:round-question", participant)


def _saying_of_row(token: str) -> tuple[UUID, NewAnswer]:
    """From "question:version"; raises NotFound for what no page of ours sends."""
    about, _colon, version = token.partition(":")
    try:
        return UUID(about), NewAnswer(TRUE, "", version_of({"version": version}), 0)
    except ValueError:
        raise NotFound from None
