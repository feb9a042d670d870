"""The form of a comment: its text, who reads it, and whom it notifies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.comments.fields import CommentContent
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.rooms import refusals
from egnatia.pages.forms import QuietForm
from egnatia.pages.record_forms import RecordForm
from egnatia.people.marking.forms import MarkingForm

SAME, NARROWER = "same", "narrower"


class NarrowerForm(MarkingForm):
    """The marking of a comment with fewer readers than its record has."""

    def __init__(self, data: Mapping[str, Any] | None, *, reader: Reader, about: UUID) -> None:
        super().__init__(data, reader=reader)
        self.about = about

    @property
    def preview_url(self) -> str:
        """Of those whom the marking names only who sees the record too."""
        return reverse("comments:preview", args=[self.about])

    def refuse(self, code: str) -> None:
        """Say beside the level why this marking is not taken."""
        self.add_error("tlp", str(refusals()[code]))


class ReadersForm(QuietForm):
    """`notified()` after `is_valid()`. Whom one may notify are the readers under the usual choice: among fewer, the
    action says who is none."""

    readers = forms.ChoiceField(label=_("Visible to"), widget=forms.RadioSelect)
    notify = forms.MultipleChoiceField(
        label=_("Notify"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They receive an e-mail with a link and no content."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, people: Sequence[Person], answers: bool, first: UUID | None
    ) -> None:
        """`answers` a comment with fewer readers than the record; `first` is ticked among `people` at first."""
        super().__init__(data, initial={"readers": SAME, "notify": [str(first)] if first else []})
        self.people = people
        same = _("Those who can see the comment that you reply to") if answers else _("Everyone who can see the record")
        readers, notify = self.fields["readers"], self.fields["notify"]
        assert isinstance(readers, forms.ChoiceField)
        assert isinstance(notify, forms.MultipleChoiceField)
        readers.choices = [(SAME, same), (NARROWER, _("Fewer readers, selected below"))]
        notify.choices = [(str(each.pk), each.name) for each in self.people]

    def notified(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["notify"]]

    @property
    def is_narrower(self) -> bool:
        """As chosen, whether or not the rest is valid."""
        return self.data.get("readers") == NARROWER


@dataclass(frozen=True, slots=True)
class CommentForms:
    """The parts of the page: what it says, who reads it, and the marking where these are fewer."""

    text: RecordForm[CommentContent]
    readers: ReadersForm
    marking: NarrowerForm

    def are_valid(self) -> bool:
        return all([self.text.is_valid(), self.readers.is_valid(), self.narrower is None or self.marking.is_valid()])

    @property
    def narrower(self) -> NarrowerForm | None:
        """The marking, where it counts."""
        return self.marking if self.readers.is_narrower else None


def forms_for(
    data: Mapping[str, Any] | None, readers: ReadersForm, *, reader: Reader, about: UUID, quiet: bool
) -> CommentForms:
    """`quiet` judges nothing."""
    readers.quiet = quiet
    text = RecordForm(CommentContent, data, reader=reader, quiet=quiet)
    marking = NarrowerForm(data if readers.is_narrower else None, reader=reader, about=about)
    return CommentForms(text, readers, marking)


def text_form(data: Mapping[str, Any] | None, *, reader: Reader, kept: CommentContent) -> RecordForm[CommentContent]:
    """What a comment says, to be edited."""
    return RecordForm(CommentContent, data, reader=reader, kept=kept, quiet=data is None)
