"""Comparing many activities behind the scenes. Its arguments say nothing: what waits stands in a table."""

from procrastinate.contrib.django import app

from egnatia.activities.activities.actions import renew_keys
from egnatia.matching.actions import compare_again_if_outdated, compare_waiting, some_wait


# No lock of the queue's: a job that died would hold it for ever. No queueing lock: whether a job waits already would be
# felt by whoever stores something.
@app.task(queue="default", name="matching.compare_waiting")
def compare_waiting_activities() -> None:
    """Compare all activities that wait, a second time if more came while it worked; after another engine came, by keys
    that it made."""
    while renew_keys():
        pass
    while compare_waiting():
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(queue="default", queueing_lock="pick-up-comparisons", name="matching.pick_up_comparisons")
def pick_up_comparisons(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is called with
    """What a job that died left waiting is compared by another one."""
    if some_wait():
        compare_waiting_activities.defer()


def compare_again() -> None:
    """At a start: after a change of the engine all is compared again, behind the scenes."""
    if compare_again_if_outdated():
        compare_waiting_activities.defer()
