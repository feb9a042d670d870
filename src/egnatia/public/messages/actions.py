"""Keeping what visitors send, and what the secretariat does with it."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from egnatia.guests.public_forms import VisitorPost
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import audit
from egnatia.people import mail
from egnatia.public.models import MessageQuerySet, VisitorMessage

KIND = "visitor-message"
DEMO, DEMO_FILE = "DEMO0-", Path(__file__).with_name("demo.json")  # references begin so; no real one has a zero
AROUND = timedelta(hours=1)
ITSELF = ("text", "email", "page")  # fields of a form that have a column
State = VisitorMessage.State


def keep(sort: str, post: VisitorPost) -> None:
    """One new message; the trail says that one came, and of which sort."""
    said = dict(post.said)
    columns = {name: said.pop(name, "") for name in ITSELF}
    row = VisitorMessage.objects.create(
        sort=sort,
        reference=post.reference,
        at=post.at,
        language=post.language,
        details={name: value for name, value in said.items() if value},
        suspicion=post.suspicion,
        **columns,
    )
    audit.record("received", KIND, row.pk, by=MACHINE, sort=sort)


def require_desk(by: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not by.is_secretariat:
        raise NotAllowed(by.why_not("secretariat"))


def _own(message: UUID, by: Reader) -> VisitorMessage:
    require_desk(by)
    found: VisitorMessage | None = VisitorMessage.objects.visible_to(by).select_for_update().filter(pk=message).first()
    if found is None:
        raise NotFound
    return found


def _decide(row: VisitorMessage, state: str, *, by: Reader, **changed: object) -> None:
    row.state, row.decided_at, row.decided_by = state, clock.now(), by.name
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    audit.record("decided", KIND, row.pk, by=by, state=state, public=row.published_at is not None)


@transaction.atomic
def answer(message: UUID, text: str, *, by: Reader) -> bool:
    """Store an answer to whoever gave an address. Whether there is one: the e-mail itself is a job's."""
    row = _own(message, by)
    if not row.email:
        return False
    _decide(row, State.ANSWERED, by=by, answer=text, answered_at=clock.now(), sent_at=None)
    return True


@transaction.atomic
def close(message: UUID, question: str, outcome: str, language: str, *, by: Reader) -> None:
    """Nothing more is to be done. With a question and an outcome, both are published, in these words."""
    row = _own(message, by)
    public = bool(question and outcome)
    moment = (row.published_at or clock.now()) if public else None
    said = {"question": question, "outcome": outcome, "outcome_language": language, "published_at": moment}
    _decide(row, State.DONE, by=by, **said)


@transaction.atomic
def mark_spam(message: UUID, *, by: Reader) -> None:
    _decide(_own(message, by), State.SPAM, by=by, published_at=None)


@transaction.atomic
def mark_not_spam(message: UUID, *, by: Reader) -> None:
    """Back among the new ones, and no longer suspected."""
    row = _own(message, by)
    if row.state != State.SPAM:
        raise NotFound
    _decide(row, State.NEW, by=by, suspicion="")


@transaction.atomic
def mark_alike(message: UUID, *, by: Reader) -> int:
    """How many became spam: this one, and the new ones of the same hour that the same check found doubtful."""
    row = _own(message, by)
    alike = alike_of(row, by)
    _decide(row, State.SPAM, by=by, published_at=None)
    return 1 + _all_spam(alike, by, row.suspicion)


@transaction.atomic
def mark_suspected(suspicion: str, *, by: Reader) -> int:
    """The same of all new ones that this check found doubtful."""
    require_desk(by)
    rows = VisitorMessage.objects.visible_to(by).filter(state=State.NEW, suspicion=suspicion)
    return _all_spam(rows.exclude(suspicion=""), by, suspicion)


def alike_of(row: VisitorMessage, by: Reader) -> MessageQuerySet:
    """New ones that came within an hour of it and that the same check found doubtful; none where none did."""
    rows: MessageQuerySet = VisitorMessage.objects.visible_to(by).filter(
        state=State.NEW, suspicion=row.suspicion, at__range=(row.at - AROUND, row.at + AROUND)
    )
    return rows.exclude(pk=row.pk).exclude(suspicion="")


def _all_spam(rows: MessageQuerySet, by: Reader, suspicion: str) -> int:
    number = rows.update(state=State.SPAM, decided_at=clock.now(), decided_by=by.name)
    audit.record("decided", KIND, suspicion, by=by, state=State.SPAM, messages=number)
    return number


@app.task(queue="default", name="public.send_answer", retry=mail.AGAIN)
def send_answer(*, message: str) -> None:
    """A job carries an identifier only. Safe to run twice: an answer that left is not sent again."""
    send_answer_of(UUID(message))


@transaction.atomic
def send_answer_of(message: UUID) -> bool:
    """Whether an e-mail left: none where the answer was sent already, or the message was deleted meanwhile."""
    rows = VisitorMessage.objects.select_for_update().filter(pk=message, sent_at__isnull=True).exclude(email="")
    row = rows.exclude(answer="").first()
    if row is None:
        return False
    row.sent_at = clock.now()
    row.save(update_fields=["sent_at"])
    context = {"text": row.answer, "reference": row.reference, "asked": row.text, "site": settings.SITE_ADDRESS}
    mail.send("public/mails/answer", row.email, context, language=row.language)
    return True


class DemoMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ago`: days since it came. With an outcome it is done with, and published."""

    sort: str
    language: str
    text: str
    page: str
    ago: int
    question: str
    outcome: str


def load_demo(returning: bool) -> int:
    """The messages of the demo that are missing; what was taken away comes back."""
    del returning
    there = set(VisitorMessage.objects.filter(reference__startswith=DEMO).values_list("reference", flat=True))
    new = 0
    for number, each in enumerate(msgspec.json.decode(DEMO_FILE.read_bytes(), type=tuple[DemoMessage, ...])):
        if (reference := f"{DEMO}{number:05d}") not in there:
            new += 1
            _load(each, reference)
    return new


@transaction.atomic
def _load(each: DemoMessage, reference: str) -> None:
    at = clock.now() - timedelta(days=each.ago)
    keep(each.sort, VisitorPost({"text": each.text, "page": each.page}, reference, each.language, "", at))
    if each.outcome:
        row = VisitorMessage.objects.get(reference=reference)
        close(row.pk, each.question, each.outcome, "en", by=reader_named("secretariat"))
        VisitorMessage.objects.filter(pk=row.pk).update(published_at=at + timedelta(days=5))


def remove_demo() -> int:
    """How many there were."""
    return VisitorMessage.objects.filter(reference__startswith=DEMO).delete()[0]
