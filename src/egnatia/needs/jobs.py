"""The jobs of the needs domain: estimating behind the scenes. Arguments say nothing: what waits stands in a table."""

from procrastinate.contrib.django import app

from egnatia.activities.activities.models import fresh_statistics_after
from egnatia.needs.frameworks.actions import estimate_waiting, some_wait


# No lock of the queue's: a job that died would hold it for ever. No queueing lock: whether a job waits already would be
# felt by whoever stores something.
@app.task(queue="default", name="needs.estimate_waiting")
def estimate_waiting_activities() -> None:
    """Estimate the objectives of all activities that wait, batch by batch."""
    estimated = 0
    while number := estimate_waiting():
        estimated += number
    fresh_statistics_after(estimated)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="default", queueing_lock="pick-up-estimates", name="needs.pick_up_estimates")
def pick_up_estimates(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is called with
    """What a job that died left waiting is estimated by another one."""
    if some_wait():
        estimate_waiting_activities.defer()
