"""The forms of the forum's settings and of a new community."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.people.directory.queries import persons_to_name
from egnatia.people.forum.queries import slug_of
from egnatia.people.forum.rules import LANGUAGES, LONGEST_LABEL, ForumSettings, Founding, Placed

MOST_DAYS = 60
SPOKEN = dict(settings.LANGUAGES_OF_MEMBERS)
PARTS = ("names", "collective", "footnote")


class ForumForm(forms.Form):
    """`said()` after `is_valid()`. One field for each text and language, and two for each economy."""

    def __init__(self, data: Any, *, now: ForumSettings) -> None:  # noqa: ANN401 - a request's POST, or nothing
        super().__init__(data)
        self.now = now
        for language in LANGUAGES:
            self._add(f"names_{language}", _("Name of the network"), now.names, language, 200)
            self._add(f"collective_{language}", _("Term for participants"), now.collective, language, 60)
            self._add(f"footnote_{language}", _("Footnote"), now.footnote, language, 1_000)
        for place, each in enumerate(now.economies, start=1):
            self.fields[f"place_{each.code}"] = forms.IntegerField(
                label=_("Order: %(economy)s") % {"economy": each.name},
                initial=place,
                min_value=1,
                max_value=len(now.economies),
            )
            self.fields[f"label_{each.code}"] = forms.CharField(
                label=_("Label: %(economy)s") % {"economy": each.name}, initial=each.label, max_length=LONGEST_LABEL
            )
        self.fields["silence"] = forms.IntegerField(
            label=_("Working days before members see an overlap"),
            help_text=_("Until then, only the two owners and the secretariat see it."),
            initial=now.silence,
            min_value=0,
            max_value=MOST_DAYS,
        )

    def _add(self, name: str, label: Any, texts: Any, language: str, longest: int) -> None:  # noqa: ANN401 - lazy text
        self.fields[name] = forms.CharField(
            label=label,
            initial=texts.get(language, ""),
            required=language == "en" and not name.startswith("footnote"),
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": 2}) if name.startswith("footnote") else None,
        )

    def parts(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """The texts of each language: its code, its name, its fields."""
        for language in LANGUAGES:
            yield language, SPOKEN[language], [self[f"{part}_{language}"] for part in PARTS]

    def rows(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each economy with the fields of its place and label."""
        for each in self.now.economies:
            yield each.name, self[f"place_{each.code}"], self[f"label_{each.code}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for each in self.now.economies:
            label = cleaned.get(f"label_{each.code}", "")
            if label and label in seen:
                said = gettext("%(economy)s already has this label. Enter another one.") % {"economy": seen[label]}
                self.add_error(f"label_{each.code}", said)
            if label and each.footnoted and not label.endswith("*"):
                said = gettext("“%(label)s” must end with an asterisk, which refers to the footnote.")
                self.add_error(f"label_{each.code}", said % {"label": label})
            seen[label] = each.name
        return cleaned

    def said(self) -> ForumSettings:
        """Economies of one place stay in the order in which they stood."""
        written = self.cleaned_data
        ordered = sorted(self.now.economies, key=lambda each: written[f"place_{each.code}"])

        def texts(part: str) -> dict[str, str]:
            return {code: written[f"{part}_{code}"] for code in LANGUAGES}

        return ForumSettings(
            names=texts("names"),
            collective=texts("collective"),
            footnote=texts("footnote"),
            economies=tuple(
                Placed(each.code, each.name, written[f"label_{each.code}"], each.footnoted) for each in ordered
            ),
            silence=written["silence"],
        )


class FoundingForm(forms.Form):
    """`founding()` and `first_steward()` after `is_valid()`. `alone`: there is nobody who could be its steward."""

    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence in your language, visible to everyone signed in."),
    )
    closed = forms.BooleanField(
        label=_("Closed group: a steward confirms each member"),
        help_text=_("Visitors see the name and purpose of an open group, and can ask to join it."),
        required=False,
        initial=True,
    )
    accepts = forms.BooleanField(label=_("Accepts records from non-members"), required=False)
    steward = forms.ChoiceField(
        label=_("First steward"),
        help_text=_(
            "Confirms members and assigns focal points, but not their own role. Select someone other "
            "than yourself, for example a colleague in the secretariat."
        ),
    )

    def __init__(self, data: Any, *, reader: Reader) -> None:  # noqa: ANN401 - a request's POST, or nothing
        super().__init__(data)
        for language in LANGUAGES:
            label = (
                _("Name in English") if language == "en" else _("Name: %(language)s") % {"language": SPOKEN[language]}
            )
            self.fields[f"name_{language}"] = forms.CharField(label=label, required=language == "en", max_length=100)
        people = [(option.value, option.label) for option in persons_to_name(reader)]
        self.alone = not people
        field = self.fields["steward"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("select a person")), *people]
        self.order_fields([f"name_{language}" for language in LANGUAGES])

    def clean_name_en(self) -> str:
        said: str = self.cleaned_data["name_en"]
        if not slug_of(said):
            raise forms.ValidationError(_("Enter the English name in Latin letters."))
        return said

    def founding(self) -> Founding:
        written = self.cleaned_data
        names = {code: written[f"name_{code}"] for code in LANGUAGES if written[f"name_{code}"]}
        purpose = {get_language() or "en": written["purpose"]} if written["purpose"] else {}
        return Founding(names, purpose, closed=written["closed"], accepts=written["accepts"])

    def first_steward(self) -> UUID:
        return UUID(self.cleaned_data["steward"])
