"""The forms of a kind of record, derived from its content: what is asked, what was said, what a list is filtered by."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import asdict

from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.lists import Filter
from egnatia.kernel.records.content import (
    AMOUNT,
    DAY,
    NUMBER,
    SEVERAL,
    ByLanguage,
    Content,
    ContentField,
    defaults_of,
    parts_of,
)
from egnatia.kernel.records.filters import filtered_parts
from egnatia.pages.forms import DayField, QuietForm
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.originals import OUTDATED, is_outdated, with_words
from egnatia.taxonomy.vocabularies import choices_of

C = TypeVar("C", bound=Content)
LONGEST_WORDS = 200  # characters that are searched for
ENGLISH = "_en"  # ends the name of the field for a text in English, beside the one in its own language
LANGUAGE_FIELD = "language"  # of all texts of a form
FEW = 6  # choices, of which one has to be said, stand side by side: none is chosen before somebody does


class WholeNumberField(forms.IntegerField):
    """Takes 40.0, as sheets write it; 40.000 may be forty thousand, and is refused, as it is for an amount."""

    re_decimal = re.compile(r"\.0?$")


TYPED: dict[Any, tuple[type[forms.Field], dict[str, Any]]] = {
    DAY: (DayField, {}),
    NUMBER: (WholeNumberField, {}),
    AMOUNT: (forms.DecimalField, {"decimal_places": 2, "max_digits": 17, "min_value": 0}),
}


class RecordForm(QuietForm, Generic[C]):
    """`said()` after `is_valid()`. `kept` is what the record says where it is changed, `hidden` the fields of it that
    the reader may not know; `initial` what it starts from where it is new. `quiet` shows what was typed without
    judging it: for a preview."""

    def __init__(  # noqa: PLR0913 - a form's data, its reader and what it starts from
        self,
        content: type[C],
        data: Mapping[str, Any] | None = None,
        *,
        reader: Reader,
        kept: C | None = None,
        hidden: Collection[str] = (),
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        self.content, self.kept, self.reader, self.quiet = content, kept, reader, quiet
        asked = {name: part for name, part in parts_of(content).items() if _is_asked(part, kept)}
        self.asked = {name: part for name, part in asked.items() if name not in hidden}
        typed = typed_of(asdict(kept)) if kept else usual_of(content)
        self.language_kept = typed.get(LANGUAGE_FIELD)
        anew = {name: "" for name, part in self.asked.items() if part.field.asked == "later"}
        super().__init__(data, initial={**typed, **anew, **(initial or {})})
        self.fields.update(self._fields())

    def _fields(self) -> Iterator[tuple[str, forms.Field]]:
        texts = {name: part for name, part in self.asked.items() if part.type is ByLanguage}
        for name, part in self.asked.items():
            yield name, self._field(part)
            if texts and name == list(texts)[-1]:
                kept = self.initial.get(LANGUAGE_FIELD) or "en"
                options = [("", gettext_lazy("not specified")), *({kept: kept} | dict(LANGUAGE)).items()]
                yield LANGUAGE_FIELD, forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=options)
                yield from ((f"{each}{ENGLISH}", _in_english(of)) for each, of in texts.items())

    def _field(self, part: ContentField) -> forms.Field:
        required = part.required or part.field.asked == "later"
        said: dict[str, Any] = {"label": part.field.label, "help_text": part.field.help, "required": required}
        if part.field.choices:
            return self._choice(part, said)
        if part.type is bool:
            return forms.BooleanField(**{**said, "required": False})
        if part.type in TYPED:
            made, limits = TYPED[part.type]
            return made(**said, **limits)
        return forms.CharField(max_length=part.field.longest, widget=_box(part.field.lines), **said)

    def _choice(self, part: ContentField, said: dict[str, Any]) -> forms.Field:
        """What was said stays on offer, though nobody could say it anew."""
        known = choices_of(part, self.reader)
        offered = known if part.field.offered is None else part.field.offered(self.reader)
        kept = self.initial.get(part.name) or ()
        codes = [*offered, *(each for each in ([kept] if isinstance(kept, str) else kept) if each not in offered)]
        choices = {code: known.get(code, code) for code in codes}
        if part.type is str:
            usual = usual_of(self.content).get(part.name)
            side_by_side = (part.required or usual) and len(choices) <= FEW
            none = [("", _("choose one") if part.required else _("not specified"))]
            empty = [] if side_by_side or usual or "" in choices else none
            widget = forms.RadioSelect if side_by_side else forms.Select
            return forms.ChoiceField(choices=[*empty, *choices.items()], widget=widget, **said)
        said["template_name"] = "components/folded_field.html" if len(choices) > FEW else None
        return forms.MultipleChoiceField(choices=list(choices.items()), widget=forms.CheckboxSelectMultiple, **said)

    def clean(self) -> None:
        for name, part in self.asked.items():
            english, text = self.cleaned_data.get(f"{name}{ENGLISH}"), self.cleaned_data.get(name)
            if part.type is ByLanguage and english and english != text and self._language_of(name) == "en":
                self.add_error(f"{name}{ENGLISH}", gettext_lazy("Leave this empty: the original is in English."))
            before = [str(self.initial.get(each) or "") for each in (name, f"{name}{ENGLISH}")]
            if part.type is ByLanguage and is_outdated(text or "", english or "", *before):
                self.add_error(f"{name}{ENGLISH}", OUTDATED)

    def said(self) -> C:
        """What was entered; what the form does not ask for stays as it was."""
        values = {name: self._said(name, part) for name, part in self.asked.items()}
        rest = {name: getattr(self.kept, name) for name in parts_of(self.content) if name not in values and self.kept}
        return self.content(**rest, **{name: value for name, value in values.items() if value is not None})

    def _said(self, name: str, part: ContentField) -> Any:  # noqa: ANN401 - of the field's type
        value = self.cleaned_data[name]
        if part.type is not ByLanguage:
            return tuple(value) if part.type == SEVERAL else value or usual_of(self.content).get(name, value)
        before = getattr(self.kept, name) if self.kept else ByLanguage()
        language, english = self._language_of(name), self.cleaned_data[f"{name}{ENGLISH}"]
        texts = with_words(value, language, english, before.texts, before.original)
        return ByLanguage({code: text for code, text in texts.items() if text}, language if any(texts.values()) else "")

    def _language_of(self, name: str) -> str:
        """That of all texts; of a text that has another, its own where nobody said anything else."""
        said: str = self.cleaned_data.get(LANGUAGE_FIELD, "")
        if self.kept and getattr(self.kept, name) and said == self.language_kept:
            said = getattr(self.kept, name).first()[1]
        return said


def _is_asked(part: ContentField, kept: Content | None) -> bool:
    return part.field.asked in ("always", "once" if kept is None else "later")


def _box(lines: int) -> forms.Widget:
    return forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput()


def _in_english(part: ContentField) -> forms.Field:
    return forms.CharField(
        label=format_lazy(gettext_lazy("{field} (English translation)"), field=part.field.label),
        required=False,
        max_length=part.field.longest,
        widget=_box(part.field.lines),
        help_text=gettext_lazy("If available. It is shown beside the original text."),
    )


def usual_of(content: type[Content]) -> dict[str, str]:
    """What is chosen where nobody chooses: a choice that a content has from the beginning."""
    usual = {name: each for name, each in defaults_of(content).items() if isinstance(each, str) and each}
    return {name: each for name, each in usual.items() if parts_of(content)[name].field.choices}


def typed_of(known: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field as a form and a file have them: a text in its own language, and in English where it has that too.

    The language is that of the first text which has one. A text of another keeps its own, as long as nobody says that
    all are in a third.
    """
    typed: dict[str, Any] = {}
    for name, value in known.items():
        if isinstance(value, ByLanguage):
            typed[name], language = value.first()
            typed[LANGUAGE_FIELD] = typed.get(LANGUAGE_FIELD) or language
            typed[f"{name}{ENGLISH}"] = value.texts.get("en", "") if language != "en" else ""
        else:
            typed[name] = list(value) if isinstance(value, tuple) else value
    return typed


class RecordFilterForm(forms.Form):
    """The filters of a list, as they stand in its address; what no list knows narrows nothing and says so."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=LONGEST_WORDS)

    def __init__(self, content: type[Content], data: Mapping[str, Any], *, reader: Reader) -> None:
        parts = filtered_parts(content)
        super().__init__({name: data.get(name, "") for name in (*self.base_fields, *parts)})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        for name, part in parts.items():
            options = [("", _("all")), *choices_of(part, reader).items()]
            self.fields[name] = forms.ChoiceField(label=part.field.label, required=False, choices=options)

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that can be used."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def filters_described(content: type[Content]) -> dict[str, Filter]:
    """The filters of the list for those who keep them, in the words of today."""
    described = {"q": Filter(gettext_lazy("Search"))}
    for name, part in filtered_parts(content).items():
        described[name] = Filter(part.field.label, choices_of(part, ANONYMOUS))
    return described
