"""Sessions that know whose they are, so that a person can see their own and end them."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from egnatia.kernel import ids
from egnatia.kernel.models import Personal


class Session(AbstractBaseSession):
    """`name` stands in addresses instead of the key, which opens the session. No network address is kept."""

    PERSONAL = Personal("sessions", "started_at", "browser", of_account=True)
    name = models.UUIDField(default=ids.new_id, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions", db_index=True
    )
    started_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"session {self.name}"
