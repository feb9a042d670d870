"""Letters: plain text with links and nothing of what any record says above TLP:GREEN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, engines
from django.utils import translation
from procrastinate import RetryStrategy

from egnatia.taxonomy.forum import forum, shows_asterisk

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)  # of a job that sends: the server may be away for some hours


def leaves_here() -> bool:
    """Whether this installation has a mail server to give letters to."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def notifies() -> bool:
    """Whether notifications are sent at all: their links need the address of the site."""
    return bool(settings.SITE_ADDRESS) and leaves_here()


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something to send along."""

    name: str
    content: bytes
    type: str


def send(
    template: str,
    to: str,
    context: Mapping[str, object],
    *,
    language: str,
    files: Sequence[Attachment] = (),
) -> None:
    """Send `<template>.txt`, whose first line is the subject, in the language of whoever gets it."""
    letter(template, to, context, language=language, files=files).send()


def letter(  # noqa: PLR0913 - the parts of one letter, each named by the caller
    template: str,
    to: str,
    context: Mapping[str, object],
    *,
    language: str,
    files: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """The same, not sent yet."""
    with translation.override(language):
        # Plain text: what stands in it is never read as markup.
        plain = Context(dict(context), autoescape=False)
        text = engines["django"].engine.get_template(f"{template}.txt").render(plain).strip()  # type: ignore[attr-defined]  # Django's own backend
        if shows_asterisk(text):
            text = f"{text}\n\n* {forum().footnote}"
    subject, _, body = text.partition("\n")
    made = EmailMessage(subject.strip(), body.strip() + "\n", to=[to], headers=dict(headers or {}))
    for file in files:
        made.attach(file.name, file.content, file.type)
    return made
