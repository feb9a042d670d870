"""Reminders of a round. A job carries an identifier only."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from egnatia.rounds.rounds.actions.reminding import send_letter

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)  # the mail server may be away for some hours


@app.task(queue="default", name="rounds.send_round_letter", retry=AGAIN)
def send_round_letter(*, letter_id: str, site: str) -> None:
    """Safe to run twice: a letter that left is not sent again."""
    send_letter(UUID(letter_id), site=site)


def send(letters: list[UUID], site: str) -> None:
    """Put the letters into the queue, in the transaction at hand."""
    for letter in letters:
        send_round_letter.defer(letter_id=str(letter), site=site)
