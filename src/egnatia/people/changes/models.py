"""Until when somebody has seen what changed."""

from django.conf import settings
from django.db import models

from egnatia.kernel.models import Personal


class Looked(models.Model):
    """A mark of one person. `strong`: made with the second step, so that it speaks of more than other sessions show."""

    PERSONAL = Personal("changes_seen", "strong", "until")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    strong = models.BooleanField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="looked_once", fields=["person", "strong"])]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until}"
