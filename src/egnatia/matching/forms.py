"""The filters of the list of matches, and what an owner says about a match."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import BAND
from egnatia.matching import labels
from egnatia.matching.queries.letters import OwnerLetter
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.rules import DESK, KINDS, STATES, MatchFilters

Choices = list[tuple[str, Any]]


class MatchFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(
        required=False, choices=[(kind, labels.KIND[kind]) for kind in KINDS], widget=forms.HiddenInput
    )
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    about = forms.ChoiceField(label=_("Objective or sector"), required=False)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    size = forms.ChoiceField(
        label=_("Amount (original currency)"), required=False, choices=[("", _("any")), *BAND.items()]
    )
    view = forms.ChoiceField(
        label=_("Position"),
        required=False,
        choices=[("", _("any")), *((state, labels.STATE[state]) for state in STATES)],
    )
    desk = forms.ChoiceField(
        label=_("Secretariat"),
        required=False,
        choices=[("", _("not set aside")), *((code, labels.HANDLED[code]) for code in DESK)],
    )
    activity = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, naming: MatchNames, desk: bool = False) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        if not desk:
            del self.fields["desk"]
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        economies = [(each.code, each.name) for each in naming.names.economies]
        self._choices("economy", [("", _("all")), *economies])
        self._choices("about", [("", _("all")), *naming.vocabulary.grouped()])

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def filters(self) -> MatchFilters:
        """What can be used of the address."""
        self.full_clean()
        return MatchFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class ViewForm(forms.Form):
    """One button says it; the note is for with whom and how, or because of what. Nothing more is asked."""

    verdict = forms.ChoiceField(
        choices=list(labels.VERDICT.items()), error_messages={"required": _("Select one of the options.")}
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How and with whom you coordinate, why the activities differ, or what you would like to know."),
    )
    next_on = forms.DateField(
        label=_("Next date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    then = forms.ChoiceField(choices=[("match", "match"), ("batch", "batch")], required=False)

    @property
    def in_batch(self) -> bool:
        """Whether it was said in the row of a queue, and the next one follows."""
        return self.data.get("then") == "batch"


class DeskForm(forms.Form):
    """What the secretariat does about an overlap, for itself: one button says what, the fields say the rest."""

    NEEDS = {"note": ("text", _("Enter a note.")), "assigned": ("person", _("Select a colleague."))}

    text = forms.CharField(
        label=_("Note, or the decision asked"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.ChoiceField(
        label=_("Reason for setting aside"), required=False, choices=[("", "–"), *labels.REASON.items()]
    )
    person = forms.ChoiceField(label=_("Colleague"), required=False)
    day = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, colleagues: Iterable[tuple[str, str]], own: str = ""
    ) -> None:
        """`own`: the reader, whom an overlap is assigned to unless they select somebody else."""
        super().__init__(data, auto_id="%s-1", initial={"person": own})
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "–"), *colleagues]

    @property
    def verb(self) -> str:
        return str(self.data.get("verb", ""))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.verb not in labels.ENTERED:
            raise forms.ValidationError(_("Select one of the options."), code="verb")
        field, sentence = self.NEEDS.get(self.verb, ("", ""))
        if field and not said.get(field):
            self.add_error(field, sentence)
        if self.verb == "aside" and not (said.get("reason") or said.get("text")):
            self.add_error("reason", _("Select a reason, or enter one."))
        return said

    @property
    def entered(self) -> dict[str, Any]:
        """The arguments of the action."""
        said = self.cleaned_data
        text = said["text"]
        if self.verb == "aside" and said["reason"]:
            text = ". ".join(filter(None, (labels.label(labels.REASON, said["reason"]), text)))
        person = UUID(said["person"]) if said["person"] and self.verb == "assigned" else None
        return {"verb": self.verb, "text": text, "person": person, "day": said["day"]}


MOST_AT_ONCE = 50


def chosen_matches(data: QueryDict) -> list[UUID]:
    """The overlaps of a conversation that were ticked; what is no identifier is none."""
    found = []
    for each in data.getlist("match")[:MOST_AT_ONCE]:
        with suppress(ValueError):
            found.append(UUID(each))
    return list(dict.fromkeys(found))


class OwnerLettersForm(forms.Form):
    """The drafts to the owners, to be changed before they leave; none may say what its addressee may not read."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, letters: Iterable[OwnerLetter]) -> None:
        super().__init__(data)
        self.letters = {each.side: each for each in letters}
        for side, each in self.letters.items():
            self.fields[side] = forms.CharField(
                label=each.name,
                initial=each.text,
                max_length=4_000,
                widget=forms.Textarea(attrs={"rows": 14, "lang": each.language}),
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for side, each in self.letters.items():
            if each.tells(said.get(side, "")):
                self.add_error(
                    side,
                    forms.ValidationError(
                        _("The text names what this organisation cannot read, or what may not stand in an e-mail."),
                        code="hidden",
                    ),
                )
        return said
