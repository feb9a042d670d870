"""What activities declare to serve, written in the transaction that stores them; estimates follow behind the scenes."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from egnatia.needs.frameworks.models import ActivityAim, Unestimated
from egnatia.needs.frameworks.signals import aims_changed

# Whoever stores an activity is never kept waiting by what others stored: three statements, however many they are.
NO_LONGER = """
DELETE FROM needs_activityaim AS aim USING activities_activity AS activity
WHERE activity.record_id = aim.activity_id AND activity.record_id = ANY(%s)
AND (aim.basis = 'declared' AND NOT aim.code = ANY(activity.objectives)
     OR aim.basis = 'estimate' AND activity.objectives <> '{}')
"""
DECLARED = """
INSERT INTO needs_activityaim (activity_id, code, basis, weight, evidence, confirmed_by)
SELECT record_id, code, 'declared', 1.0, '[]', '' FROM activities_activity, unnest(objectives) AS code
WHERE record_id = ANY(%s) ON CONFLICT DO NOTHING
"""


def declare(ids: Collection[UUID]) -> None:
    """Make the declared objectives of these equal to what they say now, and note that their estimates wait.

    What a person confirmed stays; where objectives are declared, nothing is estimated.
    """
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(NO_LONGER, [wanted])
        changed = cursor.rowcount
        cursor.execute(DECLARED, [wanted])
        changed += cursor.rowcount
    note_waiting(wanted)
    if changed:
        aims_changed.send(sender=ActivityAim, ids=wanted)


def note_waiting(ids: Collection[UUID]) -> None:
    """Note that these were stored or changed: what is estimated is worked out when nobody waits for his page."""
    Unestimated.objects.bulk_create((Unestimated(activity_id=record) for record in ids), ignore_conflicts=True)
