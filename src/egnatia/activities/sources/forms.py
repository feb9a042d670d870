"""What somebody says of a regular source. The marking has a form of its own beside it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.activities.sources.actions.fetches import rules
from egnatia.activities.sources.actions.setup import SourceWish
from egnatia.activities.sources.models import RegularSource
from egnatia.activities.sources.queries import fault_words
from egnatia.formats.remote_files import RemoteRefused, parts_of
from egnatia.kernel.access.marking import Marking
from egnatia.pages.forms import QuietForm


class SourceForm(QuietForm):
    """`wish(marking)` after `is_valid()`."""

    name = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The register or publisher that the activities come from."),
    )
    address = forms.CharField(
        label=_("Address of the file"),
        max_length=1000,
        help_text=_(
            "The public address of an IATI activity file (.xml) or JSON Lines file (.jsonl), or the page of a data set "
            "in an IATI registry."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    every = forms.ChoiceField(label=_("Fetched"), choices=RegularSource.Every, initial=RegularSource.Every.WEEKLY)
    everywhere = forms.BooleanField(
        label=_("Also import activities in other economies"),
        required=False,
        help_text=_("Otherwise only activities that name at least one of these economies are imported."),
    )

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"].strip()
        try:
            parts_of(typed, rules())
        except RemoteRefused as refused:
            raise forms.ValidationError(fault_words(f"fetch-{refused.code}", {"value": refused.value})) from refused
        return typed

    def wish(self, marking: Marking) -> SourceWish:
        return SourceWish(**self.cleaned_data, marking=marking)
