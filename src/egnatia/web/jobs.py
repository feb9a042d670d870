"""Tidying up at night: what is kept no longer than the table of retention says."""

from procrastinate.contrib.django import app

from egnatia.web.retention import remove_what_is_over


@app.periodic(cron="47 3 * * *")
@app.task(queue="default", name="web.remove_what_is_over")
def keep_retention_periods(timestamp: int) -> dict[str, int]:
    """How many rows of each kind went. Safe to run twice."""
    del timestamp
    return remove_what_is_over()
