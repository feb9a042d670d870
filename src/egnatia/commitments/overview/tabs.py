"""The views of the commitments, as tabs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class CommitmentTab:
    label: str
    url: str
    current: bool
    count: int | None = None


def tabs_for(current: str, *, member: bool) -> list[CommitmentTab]:
    """The same for all members, whatever there is to see behind them."""
    named = [
        (_("Commitments"), "commitments:commitments"),
        (_("By economy"), "commitments:table"),
        (_("Supported, no linked activity"), "commitments:unfunded"),
    ]
    named.append((_("Follow-up overview"), "commitments:unreported"))
    if member:
        named.insert(2, (_("My economy"), "commitments:own"))
        named.append((_("Outcome documents"), "commitments:outcomes"))
    return [CommitmentTab(label, reverse(name), name == f"commitments:{current}") for label, name in named]
