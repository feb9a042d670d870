"""The form that changes a round after it was opened: what is asked for and the framework stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.mapping.rounds import labels
from egnatia.mapping.rounds.forms.opening import NOT_INVITED, OpeningForm, field_of
from egnatia.mapping.rounds.queries.changing import Changeable, Seat
from egnatia.mapping.rounds.rules import STATES, Invited, Opening


class ChangingForm(OpeningForm):
    """`opening()` after `is_valid()`: the round as it shall be."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, reader: Reader, names: ForumNames, round_now: Changeable
    ) -> None:
        super().__init__(data, reader=reader, names=names, frameworks=())
        self.now = round_now
        now = round_now.opening
        self.initial = {"title": now.title, "opens": now.opens, "closes": now.closes, "instructions": now.instructions}
        for name in ("kind", "framework"):
            del self.fields[name]
        self.fields["organisations"].label = _("More organisations")
        self.fields["organisations_role"].label = _("They take part as")
        self.seats = {_field(seat): seat for seat in round_now.seats}
        for each in names.economies:
            self.fields[field_of(each.code)].initial = NOT_INVITED
        for name, seat in self.seats.items():
            self._offer(name, seat)

    def _offer(self, name: str, seat: Seat) -> None:
        """Whoever began stays: its answers are kept, and the form says so."""
        roles = [(code, words) for code, words in labels.ROLE.items() if seat.invited.economy or code != STATES]
        if not seat.begun:
            roles.append((NOT_INVITED, _("not invited")))
        kept = _("Has begun to answer and stays: its answers are kept. “Observes” asks nothing more of it.")
        self.fields[name] = forms.ChoiceField(
            label=seat.name,
            choices=roles,
            required=seat.begun,
            initial=seat.invited.role,
            help_text=kept if seat.begun else "",
            error_messages={"required": kept},
        )

    def clean_organisations(self) -> list[str]:
        """Those that are added: one that takes part already has a field of its own."""
        there = {seat.invited.organisation for seat in self.now.seats}
        return [each for each in super().clean_organisations() if each not in there]

    def invited(self) -> Iterator[Invited]:
        """The economies and added organisations as in the form to open a round; then whoever else is in it."""
        yield from super().invited()
        for name, seat in self.seats.items():
            role = self.cleaned_data.get(name)
            elsewhere = self.names.economy(seat.invited.economy) is None  # no economy of the forum has a field above
            if role and elsewhere:
                yield replace(seat.invited, role=role)

    def opening(self) -> Opening:
        cleaned, now = self.cleaned_data, self.now.opening
        told = {name: cleaned[name] for name in ("title", "opens", "closes", "instructions")}
        return replace(now, participants=tuple(self.invited()), **told)


def _field(seat: Seat) -> str:
    return field_of(seat.invited.economy) if seat.invited.economy else f"organisation-{seat.invited.organisation}"
