"""Where a policy is in its life on a day: its stage as the calendar makes it, and what is open. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DRAFTING, CONSULTATION, ADOPTED, EXPIRED, REPLACED = "drafting", "consultation", "adopted", "expired", "replaced"
STAGES: "Mapping[str, _StrPromise]" = {
    DRAFTING: _("In drafting"),
    CONSULTATION: _("In consultation"),
    ADOPTED: pgettext_lazy("policy", "Adopted"),
    EXPIRED: pgettext_lazy("policy", "Expired"),
    REPLACED: pgettext_lazy("policy", "Replaced"),
}
EXPIRING, TO_UPDATE = "expiring", "update"  # states that a list is filtered by, besides the stages
STATES: "Mapping[str, _StrPromise]" = {
    **STAGES,
    EXPIRING: _("Expires within 12 months"),
    TO_UPDATE: _("Policies of your organisation to update"),
}
A_YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=183)
_PAGE = re.compile(r"library/policies/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PolicyState:
    """`stage` is that of the day: what is no longer in force has expired, whatever was entered. `open`: comments are
    taken; `ended`: the consultation is over, and no new stage was entered; `expiring` within 12 months.
    """

    stage: str
    open: bool = False
    ended: bool = False
    expiring: bool = False

    @property
    def words(self) -> str:
        return str(STAGES.get(self.stage, self.stage))


class PolicyStep(NamedTuple):
    """For `components/stepper.html`."""

    label: str
    state: str


def state_of(stage: str, consultation_until: date | None, in_force_until: date | None, today: date) -> PolicyState:
    """Both days are the last ones: on them, comments are taken and the policy is in force."""
    if stage == CONSULTATION:
        over = consultation_until is not None and consultation_until < today
        return PolicyState(stage, open=not over and consultation_until is not None, ended=over)
    if stage == ADOPTED and in_force_until is not None:
        if in_force_until < today:
            return PolicyState(EXPIRED)
        return PolicyState(stage, expiring=in_force_until <= today + A_YEAR)
    return PolicyState(stage)


def steps_of(state: PolicyState, *, consulted: bool) -> tuple[PolicyStep, ...]:
    """The life of a policy, with where it is; a consultation that nobody recorded is no step of it."""
    last = REPLACED if state.stage == REPLACED else EXPIRED
    codes = [DRAFTING, *([CONSULTATION] if consulted or state.stage == CONSULTATION else []), ADOPTED, last]
    at = codes.index(state.stage) if state.stage in codes else 0
    told = {-1: "done", 0: "current", 1: ""}
    return tuple(PolicyStep(str(STAGES[code]), told[(n > at) - (n < at)]) for n, code in enumerate(codes))


def named_policy(text: str) -> UUID | None:
    """The policy of this site whose address, or identifier, somebody entered; None for a title."""
    found = _PAGE.search(text)
    try:
        return UUID(found[1] if found else text.strip())
    except ValueError:
        return None
