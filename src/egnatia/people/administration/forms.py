from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Where links for a new password go. Empty takes it away.")
    )
