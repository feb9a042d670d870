"""Who wants the guide no more."""

from django.conf import settings
from django.db import models

from egnatia.kernel import clock
from egnatia.kernel.models import Personal


class GuidePutAway(models.Model):
    """Somebody of the secretariat has put the guide away from their home. Nothing else of it is stored."""

    PERSONAL = Personal("guide_put_away", "at")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.person_id)
