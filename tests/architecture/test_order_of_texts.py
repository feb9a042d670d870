"""A server of somebody else may sort texts in any language: what follows from an order must not depend on it.

The server that tests run on knows the order of letters' numbers only, so that none of them would see it.
"""

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Field, TextField

from tests.architecture.tree import modules, named, parsed

ORDERING = re.compile(
    r"ORDER BY\s+(?P<order>.*?)(?:LIMIT|\)|$)|\b(?:min|max|least|greatest)\((?P<among>[^()]*)", re.DOTALL
)
WORD = re.compile(r"[a-z_]+")


def holds_text(field: object) -> bool:
    inner = field.base_field if isinstance(field, ArrayField) else field
    return isinstance(inner, CharField | TextField)


def text_columns() -> set[str]:
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())  # noqa: SLF001 - it is public
    return {field.column or field.name for field in fields if isinstance(field, Field) and holds_text(field)}


def ordered_by_language(statement: str, columns: set[str]) -> Iterator[str]:
    """The columns with text that `statement` orders by, or takes the first or last of, without saying how."""
    for found in ORDERING.finditer(statement):
        for name in WORD.findall(found["order"] or found["among"] or ""):
            if name in columns and not re.search(rf'\b{name}(?:\[.*\])? COLLATE "C"', statement):
                yield name


def statements() -> Iterator[tuple[str, str]]:
    """Module and text of each statement in SQL, but for those of migrations."""
    for path in modules("src"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "SELECT" in node.value:
                yield named(path), node.value


def test_statements_say_in_which_order_texts_stand() -> None:
    columns, looked_at = text_columns(), list(statements())
    assert {"titles", "partners", "economy"} <= columns

    assert [(where, set(names)) for where, text in looked_at if (names := [*ordered_by_language(text, columns)])] == []


def test_an_order_that_a_server_chooses_is_found() -> None:
    columns = {"titles", "partners"}

    assert list(ordered_by_language("SELECT 1 FROM a ORDER BY rank DESC, titles, id LIMIT 3", columns)) == ["titles"]
    assert list(ordered_by_language("SELECT min(partners[1]) FROM a", columns)) == ["partners"]
    assert list(ordered_by_language('SELECT min(partners[1] COLLATE "C") FROM a', columns)) == []
    assert list(ordered_by_language('SELECT titles COLLATE "C" AS titles FROM a ORDER BY titles', columns)) == []
