"""Questions to holders whom the asker cannot see, and the list of those asked by and of one's organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count
from egnatia.proposals import jobs
from egnatia.proposals.actions import Asked, ask
from egnatia.proposals.forms.question import SEND, QuestionForm
from egnatia.proposals.forms.sheet import sheet_of
from egnatia.proposals.limits import QUESTIONS_BY_ACCOUNT
from egnatia.proposals.queries.known import own_mailbox
from egnatia.proposals.queries.questions import asked_by_us, asked_of_us
from egnatia.proposals.understanding import activity_of


@in_memory
@cache_control(private=True, no_store=True)
@require_POST
@members_only
def question(request: ReaderRequest) -> HttpResponse:
    """Write the question; send it. The answer is the same whether anybody will receive it or not."""
    sheet = sheet_of(request.POST, None, reader=request.reader)
    if sheet.understood is None:
        return render(request, "proposals/page.html", {"sheet": sheet})
    if not request.reader.strong:
        raise NotAllowed("second-factor")
    sent = SEND in request.POST
    form = QuestionForm(request.POST if sent else None, sheet=sheet, mailbox=own_mailbox(request.reader))
    if sent and form.is_valid():
        count(QUESTIONS_BY_ACCOUNT, request.reader.person)
        said = form.cleaned_data
        asked = Asked(said["question"], said["mailbox"], form.disclosed(), activity_of(sheet.understood))
        jobs.send(ask(asked, by=request.reader))
        messages.success(
            request,
            _("Sent. Whether there is anybody to receive it is told to nobody, you hear only from who answers."),
        )
        return redirect("proposals:questions")
    return render(request, "proposals/question.html", {"sheet": sheet, "form": form})


@require_safe
@members_only
def questions(request: ReaderRequest) -> HttpResponse:
    """Asked of us first: somebody waits."""
    context = {"of_us": asked_of_us(request.reader), "by_us": asked_by_us(request.reader)}
    return render(request, "proposals/questions.html", context)
