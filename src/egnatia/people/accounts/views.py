"""Signing in, second factors, one's own account. Most is allauth's, with our forms, limits and templates."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

import segno
from allauth.account import views as allauth_views
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as key_views
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.accounts import actions, queries
from egnatia.people.accounts.forms import MachineCodeForm
from egnatia.people.accounts.sign_in import sign_in_by_machine
from egnatia.people.limits import rules
from egnatia.people.limits.actions import address_of, committing_at_once, count


@require_safe
@members_only
def account(request: ReaderRequest) -> HttpResponse:
    return render(request, "people/account.html", {"account": queries.own_account(request.reader)})


@require_safe
@members_only
def second_factor(request: ReaderRequest) -> HttpResponse:
    """What the second step is for, which ones there are, and the way to each."""
    return render(request, "people/second_factor.html", {"account": queries.own_account(request.reader)})


@committing_at_once
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def machine_code(request: ReaderRequest) -> HttpResponse:
    """Sign in as a demonstration user with a code that was printed on this machine."""
    form = MachineCodeForm(request.POST or None)
    if form.is_valid():
        count(rules.CODE_BY_ADDRESS, address_of(request))
        person = actions.use_machine_code(form.cleaned_data["code"])
        if person is not None:
            sign_in_by_machine(request, person)
            return redirect(settings.LOGIN_REDIRECT_URL)
        form.add_error("code", _("This code is incorrect, was already used, or is older than ten minutes."))
    return render(request, "people/machine_code.html", {"form": form})


class ActivateApp(app_views.ActivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        first = not queries.factors_of(self.request.reader.person).any
        response: HttpResponse = super().form_valid(form)
        actions.second_factor_added(self.request.session, "app", first=first, by=self.request.reader)
        return response


class DeactivateApp(app_views.DeactivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        response: HttpResponse = super().form_valid(form)
        actions.second_factor_removed(self.request.session, "app", by=self.request.reader)
        return response


class AddKey(key_views.AddWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        first = not queries.factors_of(self.request.reader.person).any
        response: HttpResponse = super().form_valid(form)
        actions.second_factor_added(self.request.session, "key", first=first, by=self.request.reader)
        return response


class RemoveKey(key_views.RemoveWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        response: HttpResponse = super().form_valid(form)
        actions.second_factor_removed(self.request.session, "key", by=self.request.reader)
        return response


class MakeCodes(codes_views.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        response: HttpResponse = super().form_valid(form)
        actions.recovery_codes_made(by=self.request.reader)
        return response


@require_safe
@never_cache
@members_only
def app_picture(request: ReaderRequest) -> HttpResponse:
    """The secret that is being set up, as a QR code. A picture of its own address: the policy allows no `data:`."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    address = get_adapter().build_totp_url(request.user, secret)
    drawn = BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", scale=5, border=3, light="white", dark="black")
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _under_another_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever has confirmed who they are goes on under another key: one that somebody saw before opens no more."""

    @wraps(view)
    def confirming(request: ReaderRequest, *args: object, **kwargs: object) -> HttpResponse:
        before = len(get_authentication_records(request, request.user))
        response = view(request, *args, **kwargs)
        if len(get_authentication_records(request, request.user)) > before:
            request.session.cycle_key()
        return response

    return confirming


reauthenticate = _under_another_key(allauth_views.reauthenticate)
reauthenticate_by_code = _under_another_key(mfa_views.reauthenticate)
reauthenticate_by_key = _under_another_key(key_views.reauthenticate_webauthn)

# Each statement of these commits at once: they count attempts.
login = committing_at_once(allauth_views.login)
password_reset = committing_at_once(allauth_views.password_reset)
authenticate = committing_at_once(never_cache(mfa_views.authenticate))
