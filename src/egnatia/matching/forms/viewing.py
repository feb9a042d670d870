"""What an owner says about a match."""

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.matching import labels


class ViewForm(forms.Form):
    """One button says it; the note is for with whom and how, or because of what. Nothing more is asked."""

    verdict = forms.ChoiceField(
        choices=list(labels.VERDICT.items()), error_messages={"required": _("Press one of the buttons.")}
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With whom and how, because of what, or what you would like to know."),
    )
    then = forms.ChoiceField(choices=[("match", "match"), ("batch", "batch")], required=False)

    @property
    def in_batch(self) -> bool:
        """Whether it was said in the row of a queue, and the next one follows."""
        return self.data.get("then") == "batch"
