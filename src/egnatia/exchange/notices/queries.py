"""Which notices are current."""

from django.db.models import Q

from egnatia.exchange.notices.models import Notice
from egnatia.kernel import clock


def not_expired() -> Q:
    """Of rows of notices; the last day is included."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())


def is_expired(notice: Notice) -> bool:
    return notice.valid_until is not None and notice.valid_until < clock.today()
