"""Who pays for activities, as far as a reader sees them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from egnatia.kernel.reader import Reader
from egnatia.kernel.signals import Funded
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.stored import facts_of


def funders_of(reader: Reader, activities: Collection[UUID]) -> dict[UUID, Funded]:
    """By activity. Its money is its funders', else its reporting organisation's; an own measure has no partner's.

    One query.
    """
    rows = Activity.visible_to(reader).filter(pk__in=list(activities)).order_by("pk")
    found = rows.values_list("pk", "sort", "title", "facts")
    return {
        pk: Funded(title, _paying(facts, pk, own=sort == Activity.Sort.OWN_MEASURE)) for pk, sort, title, facts in found
    }


def _paying(stored: dict[str, Any], record: UUID, *, own: bool) -> tuple[str, ...]:
    facts = facts_of(stored, record)
    bodies = facts.funders if own else facts.funders or facts.reporters
    return tuple(dict.fromkeys(body.name or body.ref for body in bodies))
