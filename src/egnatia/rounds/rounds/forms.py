"""The forms of a round: opening, changing, reminding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.rooms import refusals
from egnatia.pages.forms import QuietForm
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.queries.initial import Changeable, ParticipantSeat, organisations_named
from egnatia.rounds.rounds.queries.reminders import Remindable
from egnatia.rounds.rounds.rules import LONGEST_LETTER, MOST_ORGANISATIONS, STATES, SUPPORTS, Invitee, Opening
from egnatia.taxonomy.forum import ForumNames

NOT_INVITED = ""


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OpeningForm(QuietForm):
    """`opening()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    kind = forms.ChoiceField(label=_("Subject"), choices=[*labels.SORT.items()], widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("For example “Mapping of needs 2027”."))
    framework = forms.ChoiceField(label=_("Framework"), help_text=_("Only versions in use are listed."))
    opens = forms.DateField(label=_("Opens on"), widget=DayInput())
    closes = forms.DateField(
        label=_("Reply by"), widget=DayInput(), help_text=_("Replies are accepted after this date too.")
    )
    instructions = forms.CharField(
        label=_("Instructions"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    organisations = forms.CharField(
        label=_("Organisations"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name per line, as in the list of organisations."),
    )
    organisations_role = forms.ChoiceField(
        label=_("Role of the organisations"),
        choices=[(code, words) for code, words in labels.ROLE.items() if code != STATES],
        initial=SUPPORTS,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        reader: Reader,
        names: ForumNames,
        frameworks: Sequence[tuple[str, str]],
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial={"kind": "needs"})
        self.quiet, self.reader, self.names = quiet, reader, names
        field = self.fields["framework"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(frameworks)
        roles = [*labels.ROLE.items(), (NOT_INVITED, _("Not invited"))]
        for each in names.economies:
            self.fields[field_of(each.code)] = forms.ChoiceField(
                label=each.name, choices=roles, required=False, initial=STATES
            )

    def clean_organisations(self) -> list[str]:
        """Identifiers. Each line is the name of one organisation that they see."""
        lines = list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["organisations"].splitlines()))))
        if len(lines) > MOST_ORGANISATIONS:
            raise forms.ValidationError(gettext("Enter at most %(most)s organisations.") % {"most": MOST_ORGANISATIONS})
        found = organisations_named(self.reader, lines)
        missing = [line for line in lines if line not in found]
        if missing:
            words = gettext("Not found or not unique: %(names)s. Enter the names as in the list of organisations.")
            raise forms.ValidationError(words % {"names": "; ".join(missing[:5])})
        return list(dict.fromkeys(found[line] for line in lines))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", gettext("Enter a date on or after the opening date."))
        if not self.errors and not list(self.invited()):
            self.add_error(None, gettext("Invite at least one participant."))
        return cleaned

    def invited(self) -> Iterator[Invitee]:
        """Who takes part, after cleaning."""
        for each in self.names.economies:
            if role := self.cleaned_data.get(field_of(each.code)):
                yield Invitee(role, economy=each.code)
        for organisation in self.cleaned_data.get("organisations", ()):
            yield Invitee(self.cleaned_data["organisations_role"], organisation=organisation)

    def opening(self) -> Opening:
        cleaned = self.cleaned_data
        return Opening(
            kind=cleaned["kind"],
            title=cleaned["title"],
            framework=cleaned["framework"],
            opens=cleaned["opens"],
            closes=cleaned["closes"],
            instructions=cleaned["instructions"],
            participants=tuple(self.invited()),
        )


def field_of(economy: str) -> str:
    """The name of an economy's field, by its code."""
    return f"economy-{economy}"


BEGUN = _(
    "Has started to reply and cannot be removed; its replies are kept. As “Observer”, it is asked nothing further."
)


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
        self.fields["organisations"].label = _("Add organisations")
        self.fields["organisations_role"].label = _("Role of the added organisations")
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

    def _offer(self, name: str, seat: ParticipantSeat) -> None:
        """Whoever began stays: its answers are kept, and the form says so."""
        roles = [(code, words) for code, words in labels.ROLE.items() if seat.invited.economy or code != STATES]
        if seat.fixed:
            roles = [(code, words) for code, words in roles if code == seat.invited.role]
        if not seat.begun:
            roles.append((NOT_INVITED, _("Not invited")))
        kept = refusals()["round-adopted"] if seat.fixed else BEGUN
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
        """Not more organisations in all, as far as they may know of them."""
        cleaned = super().clean()
        if not self.errors and sum(bool(each.organisation) for each in self.invited()) > MOST_ORGANISATIONS:
            self.add_error(
                "organisations", gettext("Enter at most %(most)s organisations.") % {"most": MOST_ORGANISATIONS}
            )
        return cleaned

    def invited(self) -> Iterator[Invitee]:
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
            found.fields[name].help_text = gettext("Current value: %(now)s") % {"now": _in_words(fresh[name]) or "–"}
        found.full_clean()
        found.add_error(
            None, gettext("Someone else has changed this record in the meantime. Check the changes, then save again.")
        )
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


def _field(seat: ParticipantSeat) -> str:
    return field_of(seat.invited.economy) if seat.invited.economy else f"organisation-{seat.invited.organisation}"


class ReminderForm(forms.Form):
    """`participants()` and `text` after `is_valid()`."""

    to = forms.MultipleChoiceField(
        label=_("Recipients"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Participants who have not cleared yet, can see the round and have an e-mail "
            "address. At most one e-mail per day."
        ),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Sent by unencrypted e-mail with a link to the round. Write nothing above TLP:GREEN. The "
            "title and content of the round are not included."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Sequence[Remindable], text: str) -> None:
        super().__init__(data, initial={"text": text})
        field = self.fields["to"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.row.id), each.row.name) for each in offered if each.addresses]

    def participants(self) -> frozenset[UUID]:
        return frozenset(UUID(each) for each in self.cleaned_data["to"])
