"""The questions, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from egnatia.commitments.overview.tabs import CommitmentTab


def questions_for(current: str, *, member: bool) -> list[CommitmentTab]:
    """The same for all members, whatever there is to see behind them."""
    named = [
        (_("Supported, no report yet"), "unreported"),
        (_("No report yet, partner-funded"), "funded"),
        (_("Changed positions"), "changed"),
    ]
    if member:
        named.insert(2, (_("For the next agenda"), "agenda"))
    return [CommitmentTab(label, reverse(f"commitments:{name}"), name == current) for label, name in named]
