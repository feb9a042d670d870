"""The form of a reminder: to whom, and the text, which goes by open mail."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.rounds.rounds.queries.reminding import Remindable
from egnatia.rounds.rounds.rules import LONGEST_LETTER


class ReminderForm(forms.Form):
    """`participants()` and `text` after `is_valid()`."""

    to = forms.MultipleChoiceField(
        label=_("Recipients"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who have not cleared yet, can see the round and have an address. At most one letter a day."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "It goes by open mail, with a link to the round below it: write nothing that is above TLP:GREEN. "
            "The round's title and what it holds are not in the letter."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Sequence[Remindable], text: str) -> None:
        super().__init__(data, initial={"text": text})
        field = self.fields["to"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.row.id), each.row.name) for each in offered if each.addresses]

    def participants(self) -> frozenset[UUID]:
        return frozenset(UUID(each) for each in self.cleaned_data["to"])
