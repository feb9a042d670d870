"""The jobs of the reporting domain: the clock of silence. Pages say by rule what it writes down."""

from procrastinate.contrib.django import app

from egnatia.reporting.snapshots.actions import settle


@app.periodic(cron="5 * * * *")
@app.task(queue="default", queueing_lock="end-of-silence", name="reporting.end_of_silence")
def end_of_silence(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is called with
    """Safe to run twice: a text is adopted once."""
    settle()
