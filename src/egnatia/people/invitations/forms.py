"""The form that invites, and the one that an invited person fills in."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import community_names, forum
from egnatia.kernel.memberships import Place
from egnatia.kernel.reader import Reader
from egnatia.people.invitations.actions import Guest
from egnatia.people.marking.queries import organisations_like, organisations_named

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,54}")


class InvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Name or function"),
        max_length=150,
        help_text=_("As others will read it: “Focal point, Albania” says more than a name and lasts longer."),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        help_text=_("Its name as it stands under Organisations; add it there first where it is missing."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("The link is sent there. Without one you print it.")
    )
    communities = forms.MultipleChoiceField(
        label=_("Proposed for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A steward of each community confirms before anything opens."),
    )
    economy = forms.ChoiceField(label=_("For the economy"), required=False)
    secretariat = forms.BooleanField(label=_("Sits at the secretariat's desk"), required=False)
    administrator = forms.BooleanField(label=_("Administrator: operates accounts, reads nothing by it"), required=False)

    def __init__(self, data: Any = None, *, reader: Reader) -> None:  # noqa: ANN401 - a request's POST, or nothing
        super().__init__(data)
        self.reader = reader
        economies = [(economy.code, economy.name) for economy in forum().economies]
        self.fields["communities"].choices = list(community_names().items())  # type: ignore[attr-defined]  # a choice field
        self.fields["economy"].choices = [("", _("none in particular")), *economies]  # type: ignore[attr-defined]  # a choice field
        if not reader.administrator:
            del self.fields["administrator"]

    def clean_organisation(self) -> str:
        """Its identifier; where the name is not clear, the error names those that may be meant."""
        said: str = self.cleaned_data["organisation"]
        found = organisations_named(self.reader, said)
        if len(found) == 1:
            return found[0].value
        meant = "; ".join(option.label for option in found or organisations_like(self.reader, said))
        if not meant:
            raise forms.ValidationError(_("No organisation that you can see has this name."))
        raise forms.ValidationError(_("Which one? %(names)s"), params={"names": meant})

    def guest(self) -> Guest:
        said = self.cleaned_data
        return Guest(
            name=said["name"],
            organisation=said["organisation"],
            email=said["email"],
            places=tuple(Place(community, said["economy"]) for community in said["communities"]),
            secretariat=said["secretariat"],
            administrator=said.get("administrator", False),
        )


class AcceptanceForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=55,
        help_text=_(
            "Three or more small letters, digits, dots or hyphens. Four digits are added to it, "
            "so that nobody learns which names are in use."
        ),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("Twelve characters or more. A few words that do not belong together are best."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        said = str(self.cleaned_data["username"]).strip().casefold()
        if not USERNAME.fullmatch(said):
            raise forms.ValidationError(_("Use three or more of a-z, 0-9, dot, hyphen, underscore."))
        return said

    def clean_password(self) -> str:
        said: str = self.cleaned_data["password"]
        validate_password(said)
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned
