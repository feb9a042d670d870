"""The views of the matrix beside each other; each has its own address and keeps the filters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from egnatia.needs.matrix.naming import Naming

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TABS = (
    ("matrix", _("Needs and activities")),
    ("my-economy", _("My economy")),
    ("who-works-here", _("Who works here")),
    ("tiles", _("Economies")),
    ("rooms", _("Room to coordinate")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: "str | _StrPromise"
    url: str
    current: bool
    count: None = None


def tabs(naming: Naming, current: str) -> tuple[Tab, ...]:
    return tuple(Tab(label, naming.address(name), name == current) for name, label in TABS)
