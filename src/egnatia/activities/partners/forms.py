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
from egnatia.activities.activities.forms.activity import LANGUAGES, ticks
from egnatia.activities.activities.forms.fields import AmountField, CurrencyField, PartialDateField, refuse_backwards
from egnatia.activities.activities.forms.short import bodies_named, first_replaced
from egnatia.activities.activities.presenters.difference import ActivityStatement
from egnatia.activities.partners.actions.requests import NewPartnerRequest
from egnatia.activities.partners.labels import TO_COME
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.choices import PartnerRequestChoices
from egnatia.activities.partners.rules import CLOSED, MOST_DAYS, USUAL_DAYS, lies_ahead, past_end
from egnatia.activities.partners.sheet import COLUMNS
from egnatia.formats.sheets import Table
from egnatia.kernel import clock
from egnatia.pages.sheets import SheetForm
from egnatia.taxonomy.forum import ForumNames


class PartnerRequestForm(forms.Form):
    """Everything that may go out is ticked to begin with. Where no e-mail leaves, a link is all that can be made."""

    activities = forms.MultipleChoiceField(
        label=_("Activities to include"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If none is selected, the organisation is only asked for activities that are missing here."),
    )
    mailbox = forms.EmailField(label=_("Functional mailbox"), help_text=_("Use an office address, not a personal one."))
    language = forms.ChoiceField(label=_("Language of the e-mail and the pages"), choices=settings.LANGUAGES_OF_MEMBERS)
    days = forms.IntegerField(label=_("Link valid for (days)"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)
    way = forms.ChoiceField(
        label=_("Method"), choices=PartnerRequest.Way, widget=forms.RadioSelect, initial=PartnerRequest.Way.LINK
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offer: PartnerRequestChoices, language: str, letters: bool
    ) -> None:
        going = [(str(row.id), f"{row.title} ({row.tlp})") for row in offer.going]
        initial = {"activities": [code for code, _words in going], "mailbox": offer.mailbox, "language": language}
        super().__init__(data, initial=initial)
        self._organisation = offer.organisation
        field = self.fields["activities"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = going
        if not going:
            field.widget = forms.MultipleHiddenInput()
        if not letters:
            del self.fields["mailbox"], self.fields["way"]
            self.fields["language"].label = _("Language of the pages")

    def asked(self) -> NewPartnerRequest:
        """After `is_valid()`."""
        said = self.cleaned_data
        activities = tuple(UUID(each) for each in said["activities"])
        mailbox, way = said.get("mailbox", ""), said.get("way", PartnerRequest.Way.LINK)
        return NewPartnerRequest(self._organisation, activities, mailbox, said["language"], said["days"], way)


class ReplyNoteForm(forms.Form):
    """What may be said besides, whatever the answer is."""

    note = forms.CharField(
        label=_("Anything else that we should know"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Do not enter names of persons."),
    )


class EndedForm(ReplyNoteForm):
    """When an activity ended, if that is known."""

    end = PartialDateField(
        _("When did it end?"), _("As precisely as known: 17.5.2026, May 2026, Q2 2026 or 2026."), last=True
    )
    field_order = ("end", "note")

    def __init__(self, data: Mapping[str, Any] | None = None, *, begins: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self._begins = begins  # as it is known: of any precision, or ""

    def clean_end(self) -> str:
        end: str = self.cleaned_data["end"]
        if lies_ahead(end, clock.today()):
            raise forms.ValidationError(TO_COME)
        if ends_before_it_begins(self._begins, end):
            raise forms.ValidationError(_("The end date is before the start date."))
        return end

    def account(self, before: ActivityStatement) -> ActivityStatement:
        """After `is_valid()`. The end that was planned is none where it has not come yet."""
        end = self.cleaned_data["end"] or past_end(before.facts.end, clock.today())
        return replace(before, facts=replace(before.facts, end=end), status=CLOSED)


class RowForm(ReplyNoteForm):
    """The fields that change most often; everything else of the activity stays as it is."""

    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In any language; the original is kept."))
    language = forms.ChoiceField(
        label=_("Language of the title and the description"), required=False, choices=LANGUAGES
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea, max_length=20_000)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("not known")), *labels.STATUS.items()]
    )
    start = PartialDateField(_("Start date"), _("As precisely as known: 17.5.2026, May 2026, Q2 2026 or 2026."))
    end = PartialDateField(_("End date"), last=True)
    economies = ticks(_("Economies"))
    amount = AmountField(_("Amount"))
    currency = CurrencyField()
    band = forms.ChoiceField(
        label=_("Or amount band"), required=False, choices=[("", _("not known")), *labels.BAND.items()]
    )
    receivers = forms.CharField(
        label=_("Receiving institutions"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Institutions that are trained, equipped or advised, one per line. Do not enter names of persons."),
    )
    field_order = ("title", "language", "description", "status", "start", "end", "economies")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: ForumNames,
        account: ActivityStatement | None,
        note: str = "",
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

    def account(self, before: ActivityStatement) -> ActivityStatement:
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


def _initial(account: ActivityStatement) -> dict[str, Any]:
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
