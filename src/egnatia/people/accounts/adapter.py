"""How allauth behaves here: nobody signs themselves up, sessions know their person, answers tell nothing."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.models import Person
from egnatia.people.accounts import actions, known_browsers
from egnatia.people.accounts.rules import browser_words

WRONG = _("The user name or e-mail and the password do not match.")

OWN_STAGES = {"allauth.mfa.stages.AuthenticateStage": "egnatia.people.accounts.second_factor.SecondStep"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation only."""
        del request
        return False

    def get_login_stages(self) -> list[str]:
        return [OWN_STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def login(self, request: HttpRequest, user: Person) -> None:
        records = get_authentication_records(request, user)
        shown = any(record["method"] == "mfa" for record in records)
        first = [record for record in records if record["method"] != "mfa"][-1:]
        super().login(request, user)
        browser = browser_words(request.META.get("HTTP_USER_AGENT", ""))
        provider = "".join(record.get("issuer", "") for record in first)
        actions.begin_session(request.session, user, browser=browser, strong=shown, provider=provider)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own signature
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known_browsers.remember(response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        reader = getattr(request, "reader", ANONYMOUS)
        if not reader.is_anonymous:
            actions.end_session(request.session, by=reader)
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        actions.password_changed(user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        """Only what says something: that one is signed in shows on the page."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)
