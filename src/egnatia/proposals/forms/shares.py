"""How much of a proposal is for each of its economies: an amount or a percentage, as people say it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats.values import read_percentage, typed_amount
from egnatia.taxonomy.forum import ForumNames

SHARE = "share-"
ROUNDED = 100.5  # rounded thirds may reach a little more than a hundred
EXPECTED = gettext_lazy(
    "“%(typed)s” cannot be used. Enter an amount like 600,000, up to the total, or a share like 40 %%."
)


class SharesForm(forms.Form):
    """A field for each economy, where there are several. What is wrong is said; the others count."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, codes: Iterable[str], total: str, names: ForumNames
    ) -> None:
        super().__init__(data)
        wanted = set(codes)
        self.total = float(total) if total else None
        self.codes = [each.code for each in names.economies if each.code in wanted]
        for each in names.economies if len(self.codes) > 1 else ():
            if each.code in wanted:
                self.fields[SHARE + each.code] = forms.CharField(label=each.name, required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.fields:
            if (typed := cleaned.get(name, "")) and self._percentage(typed) is None:
                self.add_error(name, EXPECTED % {"typed": typed})
        stated = sum(self.percentages().values())
        if stated > ROUNDED:
            said = {"sum": f"{stated:.3g}"}
            self.add_error(None, _("The shares add up to %(sum)s %%. The total must not exceed 100 %%.") % said)
        return cleaned

    def percentages(self) -> dict[str, float]:
        """Share of the whole by economy, where one is stated and can be read."""
        typed = {code: self.cleaned_data.get(SHARE + code, "") for code in self.codes}
        read = {code: self._percentage(said) for code, said in typed.items() if said}
        return {code: share for code, share in read.items() if share is not None}

    def usable(self) -> dict[str, float]:
        """The percentages to store: none of them where together they are more than the whole."""
        return self.percentages() if self.is_valid() or not self.non_field_errors() else {}

    def stated(self) -> Iterator[tuple[str, str]]:
        """What was typed, as fields of a form."""
        yield from ((name, self.data[name]) for name in self.fields if self.data.get(name))

    def _percentage(self, typed: str) -> float | None:
        if typed.rstrip().endswith("%"):
            return read_percentage(typed)
        amount, _currency = typed_amount(typed)
        if amount is None or not self.total or not 0 <= amount <= self.total:
            return None
        return amount / self.total * 100
