"""Inviting people, and the page that an invitation's link opens."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.accounts import known_browsers
from egnatia.people.accounts.sign_in import sign_in_as_invited
from egnatia.people.addresses import whole_address
from egnatia.people.invitations import actions, queries
from egnatia.people.invitations.forms import AcceptanceForm, InvitationForm
from egnatia.people.invitations.jobs import send_invitation
from egnatia.people.limits import rules
from egnatia.people.limits.actions import address_of, committing_at_once, count

OPENED = "invitation"  # what the session keeps between the link and the form


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    rows = queries.invitations_seen_by(request.reader)
    return render(request, "people/invitations/list.html", {"invitations": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """The link is shown once, here: to hand over or to print. A mail goes out where there is an address."""
    actions.require_may_invite(request.reader)
    form = InvitationForm(request.POST or None, reader=request.reader, begun=request.GET.dict())
    if not form.is_valid():
        return render(request, "people/invitations/new.html", {"form": form})
    guest = form.guest()
    invited = actions.invite(guest, by=request.reader)
    link = whole_address(request, reverse("people:invitation-opening", args=[invited.token]))
    if guest.email:
        base, language = whole_address(request, "/"), get_language() or "en"
        send_invitation.defer(invitation=str(invited.id), base=base, language=language)
    return render(request, "people/invitations/made.html", {"link": link, "guest": guest})


@require_POST
@members_only
def withdrawal(request: ReaderRequest, invitation_id: UUID) -> HttpResponse:
    actions.withdraw(invitation_id, by=request.reader)
    messages.success(request, _("Invitation withdrawn. Its link no longer works."))
    return redirect("people:invitations")


@require_safe
def opening(request: ReaderRequest, token: str) -> HttpResponse:
    """What the link opens: the token goes from the address, where logs would keep it, into the session."""
    if queries.welcome(token) is None:
        raise NotFound
    request.session[OPENED] = token
    return redirect("people:invitation-acceptance")


@committing_at_once
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: ReaderRequest) -> HttpResponse:
    """For whoever opened a link. Without one, or with one that opens nothing now, this is a missing page.

    Whoever accepts is signed in and offered the first second factor: nobody but the guest has had the password yet.
    """
    token = request.session.get(OPENED, "")
    welcome = queries.welcome(token)
    if welcome is None:
        raise NotFound
    form = AcceptanceForm(request.POST or None)
    accepted = _accepted(request, form, token) if form.is_valid() else None
    return accepted or render(request, "people/invitations/accept.html", {"form": form, "welcome": welcome})


def _accepted(request: ReaderRequest, form: AcceptanceForm, token: str) -> HttpResponse | None:
    """None where the name is taken: an error of the form says so, as often as the limit allows."""
    count(rules.CODE_BY_ADDRESS, address_of(request))
    said, language = form.cleaned_data, get_language() or "en"
    language = language if language in dict(settings.LANGUAGES_OF_MEMBERS) else settings.LANGUAGE_CODE
    try:
        made = actions.accept(token, username=said["username"], password=said["password"], language=language)
    except AlreadyThere:
        count(rules.NAME_BY_INVITATION, token)
        form.add_error("username", _("This user name is taken. Choose another one."))
        return None
    del request.session[OPENED]
    sign_in_as_invited(request, made)
    ready = _("Your account is ready. Note your user name, %(name)s: you need it to sign in.")
    messages.success(request, ready % {"name": made.username})
    response = redirect("people:second-factor")
    known_browsers.remember(response, made)
    return response
