"""One organisation as its page shows it: its names, its mailbox, the visible activities that name it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.feed import of_few
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Actor, ActorName, ActorType
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read
from egnatia.kernel.versions import versions_seen_by
from egnatia.mapping.activities.columns import folded_name, name_in_address
from egnatia.mapping.activities.labels import BODIES, language_name
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.listing import rows_of
from egnatia.mapping.activities.queries.one import may_write
from egnatia.mapping.activities.queries.visible import newest_of_each, of_listing
from egnatia.mapping.activities.rows import ActivityRow
from egnatia.mapping.actors.history import history_of
from egnatia.mapping.actors.queries.listing import economy_name
from egnatia.mapping.actors.rules import Name
from egnatia.pages.history import Edition
from egnatia.people.letters.queries.chosen import has_ended_for

MOST_SHOWN = 100  # activities; the list of activities shows all


@dataclass(frozen=True, slots=True)
class InRole:
    """The visible activities in which an organisation has one role, named as in the facts."""

    role: str
    label: str
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    id: UUID
    name: str
    names: tuple[Name, ...]  # besides the main one; the language by its own name
    type: str
    economy: str
    mailbox: str
    letters_ended: bool  # to the mailbox; told to its staff and the secretariat alone
    reference: str
    roles: tuple[InRole, ...]
    more: bool  # there are activities that the page does not show
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[Edition, ...]
    writable: bool

    @property
    def load(self) -> str:
        """Where its load as a receiving institution is shown; "" where no activity here names it as one."""
        receives = any(each.role == "receivers" for each in self.roles)
        return name_in_address(folded_name(self.name)) if receives else ""


@dataclass(frozen=True, slots=True)
class EditableActor:
    """What its form starts from."""

    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str


def actor_row(reader: Reader, actor_id: UUID) -> Actor:
    """The stored organisation. Raises NotFound where there is none that the reader sees."""
    found = Actor.visible_to(reader).filter(pk=actor_id).first()
    if not isinstance(found, Actor) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def editable_actor(reader: Reader, actor_id: UUID) -> EditableActor:
    """Raises NotAllowed where another organisation looks after it."""
    actor = actor_row(reader, actor_id)
    if not may_write(reader, actor.record):
        raise NotAllowed("owner")
    economy = actor.economy_id or ""
    return EditableActor(actor.pk, actor.name, actor.type, economy, actor.mailbox, actor.reference)


def actor_page(reader: Reader, actor_id: UUID, names: ForumNames) -> ActorPage:
    actor = actor_row(reader, actor_id)
    envelope = actor.record.envelope
    known = list(ActorName.objects.filter(actor=actor).order_by("language", "name"))
    folded = {folded_name(actor.name), *(each.folded for each in known)}
    rows, more = _activities(reader, folded, names)
    audience = () if reader.is_anonymous else _audience(envelope.marking, actor, reader)
    return ActorPage(
        id=actor.pk,
        name=actor.name,
        names=tuple(_named(each) for each in known if each.name != actor.name),
        type=str(dict(ActorType.choices).get(actor.type, actor.type)),
        economy=economy_name(actor.economy_id, names),
        mailbox=actor.mailbox,
        letters_ended=bool(actor.mailbox) and has_ended_for(reader, actor.pk),
        reference=actor.reference,
        roles=tuple(_in_roles(rows, folded)),
        more=more,
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=audience,
        history=history_of(versions_seen_by(reader, actor.pk), names),
        writable=may_write(reader, actor.record),
    )


def _named(name: ActorName) -> Name:
    return Name(name.name, language_name(name.language) if name.language else "")


def _audience(marking: Marking, actor: Actor, asker: Reader) -> tuple[Group, ...]:
    return audience_of(marking, owner=str(actor.record.owner_id), author=actor.record.author, asker=asker)


def _activities(reader: Reader, folded: Iterable[str], names: ForumNames) -> tuple[tuple[ActivityRow, ...], bool]:
    """The newest visible activities that name it."""
    few = of_few(reader, Activity.KIND)
    found = newest_of_each(reader).filter(few, organisations__overlap=sorted(folded))
    ordered = list(of_listing(found).order_by("-entered_at", "-record_id")[: MOST_SHOWN + 1])
    return rows_of(reader, ordered[:MOST_SHOWN], names), len(ordered) > MOST_SHOWN


def _in_roles(rows: Iterable[ActivityRow], folded: set[str]) -> Iterable[InRole]:
    listed = tuple(rows)
    for role, label in BODIES.items():
        found = tuple(
            row for row in listed if any(folded_name(body.name) in folded for body in getattr(row.facts, role))
        )
        if found:
            yield InRole(role, str(label), found)
