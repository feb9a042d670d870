"""Activities with objectives for tests: say only what the test is about."""

from typing import Any
from uuid import UUID

from tests import make
from tests.activities.activities.doing import activity

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim


def estimated(
    by: Reader,
    *codes: str,
    title: str = "Work in prisons",
    marking: Marking = make.GREEN,
    **said: Any,  # noqa: ANN401 - any field of the facts
) -> Activity:
    """An activity that states no objective, with estimates as the worker leaves them."""
    made = activity(title, by=by, marking=marking, **said)
    ActivityAim.objects.bulk_create(
        ActivityAim(
            activity=made,
            code=code,
            basis="estimate",
            weight=0.5,
            evidence=[{"kind": "terms", "what": ["prison", "staff"]}],
        )
        for code in codes or ("2.3.1",)
    )
    return made


def served(activity_id: UUID) -> dict[str, str]:
    """What an activity serves, and on which basis."""
    rows = ActivityAim.objects.filter(activity=activity_id).order_by("code")
    return dict(rows.values_list("code", "basis"))
