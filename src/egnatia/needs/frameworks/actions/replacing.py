"""A new version of a framework is put in use: a public act of the secretariat."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction

from egnatia.kernel import audit, clock
from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.models import Term
from egnatia.kernel.reader import Reader
from egnatia.needs.frameworks.document import Document, as_builtins
from egnatia.needs.frameworks.feeding import feed
from egnatia.needs.frameworks.models import Framework

KIND = "framework"
ALL_WAIT = (
    "INSERT INTO needs_unestimated (activity_id) SELECT record_id FROM activities_activity ON CONFLICT DO NOTHING"
)


@transaction.atomic
def put_in_use(document: Document, *, by: Reader) -> UUID:
    """Store this version and use it instead of the one before, which stays. Whoever calls this sends the estimates on
    their way.

    Where it describes activities, its labels are those of the objectives from now on, and all estimates are made anew;
    what persons confirmed stays. Raises NotAllowed("secretariat"), AlreadyThere where somebody stored this version.
    """
    require_secretariat(by)
    Framework.objects.filter(prefix=document.prefix, in_use=True).update(in_use=False)
    try:
        with transaction.atomic():
            stored = Framework.objects.create(
                slug=document.slug,
                version=document.version,
                prefix=document.prefix,
                content=as_builtins(document),
                in_use=True,
                stored_by=by.name,
                stored_at=clock.now(),
            )
    except IntegrityError as error:
        raise AlreadyThere from error
    if not document.prefix:
        feed(Term, document)
        with connection.cursor() as cursor:
            cursor.execute(ALL_WAIT)
    audit.record("put in use", KIND, stored.pk, by=by, slug=document.slug, version=document.version)
    return stored.pk


def require_secretariat(by: Reader) -> None:
    if not by.is_secretariat:
        raise NotAllowed("secretariat")
