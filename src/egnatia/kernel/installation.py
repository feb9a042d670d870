"""Facts about this installation that every page shows."""

from django.db import connection

from egnatia.kernel.request_cache import once_per_request

# Asked on every page: none that is put together anew each time.
DEMO = "SELECT EXISTS (SELECT FROM kernel_person WHERE is_demo)"


@once_per_request
def demo_is_loaded() -> bool:
    """Whether demonstration accounts exist: then every page says so."""
    with connection.cursor() as cursor:
        cursor.execute(DEMO)
        return bool(cursor.fetchone()[0])
