"""Signing in at a provider of OpenID Connect, where the installation names one, and the addresses of that.

allauth speaks the protocol. Whose account it is, our own table alone says: of what the provider tells, only the number
of the person there and how they signed in are read. No account is created, found by an e-mail address or changed.
"""

import logging
import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit, statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN, ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.accounts import actions, queries
from egnatia.people.accounts.rules import AT_PROVIDER, address_belongs, second_factor_claimed
from egnatia.people.addresses import whole_address
from egnatia.people.limits import rules
from egnatia.people.limits.actions import address_of, committing_at_once, count, give_back

log = logging.getLogger(__name__)

OIDC = "oidc"
ANSWERS_WITHIN = 10  # seconds
CLOCKS_DIFFER = 60  # seconds, at most
# What a public key signs: with a shared secret, or without a signature, anybody could.
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
STATED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# What a provider may answer that is no sign-in; ValueError: no JSON; KeyError and TypeError: not what was asked.
FAILURES = (OAuth2Error, jwt.PyJWTError, requests.RequestException, ValueError, KeyError, TypeError, AttributeError)


class _OnlyIssuer(requests.Session):
    """Asks the issuer's own server and no other, whatever address its documents name; no answer leads elsewhere."""

    def request(self, method: str, url: str | bytes, *args: Any, **of: Any) -> requests.Response:  # noqa: ANN401 - as theirs
        """As that of requests, whatever it takes besides."""
        if not address_belongs(str(url), settings.OIDC.issuer):
            raise requests.exceptions.InvalidURL("an address that is not the issuer's")
        return super().request(method, url, *args, **of | {"timeout": ANSWERS_WITHIN, "allow_redirects": False})


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """One provider, from the settings: allauth's own tables of providers and of accounts stay empty."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> OpenIDConnectProvider:
        del provider, client_id
        chosen = settings.OIDC
        app = SocialApp(
            provider="openid_connect",
            provider_id=OIDC,
            name=chosen.name,
            client_id=chosen.client_id,
            secret=chosen.client_secret,
            settings={"server_url": chosen.issuer.rstrip("/"), "oauth_pkce_enabled": True, "scope": ["openid"]},
        )
        return _Provider(request, app=app)

    def get_requests_session(self) -> requests.Session:
        return _OnlyIssuer()

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        del args, kwargs
        raise ImmediateHttpResponse(_refused(request))


class _Protocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth carries no types
    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; OAuth2Error where it is not the issuer, or sends people or us elsewhere."""
        told: dict[str, Any] = super().openid_config
        issuer = settings.OIDC.issuer
        if told["issuer"] != issuer or not all(address_belongs(told[name], issuer) for name in ENDPOINTS):
            raise OAuth2Error("not what this issuer may say of itself")
        return told

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        del app
        return whole_address(request, reverse("account_provider_callback"))

    def claims(self, code: str, state: dict[str, Any]) -> dict[str, Any]:
        """What the provider signed for this very sign-in: by its key, for us, now, once. Raises one of FAILURES."""
        app = self.get_provider().app
        answer = self.get_client(self.request, app).get_access_token(code, state["pkce_code_verifier"])
        token = answer["id_token"]
        _said, key = jwtkit.fetch_key(token, self.openid_config["jwks_uri"], jwtkit.lookup_kid_jwk)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=SIGNATURES,
            audience=app.client_id,
            issuer=settings.OIDC.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": STATED},
        )
        for_us = claims.get("azp", app.client_id) == app.client_id
        if not (for_us and claims["sub"] and secrets.compare_digest(str(claims["nonce"]), state["nonce"])):
            raise OAuth2Error("signed for another sign-in")
        return claims


class _Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth carries no types
    oauth2_adapter_class = _Protocol


@committing_at_once
@require_POST
def signing_in(request: ReaderRequest) -> HttpResponse:
    """To the provider's page. Attempts count by address, as those with a password do."""
    if not request.reader.is_anonymous:
        return redirect(settings.LOGIN_REDIRECT_URL)
    count(rules.SIGN_IN_BY_ADDRESS, address_of(request))
    return _leave(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))


