"""Signing in and out, codes of this machine, and what follows from showing a second factor."""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction

from egnatia.kernel import clock, ids
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.jobs import ADDED, CODES, CONNECTED, DISCONNECTED, REMOVED, announce
from egnatia.people.accounts.models import CredentialReset, MachineCode, ProviderConnection
from egnatia.people.accounts.queries import factors_of
from egnatia.people.accounts.rules import CODE_LETTERS, first_factor_until, grouped, plain
from egnatia.people.sessions.store import BROWSER, NAME, STARTED

CODE_HOLDS = timedelta(minutes=10)


def begin_session(session: SessionBase, person: Person, *, browser: str, strong: bool, provider: str = "") -> None:
    """Give the session of somebody who just signed in its name, and note what they have shown, and to whom."""
    session[NAME] = str(ids.new_id())
    session[STARTED] = clock.now().isoformat()
    session[BROWSER] = browser
    session[SECOND_FACTOR_SHOWN] = strong
    where = {"provider": provider} if provider else {}
    by = reader_of(person, strong=strong)
    audit.record("signed in", "session", session[NAME], by=by, second_factor=strong, **where)


def end_session(session: SessionBase, *, by: Reader) -> None:
    """Note the end of the session that is being left."""
    audit.record("signed out", "session", session.get(NAME, ""), by=by)


def second_factor_shown(session: SessionBase) -> None:
    """From now on the session holds all that its person may: the key changes with its rights."""
    session[SECOND_FACTOR_SHOWN] = True
    session.cycle_key()


@transaction.atomic
def second_factor_added(session: SessionBase, kind: str, *, first: bool, by: Reader) -> None:
    """Whoever adds one has just shown it, and its session opens all that they may see.

    Not so where only the password was shown, and there was a factor before or the time for the first one is over: who
    that is is not known. It counts for nothing until a steward confirms the person, as after a reset.
    """
    person = Person.objects.get(pk=by.person)
    late = not first or clock.now() > first_factor_until(person.joined_at)
    if late and not session.get(SECOND_FACTOR_SHOWN):
        if person.unconfirmed_since is None:
            wait_for_a_steward(person, by=by)
    else:
        second_factor_shown(session)
    audit.record("added second factor", "person", by.person, by=by, factor=kind)
    announce(by.person, ADDED)


def wait_for_a_steward(person: Person, *, by: Reader) -> None:
    """From now on the person has basic rights, until a steward other than `by` confirms them."""
    person.unconfirmed_since = clock.now()
    person.save(update_fields=["unconfirmed_since"])
    CredentialReset.objects.update_or_create(person=person, defaults={"by": by.person, "at": clock.now()})


def second_factor_removed(session: SessionBase, kind: str, *, by: Reader) -> None:
    """With the last one goes what it opened."""
    if not factors_of(by.person).any:
        session[SECOND_FACTOR_SHOWN] = False
    audit.record("removed second factor", "person", by.person, by=by, factor=kind)
    announce(by.person, REMOVED)


def recovery_codes_made(*, by: Reader) -> None:
    audit.record("made recovery codes", "person", by.person, by=by)
    announce(by.person, CODES)


@transaction.atomic
def connect_provider(issuer: str, subject: str, *, strong: bool, by: Reader) -> None:
    """From now on whoever signs in as `subject` at `issuer` is this person. `strong`: they showed a second factor here.

    With a password alone that may be somebody else, so a second factor shown there counts for nothing, but for a new
    account without one, which could have added its own. Raises AlreadyThere where either is connected.
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    new = not factors_of(by.person).any and clock.now() <= first_factor_until(person.joined_at)
    try:
        with transaction.atomic():
            made = {"issuer": issuer, "subject": subject, "may_be_strong": strong or new}
            ProviderConnection.objects.create(person=person, **made)
    except IntegrityError:
        raise AlreadyThere from None
    audit.record("connected provider", "person", by.person, by=by, provider=issuer)
    announce(by.person, CONNECTED)


@transaction.atomic
def disconnect_provider(issuer: str, *, by: Reader) -> None:
    """Raises NotFound where there is no connection."""
    gone, _ = ProviderConnection.objects.filter(person=UUID(by.person), issuer=issuer).delete()
    if not gone:
        raise NotFound
    audit.record("disconnected provider", "person", by.person, by=by, provider=issuer)
    announce(by.person, DISCONNECTED)


def password_changed(person: Person) -> None:
    """Django ends the person's other sessions: each carries a hash of the password it began with."""
    audit.record("changed password", "person", person.pk, by=reader_of(person, strong=False))


@transaction.atomic
def make_machine_code(username: str, *, by: Reader) -> str:
    """A code that signs a demonstration account in, once, within ten minutes. Only its digest is kept.

    Raises NotFound where there is no such account, NotAllowed where it is not for demonstration.
    """
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise NotFound
    if not person.is_demo:
        raise NotAllowed("demo-only")
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(16))
    now = clock.now()
    MachineCode.objects.filter(expires_at__lt=now).delete()
    MachineCode.objects.create(digest=_digest(code), person=person, expires_at=now + CODE_HOLDS)
    audit.record("made sign-in code", "person", person.pk, by=by)
    return grouped(code)


@transaction.atomic
def use_machine_code(code: str) -> Person | None:
    """The person whom the code signs in, or None for one that is wrong, old or used: one answer for all three."""
    now = clock.now()
    live = MachineCode.objects.filter(digest=_digest(plain(code)), used_at__isnull=True, expires_at__gte=now)
    found = live.select_for_update().filter(person__is_demo=True, person__is_active=True).first()
    if found is None:
        return None
    found.used_at = now
    found.save(update_fields=["used_at"])
    return Person.objects.get(pk=found.person_id)


def _digest(code: str) -> str:
    """Sixteen random letters carry 80 bits: nothing to gain from a slow hash."""
    return sha256(code.encode()).hexdigest()
