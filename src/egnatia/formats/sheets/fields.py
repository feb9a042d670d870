"""What a column can say, of an activity or of a need."""

from typing import Literal

Kind = Literal["activities", "needs"]

ACTIVITY_FIELDS = (
    "record", "identifier", "title", "description", "sort", "language", "economies", "places", "status", "start", "end",
    "period", "amount", "currency", "band", "reporting", "funding", "implementing", "receiving", "sectors",
    "objectives", "types", "groups", "source", "measure",
)  # fmt: skip
NEED_FIELDS = (
    "economies", "objectives", "priority", "nature", "perspective", "words", "source", "page", "stated",
)  # fmt: skip
FIELDS: dict[Kind, tuple[str, ...]] = {"activities": ACTIVITY_FIELDS, "needs": NEED_FIELDS}

BANDS = ("<50k", "50-250k", "250k-1m", "1-5m", ">5m")  # as `egnatia.overlap` has them
BODIES = {"reporting": "", "funding": "funding", "implementing": "implementing", "receiving": "receiver"}
SEVERAL = frozenset({"economies", "places", "sectors", "objectives", "types", "groups", *BODIES})
TERMS = frozenset({"objectives", "types", "groups", "status", "sectors", "economies", "sort", "measure"})  # are mapped
NEED_TERMS = frozenset({"economies", "objectives", "priority", "nature", "perspective"})

STATUSES = ("pipeline", "implementation", "finalisation", "closed", "cancelled", "suspended")
SORTS = ("project", "event", "own-measure")
MEASURES = ("law", "strategy", "unit", "budget-line")
PRIORITIES = ("high", "medium", "low")
NATURES = ("legislative", "institutional", "operational")
PERSPECTIVES = ("prevention", "response")
CLOSED = {  # fields whose values are these and no others
    "status": STATUSES, "sort": SORTS, "measure": MEASURES, "priority": PRIORITIES, "nature": NATURES,
    "perspective": PERSPECTIVES,
}  # fmt: skip


def terms_of(kind: Kind) -> frozenset[str]:
    """The fields whose values are mapped to terms."""
    return TERMS if kind == "activities" else NEED_TERMS
