"""What every page of the matrix begins with: who asks, for which part, and how things are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.forms import MatrixForm
from egnatia.needs.matrix.names import MatrixNames, MatrixTab, tabs
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class MatrixContext:
    form: MatrixForm
    asking: MatrixQuery
    naming: MatrixNames
    vocabulary: Vocabulary

    @property
    def as_of(self) -> date:
        return self.asking.as_of

    def tabs(self, current: str) -> tuple[MatrixTab, ...]:
        return tabs(self.naming, current, represents=bool(self.asking.reader.economies))


def opened(reader: Reader, address: Mapping[str, Any], *, without: tuple[str, ...] = ()) -> MatrixContext:
    """The filters of the address, and names asked for once. `without`: fields that the page does not have."""
    names, words = forum(), vocabulary()
    economies = {economy.code: economy.name for economy in names.economies}
    form = MatrixForm(address, vocabulary=words, economies=economies, without=without)
    filters = form.filters
    naming = MatrixNames(names, words.objectives, filters)
    return MatrixContext(form, MatrixQuery(reader, filters, clock.today()), naming, words)
