"""Whether a new account is that of a colleague: who may say so, and what follows."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import clock
from egnatia.kernel.access import tokens
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import Community, Grant, Membership, Person
from egnatia.kernel.records import audit
from egnatia.people.invitations.models import Invitation
from egnatia.people.sessions.actions import end_all_of


def may_confirm(by: Reader, person: Person) -> bool:
    """Somebody of the organisation, with their second factor shown. Where nobody is left there: a second officer of the
    secretariat or a steward of a group that the organisation belongs to. Where nothing was ever marked for it either,
    whoever invited the person: there is nothing to read.
    """
    if not by.strong or str(person.pk) == by.person:
        return False
    if is_machine(by) or by.organisation == str(person.organisation_id):
        return True
    if Person.objects.filter(
        organisation=person.organisation_id, is_active=True, confirmed_at__isnull=False, unconfirmed_since__isnull=True
    ).exists():
        return False
    inviter = Invitation.objects.filter(person=person).values_list("invited_by", flat=True).first()
    if by.person == inviter:
        return not _is_marked_for(person.organisation_id)
    return by.is_secretariat or bool(_groups_of(person.organisation_id) & _groups_led_by(by))


def _is_marked_for(organisation: UUID) -> bool:
    """Whether any record but its own entry opens to its people by its name."""
    own = str(organisation)
    named = [tokens.organisation_in(slug, own) for slug in Community.objects.values_list("slug", flat=True)]
    return Grant.objects.filter(token__in=[tokens.organisation(own), *named]).exclude(record=organisation).exists()


def _groups_of(organisation: UUID) -> set[str]:
    seats = Membership.objects.filter(person__organisation=organisation, confirmed_by__isnull=False)
    return set(seats.values_list("community_id", flat=True))


def _groups_led_by(reader: Reader) -> set[str]:
    return {seat.community for seat in reader.seats if seat.steward}


@transaction.atomic
def confirm(person_id: UUID, *, by: Reader) -> None:
    """The person works there and acts for the organisation from now on. Raises NotFound if `by` cannot tell."""
    person = _waiting(person_id, by)
    person.confirmed_at = clock.now()
    person.save(update_fields=["confirmed_at"])
    audit.record("confirmed colleague", "person", person.pk, by=by, organisation=str(person.organisation_id))


@transaction.atomic
def decline(person_id: UUID, *, by: Reader) -> None:
    """Nobody there knows the person: the account is closed, and its open sessions end."""
    person = _waiting(person_id, by)
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("declined colleague", "person", person.pk, by=by, sessions=end_all_of(person.pk))


def _waiting(person_id: UUID, by: Reader) -> Person:
    found = Person.objects.select_for_update().filter(pk=person_id, is_active=True, confirmed_at__isnull=True).first()
    if found is None or not may_confirm(by, found):
        raise NotFound
    return found
