"""Planning what people are to be notified of, and giving each e-mail to the mail server once."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from logging import getLogger
from math import ceil
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from egnatia.kernel import clock
from egnatia.kernel.inbox import AT_ONCE, OFF, Due, MailRecipient, NotificationKind, told_once
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Person
from egnatia.kernel.records import audit
from egnatia.kernel.rooms import letters, notification_kinds
from egnatia.people import mail as post
from egnatia.people.email_preferences.queries import ended, epoch_of, often
from egnatia.people.email_preferences.rules import Ending, token_for
from egnatia.reminders.models import Reminder
from egnatia.reminders.queries import everybody, is_reachable, key_of, not_sent, people, recipient_of
from egnatia.reminders.rules import Mail, Planned, is_due, is_urgent, mails_of, part_of, week_of

LOG = getLogger(__name__)
# The mail server said no: nothing left. After any other failure than these it may have said yes.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)


def plan_all() -> int:
    """How many notifications are new, to somebody who can be reached now."""
    kinds = notification_kinds().values()
    return _plan_found([kind for kind in kinds if kind.found]) + sum(plan(kind) for kind in kinds if kind.due)


@transaction.atomic
def plan(kind: NotificationKind) -> int:
    """The same of one kind of days to come; 0 where people write them."""
    if kind.due is None or kind.letters is None:
        return 0
    unwanted = ended(kind.letters.code)
    wanted = [due for due in kind.due() if key_of(due.to) not in unwanted and is_reachable(due.to)]
    rows = [Reminder(name=kind.name, about=due.about, day=due.day, **_addressed(due.to)) for due in wanted]
    return _stored(kind, rows)


def _plan_found(kinds: Sequence[NotificationKind]) -> int:
    """What each person finds: of one after the other, so that each reader is made once."""
    found: dict[str, list[Reminder]] = {kind.name: [] for kind in kinds}
    for to in everybody():
        if is_reachable(to):
            chosen = often(key_of(to))
            for kind in kinds:
                if kind.letters and chosen[kind.letters.code] != OFF:
                    found[kind.name].extend(_found(kind, to))
    return sum(_stored(kind, found[kind.name]) for kind in kinds)


def _found(kind: NotificationKind, to: MailRecipient) -> list[Reminder]:
    """They wait since it waits for them."""
    return [
        Reminder(name=kind.name, about=each.about, day=each.day, planned_at=each.since, **_addressed(to))
        for each in kind.waiting(to.reader)
    ]


@transaction.atomic
def _stored(kind: NotificationKind, reminders: Sequence[Reminder]) -> int:
    """How many of them are new."""
    among = Reminder.objects.filter(name=kind.name, day__in={each.day for each in reminders})
    before = among.count()
    store(reminders)
    if made := among.count() - before:
        audit.record("planned letters", "letters", kind.name, by=MACHINE, letters=made)
    return made


def _addressed(to: MailRecipient) -> dict[str, UUID]:
    return {"person_id": to.person} if to.person else {"organisation_id": UUID(to.reader.organisation)}


@transaction.atomic
def plan_for(name: str, about: UUID, persons: "QuerySet[Any, Any]", edition: int = 0) -> list[UUID]:
    """The e-mails of that name about one thing that wait for these persons, told once of each edition of it."""
    found, day = people(Person.objects.filter(pk__in=persons)), told_once(edition)
    store([Reminder(name=name, about=about, day=day, person_id=each.person) for each in found])
    waiting = list(Reminder.objects.filter(name=name, about=about, taken_at__isnull=True).values_list("pk", flat=True))
    audit.record("planned letters", "letters", name, by=MACHINE, letters=len(waiting))
    return waiting


def store(reminders: Sequence[Reminder]) -> None:
    """They wait from now on, but for those that are there already."""
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)


def send_waiting(*, site: str) -> int:
    """Send all that waits and that its recipient wants now; how many e-mails left.

    Each statement stands by itself, so that what was sent stays sent. Raises what the connection raises where no
    mail server answers: all that has not left waits.
    """
    uncertain = Reminder.objects.filter(taken_at__isnull=False, sent_at__isnull=True).count()
    if uncertain:
        LOG.warning("%d reminders were cut off while they were sent: nobody knows whether they arrived", uncertain)
    rows = not_sent().order_by("person", "organisation", "planned_at", "pk").select_related("person", "organisation")
    left = 0
    for _recipient, waiting in groupby(list(rows), lambda row: (row.person_id, row.organisation_id)):
        left += _send_to(list(waiting), site)
    return left


def _send_to(rows: Sequence[Reminder], site: str) -> int:
    """How many e-mails left of what waits for one recipient."""
    to = recipient_of(rows[0])
    left = 0
    for mail in _mails(rows, to) if to else ():
        with suppress(*REFUSED):
            left += to is not None and _deliver(mail, to, site)
    return left


def send(reminder: UUID, *, site: str) -> bool:
    """Whether it left. What is wanted no more, or comes at the wrong hour, waits. Raises what the server refuses."""
    row = Reminder.objects.filter(pk=reminder, taken_at__isnull=True).select_related("person", "organisation").first()
    to = recipient_of(row) if row else None
    if row is None or to is None:
        return False
    return any(_deliver(mail, to, site) for mail in _mails([row], to))


def _mails(rows: Sequence[Reminder], to: MailRecipient) -> list[Mail]:
    """What goes now. What somebody wrote or what is urgent goes at any hour; what else comes unasked does not, nor more
    often than wanted."""
    chosen: Mapping[str, str] = often(key_of(to))
    reachable = is_reachable(to)
    planned: list[Planned] = []
    for name, each in groupby(sorted(rows, key=lambda row: row.name), lambda row: row.name):
        if kind := notification_kinds().get(name):
            frequency = chosen[kind.letters.code] if kind.letters else ""
            if frequency != OFF and (reachable or kind.urgent or not kind.letters):
                planned.extend(_still(kind, list(each), to, AT_ONCE if kind.urgent else frequency))
    return mails_of([each for each in planned if is_due(each, to.now)])


def _still(kind: NotificationKind, rows: Sequence[Reminder], to: MailRecipient, frequency: str) -> list[Planned]:
    """Those that are wanted at this moment, the oldest first."""
    due = {row.pk: Due(to, row.day, row.about) for row in rows}
    with translation.override(to.language):
        lines = kind.lines_of(list(due.values()))
    planned = [
        Planned(kind, row.pk, row.day, row.planned_at, lines[due[row.pk]], frequency, row.text, row.about)
        for row in rows
        if due[row.pk] in lines
    ]
    return [replace(each, frequency=AT_ONCE) if is_urgent(each, to.now.date()) else each for each in planned]


def _deliver(mail: Mail, to: MailRecipient, site: str) -> bool:
    """It is taken once the connection stands, since before nothing can have left. Another worker may have taken it."""
    with get_connection() as connection:
        taken = _taken(mail, to)
        if taken is None:
            return False
        try:
            written = _written(taken, to, site.rstrip("/"))
            written.connection = connection
            written.send()
        except REFUSED:
            _free(taken, to)
            raise
        Reminder.objects.filter(pk__in=taken.pks).update(sent_at=clock.now())
        _summaries(taken, to).update(sent_at=clock.now())
    return True


@transaction.atomic
def _taken(mail: Mail, to: MailRecipient) -> Mail | None:
    """The mail with what no other worker has taken; None where nothing is left, or the summary of this day or week
    went already."""
    rows = Reminder.objects.select_for_update(skip_locked=True).filter(pk__in=mail.pks, taken_at__isnull=True)
    free = set(rows.values_list("pk", flat=True))
    left = mail.of(free)
    if left is None:
        return None
    if mail.digest:
        store([Reminder(name=mail.digest, day=week_of(to.now, mail.digest), **_addressed(to))])
        if not _summaries(mail, to).filter(taken_at__isnull=True).update(taken_at=clock.now()):
            return None
    Reminder.objects.filter(pk__in=free).update(taken_at=clock.now())
    return left


def _free(mail: Mail, to: MailRecipient) -> None:
    """Nothing left: all of it waits again."""
    Reminder.objects.filter(pk__in=mail.pks).update(taken_at=None)
    _summaries(mail, to).update(taken_at=None)


def _summaries(mail: Mail, to: MailRecipient) -> "QuerySet[Reminder]":
    """The row of the summary that this mail is, if it is one: one for each day or week."""
    rows = Reminder.objects.filter(**_addressed(to))
    return rows.filter(name=mail.digest, day=week_of(to.now, mail.digest)) if mail.digest else rows.none()


def _written(mail: Mail, to: MailRecipient, site: str) -> EmailMessage:
    first = mail.planned[0]
    if first.kind.letters is None:
        told: dict[str, object] = {"text": first.text, "link": site + first.line.url}
        return post.letter(first.kind.template, to.mailbox, told, language=to.language)
    end = _end(mail.digest or first.kind.letters.code, to, site)
    headers = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    template = "" if mail.digest else first.kind.template
    told = {"link": site + first.line.url} if template else _tasks(mail, to, site)
    if template and first.kind.told:
        told |= first.kind.told(Due(to, first.day, first.about), site)
    context = told | {"end": end}
    return post.letter(template or "reminders/mails/tasks", to.mailbox, context, language=to.language, headers=headers)


def _end(code: str, to: MailRecipient, site: str) -> str:
    """The link that ends letters: of a kind, or of a summary."""
    key = key_of(to)
    ending = Ending(key, code, epoch_of(key, code), organisation=to.person is None)
    return site + reverse("people:letters-ending", args=[token_for(ending)])


def _tasks(mail: Mail, to: MailRecipient, site: str) -> dict[str, object]:
    """By kind, in the order in which they waited first."""
    planned: dict[str, list[Planned]] = {}
    for each in sorted(mail.planned, key=lambda each: each.since):
        if each.kind.letters:
            planned.setdefault(each.kind.letters.code, []).append(each)
    kinds = {code: letters()[code] for code in planned}
    with translation.override(to.language):
        parts = [
            part_of(
                kind,
                planned[code],
                site=site,
                many=site + reverse(kind.many) if kind.many else "",
                end=_end(code, to, site) if mail.digest else "",
            )
            for code, kind in kinds.items()
        ]
    return {
        "digest": mail.digest,
        "count": len(mail.planned),
        "minutes": max(1, ceil(sum(kind.minutes * len(planned[code]) for code, kind in kinds.items()))),
        "subject": mail.planned[0].kind.line if len(mail.planned) == 1 else parts[0].label,
        "parts": parts,
        "choose": site + reverse("people:letters"),
    }
