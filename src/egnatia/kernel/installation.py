"""How old the backups of this installation are, as its trail tells."""

from datetime import datetime

from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import audit

INSTALLATION, BACKUP = "installation", "backup"
BACKED_UP, PROVED = "backed-up", "backup-proved"  # made and read back; restored, and all rows the same


def record_backup(verb: str, name: str, **detail: object) -> None:
    audit.record(verb, INSTALLATION, BACKUP, by=SYSTEM, name=name, **detail)


def last_backup(verb: str = BACKED_UP) -> datetime | None:
    """When the last good one was made, or proved."""
    found = AuditEvent.objects.filter(target=BACKUP, kind=INSTALLATION, verb=verb).order_by("-at")
    return found.values_list("at", flat=True).first()
