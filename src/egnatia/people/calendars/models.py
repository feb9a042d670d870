"""Secret addresses of calendars."""

from django.conf import settings
from django.db import models

from egnatia.kernel import clock
from egnatia.kernel.models import Personal


class CalendarAddress(models.Model):
    """One for each person at most. Whoever has the address reads the calendar; only its digest is kept."""

    PERSONAL = Personal("calendar_link", "made_at")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
