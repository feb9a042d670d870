"""The form that a round is opened with: what, under which framework, from when to when, with whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.pages.forms import QuietForm
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.queries.offering import organisations_named
from egnatia.rounds.rounds.rules import MOST_ORGANISATIONS, STATES, SUPPORTS, Invited, Opening

NOT_INVITED = ""


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OpeningForm(QuietForm):
    """`opening()` after `is_valid()`. `quiet` shows what was typed without judging it: for a preview."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=[*labels.SORT.items()], widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Such as “Mapping of needs 2027”."))
    framework = forms.ChoiceField(label=_("Framework"), help_text=_("The version that is in use."))
    opens = forms.DateField(label=_("Opens on"), widget=DayInput())
    closes = forms.DateField(
        label=_("Answers by"), widget=DayInput(), help_text=_("Answers are taken after that day too.")
    )
    instructions = forms.CharField(
        label=_("Instructions"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    organisations = forms.CharField(
        label=_("Organisations"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line, as the list of organisations has them."),
    )
    organisations_role = forms.ChoiceField(
        label=_("The organisations take part as"),
        choices=[(code, words) for code, words in labels.ROLE.items() if code != STATES],
        initial=SUPPORTS,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        reader: Reader,
        names: ForumNames,
        frameworks: Sequence[tuple[str, str]],
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial={"kind": "needs"})
        self.quiet, self.reader, self.names = quiet, reader, names
        field = self.fields["framework"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(frameworks)
        roles = [*labels.ROLE.items(), (NOT_INVITED, _("not invited"))]
        for each in names.economies:
            self.fields[field_of(each.code)] = forms.ChoiceField(
                label=each.name, choices=roles, required=False, initial=STATES
            )

    def clean_organisations(self) -> list[str]:
        """Identifiers. Each line is the name of one organisation that he sees."""
        lines = list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["organisations"].splitlines()))))
        if len(lines) > MOST_ORGANISATIONS:
            raise forms.ValidationError(gettext("At most %(most)s organisations.") % {"most": MOST_ORGANISATIONS})
        found = organisations_named(self.reader, lines)
        missing = [line for line in lines if line not in found]
        if missing:
            words = gettext("No organisation that you can see has this name, or several have: %(names)s")
            raise forms.ValidationError(words % {"names": "; ".join(missing[:5])})
        return list(dict.fromkeys(found[line] for line in lines))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", gettext("This day is before the one on which it opens."))
        if not self.errors and not list(self.invited()):
            self.add_error(None, gettext("Nobody is invited: choose at least one."))
        return cleaned

    def invited(self) -> Iterator[Invited]:
        """Who takes part, after cleaning."""
        for each in self.names.economies:
            if role := self.cleaned_data.get(field_of(each.code)):
                yield Invited(role, economy=each.code)
        for organisation in self.cleaned_data.get("organisations", ()):
            yield Invited(self.cleaned_data["organisations_role"], organisation=organisation)

    def opening(self) -> Opening:
        cleaned = self.cleaned_data
        return Opening(
            kind=cleaned["kind"],
            title=cleaned["title"],
            framework=cleaned["framework"],
            opens=cleaned["opens"],
            closes=cleaned["closes"],
            instructions=cleaned["instructions"],
            participants=tuple(self.invited()),
        )


def field_of(economy: str) -> str:
    """The name of an economy's field, by its code."""
    return f"economy-{economy}"
