"""What administrators and the secretariat do to accounts. They operate them and read nothing by it."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from egnatia.kernel import clock, stewards
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import Membership, Person
from egnatia.kernel.records import audit
from egnatia.people.accounts.models import CredentialReset
from egnatia.people.sessions.actions import end_all_of


def may_operate(by: Reader) -> bool:
    """Administrators and the secretariat, each with a second factor shown."""
    return by.is_secretariat or (by.administrator and by.strong)


def require_may_operate(by: Reader) -> None:
    if not may_operate(by):
        raise NotAllowed("administrator")


@transaction.atomic
def end_sessions(person_id: UUID, *, by: Reader) -> None:
    """Sign somebody out everywhere, at their next request; an administrator only by another one, or by themselves."""
    person = _account(person_id, by)
    if person.is_administrator and not by.administrator:
        raise NotAllowed("administrator")
    audit.record("ended sessions", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def deactivate(person_id: UUID, *, by: Reader) -> None:
    """Close an account: its access ends at the next request. What it wrote stays."""
    person = _account_of_another(person_id, by)
    if not person.is_active:
        raise AlreadyThere
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("deactivated", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def reactivate(person_id: UUID, *, by: Reader) -> None:
    person = _account_of_another(person_id, by)
    if person.is_active:
        raise AlreadyThere
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("reactivated", "person", person.pk, by=by)


@transaction.atomic
def reset_second_factor(person_id: UUID, *, by: Reader) -> None:
    """Take away every second factor of somebody who lost theirs: basic rights until a steward confirms them."""
    person = _account_of_another(person_id, by)
    Authenticator.objects.filter(user=person).delete()
    _unconfirm(person, by)
    audit.record("reset second factor", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def make_recovery_codes(person_id: UUID, *, by: Reader) -> tuple[str, ...]:
    """Ten fresh codes to print and hand over in person; the old ones stop working.

    Whoever holds them can show a second factor, so the person holds basic rights until a steward confirms them.
    """
    person = _account_of_another(person_id, by)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(person)
    codes.mark_as_viewed()
    _unconfirm(person, by)
    audit.record("made recovery codes", "person", person.pk, by=by, sessions=end_all_of(person.pk))
    return tuple(codes.generate_codes())


@transaction.atomic
def change_email(person_id: UUID, email: str, *, by: Reader) -> None:
    """Set where password links go: whoever can do that could take the account over, so a steward confirms."""
    person = _account_of_another(person_id, by)
    person.email = email
    person.save(update_fields=["email"])
    _unconfirm(person, by)
    audit.record("changed address", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def confirm(person_id: UUID, *, by: Reader) -> None:
    """A steward has met the person and says: it is still the same one. Not the one who reset, and not oneself.

    Where nobody else is a steward of the person's communities, the secretariat confirms in a steward's place.
    """
    reset = CredentialReset.objects.select_for_update().filter(person=person_id).first()
    if reset is None or not may_confirm(by, person_id):
        raise NotFound
    if reset.by == by.person and not is_machine(by):
        raise NotAllowed("second-person")
    Person.objects.filter(pk=person_id).update(unconfirmed_since=None)
    reset.delete()
    audit.record("confirmed person", "person", person_id, by=by)


def may_confirm(by: Reader, person_id: UUID) -> bool:
    """A steward of one of their communities; of any, where they sit in none; else the secretariat, standing in."""
    if str(person_id) == by.person:
        return False
    seats = Membership.objects.filter(person=person_id, until__isnull=True, confirmed_by__isnull=False)
    places = set(seats.values_list("community", flat=True))
    own = {seat.community for seat in by.seats if seat.steward}
    if any(stewards.is_steward(by, community) for community in places or own) or is_machine(by):
        return True
    return stewards.may_stand_in(by, places or None, person=person_id)


def _unconfirm(person: Person, by: Reader) -> None:
    person.unconfirmed_since = clock.now()
    person.save(update_fields=["unconfirmed_since"])
    CredentialReset.objects.update_or_create(person=person, defaults={"by": by.person, "at": clock.now()})


def _account(person_id: UUID, by: Reader) -> Person:
    require_may_operate(by)
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def _account_of_another(person_id: UUID, by: Reader) -> Person:
    """Nobody operates their own account this way; and only administrators operate that of an administrator."""
    person = _account(person_id, by)
    if str(person.pk) == by.person:
        raise NotAllowed("yourself")
    if person.is_administrator and not by.administrator:
        raise NotAllowed("administrator")
    return person
