"""One question at a time: four buttons, saved at once. Beside it all answers of a participant."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.objectives import objectives
from egnatia.pages.posted import number_of, text_of, version_of
from egnatia.pages.ways_back import BACK
from egnatia.people.access import members_only
from egnatia.people.addresses import page_of
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile, Saying, begin, say
from egnatia.rounds.rounds.queries.answers import Shown
from egnatia.rounds.rounds.queries.question import QuestionPage, question_page
from egnatia.rounds.rounds.queries.told import answer_told
from egnatia.rounds.rounds.rules import CHANGED, LONGEST_NOTE


def shown_to(request: ReaderRequest) -> Shown:
    return Shown(request.reader, forum(), objectives())


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


def _saying(request: ReaderRequest) -> Saying:
    posted = request.POST
    note = text_of(posted, "note", LONGEST_NOTE)
    return Saying(posted.get("verdict", ""), note, version_of(posted), number_of(posted, "number"))


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
