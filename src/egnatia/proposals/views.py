"""Check my proposal: the page and its form, questions to owners, keeping a proposal as a planned activity; words."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia import overlap
from egnatia.activities.activities.actions import register_activity
from egnatia.activities.activities.labels import LANGUAGE
from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.overlap import OrganisationMention, Text
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.limits.actions import address_of, committing_at_once, count
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.proposals import jobs
from egnatia.proposals.actions import NewQuestion, add_form_words, ask, end_watch, remove_form_words, watch_proposal
from egnatia.proposals.extraction import activity_of
from egnatia.proposals.form_labels import FormWordsForm, word_tables
from egnatia.proposals.forms.question import SEND, QuestionForm
from egnatia.proposals.forms.sheet import ProposalSheet, blank, sheet_of
from egnatia.proposals.queries.answers import ProposalAnswer, answer_to
from egnatia.proposals.queries.needs import Needed, needed_by
from egnatia.proposals.queries.organisations import own_mailbox
from egnatia.proposals.queries.questions import asked_by_us, asked_of_us
from egnatia.proposals.queries.watches import watches_of
from egnatia.proposals.rules import CHECKS_BY_ADDRESS, QUESTIONS_BY_ACCOUNT
from egnatia.proposals.summary import Asker, basis_words, limits, paragraphs, statements
from egnatia.taxonomy.actions import require_secretariat

SAVE = "save"  # the button
REMOVE, CHOSEN = "remove", "chosen"  # the button, and what is ticked


@in_memory
@cache_control(private=True, no_store=True)
@require_POST
@members_only
def planned(request: ReaderRequest) -> HttpResponse:
    """Who will see it, then store it. It comes from the page of the proposal with all that stands there."""
    sheet = sheet_of(request.POST, None, reader=request.reader)
    if sheet.understood is None:
        return render(request, "proposals/page.html", {"sheet": sheet})
    chosen = SAVE in request.POST or ASKED in request.POST
    marking = MarkingForm(request.POST if chosen else None, reader=request.reader)
    title = sheet.title
    if SAVE in request.POST and marking.is_valid() and title:
        record = register_activity(
            _facts(sheet, request.reader.organisation_name),
            marking=marking.marking(),
            by=request.reader,
            status="pipeline",
            shares=sheet.percentages,
            updated_at=clock.now(),
        )
        messages.success(request, _("Saved as a planned activity. You can see below who has access."))
        return redirect("activities:activity", record)
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {"sheet": sheet, "title": title, "marking": marking, "preview": preview}
    return render(request, "proposals/planned.html", context)


def _facts(sheet: ProposalSheet, organisation: str) -> overlap.ActivityFacts:
    """The proposal as its own organisation reports it: whoever saves the chips of objectives has confirmed them.

    The language is said only where it is sure.
    """
    assert sheet.understood is not None
    facts = activity_of(sheet.understood)
    return replace(
        facts,
        source=organisation,
        reporters=(OrganisationMention(organisation),),
        titles=tuple(map(_spoken, facts.titles)),
        descriptions=tuple(map(_spoken, facts.descriptions)),
    )


def _spoken(text: Text) -> Text:
    return text if text.lang in LANGUAGE else replace(text, lang="")


@in_memory
@committing_at_once
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: ReaderRequest) -> HttpResponse:
    """The empty form; or what was understood and the answer to it."""
    if request.method != "POST":
        return render(request, "proposals/page.html", {"sheet": blank()})
    if request.reader.is_anonymous:
        count(CHECKS_BY_ADDRESS, address_of(request))
    sheet = sheet_of(request.POST, request.FILES, reader=request.reader)
    if sheet.understood is None:
        return render(request, "proposals/page.html", {"sheet": sheet})
    answer = answer_to(sheet.understood, reader=request.reader, names=sheet.names, vocabulary=sheet.vocabulary)
    needed = needed_by(sheet.understood, reader=request.reader, names=sheet.names, vocabulary=sheet.vocabulary)
    context = {"sheet": sheet, "answer": answer, "needed": needed, **_words(request, sheet, answer, needed)}
    return render(request, "proposals/page.html", context)


def _words(request: ReaderRequest, sheet: ProposalSheet, answer: ProposalAnswer, needed: Needed) -> dict[str, object]:
    assert sheet.understood is not None
    asker = Asker(is_visitor=request.reader.is_anonymous, is_strong=request.reader.strong)
    said = answer.says_something
    return {
        "basis": basis_words(answer.basis, asker) if said else "",
        "limits": limits(sheet, asker),
        "statements": statements(sheet, answer, needed),
        "paragraphs": paragraphs(sheet, answer, needed, asker) if said else (),
    }


@in_memory
@cache_control(private=True, no_store=True)
@require_POST
@members_only
def watch(request: ReaderRequest) -> HttpResponse:
    """What is stored for that, then store it. It comes from the page of the proposal with all that stands there."""
    sheet = sheet_of(request.POST, None, reader=request.reader)
    if sheet.understood is None:
        return render(request, "proposals/page.html", {"sheet": sheet})
    if SAVE in request.POST and sheet.title:
        watch_proposal(sheet.title, activity_of(sheet.understood), by=request.reader)
        messages.success(request, _("Saved. You will be notified by e-mail of similar activities."))
        return redirect("proposals:watches")
    return render(request, "proposals/watch.html", {"sheet": sheet, "title": sheet.title})


@require_safe
@members_only
def watches(request: ReaderRequest) -> HttpResponse:
    return render(request, "proposals/watches.html", {"rows": watches_of(request.reader)})


@require_POST
@members_only
def end(request: ReaderRequest, watched: UUID) -> HttpResponse:
    end_watch(watched, by=request.reader)
    messages.success(request, _("You will no longer be notified. The stored details were deleted."))
    return redirect("proposals:watches")


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
        asked = NewQuestion(said["question"], said["mailbox"], form.disclosed(), activity_of(sheet.understood))
        jobs.send(ask(asked, by=request.reader))
        messages.success(
            request,
            _("Sent. You are not told whether anyone receives it. Owners who wish to reply will contact you."),
        )
        return redirect("proposals:questions")
    return render(request, "proposals/question.html", {"sheet": sheet, "form": form})


@require_safe
@members_only
def questions(request: ReaderRequest) -> HttpResponse:
    """Asked of us first: somebody waits."""
    context = {"of_us": asked_of_us(request.reader), "by_us": asked_by_us(request.reader)}
    return render(request, "proposals/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def form_words(request: ReaderRequest) -> HttpResponse:
    """All words of application forms; adds some, or removes some that were added."""
    require_secretariat(request.reader)
    form = FormWordsForm(request.POST if request.method == "POST" and REMOVE not in request.POST else None)
    if REMOVE in request.POST:
        number = remove_form_words(_numbered(request.POST.getlist(CHOSEN)), by=request.reader)
        said = ngettext("%(number)s entry was removed.", "%(number)s entries were removed.", number)
    elif form.is_valid():
        number = add_form_words(form.new, by=request.reader)
        said = ngettext("%(number)s entry was added.", "%(number)s entries were added.", number)
    else:
        tables = word_tables()
        has_own = any(fact.own for table in tables for fact in table.facts)
        return render(request, "proposals/form_words.html", {"form": form, "tables": tables, "has_own": has_own})
    messages.success(request, said % {"number": number} if number else _("Nothing was changed."))
    return redirect("proposals:form-words")


def _numbered(sent: list[str]) -> list[UUID]:
    """The identifiers among what was sent."""
    found = []
    for each in sent:
        with suppress(ValueError):
            found.append(UUID(each))
    return found