@committing_at_once
@require_POST
@members_only
def connecting(request: ReaderRequest) -> HttpResponse:
    """To the provider's page, for somebody who is in and has just confirmed their identity."""
    if not did_recently_reauthenticate(request):
        return _confirm_first()
    return _leave(request, AuthProcess.CONNECT)


@require_POST
@members_only
def removal(request: ReaderRequest) -> HttpResponse:
    if not did_recently_reauthenticate(request):
        return _confirm_first()
    actions.disconnect_provider(settings.OIDC.issuer, by=request.reader)
    messages.success(request, _("Connection removed. You can no longer sign in with it."))
    return redirect("people:account")


@committing_at_once
@never_cache
@require_safe
def callback(request: ReaderRequest) -> HttpResponse:
    """Where the provider sends people back to. Only the session that left comes back, and only once."""
    state = statekit.unstash_state(request, provider_id=OIDC, state_id=request.GET.get("state", ""))
    if state is None or state["person"] != request.reader.person or "code" not in request.GET:
        return _refused(request)
    try:
        claims = _Protocol(request, OIDC).claims(request.GET["code"], state)
    except FAILURES as error:
        return _refused(request, error)
    back = _connected if state["process"] == AuthProcess.CONNECT else _signed_in
    return back(request, claims, state)


def _leave(request: ReaderRequest, process: str, next_url: str | None = None) -> HttpResponse:
    nonce = secrets.token_urlsafe(24)
    provider = _Protocol(request, OIDC).get_provider()
    try:
        answer: HttpResponse = provider.redirect(
            request, process, next_url, auth_params={"nonce": nonce}, nonce=nonce, person=request.reader.person
        )
    except ImmediateHttpResponse as refusal:
        answer = refusal.response
    except FAILURES as error:
        return _refused(request, error)
    return answer


def _signed_in(request: ReaderRequest, claims: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
    """As with a right password: our own second step follows, unless the provider's counts."""
    found = queries.person_connected(settings.OIDC.issuer, str(claims["sub"]))
    if found is None:
        name = {"provider": settings.OIDC.name}
        messages.error(
            request,
            _(
                "No account here is connected with this account at %(provider)s. Sign in with your password, then "
                "connect it under “Account and sign-in”."
            )
            % name,
        )
        return redirect(settings.LOGIN_URL)
    give_back(rules.SIGN_IN_BY_ADDRESS, address_of(request))
    record_authentication(request, found.person, AT_PROVIDER, issuer=settings.OIDC.issuer)
    if settings.OIDC.strong and found.may_be_strong and second_factor_claimed(claims):
        record_authentication(request, found.person, "mfa", type=AT_PROVIDER)
    answer: HttpResponse = perform_login(request, found.person, redirect_url=state.get("next"))
    return answer


def _connected(request: ReaderRequest, claims: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
    del state
    strong = bool(request.session.get(SECOND_FACTOR_SHOWN))
    try:
        actions.connect_provider(settings.OIDC.issuer, str(claims["sub"]), strong=strong, by=request.reader)
    except AlreadyThere:
        messages.error(request, _("This connection is not possible: one of the two accounts is connected already."))
        return redirect("people:account")
    messages.success(request, _("Connected. From now on you can sign in with it."))
    return redirect("people:account")


def _refused(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """One sentence for all that can go wrong there; the log says what kind it was, and nothing of what was answered."""
    if error is not None:
        log.warning("sign-in at the provider failed: %s", type(error).__name__)
    name = {"provider": settings.OIDC.name}
    messages.error(request, _("The sign-in at %(provider)s did not succeed. Try again.") % name)
    return redirect("people:account" if request.user.is_authenticated else settings.LOGIN_URL)


def _confirm_first() -> HttpResponse:
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('people:account')})}")


urlpatterns = [
    path("", signing_in, name="account_provider"),
    path("callback/", callback, name="account_provider_callback"),
    path("connection/", connecting, name="account_provider_connection"),
    path("removal/", removal, name="account_provider_removal"),
]
