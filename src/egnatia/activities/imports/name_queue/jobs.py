"""Answers about names reach the activities behind the scenes. A job carries identifiers only."""

from uuid import UUID

from procrastinate.contrib.django import app

from egnatia.activities.imports.name_queue.actions import understand_again
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.readers import reader_with_id


@app.task(queue="default", name="activities.understand_again")
def bring_answer_in(entry_id: str, person: str) -> None:
    """Nothing where whoever answered may no longer."""
    try:
        understand_again(UUID(entry_id), by=reader_with_id(person))
    except (NotAllowed, NotFound):
        return
