"""Who may see a row, as conditions in SQL that stand ready: nearly every query of every page asks for several.

Django would put them together anew each time: "any record that they see" took it 11.6 ms of CPU, and takes 0.1 so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

TOKENS = object()  # stands among the parameters of a text where the reader's tokens come in

# Each name of a table stands for one depth, so that a column of the query around is never taken for one inside.
OPENED = "EXISTS (SELECT 1 FROM kernel_grant opening WHERE opening.record_id = {} AND opening.token = ANY(%s))"
AMONG = "{{0}} IN (SELECT granted.record_id FROM kernel_grant granted WHERE {})"
GRANTED = "EXISTS (SELECT 1 FROM kernel_grant granted WHERE {})"
HUNG = "EXISTS (SELECT 1 FROM {} hung WHERE {})"
LISTED = "NOT EXISTS (SELECT 1 FROM {} listed WHERE listed.{} = {} AND NOT {})"


@dataclass(frozen=True, slots=True)
class SqlFragment:
    """A condition with places for columns, `{0}` first, and what its parameters are."""

    words: str
    parameters: tuple[object, ...] = ()

    def about(self, *columns: str) -> "SqlFragment":
        """The same of these columns."""
        return SqlFragment(self.words.format(*columns), self.parameters)


def every(conditions: Sequence[SqlFragment]) -> SqlFragment:
    """That all of them hold; there is one at least."""
    words = " AND ".join(each.words for each in conditions)
    return SqlFragment(words, tuple(value for each in conditions for value in each.parameters))


def within(frame: str, inside: SqlFragment, *names: str) -> SqlFragment:
    """`frame`, with names of tables and columns in its first places and `inside` in the last."""
    return SqlFragment(frame.format(*names, inside.words), inside.parameters)


def opened(column: str, tokens: object = TOKENS) -> SqlFragment:
    """That one of the tokens, the reader's if no others are given, opens the record in `column`."""
    return SqlFragment(OPENED.format(column), (tokens,))


class Condition(Func):
    """A text about columns of the query that it stands in, for whoever holds `tokens`."""

    output_field = BooleanField()

    def __init__(self, text: SqlFragment, tokens: Sequence[str], *columns: str | F) -> None:
        super().__init__(*columns)
        held = list(tokens)
        self._words = text.words
        self._parameters = tuple(held if value is TOKENS else value for value in text.parameters)

    def as_sql(  # type: ignore[override]  # what else a Func may be given plays no part
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_: object
    ) -> tuple[str, tuple[Any, ...]]:
        """The text with the names that the columns have there."""
        columns = [compiler.compile(expression)[0] for expression in self.get_source_expressions()]
        return self._words.format(*columns), self._parameters

    def about(self, *columns: str) -> tuple[str, tuple[Any, ...]]:
        """The text about these columns, for a query that is written by hand, and its parameters."""
        return self._words.format(*columns), self._parameters
