"""What a person chooses of a report, and the template that they upload. The audience is the marking form's."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from egnatia.formats import Refused
from egnatia.formats.reports.template_check import checked_template
from egnatia.pages.refusals import refusal_words
from egnatia.reporting.reports.queries import Choices
from egnatia.reporting.reports.rules import SECOND, Subject


class MakingForm(forms.Form):
    """`subject` and `second` after `is_valid()`."""

    about = forms.ChoiceField(label=_("Type of report"))
    second = forms.ChoiceField(
        label=_("Second language"),
        help_text=_("Headings and terms appear in both languages. Original texts are not translated."),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, subjects: Choices) -> None:
        super().__init__(data)
        self._offer("about", [(group, options) for group, options in subjects if options])
        languages = [
            (code, name) for code, name in settings.LANGUAGES_OF_MEMBERS if code in SECOND
        ]  # by their own names
        self._offer("second", [("", _("English only")), *languages])

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def subject(self) -> Subject:
        found = Subject.of(self.cleaned_data["about"])
        assert found is not None  # one of the choices
        return found

    @property
    def second_language(self) -> str:
        return str(self.cleaned_data["second"])


class TemplateForm(forms.Form):
    """`name` and `content` after `is_valid()`: a process of its own has looked at it."""

    upload = forms.FileField(
        label=_("Your Word template"),
        help_text=_(
            "A Word document (.docx) of up to 5 MB with your page layout, styles and logo. Macros are not run."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: "Mapping[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # any mapping of files does
        self.name, self.content = "", b""

    def clean_upload(self) -> None:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        self.name, self.content = (upload.name or "report.docx")[:200], upload.read()
        told = checked_template(self.content, self.name)
        if isinstance(told, Refused):
            raise forms.ValidationError(refusal_words(told))
