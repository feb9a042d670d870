"""Facts about this installation that every page shows."""

from egnatia.kernel.models import Person


def demo_is_loaded() -> bool:
    """Whether demonstration accounts exist: then every page says so."""
    return Person.objects.filter(is_demo=True).exists()
