"""The short form of an own measure: a law, a strategy, a unit or a budget line. No funder is asked for."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.forms.activity import suggesting
from egnatia.activities.activities.forms.fields import AmountField, CurrencyField, PartialDateField
from egnatia.activities.activities.forms.short import ShortForm, bodies_named, initial_of, own_economy
from egnatia.activities.activities.queries.initial import Editable
from egnatia.activities.activities.storage import Fields
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import OrganisationMention
from egnatia.taxonomy.forum import ForumNames

TYPES = {"law": "law-or-policy", "strategy": "law-or-policy", "unit": "institution-or-coordination"}
WEB = ("https://", "http://")


class MeasureForm(ShortForm):
    """Whoever adopted or keeps it stands as the organisation that carries it out."""

    SORT = "own-measure"
    PLAIN = ("title", "measure", "economy", "start", "institution", "objective")

    economy = forms.ChoiceField(label=_("Economy"))
    measure = forms.ChoiceField(label=_("Type"), choices=[*labels.MEASURE.items()])
    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In any language; the original is kept."))
    start = PartialDateField(
        _("Start date"), _("When it took effect, started work or was budgeted: 17.5.2026, May 2026 or 2026.")
    )
    objective = forms.ChoiceField(
        label=_("Objective"), required=False, help_text=_("The objective it mainly supports.")
    )
    text = forms.CharField(
        label=_("Official text"),
        required=False,
        max_length=500,
        help_text=_("A web address, or the official gazette and number."),
    )
    institution = forms.CharField(
        label=_("Institution"),
        required=False,
        max_length=1_000,
        help_text=_("The responsible institution. Separate several names with semicolons."),
        widget=forms.TextInput(attrs=suggesting("institution")),
    )
    end = PartialDateField(_("End date"), _("Only if it is limited in time."), last=True)
    amount = AmountField(_("Amount"))
    currency = CurrencyField("EUR")

    def facts(self, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
        said, facts = self.cleaned_data, super().facts(before)
        own = TYPES.get(said["measure"])
        amount = said["amount"]
        return replace(
            facts,
            end=said["end"],
            types=frozenset((facts.types - set(TYPES.values())) | ({own} if own else set())),
            implementers=bodies_named(said["institution"].split(";"), facts.implementers),
            amount=amount,
            currency=said["currency"] if amount is not None else "",
            band=facts.band if amount is None else "",
        )

    def stored(self) -> Fields:
        fields = super().stored()
        fields["measure"] = self.cleaned_data["measure"]
        text = self.cleaned_data["text"]
        if text:
            fields["provenance"] = {"link" if text.startswith(WEB) else "document": text}
        return fields


def measure_of(editable: Editable, names: ForumNames) -> dict[str, Any]:
    facts, provenance = editable.facts, editable.provenance
    return {
        **initial_of(editable, names),
        "measure": editable.measure,
        "text": provenance.get("link") or provenance.get("document") or "",
        "institution": "; ".join(body.name for body in facts.implementers),
        "end": facts.end,
        "amount": "" if facts.amount is None else f"{facts.amount:.2f}".removesuffix(".00"),
        "currency": facts.currency or "EUR",
    }


def new_measure(reader: Reader) -> tuple[dict[str, Any], overlap.ActivityFacts]:
    """What an empty form proposes, and the facts that it is filled into: reported by the reader's organisation."""
    return {"economy": own_economy(reader), "institution": ""}, reported_by(reader)


def reported_by(reader: Reader) -> overlap.ActivityFacts:
    return overlap.ActivityFacts(
        ref="", source=reader.organisation_name, reporters=(OrganisationMention(reader.organisation_name),)
    )
