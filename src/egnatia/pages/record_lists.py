"""Lists of a kind of record, derived from its content: filters, rows with their cells, and the same as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel.forum import in_language
from egnatia.kernel.lists import Filter
from egnatia.kernel.models import ContentKind
from egnatia.kernel.reader import ANONYMOUS, Reader
from egnatia.kernel.records.content import ByLanguage, Content, Part, parts_of, seen_by, title_part
from egnatia.kernel.records.listing import filtered_parts
from egnatia.pages.paging import Page
from egnatia.pages.record_forms import ENGLISH, LANGUAGE_FIELD, choices_of

LONGEST_WORDS = 200  # characters that are searched for


@dataclass(frozen=True, slots=True)
class Cell:
    """What a field says, to be read: `lang` where that is not the page's language."""

    label: str
    text: str
    lang: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: what it is called, and its columns."""

    id: UUID
    title: Cell
    cells: tuple[Cell, ...]
    tlp: str


class RecordList(Page[Row]):
    SIZE: ClassVar[int] = 50


class FilterForm(forms.Form):
    """The filters of a list, as they stand in its address; what no list knows narrows nothing and says so."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=LONGEST_WORDS)

    def __init__(self, content: type[Content], data: Mapping[str, Any], *, reader: Reader) -> None:
        parts = filtered_parts(content)
        super().__init__({name: data.get(name, "") for name in ("q", *parts)})
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


def columns_shown(content: type[Content]) -> list[Part]:
    """The columns of the list beside what a record is called."""
    title = title_part(content)
    return [part for part in parts_of(content).values() if part.field.column and part is not title]


def row_of(content: type[Content], reader: Reader, found: ContentKind) -> Row:
    known = seen_by(content, reader, found.record.envelope, found.content)
    beside = tuple(cell_of(part, known.get(part.name), reader) for part in columns_shown(content))
    return Row(found.pk, title_cell(content, reader, known, found), beside, found.record.marking.tlp.words)


def title_cell(content: type[Content], reader: Reader, known: Mapping[str, Any], found: ContentKind) -> Cell:
    """What the record is called: its text, or what stands for it where it has none."""
    part = title_part(content)
    cell = cell_of(part, known.get(part.name), reader)
    return cell if cell.text or part.name not in known else replace(cell, text=in_language(found.record.text))


def cells_of(content: type[Content], reader: Reader, known: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Every field that the reader knows beside the title, as it is read; what is not said is left out."""
    parts, title = parts_of(content), title_part(content)
    cells = (cell_of(parts[name], value, reader) for name, value in known.items() if name != title.name)
    return tuple(each for each in cells if each.text)


def cell_of(part: Part, value: Any, reader: Reader) -> Cell:  # noqa: ANN401 - of the field's type
    label, lines = str(part.field.label), part.field.lines
    if isinstance(value, ByLanguage):
        text, lang = value.first()
        return Cell(label, text, lang, lines)
    return Cell(label, _words(part, value, reader), "", lines)


def _words(part: Part, value: Any, reader: Reader) -> str:  # noqa: ANN401 - of the field's type
    if value is None or value == "":
        return ""
    if part.field.choices:
        known = choices_of(part, reader)
        return ", ".join(known.get(code, code) for code in ([value] if isinstance(value, str) else value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


def header_of(content: type[Content]) -> tuple[str, ...]:
    """The columns of a file: names that are not translated, since it comes back; `tlp` is for reading only."""
    return ("record", *columns_of(content), "tlp")


def columns_of(content: type[Content]) -> tuple[str, ...]:
    """The columns that say something of the content, in the order of its form."""
    parts = {name: part for name, part in parts_of(content).items() if part.field.asked == "always"}
    texts = [name for name, part in parts.items() if part.type is ByLanguage]
    found: list[str] = []
    for name in parts:
        found.append(name)
        if texts and name == texts[-1]:
            found += [LANGUAGE_FIELD, *(f"{each}{ENGLISH}" for each in texts)]
    return tuple(found)


def file_row(content: type[Content], reader: Reader, found: ContentKind) -> tuple[str, ...]:
    """The cells of one record, in the order of `header_of`; what the reader may not know is an empty cell."""
    known = dict(_typed(seen_by(content, reader, found.record.envelope, found.content)))
    return (str(found.pk), *(known.get(column, "") for column in columns_of(content)), found.record.marking.tlp.words)


def _typed(known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in known.items():
        if isinstance(value, ByLanguage):
            text, language = value.first()
            yield name, text
            yield f"{name}{ENGLISH}", value.texts.get("en", "") if language != "en" else ""
            if language:
                yield LANGUAGE_FIELD, language
        elif isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, tuple):
            yield name, ", ".join(value)
        else:
            yield name, "" if value is None else str(value)
