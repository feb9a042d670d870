"""Facts about this installation: what every page shows, and how old its backups are."""

from datetime import datetime

from django.db import connection

from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import audit
from egnatia.kernel.request_cache import once_per_request

INSTALLATION, BACKUP = "installation", "backup"
BACKED_UP, PROVED = "backed-up", "backup-proved"  # made and read back; restored, and all rows the same

# Asked on every page: none that is put together anew each time.
DEMO = "SELECT EXISTS (SELECT FROM kernel_person WHERE is_demo)"


@once_per_request
def demo_is_loaded() -> bool:
    """Whether demonstration accounts exist: then every page says so."""
    with connection.cursor() as cursor:
        cursor.execute(DEMO)
        return bool(cursor.fetchone()[0])


def record_backup(verb: str, name: str, **detail: object) -> None:
    audit.record(verb, INSTALLATION, BACKUP, by=SYSTEM, name=name, **detail)


def last_backup(verb: str = BACKED_UP) -> datetime | None:
    """When the last good one was made, or proved."""
    found = AuditEvent.objects.filter(target=BACKUP, kind=INSTALLATION, verb=verb).order_by("-at")
    return found.values_list("at", flat=True).first()
