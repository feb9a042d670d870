"""How much of a proposal is for each of its economies: an amount or a percentage, as people say it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.formats.values import read_percentage, typed_amount
from egnatia.proposals.extraction import Understood
from egnatia.proposals.extraction.tokens import hits, tokens_of
from egnatia.taxonomy.forum import ForumNames

SHARE = "share-"
ROUNDED = 100.5  # rounded thirds may reach a little more than a hundred
EXPECTED = gettext_lazy(
    "“%(typed)s” cannot be used. Enter an amount like 600,000, up to the total, or a share like 40 %%."
)


_PERCENTAGE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%|%\s?(\d{1,3}(?:[.,]\d{1,2})?)(?!\d|[.,]\d)")
_SUM = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?![\d%])|(?<![\d.,])\d{4,}(?![\d%.,])")
_WHOLE = (98.5, ROUNDED)  # percent that all parts make up, rounded as people round


def shares_of_text(understood: Understood) -> dict[str, float]:
    """Percentages by economy, where the text divides the whole among all that it names: in a sentence ("Albania 60 %,
    Montenegro 40 %"), in a row of a table for each, or in two rows below each other. Sums count where they make up the
    amount or what is requested."""
    codes = frozenset(understood.values("economy"))
    if len(codes) < 2:
        return {}
    rows = list(_rows(understood.text, codes))
    for shares in _divided([(named, _percentages(line)) for named, line in rows], codes):
        if _WHOLE[0] <= sum(shares.values()) <= _WHOLE[1]:
            return shares
    wholes = [float(understood.first(name)) for name in ("amount", "requested") if understood.first(name)]
    for sums in _divided([(named, _sums(line, wholes)) for named, line in rows], codes):
        total = sum(sums.values())
        if any(abs(total - whole) <= whole / 100 for whole in wholes):
            return {code: round(100 * value / total, 2) for code, value in sums.items()}
    return {}


def _rows(text: str, codes: frozenset[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Lines with figures, and the economies that they name; a row of figures alone belongs to the names above it."""
    above: tuple[str, ...] = ()
    for line in filter(str.strip, text.splitlines()):
        named = tuple(dict.fromkeys(hit.means for hit in hits(tokens_of(line), "economies.tsv") if hit.means in codes))
        if any(map(str.isdigit, line)) and (named or above):
            yield named or above, line
        above = named


def _divided(rows: Sequence[tuple[tuple[str, ...], list[float]]], codes: frozenset[str]) -> Iterator[dict[str, float]]:
    """What may divide something among all of `codes`: as many figures in a row as economies, or a column of a table."""
    for named, figures in rows:
        if len(named) == len(figures) == len(codes):
            yield dict(zip(named, figures, strict=True))
    single = [(named[0], figures) for named, figures in rows if len(named) == 1 and figures]
    for column in range(min((len(figures) for _code, figures in single), default=0)):
        found = {code: figures[column] for code, figures in reversed(single)}
        if found.keys() == codes:
            yield found


def _percentages(line: str) -> list[float]:
    return [float((before or behind).replace(",", ".")) for before, behind in _PERCENTAGE.findall(line)]


def _sums(line: str, wholes: Sequence[float]) -> list[float]:
    """The sums in a line, without the whole itself."""
    read = (typed_amount(found)[0] for found in _SUM.findall(line))
    return [value for value in read if value and value not in wholes]


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
