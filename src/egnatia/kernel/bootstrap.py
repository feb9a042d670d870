"""The first organisations of an installation, made on the machine before anybody can sign in."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import ids
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import Organisation, OrganisationName, Record, Version
from egnatia.kernel.records import VersionContent, audit, grant, index, unsaved, version_of
from egnatia.language.script import fold


def organisation_named(name: str, *, by: Reader) -> UUID:
    """The one organisation with exactly this name, for a command on the machine; raises NotFound for none or several.

    The machine's owner may name any; nothing but its identifier is told.
    """
    if not is_machine(by):
        raise NotAllowed("administrator")
    found = Organisation.visible_to(SYSTEM).filter(name=name).values_list("pk", flat=True)[:2]
    if len(found) != 1:
        raise NotFound
    own: UUID = found[0]
    return own


@transaction.atomic
def found_organisation(name: str, *, secretariat: bool, by: Reader) -> UUID:
    """Make a public organisation that owns itself. There is one secretariat at most: a second one is not allowed."""
    if not is_machine(by):
        raise NotAllowed("administrator")
    if secretariat and Organisation.visible_to(SYSTEM).filter(is_secretariat=True).exists():
        raise NotAllowed("secretariat")
    own = ids.new_id()
    content = VersionContent(title={"en": name}, search=fold(name), body={"name": name})
    record = unsaved("organisation", content, Marking(Tlp.CLEAR), by=SYSTEM, owner=str(own))
    record.pk = own
    Record.objects.bulk_create([record])
    index(record, content.search)
    Organisation.objects.create(record=record, name=name, is_secretariat=secretariat)
    OrganisationName.objects.create(organisation_id=own, name=name, folded=fold(name))
    grant(record)
    Version.objects.create(**version_of(record, content, by=by))
    audit.record("founded", "organisation", own, by=by, secretariat=secretariat)
    return own
