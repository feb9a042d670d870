"""Addresses of other servers: of databases, as Django wants to read them, and of a provider of sign-ins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

OIDC = "EGNATIA_OIDC_"
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of OpenID Connect. `strong`: it asks for a second factor, and what its token says of that counts."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    strong: bool

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def provider_of(environ: Mapping[str, str]) -> Provider | None:
    """At which people may sign in; None without an issuer. Raises ImproperlyConfigured where something is missing."""
    told = {name.removeprefix(OIDC): value.strip() for name, value in environ.items() if name.startswith(OIDC)}
    issuer, file = told.get("ISSUER", ""), told.get("CLIENT_SECRET_FILE", "")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in THIS_MACHINE):
        raise ImproperlyConfigured(f"{OIDC}ISSUER has to begin with https://")
    try:
        secret = Path(file).read_text(encoding="utf-8").strip() if file else told.get("CLIENT_SECRET", "")
    except OSError as error:
        raise ImproperlyConfigured(f"{OIDC}CLIENT_SECRET_FILE cannot be read: {error.strerror}") from None
    if not (secret and told.get("CLIENT_ID")):
        raise ImproperlyConfigured(f"{OIDC}ISSUER needs {OIDC}CLIENT_ID and {OIDC}CLIENT_SECRET or …_FILE")
    name = told.get("NAME") or parts.hostname
    return Provider(issuer, told["CLIENT_ID"], secret, name, strong=told.get("STRONG") == "1")


def database_of(url: str, statement_seconds: int = 0) -> dict[str, Any]:
    """Django's settings for a `postgresql://` address; a socket folder stands in `?host=`.

    `statement_seconds`: how long one statement may take; 0 for any time.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if statement_seconds:
        limit = f"-c statement_timeout={statement_seconds * 1000}"
        query["options"] = f"{query['options']} {limit}" if "options" in query else limit
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "egnatia",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
        "OPTIONS": query,
    }
