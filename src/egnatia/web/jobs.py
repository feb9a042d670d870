"""Each minute the audit trail is sealed; at night goes what is kept no longer, as the table of retention says."""

from procrastinate.contrib.django import app

from egnatia.kernel.records import audit
from egnatia.web.retention import remove_what_is_over


@app.periodic(cron="47 3 * * *")
@app.task(queue="default", name="web.remove_what_is_over")
def keep_retention_periods(timestamp: int) -> dict[str, int]:
    """How many rows of each kind went. Safe to run twice."""
    del timestamp
    return remove_what_is_over()


@app.periodic(cron="* * * * *")
@app.task(queue="default", name="web.seal_audit_trail")
def seal_audit_trail(timestamp: int) -> int:
    """How many events were sealed. Safe to run twice."""
    del timestamp
    return audit.seal()
