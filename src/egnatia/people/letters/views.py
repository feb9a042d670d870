"""The page of one's letters, and the one that the link of a letter opens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.addresses import page_of
from egnatia.people.letters.actions import choose_letters, end_letters, want_for_organisation
from egnatia.people.letters.forms import LABELS, LettersForm
from egnatia.people.letters.queries import chosen_by
from egnatia.people.letters.rules import read_token


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def letters(request: ReaderRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = LettersForm(data, chosen_by(request.reader))
    if data is not None and form.is_valid():
        choose_letters(frozenset(form.cleaned_data["wanted"]), form.cleaned_data["zone"], by=request.reader)
        messages.success(request, _("Saved."))
        return redirect("people:letters")
    return render(request, "people/letters/page.html", {"form": form})


@csrf_exempt  # the mail program of whoever holds the letter sends it (RFC 8058); the signature says what it may end
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: ReaderRequest, token: str) -> HttpResponse:
    """One button; a link that was only looked at ends nothing."""
    read = read_token(token)
    if read is None:
        raise NotFound
    done = request.method == "POST"
    if done:
        end_letters(token, by=request.reader)
    context = {"done": done, "kind": LABELS[read.kind], "organisation": read.organisation}
    return render(request, "people/letters/ending.html", context)


@require_POST
@members_only
def wanted(request: ReaderRequest, organisation: UUID) -> HttpResponse:
    want_for_organisation(organisation, by=request.reader)
    messages.success(request, _("Saved."))
    return redirect(page_of("organisation", organisation))
