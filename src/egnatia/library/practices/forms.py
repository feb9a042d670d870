"""The forms of reviews, uses and proposals."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.guests.public_forms import PublicForm, PublicFormWords, VisitorForm, visitor_email, visitor_text
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import parts_of
from egnatia.library.fields import TOPICS
from egnatia.library.practices.actions import keep_proposal
from egnatia.library.practices.fields import PracticeContent
from egnatia.library.practices.models import ReviewDecision
from egnatia.library.practices.queries import NamedRecord
from egnatia.library.practices.rules import CRITERIA, MONTHS
from egnatia.pages.documents import DocumentForm
from egnatia.pages.labels import LANGUAGE
from egnatia.people.marking.queries import organisations_like, organisations_named
from egnatia.taxonomy.forum import forum

LONGEST_REVIEW, LONGEST_NOTE = 4_000, 1_000
MOST_NAMED = 5


class OrganisationField(forms.CharField):
    """The identifier of an organisation by its name, of those that `reader` may know of."""

    reader: Reader

    def clean(self, value: Any) -> UUID | None:  # noqa: ANN401 - as Django's
        name = super().clean(value)
        if not name:
            return None
        found = organisations_named(self.reader, name)
        if len(found) == 1:
            return UUID(found[0].value)
        alike = "; ".join(each.label for each in organisations_like(self.reader, name)[:MOST_NAMED])
        if alike:
            raise forms.ValidationError(gettext("Enter the full name of one organisation, for example: %s.") % alike)
        raise forms.ValidationError(gettext("No organisation with this name is listed."))


class ReviewRequestForm(forms.Form):
    """Whom the secretariat asks for a review."""

    organisation = OrganisationField(
        label=_("Reviewing organisation"),
        max_length=300,
        help_text=_("Its full name, as in the list of organisations. It must not be the organisation of the practice."),
    )
    function = forms.CharField(
        label=_("Function of the reviewer"),
        required=False,
        max_length=150,
        help_text=_("For example “Evaluation adviser”. Do not enter the name of a person."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, reader: Reader) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        assert isinstance(field, OrganisationField)
        field.reader = reader


class ReviewForm(forms.Form):
    """A review. `cleaned_data` is what `give_review` takes."""

    decision = forms.ChoiceField(label=_("Decision"), choices=ReviewDecision.choices, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(
        label=_("Criteria that are met"),
        required=False,
        choices=[(code, words) for code, (words, _help) in CRITERIA.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("Reasons"),
        max_length=LONGEST_REVIEW,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is convincing, and what is missing."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE.items()))
    function = forms.CharField(
        label=_("Function of the reviewer"),
        max_length=150,
        help_text=_("Shown with your organisation. Do not enter the name of a person."),
    )
    months = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(MONTHS[0], _("24 months")), (MONTHS[1], _("36 months"))],
        initial=MONTHS[0],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == ReviewDecision.RECOMMENDED and len(cleaned.get("criteria", ())) < len(CRITERIA):
            self.add_error("decision", gettext("“Recommended” requires that all criteria are met."))
        return cleaned


class UseForm(forms.Form):
    """Which activity used the practice."""

    activity = forms.ChoiceField(label=_("Activity"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was taken over, and what was changed."),
    )

    def __init__(self, data: Mapping[str, Any] | None, offered: tuple[NamedRecord, ...]) -> None:
        super().__init__(data)
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.id), each.title) for each in offered]


class OwnerForm(forms.Form):
    """Whose the practice is that is made of a proposal."""

    owner = OrganisationField(
        label=_("Organisation of the practice"),
        max_length=300,
        help_text=_("It edits the practice from then on: your own organisation, or another one that is listed."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, reader: Reader) -> None:
        super().__init__(data, initial={"owner": reader.organisation_name})
        field = self.fields["owner"]
        assert isinstance(field, OrganisationField)
        field.reader = reader


class DeclineForm(forms.Form):
    """Why a proposal is declined, for whoever sent it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sent to the address that was given, in these words."),
    )


class PracticeDocumentForm(DocumentForm):
    """A practice as a document: `read()` after `is_valid()`."""

    most = 40_000
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 9}))


def _text(name: str, *, required: bool = False) -> forms.CharField:
    """As the form of a practice asks for it."""
    field = parts_of(PracticeContent)[name].field
    assert field.longest
    return visitor_text(field.label, longest=field.longest, lines=field.lines, required=required, help_text=field.help)


def _economies() -> list[tuple[str, str]]:
    return [(economy.code, economy.name) for economy in forum().economies]


class PracticeProposalForm(VisitorForm):
    """What an organisation without an account says of a practice."""

    organisation = visitor_text(
        _("Your organisation"), longest=300, lines=1, help_text=_("The organisation, not the name of a person.")
    )
    title = _text("title", required=True)
    aim = _text("aim", required=True)
    method = _text("method", required=True)
    partners = _text("partners")
    resources = _text("resources")
    evidence = _text("evidence")
    evaluation = _text("evaluation")
    transfer = _text("transfer")
    ethics = _text("ethics")
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, choices=list(TOPICS.items()), widget=forms.CheckboxSelectMultiple
    )
    economies = forms.MultipleChoiceField(
        label=_("Economies"), required=False, choices=_economies, widget=forms.CheckboxSelectMultiple
    )
    contact = _text("contact")
    email = visitor_email(
        _("E-mail address for the answer"),
        help_text=_("Not published. Without an address you are not told what was decided."),
    )


PROPOSAL = PublicForm(
    name="practice-proposal",
    route="library:practice-proposal",
    form=PracticeProposalForm,
    words=PublicFormWords(
        title=_("Propose a practice"),
        lead=_("For organisations without an account. The secretariat reads your proposal before anybody else does."),
        button=_("Send the proposal"),
        thanks=_("Your proposal was sent to the secretariat. It is published only if the secretariat accepts it."),
        note=_("Read by the secretariat only, and deleted after one year. Do not enter names of persons."),
    ),
    keep=keep_proposal,
)
