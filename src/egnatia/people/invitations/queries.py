"""Invitations as those who invite see them, and one as its guest sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.people.invitations.actions import live_by, require_may_invite
from egnatia.people.invitations.models import Invitation


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """`state`: waiting, accepted, withdrawn, expired."""

    id: UUID
    name: str
    organisation: str
    email: str
    state: str
    invited_by: str
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the guest reads before they have an account."""

    name: str
    organisation: str
    expires_at: datetime


def invitations_seen_by(reader: Reader) -> list[InvitationRow]:
    """All of them, newest first, for those who may invite; raises NotAllowed for everybody else."""
    require_may_invite(reader)
    rows = list(Invitation.objects.order_by("-invited_at", "pk"))
    visible = Organisation.visible_to(reader).filter(pk__in={row.organisation_id for row in rows})
    names = dict(visible.values_list("pk", "name"))
    return [_row(row, names.get(row.organisation_id, "")) for row in rows]


def _row(row: Invitation, organisation: str) -> InvitationRow:
    return InvitationRow(
        id=row.pk,
        name=row.name,
        organisation=organisation,
        email=row.email,
        state=_state(row),
        invited_by=row.invited_by_name,
        invited_at=row.invited_at,
        expires_at=row.expires_at,
    )


def _state(row: Invitation) -> str:
    if row.accepted_at:
        return "accepted"
    if row.withdrawn_at:
        return "withdrawn"
    return "waiting" if row.expires_at >= clock.now() else "expired"


def welcome(token: str) -> Welcome | None:
    """For whoever holds the link; None for one that opens nothing."""
    found = live_by(token).select_related("organisation").first()
    if found is None:
        return None
    return Welcome(found.name, found.organisation.name, found.expires_at)
