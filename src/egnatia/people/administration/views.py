"""Pages on which accounts are operated. What each of them may do is the actions' own business."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel import clock
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.administration import actions, queries
from egnatia.people.administration.forms import AddressForm, ErasureForm


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    shown = {"accounts": queries.accounts_seen_by(request.reader), "checkpoint": request.reader.administrator}
    return render(request, "people/administration/list.html", shown)


@require_safe
@members_only
def checkpoint(request: ReaderRequest) -> HttpResponse:
    """Where the sealed audit trail ends, signed, as a file."""
    signed = actions.sign_checkpoint(by=request.reader)
    if signed is None:
        messages.info(request, _("Nothing in the audit trail is sealed yet. Please try again in a minute."))
        return redirect("people:accounts")
    name = f"audit-checkpoint-{clock.now():%Y%m%dT%H%M}.json"
    return _as_file(HttpResponse(signed, content_type="application/json"), name)


@require_safe
@members_only
def account(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    seen = queries.account_seen_by(request.reader, person_id)
    form = AddressForm(initial={"email": seen.email})
    return render(request, "people/administration/account.html", {"account": seen, "form": form})


@require_POST
@members_only
def ending_of_sessions(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.end_sessions(person_id, by=request.reader)
    return _back(request, person_id, _("All sessions of this account have ended."))


@require_POST
@members_only
def deactivation(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.deactivate(person_id, by=request.reader)
    return _back(request, person_id, _("Account closed. It no longer gives access."))


@require_POST
@members_only
def reactivation(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.reactivate(person_id, by=request.reader)
    return _back(request, person_id, _("Account reopened."))


@require_POST
@members_only
def reset(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.reset_second_factor(person_id, by=request.reader)
    return _back(request, person_id, _("Two-step verification reset. A steward must confirm this person."))


@require_POST
@members_only
def codes(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Shown once, to be printed and handed over in person."""
    made = actions.make_recovery_codes(person_id, by=request.reader)
    seen = queries.account_seen_by(request.reader, person_id)
    return render(request, "people/administration/codes.html", {"account": seen, "codes": made})


@require_http_methods(["POST"])
@members_only
def address(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        seen = queries.account_seen_by(request.reader, person_id)
        return render(request, "people/administration/account.html", {"account": seen, "form": form})
    actions.change_email(person_id, form.cleaned_data["email"], by=request.reader)
    return _back(request, person_id, _("Address changed. A steward must confirm this person."))


@require_POST
@members_only
def personal_file(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """What is kept about a person, as a file: a POST, because the trail keeps who took it."""
    told = queries.personal_file(request.reader, person_id)
    actions.note_export(person_id, by=request.reader)
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    return _as_file(response, f"{told['account']['user_name']}.json")


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    """To be saved under this name; that nothing on the way keeps it, the middleware says of every signed-in answer."""
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def erasure(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """What would go and what would stay, and the field that confirms it."""
    seen = queries.erasure_seen_by(request.reader, person_id)
    form = ErasureForm(request.POST or None, username=seen.username)
    if not form.is_valid():
        return render(request, "people/administration/erasure.html", {"account": seen, "form": form})
    actions.erase(person_id, by=request.reader)
    messages.success(request, _("Account erased."))
    return redirect("people:accounts")


@require_POST
@members_only
def confirmation(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.confirm(person_id, by=request.reader)
    messages.success(request, _("Confirmed. The person has full access from the next sign-in."))
    return redirect("people:directory")


def _back(request: ReaderRequest, person_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("people:account-of", person_id)
