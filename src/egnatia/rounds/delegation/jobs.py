"""Letters to colleagues who are asked for a section. A job carries an identifier only."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from egnatia.rounds.delegation.actions import send_letter

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)  # the mail server may be away for some hours


@app.task(queue="default", name="rounds.send_section_letter", retry=AGAIN)
def send_section_letter(*, record: str, site: str) -> None:
    """Safe to run twice: a letter that left is not sent again."""
    send_letter(UUID(record), site=site)


def send(record: UUID, site: str) -> None:
    """Put the letter into the queue, in the transaction at hand."""
    send_section_letter.defer(record=str(record), site=site)
