"""The jobs of the library, where the queue looks for them."""

from procrastinate.contrib.django import app

from egnatia.library.desk.actions import check_links, publish_due
from egnatia.library.practices.actions import send_reason

__all__ = ["check_addresses", "publish_scheduled", "send_reason"]


@app.periodic(cron="*/5 * * * *")
@app.task(queue="default", queueing_lock="publish-scheduled", name="library.publish_scheduled")
def publish_scheduled(timestamp: int) -> int:
    """How many records were published. Safe to run twice."""
    del timestamp
    return publish_due()


@app.periodic(cron="37 * * * *")
@app.task(queue="default", queueing_lock="check-links", name="library.check_links")
def check_addresses(timestamp: int) -> int:
    """How many addresses were checked: each once a week. Safe to run twice."""
    del timestamp
    return check_links()
