"""Codes that sign a demo user in from this machine, what an administrator has reset, sign-ins at a provider."""

from django.conf import settings
from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal


class MachineCode(models.Model):
    """A one-time code, kept only as its digest. Printed by `egnatia user code`, for demonstration accounts alone."""

    PERSONAL = Personal("codes_of_this_machine", "expires_at", "used_at")
    digest = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code of {self.person_id}"


class CredentialReset(models.Model):
    """An administrator gave somebody new credentials: a steward, but not that administrator, confirms the person."""

    PERSONAL = Personal("resets", "at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=36)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"reset of {self.person_id}"


class ProviderConnection(models.Model):
    """Whoever signs in as `subject` at `issuer` (OpenID Connect) is this person, who said so while signed in.

    `may_be_strong`: said where a first second factor would count too, so that one shown there may count as ours.
    """

    PERSONAL = Personal("sign_in_provider", "issuer", "subject", "connected_at", of_account=True)
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    may_be_strong = models.BooleanField()
    connected_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_of_a_subject"),
            models.UniqueConstraint(fields=["issuer", "person"], name="one_subject_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"connection of {self.person_id}"
