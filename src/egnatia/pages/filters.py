"""The lists of the site as their filters describe them."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from egnatia.kernel.lists import Filter, FilteredList, ListedRows
from egnatia.taxonomy.forum import ForumNames, forum

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def filtered_list(
    route: str,
    title: "str | _StrPromise",
    form: type[forms.Form],
    *,
    without: Collection[str] = (),
    rows: ListedRows | None = None,
) -> FilteredList:
    """The list at the address with this name; `without` are fields of the form that the list leaves out; `rows` as in
    `FilteredList`."""

    def described() -> Mapping[str, Filter]:
        fields, names = form.base_fields.items(), forum()
        return {name: _filter(name, field, names) for name, field in fields if name not in without}

    return FilteredList(title, route, described, rows)


def _filter(name: str, field: forms.Field, names: ForumNames) -> Filter:
    shown = not isinstance(field.widget, forms.HiddenInput)
    values = {each.code: each.name for each in names.economies} if name == "economy" else dict(_values(field))
    return Filter(field.label or "" if shown else "", values)


def _values(field: forms.Field) -> Iterator[tuple[str, str]]:
    """What the values that stand in a form are called; those that a page offers anew each time are not known here."""
    if isinstance(field, forms.BooleanField):
        yield "on", _("yes")
    elif isinstance(field, forms.ChoiceField):
        for value, words in _pairs(field):
            yield str(value), str(words)


def _pairs(field: forms.ChoiceField) -> Iterator[tuple[object, object]]:
    offered: Any = field.choices  # pairs, or groups of them, whatever it was made of
    for value, words in offered:
        yield from words if isinstance(words, list | tuple) else [(value, words)]
