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
from egnatia.people.email_preferences.actions import choose_letters, end_letters, want_for_organisation
from egnatia.people.email_preferences.forms import LettersForm
from egnatia.people.email_preferences.queries import chosen_by, ending_of, letter_labels


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def letters(request: ReaderRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = LettersForm(data, chosen_by(request.reader))
    if data is not None and form.is_valid():
        choose_letters(form.chosen(), form.cleaned_data["zone"], by=request.reader)
        messages.success(request, _("Saved."))
        return redirect("people:letters")
    return render(request, "people/email_preferences/page.html", {"form": form})


@csrf_exempt  # the mail program of whoever holds the letter sends it (RFC 8058); the signature says what it may end
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: ReaderRequest, token: str) -> HttpResponse:
    """One button; a link that was only looked at ends nothing."""
    read = ending_of(token)
    if read is None:
        raise NotFound
    done = request.method == "POST"
    if done:
        end_letters(token, by=request.reader)
    context = {"done": done, "kind": letter_labels()[read.kind], "organisation": read.organisation}
    return render(request, "people/email_preferences/ending.html", context)


@require_POST
@members_only
def wanted(request: ReaderRequest, organisation: UUID) -> HttpResponse:
    want_for_organisation(organisation, by=request.reader)
    messages.success(request, _("Saved."))
    return redirect(page_of("organisation", organisation))
