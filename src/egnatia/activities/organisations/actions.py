"""Adding organisations and their names. Each is one transaction and one audit event."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.organisations.rules import Name, names_to_keep
from egnatia.kernel import ids, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.models import Organisation, OrganisationName, Record, Version
from egnatia.kernel.records import VersionContent, audit


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """What is said of an organisation. Without a mailbox one asks through the secretariat."""

    name: str
    type: str = "other"
    economy: str = ""
    mailbox: str = ""
    reference: str = ""
    names: tuple[Name, ...] = ()

    @property
    def content(self) -> VersionContent:
        spellings = sorted({self.name, *(each.name for each in self.names)})
        titles = {"en": self.name, **{each.language: each.name for each in self.names if each.language}}
        body = {
            "name": self.name,
            "type": self.type,
            "economy": self.economy,
            "mailbox": self.mailbox,
            "reference": self.reference,
            "names": [{"name": each.name, "language": each.language} for each in self.names],
        }
        return VersionContent(title=titles, search=" ".join(map(folded_name, spellings)), body=body)


@transaction.atomic
def register_organisation(details: OrganisationDetails, *, marking: Marking, by: Reader, owner: str = "") -> UUID:
    """A new organisation that the reader's own looks after; `owner` says otherwise ("itself" where it owns itself)."""
    record = _record(details, marking, by=by, owner=owner)
    organisation = Organisation(record=record, **_columns(details))
    organisation.save(force_insert=True)
    _keep_names(organisation, details.name, details.names)
    audit.record("registered", Organisation.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


ITSELF = "itself"


def _record(details: OrganisationDetails, marking: Marking, *, by: Reader, owner: str) -> Record:
    if owner != ITSELF:
        return records.create(Organisation.KIND, details.content, marking, by=by, owner=owner)
    own = ids.new_id()
    records.require_may_mark(marking, by=by)
    record = records.unsaved(Organisation.KIND, details.content, marking, by=by, owner=str(own))
    record.pk = own
    record.save(force_insert=True)
    records.index(record, details.content.search)
    records.grant(record)
    Version.objects.create(**records.version_of(record, details.content, by=by))
    return record


@transaction.atomic
def change_organisation(organisation_id: UUID, details: OrganisationDetails, *, by: Reader) -> None:
    """A new version; names that are left out stay. Only its owner writes."""
    organisation = _locked(organisation_id, by=by)
    records.change(organisation.record, details.content, by=by)
    for name, value in _columns(details).items():
        setattr(organisation, name, value)
    organisation.save()
    _keep_names(organisation, details.name, details.names)
    audit.record("changed", Organisation.KIND, organisation.pk, by=by, version=organisation.record.version)


@transaction.atomic
def add_name(organisation_id: UUID, name: Name, *, by: Reader) -> None:
    """Another name by which it is found. Raises AlreadyThere where it has it; only its owner writes."""
    organisation = _locked(organisation_id, by=by)
    records.require_owner(organisation.record, by=by)
    if not _keep_names(organisation, name.name, [name]):
        raise AlreadyThere
    audit.record("named", Organisation.KIND, organisation.pk, by=by)


def _columns(details: OrganisationDetails) -> dict[str, object]:
    return {
        "name": details.name,
        "type": details.type,
        "economy_id": details.economy or None,
        "mailbox": details.mailbox,
        "reference": details.reference,
    }


def _keep_names(organisation: Organisation, main: str, others: Iterable[Name]) -> int:
    """Add the names that it does not have; how many."""
    known = set(OrganisationName.objects.filter(organisation=organisation).values_list("folded", flat=True))
    kept = [(name, folded) for name, folded in names_to_keep(main, others) if folded not in known]
    new = [
        OrganisationName(organisation=organisation, name=name.name, language=name.language, folded=folded)
        for name, folded in kept
    ]
    return len(OrganisationName.objects.bulk_create(new))


def _locked(organisation_id: UUID, *, by: Reader) -> Organisation:
    records.hold(organisation_id)
    found = Organisation.visible_to(by).filter(pk=organisation_id).first()
    if not isinstance(found, Organisation) or not may_read(by, found.record.envelope).allowed:
        raise NotFound
    return found
