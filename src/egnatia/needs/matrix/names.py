"""How economies and objectives are called in this request, where the pages of the matrix stand, and its views as tabs.

Pure. Each view has its own address and keeps the filters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.coverage import HEADING, OBJECTIVE, PRIORITY, level_of
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.taxonomy.forum import EconomyName, ForumNames
from egnatia.taxonomy.vocabularies import Objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


NEXT = {HEADING: "priority", PRIORITY: "objective"}  # what a row opens


@dataclass(frozen=True, slots=True)
class MatrixNames:
    """Asked once in a request, handed down. `filters` go with every link."""

    names: ForumNames
    objectives: Objectives
    filters: MatrixFilters
    root: str = field(default_factory=lambda: reverse("needs:matrix"))
    suffix: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "suffix", with_query("", self.filters.query))

    def codes(self, level: int, under: str = "") -> tuple[str, ...]:
        """The framework's own codes at a level, in its order."""
        here = (code for code in self.objectives.labels if level_of(code) == level and ":" not in code)
        return tuple(code for code in here if not under or code == under or code.startswith(f"{under}."))

    def economies(self, codes: "frozenset[str] | set[str]") -> tuple[EconomyName, ...]:
        """Those of the given ones that are known, in the forum's fixed order."""
        return tuple(economy for economy in self.names.economies if economy.code in codes)

    def address(self, name: str, *args: str, **more: str) -> str:
        """A page of the matrix with the filters of this one."""
        return with_query(reverse(f"needs:{name}", args=args), {**self.filters.query, **more})

    def cell(self, economy: str, code: str) -> str:
        """The page of a cell, as `address` says it; a page may hold hundreds."""
        return f"{self.root}{economy}/{code}/{self.suffix}"

    def below(self, code: str) -> str:
        """The matrix one level deeper, or all economies of one objective."""
        level = level_of(code)
        if level >= OBJECTIVE:
            return self.address("open-needs-of-objective", code)
        return self.address("matrix", level=NEXT[level], under=code)


def with_query(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


OWN = "my-economy"
TABS = (
    ("matrix", _("Needs and support")),
    (OWN, _("My economy")),
    ("who-works-here", _("Who is active where")),
    ("tiles", _("Economies")),
    ("rooms", _("Opportunities to coordinate")),
)


@dataclass(frozen=True, slots=True)
class MatrixTab:
    label: "str | _StrPromise"
    url: str
    current: bool
    count: None = None


def tabs(naming: MatrixNames, current: str, *, represents: bool) -> tuple[MatrixTab, ...]:
    """`represents`: the reader has an economy of their own; nobody else is led to one."""
    shown = [(name, label) for name, label in TABS if represents or name != OWN]
    return tuple(MatrixTab(label, _tab_address(naming, name), name == current) for name, label in shown)


def _tab_address(naming: MatrixNames, name: str) -> str:
    """The table is asked for by its level: on a phone its bare address leads to the reader's own economy."""
    more = {} if naming.filters.query or name != "matrix" else {"level": "priority"}
    return naming.address(name, **more)
