"""A question to holders whom the asker cannot see: what to ask, what to tell of the proposal, where to reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.matching.clauses import plain_amount
from egnatia.proposals.forms.chips import LABELS
from egnatia.proposals.forms.fields import SingleForm
from egnatia.proposals.forms.sheet import ProposalSheet

SEND = "send"  # the button
SUGGESTED = ("economy", "type")  # told unless taken away


class QuestionForm(forms.Form):
    """`disclosed()` after `is_valid()`: what is told of the proposal, label and words."""

    question = forms.CharField(label=_("Your question"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}))
    mailbox = forms.EmailField(label=_("Reply to"), help_text=_("Use a functional mailbox. Replies are sent there."))
    disclose = forms.MultipleChoiceField(
        label=_("Details of the proposal to share"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The name of your organisation is always shared. Other details are shared only if you select them."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: ProposalSheet, mailbox: str) -> None:
        super().__init__(data, initial={"mailbox": mailbox, "disclose": list(SUGGESTED)})
        self.told = _told(sheet)
        field = self.fields["disclose"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, f"{label}: {words}") for name, (label, words) in self.told.items()]

    def disclosed(self) -> list[tuple[str, str]]:
        return [self.told[name] for name in self.cleaned_data["disclose"]]


def _told(sheet: ProposalSheet) -> dict[str, tuple[str, str]]:
    """What can be told: name -> label and words."""
    understood = sheet.understood
    if understood is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for name in ("title", "start", "end", "amount", "band"):
        value = understood.first(name)
        words = plain_amount(f"{value} {understood.first('currency')}") if name == "amount" else value
        if value:
            found[name] = (str(SingleForm.base_fields[name].label), words)
    for group in sheet.groups:
        if group.chips:
            found[group.name] = (str(LABELS[group.name]), ", ".join(chip.label for chip in group.chips))
    return found
