"""Forms about an organisation's own activities: whom to ask, one activity, the sheet that comes back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import ends_before_it_begins
from egnatia.activities.activities.forms.entering import LANGUAGES, ticks
from egnatia.activities.activities.forms.fields import AmountField, CurrencyField, PartialDateField, refuse_backwards
from egnatia.activities.activities.forms.short import bodies_named, first_replaced
from egnatia.activities.activities.showing.difference import Account
from egnatia.activities.partners.actions.asking import Asked
from egnatia.activities.partners.labels import TO_COME
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.offering import Offer
from egnatia.activities.partners.rules import CLOSED, MOST_DAYS, USUAL_DAYS, lies_ahead, past_end
from egnatia.activities.partners.sheet import COLUMNS
from egnatia.formats.sheets import Table
from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.pages.sheets import SheetForm


class AskForm(forms.Form):
    """Everything that may go out is ticked to begin with."""

    activities = forms.MultipleChoiceField(
        label=_("Activities to ask about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked, the organisation is only asked what it does besides."),
    )
    mailbox = forms.EmailField(
        label=_("Functional mailbox"), help_text=_("An address of an office, never of a person.")
    )
    language = forms.ChoiceField(label=_("Language of the letter and the pages"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("The link holds for how many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )
    way = forms.ChoiceField(
        label=_("How"), choices=PartnerRequest.Way, widget=forms.RadioSelect, initial=PartnerRequest.Way.LINK
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offer: Offer, language: str) -> None:
        going = [(str(row.id), f"{row.title} ({row.tlp})") for row in offer.going]
        initial = {"activities": [code for code, _words in going], "mailbox": offer.mailbox, "language": language}
        super().__init__(data, initial=initial)
        self._organisation = offer.organisation
        field = self.fields["activities"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = going

    def asked(self) -> Asked:
        """After `is_valid()`."""
        said = self.cleaned_data
        activities = tuple(UUID(each) for each in said["activities"])
        return Asked(self._organisation, activities, said["mailbox"], said["language"], said["days"], said["way"])


class NoteForm(forms.Form):
    """What may be said besides, whatever the answer is."""

    note = forms.CharField(
        label=_("Anything else that we should know"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Never names of persons."),
    )


class EndedForm(NoteForm):
    """When an activity ended, if that is known."""

    end = PartialDateField(_("When did it end?"), _("As precise as it is known: 2026, 2026-05 or 2026-05-17."))
    field_order = ("end", "note")

    def __init__(self, data: Mapping[str, Any] | None = None, *, begins: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self._begins = begins  # as it is known: of any precision, or ""

    def clean_end(self) -> str:
        end: str = self.cleaned_data["end"]
        if lies_ahead(end, clock.today()):
            raise forms.ValidationError(TO_COME)
        if ends_before_it_begins(self._begins, end):
            raise forms.ValidationError(_("It ends before it begins."))
        return end

    def account(self, before: Account) -> Account:
        """After `is_valid()`. The end that was planned is none where it has not come yet."""
        end = self.cleaned_data["end"] or past_end(before.facts.end, clock.today())
        return replace(before, facts=replace(before.facts, end=end), status=CLOSED)


class RowForm(NoteForm):
    """The fields that change most often; everything else of the activity stays as it is."""

    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In any language; the original is kept."))
    language = forms.ChoiceField(
        label=_("Language of the title and the description"), required=False, choices=LANGUAGES
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea, max_length=20_000)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("not known")), *labels.STATUS.items()]
    )
    start = PartialDateField(_("Begins"), _("As precise as it is known: 2026, 2026-05 or 2026-05-17."))
    end = PartialDateField(_("Ends"))
    economies = ticks(_("Economies"))
    amount = AmountField(_("Amount"))
    currency = CurrencyField()
    band = forms.ChoiceField(
        label=_("Or its size only"), required=False, choices=[("", _("not known")), *labels.BAND.items()]
    )
    receivers = forms.CharField(
        label=_("Receiving institutions"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The bodies that are trained, equipped or advised, one on each line. Never names of persons."),
    )
    field_order = ("title", "language", "description", "status", "start", "end", "economies")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, names: ForumNames, account: Account | None, note: str = ""
    ) -> None:
        super().__init__(data, initial={**(_initial(account) if account else {}), "note": note})
        self._known = {each.code: each.name for each in names.economies}
        field = self.fields["economies"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(self._known.items())
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_backwards(self, cleaned)
        if cleaned.get("status") == CLOSED and lies_ahead(cleaned.get("end") or "", clock.today()):
            self.add_error("end", TO_COME)
        return cleaned

    def account(self, before: Account) -> Account:
        """The activity with what was entered, after `is_valid()`; what the form does not ask for stays."""
        said, base = self.cleaned_data, before.facts
        facts = replace(
            base,
            titles=first_replaced(base.titles, said["title"], said["language"]),
            descriptions=first_replaced(base.descriptions, said["description"], said["language"]),
            start=said["start"],
            end=said["end"],
            economies=frozenset((base.economies - self._known.keys()) | set(said["economies"])),
            amount=said["amount"],
            currency=said["currency"] if said["amount"] is not None else "",
            band=said["band"] if said["amount"] is None else "",
            receivers=bodies_named(said["receivers"].splitlines(), base.receivers),
        )
        return replace(before, facts=facts, status=said["status"])


def _initial(account: Account) -> dict[str, Any]:
    facts = account.facts
    title = facts.titles[0] if facts.titles else overlap.Text("")
    return {
        "title": title.text,
        "language": title.lang,
        "description": facts.descriptions[0].text if facts.descriptions else "",
        "status": account.status,
        "start": facts.start,
        "end": facts.end,
        "economies": sorted(facts.economies),
        "amount": "" if facts.amount is None else f"{facts.amount:.2f}".removesuffix(".00"),
        "currency": facts.currency,
        "band": facts.band,
        "receivers": "\n".join(body.name for body in facts.receivers),
    }


class ReturnedForm(SheetForm):
    """`table` after `is_valid()`."""

    table: Table

    def columns_of_ours(self, table: Table) -> int:
        return sum(table.column(column) is not None for column in COLUMNS)

    def take(self, table: Table) -> None:
        if table.column("record") is None or table.column("title") is None:
            raise self.other_columns((column.words for column in table.header if column.words), COLUMNS)
        self.table = table
