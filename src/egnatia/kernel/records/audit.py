"""Writing the audit trail: one event per action, in the action's own transaction."""

from egnatia.kernel import request_cache
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent


def record(verb: str, kind: str, target: object, *, by: Reader, **detail: object) -> AuditEvent:
    """Add one event. `detail` takes codes, numbers and identifiers, never what a record says.

    Every change passes here, so what this request read before the change is read anew after it.
    """
    request_cache.forget()
    return AuditEvent.objects.create(
        person=by.person,
        by=by.name,
        organisation=by.organisation_name,
        verb=verb,
        kind=kind,
        target=str(target),
        detail=detail,
    )
