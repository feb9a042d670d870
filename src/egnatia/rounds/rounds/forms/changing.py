"""The form that changes a round after it was opened: what is asked for and the framework stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.forms.opening import NOT_INVITED, OpeningForm, field_of
from egnatia.rounds.rounds.queries.changing import Changeable, Seat
from egnatia.rounds.rounds.rules import MOST_ORGANISATIONS, STATES, Invited, Opening

BEGUN = _("Has begun to answer and stays: its answers are kept. “Observes” asks nothing more of it.")
FIXED = _("Something of this round was adopted or circulates: it stays. Corrections are new snapshots.")


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
        for field in self.fields.values():
            field.show_hidden_initial = True  # goes along: after a clash it tells what was typed from what was there
        if data is not None:  # whoever came in since the form was opened is not left out by it
            there = {name: seat.invited.role for name, seat in self.seats.items() if name not in data}
            opened = {self.add_initial_prefix(name): role for name, role in there.items()}
            self.data = {**there, **opened, **{name: data[name] for name in data}}

    def _offer(self, name: str, seat: Seat) -> None:
        """Whoever began stays: its answers are kept, and the form says so."""
        roles = [(code, words) for code, words in labels.ROLE.items() if seat.invited.economy or code != STATES]
        if seat.fixed:
            roles = [(code, words) for code, words in roles if code == seat.invited.role]
        if not seat.begun:
            roles.append((NOT_INVITED, _("not invited")))
        kept = FIXED if seat.fixed else BEGUN
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

    def clean(self) -> dict[str, Any]:
        """Not more organisations in all, as far as he may know of them."""
        cleaned = super().clean()
        if not self.errors and sum(bool(each.organisation) for each in self.invited()) > MOST_ORGANISATIONS:
            self.add_error("organisations", gettext("At most %(most)s organisations.") % {"most": MOST_ORGANISATIONS})
        return cleaned

    def invited(self) -> Iterator[Invited]:
        """The economies and added organisations as in the form to open a round; then whoever else is in it."""
        yield from super().invited()
        for name, seat in self.seats.items():
            role = self.cleaned_data.get(name)
            elsewhere = self.names.economy(seat.invited.economy) is None  # no economy of the forum has a field above
            if role and elsewhere:
                yield replace(seat.invited, role=role)

    def beside(self, now: Changeable) -> "ChangingForm":
        """The form over what stands `now` that somebody else saved: what was typed is in it, with what stands now said
        beside it; a field that was left as it was opened follows what stands now.
        """
        fresh = ChangingForm(None, reader=self.reader, names=self.names, round_now=now)
        stands = {name: fresh[name].value() for name in fresh.fields}
        typed = {name: self.data.get(name, "") for name in self.changed_data if name in stands}
        opened = {fresh.add_initial_prefix(name): value for name, value in stands.items()}
        found = ChangingForm({**stands, **typed, **opened}, reader=self.reader, names=self.names, round_now=now)
        for name in typed.keys() - {"organisations", "organisations_role"}:  # these add: nothing stands in them
            found.fields[name].help_text = gettext("Stands now: %(now)s") % {"now": _in_words(fresh[name]) or "–"}
        found.full_clean()
        found.add_error(None, gettext("Somebody else saved a change meanwhile. Look at it, then save again."))
        return found

    def opening(self) -> Opening:
        cleaned, now = self.cleaned_data, self.now.opening
        told = {name: cleaned[name] for name in ("title", "opens", "closes", "instructions")}
        return replace(now, participants=tuple(self.invited()), **told)


def _in_words(field: forms.BoundField) -> str:
    """What an unbound field holds, as a reader would say it."""
    value = field.value()
    if isinstance(value, date):
        return date_format(value)
    widget = field.field.widget
    choices = dict(widget.choices) if isinstance(widget, forms.Select) else {}
    return str(choices.get(value, value or ""))


def _field(seat: Seat) -> str:
    return field_of(seat.invited.economy) if seat.invited.economy else f"organisation-{seat.invited.organisation}"
