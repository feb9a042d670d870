"""Comparing many activities behind the scenes. Its arguments say nothing: what waits stands in a table."""

from procrastinate.contrib.django import app

from egnatia.mapping.matches.actions.finding import compare_waiting


# One after the other. No queueing lock: whether a job waits already would be felt by whoever stores something.
@app.task(queue="default", lock="compare-waiting", name="mapping.compare_waiting")
def compare_waiting_activities() -> None:
    """Compare all activities that wait, a second time if more came while it worked."""
    while compare_waiting():
        pass
