"""Django's sessions in the database, with their owner in a column: what is ended is gone at the next request.

Of its key the table keeps a digest: whoever reads the database, or a copy of it, opens no session by that.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection  # noqa: TID251 - the session engine reads the database itself
from django.utils import timezone

from egnatia.people.sessions.models import Session

# What the session itself remembers of its sign-in.
NAME, STARTED, BROWSER = "session_name", "signed_in_at", "browser"

# Asked before every page is shown: none that is put together anew each time.
KEPT = "SELECT session_data FROM people_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """As Django's own: a key that opens nothing any more is forgotten, so that nobody can choose one."""
        kept = kept_under(stored(self.session_key), timezone.now()) if self.session_key else None
        if kept is None:
            self._session_key = None
            return {}
        return self.decode(kept)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=stored(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=stored(key)).delete()

    def cycle_key(self) -> None:
        """A new key for the same session. Its name is unique: the row under the old key makes room first.

        Django's own order would try names that are taken for ever.
        """
        kept, key = dict(self.items()), self.session_key
        if key:
            self.delete(key)
        self.create()
        self._session_cache = kept

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.session_key = stored(row.session_key)
        if data.get(NAME):
            row.name = UUID(data[NAME])
        row.person_id = UUID(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.started_at = datetime.fromisoformat(data[STARTED]) if data.get(STARTED) else None
        row.browser = data.get(BROWSER, "")
        return row


def stored(key: str) -> str:
    """How the table names a session: the first 160 bits of a digest of its key."""
    return sha256(key.encode()).hexdigest()[:40]


def kept_under(name: str, now: datetime) -> str | None:
    """What the session that is stored so remembers, encoded; nothing where there is none or its time is over."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [name, now])
        found = cursor.fetchone()
    return str(found[0]) if found else None
