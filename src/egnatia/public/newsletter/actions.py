"""Subscribing, confirming, unsubscribing, and sending each edition once."""

import secrets
from datetime import datetime, time
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from egnatia.guests.public_forms import VisitorPost, is_too_many, keyed
from egnatia.guests.rules import digest_of
from egnatia.kernel import clock
from egnatia.kernel.faults import NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.records import audit
from egnatia.people import mail
from egnatia.people.limits.rules import DAY, Limit
from egnatia.public.models import NewsletterSubscription
from egnatia.public.newsletter.queries import (
    HOLDS,
    NewsletterContent,
    NewsletterEdition,
    content_since,
    edition_of,
    end_token,
    subscription_in,
)

KIND = "newsletter"
BY_MAILBOX = Limit("newsletter mailbox", 3, DAY)  # e-mails that strangers can have sent to one address
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def ask(post: VisitorPost) -> UUID | None:
    """What waits to be confirmed; it replaces what waited before for this address. The confirmed one stays until then.

    None where the address was written to often enough today: who asks is not told.
    """
    email = str(post.said["email"]).casefold()
    if is_too_many(BY_MAILBOX, keyed(email)):
        return None
    NewsletterSubscription.objects.filter(email=email, confirmed_at__isnull=True).delete()
    made = NewsletterSubscription.objects.create(
        email=email, language=post.said["language"], frequency=post.said["frequency"], asked_at=post.at
    )
    audit.record("asked for", KIND, made.pk, by=MACHINE)
    return made.pk


def _waiting() -> "QuerySet[NewsletterSubscription]":
    since = clock.now() - HOLDS
    return NewsletterSubscription.objects.select_for_update().filter(confirmed_at__isnull=True, asked_at__gt=since)


@app.task(queue="default", name="public.send_newsletter_confirmation", retry=mail.AGAIN)
def send_confirmation(*, subscription: str) -> None:
    """A job carries an identifier only. Safe to run twice: a link that left is not made again."""
    if mail.notifies():
        confirmation_sent(UUID(subscription))


@transaction.atomic
def confirmation_sent(subscription: UUID) -> bool:
    """Whether an e-mail left. The link is made here, so that its secret is in no queue and no table."""
    row = _waiting().filter(pk=subscription, digest__isnull=True).first()
    if row is None:
        return False
    secret = secrets.token_urlsafe(24)
    row.digest = digest_of(secret)
    row.save(update_fields=["digest"])
    link = f"{settings.SITE_ADDRESS}{reverse('public:newsletter-confirmation', args=[secret])}?language={row.language}"
    mail.send("public/mails/newsletter_confirmation", row.email, {"link": link}, language=row.language)
    return True


@transaction.atomic
def confirm(token: str) -> None:
    """The link works once, within three days. What was confirmed before for this address is replaced."""
    row = _waiting().filter(digest=digest_of(token)).first()
    if row is None:
        raise NotFound
    NewsletterSubscription.objects.filter(email=row.email, confirmed_at__isnull=False).delete()
    row.confirmed_at, row.digest = clock.now(), None
    row.save(update_fields=["confirmed_at", "digest"])
    audit.record("confirmed", KIND, row.pk, by=MACHINE)


@transaction.atomic
def end(token: str) -> None:
    """The address is deleted. Raises NotFound for what was not signed here; twice is once."""
    subscription = subscription_in(token)
    if subscription is None:
        raise NotFound
    gone, _what = NewsletterSubscription.objects.filter(pk=subscription).delete()
    if gone:
        audit.record("ended", KIND, subscription, by=MACHINE)


@app.periodic(cron="37 7 * * *")
@app.task(queue="default", name="public.send_newsletters")
def send_newsletters(timestamp: int) -> int:
    """How many left; looked for every morning, so that a day on which the server was off loses nobody's edition."""
    del timestamp
    return send_due(settings.SITE_ADDRESS) if mail.notifies() else 0


def send_due(site: str) -> int:
    """How many newsletters left. Each subscription gets an edition once; one without news is not sent.

    Each statement stands by itself: what left is not sent again when the next one fails.
    """
    left = 0
    for frequency in NewsletterSubscription.Frequency.values:
        edition = edition_of(frequency, clock.today())
        for language in LANGUAGES:
            due = _due(edition, frequency, language)
            if due:
                with translation.override(language):
                    content = content_since(edition.since, f"{site}/{language}")  # the address of its pages
                left += sum(_sent(each, edition, content, site) for each in due)
    return left


def _due(edition: NewsletterEdition, frequency: str, language: str) -> list[NewsletterSubscription]:
    """Confirmed before the edition began, and not sent it yet."""
    rows = NewsletterSubscription.objects.filter(frequency=frequency, language=language)
    began = _moment(edition)
    return list(rows.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=began), confirmed_at__lt=began).order_by("pk"))


def _moment(edition: NewsletterEdition) -> datetime:
    return timezone.make_aware(datetime.combine(edition.begins, time.min))


def _sent(row: NewsletterSubscription, edition: NewsletterEdition, content: NewsletterContent, site: str) -> bool:
    """Whether it left. Taken first, so that no other worker sends it too; given back where the mail server refuses."""
    untouched = NewsletterSubscription.objects.filter(pk=row.pk)
    taken = untouched.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=_moment(edition))).update(sent_at=clock.now())
    if not taken or content.nothing:
        return False
    ending = f"{site}/{row.language}" + reverse("public:newsletter-end", args=[end_token(row.pk)])
    headers = {"List-Unsubscribe": f"<{ending}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = {"content": content, "end": ending}
    try:
        mail.letter("public/mails/newsletter", row.email, context, language=row.language, headers=headers).send()
    except (SMTPRecipientsRefused, SMTPResponseException):
        untouched.update(sent_at=row.sent_at)
        return False
    return True


def ask_and_send(post: VisitorPost) -> None:
    """What the form does: keep it, and put its e-mail into the queue, in the transaction at hand."""
    if (made := ask(post)) is not None:
        send_confirmation.defer(subscription=str(made))
