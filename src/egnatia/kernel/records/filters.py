"""Which records of a kind a list shows: those that the reader sees and that its filters let through."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import ContentKind
from egnatia.kernel.records.content import SEVERAL, Content, ContentField, parts_of
from egnatia.language.query_expansion import search_expression


def filtered_parts(content: type[Content]) -> dict[str, ContentField]:
    """The fields by which a list is filtered."""
    return {name: part for name, part in parts_of(content).items() if part.field.filter}


def rows_wanted(
    model: type[ContentKind], content: type[Content], reader: Reader, wanted: Mapping[str, str]
) -> "QuerySet[Any]":
    """The rows with their envelopes, in no order. `wanted`: a value by field, and what is searched for as `q`."""
    condition = Q(record__kind=model.KIND)  # as they are: so that the newest of a kind are read from an index
    if expression := search_expression(wanted.get("q", "")):
        condition &= Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
    for name, part in filtered_parts(content).items():
        if value := wanted.get(name):
            said = {f"content__{name}__contains": [value]} if part.type == SEVERAL else {f"content__{name}": value}
            condition &= Q(**said)
    return model.visible_to(reader).filter(condition).defer("record__search")
