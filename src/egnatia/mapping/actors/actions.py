"""Adding organisations and their names. Each is one transaction and one audit event."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, ids, records
from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Actor, ActorName, Record, Version
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import Content
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.actors.rules import Name, names_to_keep


@dataclass(frozen=True, slots=True)
class Organisation:
    """What is said of an organisation. Without a mailbox one asks through the secretariat."""

    name: str
    type: str = "other"
    economy: str = ""
    mailbox: str = ""
    reference: str = ""
    names: tuple[Name, ...] = ()

    @property
    def content(self) -> Content:
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
        return Content(title=titles, search=" ".join(map(folded_name, spellings)), body=body)


@transaction.atomic
def register_actor(organisation: Organisation, *, marking: Marking, by: Reader, owner: str = "") -> UUID:
    """A new organisation that the reader's own looks after; `owner` says otherwise ("itself" where it owns itself)."""
    record = _record(organisation, marking, by=by, owner=owner)
    actor = Actor(record=record, **_columns(organisation))
    actor.save(force_insert=True)
    _keep_names(actor, organisation.name, organisation.names)
    audit.record("registered", Actor.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


ITSELF = "itself"


def _record(organisation: Organisation, marking: Marking, *, by: Reader, owner: str) -> Record:
    if owner != ITSELF:
        return records.create(Actor.KIND, organisation.content, marking, by=by, owner=owner)
    own = ids.new_id()
    records.require_may_mark(marking, by=by)
    record = records.unsaved(Actor.KIND, organisation.content, marking, by=by, owner=str(own))
    record.pk = own
    record.save(force_insert=True)
    records.index(record, organisation.content.search)
    records.grant(record)
    Version.objects.create(**records.version_of(record, organisation.content, by=by))
    return record


@transaction.atomic
def change_actor(actor_id: UUID, organisation: Organisation, *, by: Reader) -> None:
    """A new version; names that are left out stay. Only its owner writes."""
    actor = _locked(actor_id, by=by)
    records.change(actor.record, organisation.content, by=by)
    for name, value in _columns(organisation).items():
        setattr(actor, name, value)
    actor.save()
    _keep_names(actor, organisation.name, organisation.names)
    audit.record("changed", Actor.KIND, actor.pk, by=by, version=actor.record.version)


@transaction.atomic
def add_name(actor_id: UUID, name: Name, *, by: Reader) -> None:
    """Another name by which it is found. Raises AlreadyThere where it has it; only its owner writes."""
    actor = _locked(actor_id, by=by)
    records.require_owner(actor.record, by=by)
    if not _keep_names(actor, name.name, [name]):
        raise AlreadyThere
    audit.record("named", Actor.KIND, actor.pk, by=by)


def _columns(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "type": organisation.type,
        "economy_id": organisation.economy or None,
        "mailbox": organisation.mailbox,
        "reference": organisation.reference,
    }


def _keep_names(actor: Actor, main: str, others: Iterable[Name]) -> int:
    """Add the names that it does not have; how many."""
    known = set(ActorName.objects.filter(actor=actor).values_list("folded", flat=True))
    kept = [(name, folded) for name, folded in names_to_keep(main, others) if folded not in known]
    new = [ActorName(actor=actor, name=name.name, language=name.language, folded=folded) for name, folded in kept]
    return len(ActorName.objects.bulk_create(new))


def _locked(actor_id: UUID, *, by: Reader) -> Actor:
    records.hold(actor_id)
    found = Actor.visible_to(by).filter(pk=actor_id).first()
    if not isinstance(found, Actor) or not may_read(by, found.record.envelope).allowed:
        raise NotFound
    return found
