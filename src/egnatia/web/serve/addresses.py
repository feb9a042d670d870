"""Addresses of databases, as Django wants to read them."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


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
