"""What a proposal has one of, as fields: title, months, amount or band. A wrong one is said; the others count."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.forms.fields import AmountField, CurrencyField, PartialDateField, refuse_backwards
from egnatia.activities.activities.labels import BAND
from egnatia.proposals.extraction import Fact, Understood

NAMES = ("title", "start", "end", "amount", "currency", "band")


class SingleForm(forms.Form):
    """Bound to what was posted; else filled from what was understood."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    start = PartialDateField(_("From"))
    end = PartialDateField(_("To"), last=True)
    amount = AmountField(_("Amount"))
    currency = CurrencyField()
    band = forms.ChoiceField(
        label=_("Or an amount band"), required=False, choices=[("", _("not specified")), *BAND.items()]
    )

    @classmethod
    def of(cls, understood: Understood) -> "SingleForm":
        return cls(initial={name: understood.first(name) for name in NAMES})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_backwards(self, cleaned)
        return cleaned

    def facts(self) -> Iterator[Fact]:
        """What stands in the valid fields."""
        self.full_clean()
        for name in NAMES:
            value = self.cleaned_data.get(name)
            if value not in (None, ""):
                yield Fact(name, f"{value:.2f}".removesuffix(".00") if isinstance(value, float) else str(value))
