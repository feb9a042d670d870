from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """The user name typed once more: what cannot be undone is not done by one press of a button."""

    saves = False
    typed = forms.CharField(
        label=_("User name"),
        help_text=_("Type the user name of the account to confirm."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, username: str, **kwargs: Any) -> None:  # noqa: ANN401 - as every form's
        super().__init__(*args, **kwargs)
        self._username = username

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        if typed.strip() != self._username:
            raise forms.ValidationError(_("This is not the user name of the account."), code="other-name")
        return typed


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Password reset links are sent here. Leave empty to remove the address."),
    )
