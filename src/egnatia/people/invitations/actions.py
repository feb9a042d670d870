"""Inviting somebody, taking an invitation back, and accepting one."""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.memberships import ProposedSeat, is_steward
from egnatia.kernel.models import Community, Economy, Membership, Office, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit
from egnatia.people.invitations.models import Invitation

HOLDS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom one invites: a name or function, an organisation, and the seats that they are proposed for."""

    name: str
    organisation: str
    email: str = ""
    places: tuple[ProposedSeat, ...] = ()
    secretariat: bool = False
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """`token` is known here and now only: the link holds it, the table its digest."""

    id: UUID
    token: str


def require_may_invite(by: Reader) -> None:
    if not (by.is_secretariat or (by.administrator and by.strong)):
        raise NotAllowed("administrator")


@transaction.atomic
def invite(guest: Guest, *, by: Reader) -> InvitationLink:
    """An invitation that holds for fourteen days. Only an administrator makes another one."""
    require_may_invite(by)
    if guest.administrator and not by.administrator:
        raise NotAllowed("administrator")
    if not is_machine(by) and not Organisation.visible_to(by).filter(pk=guest.organisation).exists():
        raise NotFound
    _require_places(guest.places, by)
    token = secrets.token_urlsafe(24)
    now = clock.now()
    made = Invitation.objects.create(
        digest=_digest(token),
        name=guest.name,
        organisation_id=UUID(guest.organisation),
        email=guest.email,
        places=[asdict(place) for place in guest.places],
        secretariat=guest.secretariat,
        administrator=guest.administrator,
        invited_by=by.person,
        invited_by_name=by.name,
        invited_at=now,
        expires_at=now + HOLDS,
    )
    audit.record("invited", "invitation", made.pk, by=by, organisation=guest.organisation)
    return InvitationLink(made.pk, token)


def _require_places(places: tuple[ProposedSeat, ...], by: Reader) -> None:
    for place in places:
        if not Community.objects.filter(slug=place.community).exists():
            raise NotFound
        if place.economy and not Economy.objects.filter(code=place.economy).exists():
            raise NotFound
        if place.steward and not is_steward(by, place.community):
            raise NotAllowed("steward")


@transaction.atomic
def withdraw(invitation: UUID, *, by: Reader) -> None:
    require_may_invite(by)
    now = clock.now()
    changed = _live().filter(pk=invitation).update(withdrawn_at=now)
    if not changed:
        raise NotFound
    audit.record("withdrew invitation", "invitation", invitation, by=by)


@transaction.atomic
def accept(token: str, *, username: str, password: str, language: str) -> Person:
    """The account of whoever holds the link. Raises NotFound for a link that is wrong, old, used or taken back, and
    AlreadyThere for a user name that is taken.

    A colleague must confirm the account, and stewards its seats, which are proposals still. What the machine's own
    invitation names is confirmed, so that there is a first person and a first steward.
    """
    found = live_by(token).select_for_update().first()
    if found is None:
        raise NotFound
    person = _account(found, username, password, language)
    found.accepted_at, found.person = clock.now(), person
    found.save(update_fields=["accepted_at", "person"])
    _seat(person, found)
    audit.record("accepted", "invitation", found.pk, by=reader_of(person, strong=False), account=str(person.pk))
    return person


def _account(found: Invitation, username: str, password: str, language: str) -> Person:
    person = Person(
        username=username,
        name=found.name,
        email=found.email,
        organisation_id=found.organisation_id,
        language=language,
        is_administrator=found.administrator,
        confirmed_at=None if found.invited_by else clock.now(),
    )
    person.set_password(password)
    if Person.objects.filter(username__iexact=username).exists():
        raise AlreadyThere
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise AlreadyThere from None
    return person


def _seat(person: Person, found: Invitation) -> None:
    """What was proposed with the invitation; its event is the acceptance."""
    by_machine = not found.invited_by
    proposer = UUID(found.invited_by) if found.invited_by else UUID(int=0)
    for place in found.places:
        Membership.objects.create(
            person=person,
            community_id=place["community"],
            economy_id=place["economy"] or None,
            steward=place["steward"],
            since=clock.today(),
            proposed_by=proposer,
            confirmed_by=proposer if by_machine else None,
        )
    if found.secretariat:
        Office.objects.create(kind=Office.Kind.SECRETARIAT, person=person, since=clock.today())


def _live() -> QuerySet[Invitation]:
    now = clock.now()
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gte=now)


def live_by(token: str) -> QuerySet[Invitation]:
    """The invitation that this link opens now, be it the one that was shown or the one that was sent."""
    return _live().filter(Q(digest=_digest(token)) | Q(mailed_digest=_digest(token)))


@transaction.atomic
def mailed_link(invitation: UUID) -> tuple[Invitation, str] | None:
    """A fresh link for the e-mail to the guest; None where there is no address, or the invitation is over."""
    found = _live().select_for_update().filter(pk=invitation).exclude(email="").first()
    if found is None:
        return None
    token = secrets.token_urlsafe(24)
    found.mailed_digest = _digest(token)
    found.save(update_fields=["mailed_digest"])
    return found, token


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
