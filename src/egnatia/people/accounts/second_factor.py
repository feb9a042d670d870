"""How allauth's second factors behave here: encrypted at rest, printed codes alone are enough."""

import base64
from functools import cache
from hashlib import sha256

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from egnatia.people.accounts.rules import AT_PROVIDER

SIGN_IN = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


@cache
def _lock(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(f"mfa {key}".encode()).digest())) for key in keys])


def lock() -> MultiFernet:
    """Encrypts with the present secret, opens with former ones too (SECRET_KEY_FALLBACKS)."""
    return _lock((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is incorrect or was already used.")
    }

    def get_totp_issuer(self) -> str:
        return "Egnatia"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """Drawn at an address of its own (`mfa_totp_picture`), which nothing stores."""
        del url
        return ""

    def encrypt(self, text: str) -> str:
        return lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return lock().decrypt(encrypted_text.encode()).decode()

    def is_mfa_enabled(self, user: AbstractBaseUser, types: list[str] | None = None) -> bool:
        """At sign-in, codes that were printed and handed over count like any other second factor."""
        if types is not None and set(types) == SIGN_IN:
            types = [*types, Authenticator.Type.RECOVERY_CODES]
        enabled: bool = super().is_mfa_enabled(user, types)
        return enabled


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # allauth carries no types
    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Asked at every sign-in, unless it was shown at a provider whose second step counts here."""
        records = get_authentication_records(self.request, self.login.user)
        if any((record["method"], record.get("type")) == ("mfa", AT_PROVIDER) for record in records):
            return None, True
        asked: tuple[HttpResponse | None, bool] = super().handle()
        return asked
