"""What activities serve. Whoever asks names activities that his reader sees: what they serve is seen with them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from egnatia.coverage import Aim
from egnatia.needs.frameworks.models import ActivityAim

Activities = Collection[UUID] | QuerySet[Any, Any]


def aims_of(activities: Activities) -> dict[UUID, tuple[Aim, ...]]:
    """The declared, confirmed and estimated objectives of each, by code; estimates say so. One query.

    `activities` are identifiers, or a query for them. Those that serve nothing known are left out.
    """
    rows = ActivityAim.objects.filter(activity__in=activities).order_by("code")
    found = defaultdict(list)
    for activity, code, share, basis in rows.values_list("activity", "code", "share", "basis"):
        found[activity].append(Aim(code, share, estimated=basis == ActivityAim.Basis.ESTIMATE))
    return {activity: tuple(aims) for activity, aims in found.items()}
