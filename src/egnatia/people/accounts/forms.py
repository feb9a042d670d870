"""Forms of signing in, in our words and with our limits."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.utils import filter_users_by_email, filter_users_by_username
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.people.accounts.jobs import send_reset
from egnatia.people.accounts.known_browsers import known_browser
from egnatia.people.accounts.queries import address_digest
from egnatia.people.addresses import whole_address
from egnatia.people.limits import rules
from egnatia.people.limits.actions import address_of, count, forget, give_back


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth carries no types
    saves = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        login = self.cleaned_data["login"]
        account = account_named(login)
        browser = known_browser(self.request, account)
        whose = account or login
        if browser:
            count(rules.SIGN_IN_BY_BROWSER, browser)
        else:
            count(rules.SIGN_IN_BY_ADDRESS, address_of(self.request))
            count(rules.SIGN_IN_BY_ACCOUNT, whose)
        cleaned: dict[str, Any] = super()._clean_with_password(credentials)
        if browser:
            forget(rules.SIGN_IN_BY_BROWSER, browser)
        else:
            give_back(rules.SIGN_IN_BY_ADDRESS, address_of(self.request))
            forget(rules.SIGN_IN_BY_ACCOUNT, whose)
        return cleaned


def account_named(login: str) -> str:
    """The identifier of the account that these letters sign in to, found as allauth finds it; "" where there is none.
    Letters that mean the same account have its attempts in common."""
    found = filter_users_by_username(login).first() or next(iter(filter_users_by_email(login)), None)
    return str(found.pk) if found else ""


class ResetForm(forms.Form):
    """Whatever is typed, the answer is the same; whether there is such an account is looked up by the job."""

    saves = False

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"}))

    def save(self, request: HttpRequest) -> None:
        address = self.cleaned_data["email"].strip().casefold()
        count(rules.RESET_BY_ADDRESS, address_of(request))
        count(rules.RESET_BY_ACCOUNT, address)
        base, language = whole_address(request, "/"), get_language() or "en"
        send_reset.defer(whose=address_digest(address), base=base, language=language)


class _Counted:
    """Code entry: counted by a browser that the account knows, else by account and address; a right one is not."""

    def clean_code(self) -> str:
        request, account = self.request(), str(self.user.pk)  # type: ignore[attr-defined]  # a part of allauth's forms
        browser = known_browser(request, account)
        limit, whose = (rules.CODE_BY_BROWSER, browser) if browser else (rules.CODE_BY_ACCOUNT, account)
        if not browser:
            count(rules.CODE_BY_ADDRESS, address_of(request))
        count(limit, whose)
        code: str = super().clean_code()  # type: ignore[misc]  # a part of allauth's forms
        forget(limit, whose)
        if not browser:
            give_back(rules.CODE_BY_ADDRESS, address_of(request))
        return code

    @staticmethod
    def request() -> HttpRequest:
        request: HttpRequest = mfa_forms.context.request
        return request


class AuthenticateForm(_Counted, mfa_forms.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    saves = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        super().__init__(*args, **kwargs)
        _say(self, _("Code"), _("Six digits from your app, or one of your recovery codes."))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    saves = False


class ReauthenticateCodeForm(_Counted, mfa_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    saves = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        super().__init__(*args, **kwargs)
        _say(self, _("Code"), _("Six digits from your app, or one of your recovery codes."))


class ActivateAppForm(_Counted, totp_forms.ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        super().__init__(*args, **kwargs)
        _say(self, _("Code"), _("The six digits shown in your app."))


class _NamesKey(forms.Form):
    """Asks for the name of a security key in the language of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class AddKeyForm(_NamesKey, webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class RenameKeyForm(_NamesKey, webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


def _say(form: forms.Form, label: object, help_text: object) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, help_text  # type: ignore[assignment]  # lazy texts
    field.widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "none"}


class MachineCodeForm(forms.Form):
    saves = False

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The code printed by “egnatia user code NAME” on the server."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
