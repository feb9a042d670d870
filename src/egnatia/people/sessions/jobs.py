"""Tidying up at night."""

from procrastinate.contrib.django import app

from egnatia.people.sessions.store import SessionStore


@app.periodic(cron="17 3 * * *")
@app.task(queue="default", name="people.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have run out open nothing any more; their rows go too."""
    del timestamp
    SessionStore.clear_expired()
