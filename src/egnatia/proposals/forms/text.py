"""The text of a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.pages.documents import DocumentForm
from egnatia.proposals.rules import MOST_TEXT


class TextForm(DocumentForm):
    most = MOST_TEXT
    saves = False

    text = forms.CharField(
        label=_("Text of the proposal"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Paste a concept note, an e-mail or a page of a logframe, in any language of the region."),
    )
