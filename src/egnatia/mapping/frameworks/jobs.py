"""Estimating behind the scenes. Its arguments say nothing: what waits stands in a table."""

from procrastinate.contrib.django import app

from egnatia.mapping.activities.models import fresh_statistics_after
from egnatia.mapping.frameworks.actions.estimating import estimate_waiting


# One after the other. No queueing lock: whether a job waits already would be felt by whoever stores something.
@app.task(queue="default", lock="estimate-waiting", name="mapping.estimate_waiting")
def estimate_waiting_activities() -> None:
    """Estimate the objectives of all activities that wait, batch by batch."""
    estimated = 0
    while number := estimate_waiting():
        estimated += number
    fresh_statistics_after(estimated)
