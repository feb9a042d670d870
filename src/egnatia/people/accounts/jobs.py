"""Work that a page only asks for."""

from urllib.parse import urljoin

from procrastinate.contrib.django import app

from egnatia.people import mail
from egnatia.people.accounts.actions import reset_links


@app.task(queue="default", name="people.send_reset", pass_context=False)
def send_reset(*, whose: str, base: str, language: str) -> None:
    """Send a link for each account with this address, of which the queue knows the digest: none where there is none."""
    for person, path in reset_links(whose):
        context = {"username": person.username, "link": urljoin(base, path)}
        mail.send("people/mails/reset", person.email, context, language=person.language or language)
