"""The views of the matrix beside each other; each has its own address and keeps the filters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from egnatia.needs.matrix.names import MatrixNames

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TABS = (
    ("matrix", _("Needs and support")),
    ("my-economy", _("My economy")),
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


def tabs(naming: MatrixNames, current: str) -> tuple[MatrixTab, ...]:
    return tuple(MatrixTab(label, naming.address(name), name == current) for name, label in TABS)
