"""Letters with a link, and counts that do not outlive their hour. A job carries an identifier only."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from egnatia.guests.actions import Links
from egnatia.people import mail
from egnatia.people.limits.actions import forget_old


def letters(name: str, links: Links[Any]) -> Callable[[UUID, str], None]:
    """What puts the letter of a request into the queue, in the transaction at hand; `name` is that of the task."""

    @app.task(queue="default", name=name, retry=mail.AGAIN)
    def send_letter(*, record: str, site: str) -> None:
        """Safe to run twice: a letter that left is not sent again."""
        links.send_letter(UUID(record), site=site)

    def send(record: UUID, site: str) -> None:
        send_letter.defer(record=str(record), site=site)

    return send


@app.periodic(cron="1 * * * *")
@app.task(queue="default", name="guests.forget_old_attempts")
def forget_old_attempts(timestamp: int) -> int:
    """How many went: from whom forms of strangers came is counted by the clock hour. Safe to run twice."""
    del timestamp
    return forget_old()
