"""The form that invites, and the one that an invited person fills in."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.memberships import ProposedSeat
from egnatia.people.invitations.actions import Guest
from egnatia.people.marking.queries import organisations_like, organisations_named
from egnatia.taxonomy.forum import community_names, forum

BEGUN = ("name", "organisation", "email", "communities", "economy")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,54}")


class InvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Name or function"),
        max_length=150,
        help_text=_(
            "Shown to others. A function such as “Focal point, Albania” is better than a "
            "personal name and lasts longer."
        ),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        help_text=_("Use the name listed under Organisations. If it is missing, add it there first."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link is sent to this address. Without an address, print the link."),
    )
    communities = forms.MultipleChoiceField(
        label=_("Proposed for groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A steward of each group must confirm before access is given."),
    )
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    secretariat = forms.BooleanField(label=_("Member of the secretariat"), required=False)
    administrator = forms.BooleanField(
        label=_("Administrator: manages accounts, without access to records"), required=False
    )

    def __init__(self, data: Any = None, *, reader: Reader, begun: Mapping[str, str] | None = None) -> None:  # noqa: ANN401 - a request's POST, or nothing
        """`begun`: what an address fills in of somebody who asked to take part."""
        filled = {name: said[:300] for name in BEGUN if (said := (begun or {}).get(name, ""))}
        super().__init__(data, initial=filled)
        self.reader = reader
        economies = [(economy.code, economy.name) for economy in forum().economies]
        self.fields["communities"].choices = list(community_names().items())  # type: ignore[attr-defined]  # a choice field
        self.fields["economy"].choices = [("", _("no specific economy")), *economies]  # type: ignore[attr-defined]  # a choice field
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
            raise forms.ValidationError(_("No organisation with this name was found. Check the spelling."))
        raise forms.ValidationError(_("Enter the full name of one of these: %(names)s"), params={"names": meant})

    def guest(self) -> Guest:
        said = self.cleaned_data
        return Guest(
            name=said["name"],
            organisation=said["organisation"],
            email=said["email"],
            places=tuple(ProposedSeat(community, said["economy"]) for community in said["communities"]),
            secretariat=said["secretariat"],
            administrator=said.get("administrator", False),
        )


class AcceptanceForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=55,
        help_text=_("At least three lower-case letters, digits, dots, hyphens or underscores."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters. Several unrelated words work best."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Repeat the password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        said = str(self.cleaned_data["username"]).strip().casefold()
        if not USERNAME.fullmatch(said):
            raise forms.ValidationError(_("Use at least three characters: a-z, 0-9, dot, hyphen or underscore."))
        return said

    def clean_password(self) -> str:
        said: str = self.cleaned_data["password"]
        validate_password(said)
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The passwords do not match."))
        return cleaned
