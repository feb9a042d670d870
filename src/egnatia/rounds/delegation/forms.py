"""Which section is asked for, and of whom: a colleague with an account, or a mail address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.rounds.delegation.actions import Asked
from egnatia.rounds.delegation.queries.offering import Branch, Offer
from egnatia.rounds.delegation.rules import MOST_DAYS, USUAL_DAYS


class AskForm(forms.Form):
    """`asked()` after `is_valid()`."""

    branch = forms.ChoiceField(label=_("Section"), help_text=_("Its questions and nothing else are shown."))
    person = forms.ChoiceField(label=_("A colleague with an account"), required=False)
    mailbox = forms.EmailField(
        label=_("Or a mail address"),
        required=False,
        help_text=_("For somebody without an account: a personal link to these questions, which needs no password."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("It can be answered for how many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offer: Offer, language: str) -> None:
        super().__init__(data, initial={"language": language})
        self._offer("branch", [(each.code, _words(each)) for each in offer.branches])
        self._offer("person", [("", gettext("nobody")), *offer.colleagues])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "mailbox" in cleaned and bool(cleaned.get("person")) == bool(cleaned["mailbox"]):
            self.add_error(None, gettext("Choose a colleague or write a mail address: one of the two."))
        return cleaned

    def asked(self, read: str) -> Asked:
        """`read` is the digest of the questions that were shown."""
        said = self.cleaned_data
        return Asked(said["branch"], said["language"], said["days"], said["person"], said["mailbox"], read)


def _words(branch: Branch) -> str:
    going = ngettext("%(count)s question", "%(count)s questions", len(branch.going)) % {"count": len(branch.going)}
    if not branch.staying:
        return f"{branch.words} ({going})"
    stays = ngettext("%(count)s stays here", "%(count)s stay here", branch.staying) % {"count": branch.staying}
    return f"{branch.words} ({going}, {stays})"
