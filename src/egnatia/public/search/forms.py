"""The box, and what was typed into it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.language.query_expansion import MOST_TYPED, sought


class SearchForm(forms.Form):
    """Takes whatever is typed: of a text that is too long its beginning."""

    q = forms.CharField(label=_("Words, a name or an identifier"), required=False)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str]) -> None:
        self.sought, self.asked_kind = sought(data.get("q", ""), get_language() or "en"), data.get("kind", "")
        super().__init__({"q": self.sought.typed, "kind": self.asked_kind[:30]})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self.fields["q"].widget.attrs["maxlength"] = MOST_TYPED
