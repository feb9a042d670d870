"""New keys and meanings for what is stored, where another version of the engine made those it has."""

from django.db import connection, transaction

from egnatia.activities.activities.bulk import rekey
from egnatia.activities.activities.models import Activity, Unkeyed
from egnatia.activities.activities.stored import facts_of

BATCH = 1_000  # in one transaction: whoever changes one of them waits for so many at most
ALL_WAIT = (
    "INSERT INTO activities_unkeyed (activity_id) SELECT record_id FROM activities_activity ON CONFLICT DO NOTHING"
)


def note_all_unkeyed() -> None:
    """Every activity waits for new keys. It is found by the old ones until then."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT)


@transaction.atomic
def renew_keys() -> int:
    """Make the keys of a batch of what waits for them anew; how many these were.

    What somebody changes at this moment is left for a later batch: its facts are about to be others.
    """
    waiting = list(Unkeyed.objects.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    free = Activity.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=waiting)
    facts = {record: facts_of(stored, record) for record, stored in free.values_list("record_id", "facts")}
    rekey(facts)
    Unkeyed.objects.filter(pk__in=list(facts)).delete()
    return len(facts)
