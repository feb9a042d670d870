"""Which section is asked for, and of whom: a colleague with an account, or a mail address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.rounds.delegation.actions import NewSectionRequest
from egnatia.rounds.delegation.queries.choices import Branch, SectionChoices
from egnatia.rounds.delegation.rules import MOST_DAYS, USUAL_DAYS


class SectionRequestForm(forms.Form):
    """`asked()` after `is_valid()`."""

    branch = forms.ChoiceField(label=_("Section"))
    person = forms.ChoiceField(label=_("Colleague with an account"), required=False)
    mailbox = forms.EmailField(
        label=_("Or an e-mail address"),
        required=False,
        help_text=_(
            "For a colleague without an account. They receive a personal link to these "
            "questions; no password is needed."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the e-mail and the pages"), choices=settings.LANGUAGES_OF_MEMBERS)
    days = forms.IntegerField(label=_("Days to reply"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, offer: SectionChoices, language: str) -> None:
        super().__init__(data, initial={"language": language})
        self._offer("branch", [(each.code, _words(each)) for each in offer.branches])
        self._offer("person", [("", gettext("No colleague selected")), *offer.colleagues])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "mailbox" in cleaned and bool(cleaned.get("person")) == bool(cleaned["mailbox"]):
            self.add_error(None, gettext("Select a colleague or enter an e-mail address, not both."))
        return cleaned

    def asked(self, read: str) -> NewSectionRequest:
        """`read` is the digest of the questions that were shown."""
        said = self.cleaned_data
        return NewSectionRequest(said["branch"], said["language"], said["days"], said["person"], said["mailbox"], read)


def _words(branch: Branch) -> str:
    going = ngettext("%(count)s question", "%(count)s questions", len(branch.going)) % {"count": len(branch.going)}
    if not branch.staying:
        return f"{branch.words} ({going})"
    stays = ngettext("%(count)s not shared", "%(count)s not shared", branch.staying) % {"count": branch.staying}
    return f"{branch.words} ({going}, {stays})"
