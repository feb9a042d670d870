"""What a sheet would change: the plan that a dry run shows, and that comes back signed to be carried out."""

from collections.abc import Mapping
from typing import Any

import msgspec

from egnatia.needs.needs.fields import NeedContent
from egnatia.pages.history import Change
from egnatia.pages.sheets import Fault

MOST_PLANNED = 500  # new or changed rows of one sheet


class PlannedNeed(msgspec.Struct, frozen=True):
    """A row that would become a need (`record` is "") or change one, at the version that it was compared with."""

    row: int
    record: str
    version: int
    said: NeedContent
    changes: tuple[Change, ...] = ()

    @property
    def is_new(self) -> bool:
        return not self.record


class NeedSheetPlan(msgspec.Struct, frozen=True):
    """All rows of one file. `unchanged` say what their needs say already."""

    file: str
    person: str
    rows: tuple[PlannedNeed, ...] = ()
    faults: tuple[Fault, ...] = ()
    unchanged: int = 0

    @property
    def new(self) -> int:
        return sum(each.is_new for each in self.rows)

    @property
    def new_economy(self) -> str:
        """The economy that all new needs are of, "" where there are several: drafts go to its focal points."""
        economies = {each.said.economy for each in self.rows if each.is_new}
        return economies.pop() if len(economies) == 1 else ""

    @property
    def changed(self) -> int:
        return len(self.rows) - self.new


def as_builtins(plan: NeedSheetPlan) -> dict[str, Any]:
    packed: dict[str, Any] = msgspec.to_builtins(plan)
    return packed


def plan_from(packed: Mapping[str, Any]) -> NeedSheetPlan:
    return msgspec.convert(packed, type=NeedSheetPlan)
