"""The questions, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from egnatia.commitments.reading.tabs import Tab


def questions_for(current: str, *, member: bool) -> list[Tab]:
    """The same for all members, whatever there is to see behind them."""
    named = [
        (_("Supported, not reported on"), "unreported"),
        (_("Of these, what a partner funds"), "funded"),
        (_("Answers that changed"), "changed"),
    ]
    if member:
        named.insert(2, (_("For the next agenda"), "agenda"))
    return [Tab(label, reverse(f"commitments:{name}"), name == current) for label, name in named]
