"""Where a record is shown: each domain names its page like the kind of record."""

from contextlib import suppress
from uuid import UUID

from django.urls import NoReverseMatch, reverse

DOMAINS = ("mapping", "commitments", "public")


def page_of(kind: str, record: UUID) -> str:
    """The address of its page; "" where its kind has none."""
    for domain in DOMAINS:
        with suppress(NoReverseMatch):
            return reverse(f"{domain}:{kind}", args=[record])
    return ""
