"""Letters to organisations without an account. A job carries an identifier only."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from egnatia.activities.partners.actions.sending import send_letter

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)  # the mail server may be away for some hours


@app.task(queue="default", name="activities.send_partner_letter", retry=AGAIN)
def send_partner_letter(*, request_id: str, site: str) -> None:
    """Safe to run twice: a letter that left is not sent again."""
    send_letter(UUID(request_id), site=site)


def send(request_id: UUID, site: str) -> None:
    """Put the letter into the queue, in the transaction at hand."""
    send_partner_letter.defer(request_id=str(request_id), site=site)
