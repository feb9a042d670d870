"""Check my proposal: one page, one form. Nothing that is sent is kept anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.uploads import in_memory
from egnatia.people.limits.actions import address_of, committing_at_once, count
from egnatia.proposals.forms.sheet import Sheet, blank, sheet_of
from egnatia.proposals.limits import CHECKS_BY_ADDRESS
from egnatia.proposals.queries.answering import Answer, answer_to
from egnatia.proposals.queries.needed import Needed, needed_by
from egnatia.proposals.telling import Asker, basis_words, limits, paragraph


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


def _words(request: ReaderRequest, sheet: Sheet, answer: Answer, needed: Needed) -> dict[str, object]:
    assert sheet.understood is not None
    asker = Asker(is_visitor=request.reader.is_anonymous, is_strong=request.reader.strong)
    said = answer.says_something
    return {
        "basis": basis_words(answer.basis, asker) if said else "",
        "limits": limits(sheet.understood, asker),
        "paragraph": paragraph(sheet, answer, needed, asker) if said else "",
    }
