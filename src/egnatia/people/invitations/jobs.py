"""Letters to guests."""

from procrastinate.contrib.django import app

from egnatia.people import mail


@app.task(queue="default", name="people.send_invitation")
def send_invitation(*, to: str, name: str, link: str, until: str, language: str) -> None:
    mail.send("people/mails/invitation", to, {"name": name, "link": link, "until": until}, language=language)
