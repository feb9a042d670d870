"""The form to add or change an activity: one column, nothing required but a title (and a marking)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.forms.fields import (
    AmountField,
    CurrencyField,
    PartialDateField,
    ShareField,
    refuse_backwards,
)
from egnatia.language import economy_code
from egnatia.pages.amounts import percent
from egnatia.pages.forms import QuietForm
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

SHARE = "share_"
LANGUAGES = [("", _("not specified")), *labels.LANGUAGE.items()]
LINES = {"rows": 3}
FOLDED = (  # what is asked beside the five fields in sight, of those where an answer is no preset
    *("description", "status", "elsewhere", "places", "amount", "band", "types", "works_with", "good_of"),
    *("objectives", "sectors", "identifier", "other_identifiers"),
)
PRESET = ("language", "sort", "currency", "source")


def suggesting(name: str) -> dict[str, object]:
    """What makes a field offer names while somebody types; without JavaScript the names are checked when sent."""
    return {
        "autocomplete": "off",
        "list": f"{name}-names",
        "hx-get": reverse_lazy("activities:activity-names"),
        "hx-trigger": "input changed delay:300ms",
        "hx-params": name,
        "hx-target": f"#{name}-names",
        "hx-swap": "innerHTML",
    }


def ticks(label: labels.Words, help_text: labels.Words = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _named(typed: str) -> list[str]:
    return [name for name in map(str.strip, typed.split(";")) if name]


class ActivityForm(QuietForm):
    """`quiet` shows what was typed without judging it: for a preview, or for more rows."""

    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In any language; the original is kept."))
    language = forms.ChoiceField(
        label=_("Language of the title and the description"), required=False, choices=LANGUAGES
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea, max_length=20_000)
    sort = forms.ChoiceField(
        label=_("Type"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*labels.SORT.items()],
        initial="project",
        help_text=_("Own measures are laws, strategies, units or budget lines of an economy. No funder is needed."),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("not known")), *labels.STATUS.items()]
    )
    economies = ticks(_("Economies"))
    elsewhere = forms.CharField(
        label=_("Economies outside the region"),
        required=False,
        max_length=1_000,
        help_text=_("Names or codes, separated by semicolons."),
    )
    places = forms.CharField(
        label=_("Places"),
        required=False,
        max_length=2_000,
        help_text=_("Towns or municipalities, separated by semicolons."),
    )
    receiver = forms.CharField(
        label=_("Receiving institution"),
        required=False,
        max_length=300,
        help_text=_("The body that is trained, equipped or advised."),
        widget=forms.TextInput(attrs=suggesting("receiver")),
    )
    start = PartialDateField(_("Start date"), _("As precisely as known: 17.5.2026, May 2026, Q2 2026 or 2026."))
    end = PartialDateField(_("End date"), last=True)
    amount = AmountField(_("Amount"))
    currency = CurrencyField("EUR")
    band = forms.ChoiceField(
        label=_("Or amount band"), required=False, choices=[("", _("not known")), *labels.BAND.items()]
    )
    types = ticks(_("Types of support"))
    works_with = ticks(_("Target professionals"))
    good_of = ticks(_("Intended for"))
    objectives = ticks(_("Objectives"))
    sectors = ticks(_("Sectors"))
    identifier = forms.CharField(
        label=_("Identifier"),
        required=False,
        max_length=300,
        help_text=_("The identifier under which it is published. It helps to find activities reported twice."),
    )
    other_identifiers = forms.CharField(
        label=_("Other identifiers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("One per line."),
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=200, help_text=_("The register or file it comes from.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: ForumNames,
        vocabulary: Vocabulary,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.names, self.vocabulary, self.quiet = names, vocabulary, quiet
        self._offer("economies", {each.code: each.name for each in names.economies})
        self._offer("types", vocabulary.types)
        self._offer("works_with", vocabulary.works_with)
        self._offer("good_of", vocabulary.good_of)
        self._offer("objectives", dict(vocabulary.objectives.options()))
        self._offer("sectors", {code: vocabulary.sector_label(code) for code in vocabulary.leaf_sectors()})
        for each in names.economies:
            self.fields[SHARE + each.code] = ShareField(each.name)

    def _offer(self, name: str, known: Mapping[str, str]) -> None:
        """The known terms; one that the activity has and the list does not stays on offer."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        kept = {code: code for code in self.initial.get(name, ()) if code not in known}
        field.choices = [*known.items(), *kept.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shares = self.shares(cleaned)
        if sum(shares.values()) > 100.5:  # rounded thirds may reach a little more than a hundred
            said = {"sum": percent(sum(shares.values()))}
            self.add_error("economies", _("The shares add up to %(sum)s %%. The total must not exceed 100 %%.") % said)
        refuse_backwards(self, cleaned)
        return cleaned

    def clean_elsewhere(self) -> str:
        """A name that no economy has is said back, unless it came with the activity: a source may name a region."""
        typed: str = self.cleaned_data["elsewhere"]
        kept = set(map(folded_name, _named(self.initial.get("elsewhere", ""))))
        for name in _named(typed):
            if not economy_code(name) and folded_name(name) not in kept:
                message = _(
                    "“%(typed)s” is not an economy. Enter names or codes of economies, separated by semicolons."
                )
                raise forms.ValidationError(message % {"typed": name})
        return typed

    def shares(self, cleaned: Mapping[str, Any]) -> dict[str, float]:
        """Percentages by economy, as declared."""
        stated = {each.code: cleaned.get(SHARE + each.code) for each in self.names.economies}
        return {code: share for code, share in stated.items() if share is not None}

    def economies_named(self) -> frozenset[str]:
        """Ticked, or with a share, or named outside the region; a region of its source stays a folded name."""
        cleaned = self.cleaned_data
        named = {economy_code(name) or folded_name(name) for name in _named(cleaned["elsewhere"])}
        return frozenset({*cleaned["economies"], *self.shares(cleaned), *named} - {""})

    @property
    def share_fields(self) -> list[forms.BoundField]:
        return [self[SHARE + each.code] for each in self.names.economies]

    @property
    def shares_opened(self) -> bool:
        return any(field.value() or field.errors for field in self.share_fields)

    @property
    def objectives_opened(self) -> bool:
        """Whether a folded part holds an answer or a fault, so that it is not overlooked."""
        return self._opened("objectives")

    @property
    def sectors_opened(self) -> bool:
        return self._opened("sectors")

    @property
    def opened(self) -> bool:
        """Whether something beside the five fields in sight holds an answer or a fault. A preset is no answer."""
        other_sort = self["sort"].value() not in ("", None, "project")
        faulty = any(self[name].errors for name in PRESET)
        return other_sort or faulty or self.shares_opened or self._opened(*FOLDED)

    @property
    def numbers_opened(self) -> bool:
        return self._opened("identifier", "other_identifiers")

    def _opened(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)
