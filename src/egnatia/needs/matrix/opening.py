"""What every page of the matrix begins with: who asks, for which part, and how things are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.terms import Vocabulary
from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.needs.matrix.forms import MatrixForm
from egnatia.needs.matrix.naming import Naming
from egnatia.needs.matrix.queries.counting import Asking
from egnatia.needs.needs.objectives import Objectives


@dataclass(frozen=True, slots=True)
class Opened:
    form: MatrixForm
    asking: Asking
    naming: Naming
    vocabulary: Vocabulary

    @property
    def as_of(self) -> date:
        return self.asking.as_of


def opened(reader: Reader, address: Mapping[str, Any], *, without: tuple[str, ...] = ()) -> Opened:
    """The filters of the address, and names asked for once. `without`: fields that the page does not have."""
    names, words = forum(), vocabulary()
    economies = {economy.code: economy.name for economy in names.economies}
    form = MatrixForm(address, vocabulary=words, economies=economies, without=without)
    filters = form.filters
    naming = Naming(names, Objectives(words.objectives), filters)
    return Opened(form, Asking(reader, filters, clock.today()), naming, words)
