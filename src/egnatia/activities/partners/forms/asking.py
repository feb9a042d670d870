"""Which activities an organisation is asked about, where the letter goes, in which language, for how long."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.activities.partners.actions.asking import Asked
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.offering import Offer
from egnatia.activities.partners.rules import MOST_DAYS, USUAL_DAYS


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
