"""Invitations: the only way to an account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal, SignedBy


class Invitation(models.Model):
    """A link that works once, kept as its digest, and a second one where an e-mail was sent.

    `places` are seats proposed: community, economy, steward.
    """

    PERSONAL = Personal("invitation", "name", "email", "places", "invited_at", "accepted_at", of_account=True)
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    mailed_digest = models.CharField(max_length=64, blank=True)  # of the link in the e-mail, which is made as it leaves
    name = models.CharField(_("name or function"), max_length=150)
    organisation = models.ForeignKey("kernel.Organisation", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"), blank=True)
    places = models.JSONField(default=list, blank=True)
    secretariat = models.BooleanField(default=False)
    administrator = models.BooleanField(default=False)
    invited_by = models.CharField(max_length=36)
    invited_by_name = SignedBy(of="invited_by")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"invitation of {self.name}"
