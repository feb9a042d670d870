"""A new version of a framework. Labels have one source: the framework in use feeds the vocabulary of objectives."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.dispatch import Signal

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.records import audit
from egnatia.taxonomy.document import FrameworkDocument, as_builtins
from egnatia.taxonomy.models import Framework, Term

# Sent inside the transaction that puts another version of the framework that describes activities in use.
framework_replaced = Signal()


KIND = "framework"
OBJECTIVE = "objective"


@transaction.atomic
def put_in_use(document: FrameworkDocument, *, by: Reader) -> UUID:
    """Store this version and use it instead of the one before, which stays.

    Where it describes activities, its labels are those of the objectives from now on, and rooms are told. Raises
    NotAllowed("secretariat"), AlreadyThere where somebody stored this version.
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
        framework_replaced.send(sender=Framework)
    audit.record("put in use", KIND, stored.pk, by=by, slug=document.slug, version=document.version)
    return stored.pk


def require_secretariat(by: Reader) -> None:
    if not by.is_secretariat:
        raise NotAllowed("secretariat")


def feed(terms: Any, document: FrameworkDocument) -> None:  # noqa: ANN401 - the table of terms: today's, or a migration's
    """Make the vocabulary of objectives equal to the framework: its codes, labels, order, and nothing else."""
    known = {term.code: term for term in terms.objects.filter(vocabulary=OBJECTIVE)}
    for order, aim in enumerate(document.objectives):
        term = known.get(aim.code) or terms(vocabulary=OBJECTIVE, code=aim.code)
        term.labels, term.order, term.parent = aim.labels, order, known.get(aim.above)
        term.save()
        known[aim.code] = term
    kept = {aim.code for aim in document.objectives}
    for code in sorted(set(known) - kept, key=len, reverse=True):  # what stands below goes first
        known[code].delete()
