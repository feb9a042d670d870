"""Fields that take what people type: dates of any precision, amounts in either tradition, shares."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import ends_before_it_begins
from egnatia.activities.activities.forms.filters import NO_DATE
from egnatia.activities.activities.labels import Words
from egnatia.formats.dates import typed_date
from egnatia.formats.values import read_percentage, typed_amount

CURRENCY = re.compile(r"[A-Z]{3}")


class PartialDateField(forms.CharField):
    """A date in figures or words of any of our languages, in ISO and as precise as it was typed.

    `last` of an end: a quarter ends with its last month, as a month alone does with its last day.
    """

    def __init__(self, label: Words, help_text: Words = "", *, last: bool = False) -> None:
        super().__init__(max_length=40, required=False, label=label, help_text=help_text)
        self.last = last

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        iso = typed_date(typed, last=self.last)
        if typed and not iso:
            raise forms.ValidationError(NO_DATE % {"typed": typed})
        return iso


def refuse_backwards(form: forms.Form, cleaned: Mapping[str, Any]) -> None:
    """Say beside the end of `form` that it lies before the start; to be called when all fields are cleaned."""
    if ends_before_it_begins(cleaned.get("start") or "", cleaned.get("end") or ""):
        form.add_error("end", _("The end date is before the start date."))


class AmountField(forms.CharField):
    """A float of zero or more, or None. "1.200.000", "1,200,000.50" and "1.2 million" are understood."""

    def __init__(self, label: Words, help_text: Words = "") -> None:
        super().__init__(max_length=40, required=False, label=label, help_text=help_text)

    def clean(self, value: object) -> float | None:
        typed: str = super().clean(value)
        if not typed:
            return None
        amount, _currency = typed_amount(typed)
        if amount is None or amount < 0:
            message = _("“%(typed)s” is not an amount. Enter zero or more, or leave the field empty if not known.")
            raise forms.ValidationError(message % {"typed": typed})
        return amount


class CurrencyField(forms.CharField):
    """The code of a currency in capitals, or "": three letters from A to Z."""

    def __init__(self, initial: str = "") -> None:
        super().__init__(max_length=3, required=False, label=_("Currency"), initial=initial)

    def clean(self, value: object) -> str:
        typed: str = super().clean(value)
        code = typed.upper()
        if typed and not CURRENCY.fullmatch(code):
            raise forms.ValidationError(
                _("“%(typed)s” is not a currency code. Enter a code like EUR.") % {"typed": typed}
            )
        return code


class ShareField(forms.CharField):
    """A percentage from 0 to 100, or None."""

    def __init__(self, label: Words, help_text: Words = "") -> None:
        super().__init__(max_length=12, required=False, label=label, help_text=help_text)

    def clean(self, value: object) -> float | None:
        typed: str = super().clean(value)
        share = read_percentage(typed) if typed else None
        if typed and share is None:
            raise forms.ValidationError(
                _("“%(typed)s” is not a percentage. Enter a number from 0 to 100.") % {"typed": typed}
            )
        return share
