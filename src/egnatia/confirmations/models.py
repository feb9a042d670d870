"""When records were confirmed, when their owners were asked, and the links of the e-mails that ask."""

from django.conf import settings
from django.db import models

from egnatia.kernel.models import Personal, Record, SignedBy

DIGEST = 64


class Confirmation(models.Model):
    """What is known of a record beside its own changes, of which each confirms it too.

    `asked_on` the day of the last e-mail; `times` how many there were since the record was last confirmed or changed.
    """

    record = models.OneToOneField(Record, primary_key=True, on_delete=models.CASCADE, related_name="confirmation")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = SignedBy(blank=True, default="")
    asked_on = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"confirmation of {self.record_id}"


class ConfirmationLink(models.Model):
    """One action about one record by whoever got the e-mail; `person` is empty for the mailbox of its owner.

    Kept as a digest, so that who reads the table can use none. It is deleted with the others of its record once one
    of them was used, and when the next e-mail is written after it has expired.
    """

    PERSONAL = Personal("confirmation_links", "record_id", "answer", "expires_at")
    digest = models.CharField(primary_key=True, max_length=DIGEST)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    answer = models.CharField(max_length=3)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer} of {self.record_id}"
