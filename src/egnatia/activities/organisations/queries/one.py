"""One organisation as its page shows it: its names, its mailbox, the visible activities that name it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.labels import BODIES, language_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.listing import rows_of
from egnatia.activities.activities.queries.one import may_write
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.organisations.history import history_of
from egnatia.activities.organisations.queries.listing import economy_name
from egnatia.activities.organisations.rules import Name
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.feed import of_few
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Organisation, OrganisationName, OrganisationType
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read
from egnatia.kernel.versions import versions_seen_by
from egnatia.pages.history import Edition
from egnatia.people.letters.queries import has_ended_for

MOST_SHOWN = 100  # activities; the list of activities shows all


@dataclass(frozen=True, slots=True)
class InRole:
    """The visible activities in which an organisation has one role, named as in the facts."""

    role: str
    label: str
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
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
class EditableOrganisation:
    """What its form starts from."""

    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str


def organisation_row(reader: Reader, organisation_id: UUID) -> Organisation:
    """The stored organisation. Raises NotFound where there is none that the reader sees."""
    found = Organisation.visible_to(reader).filter(pk=organisation_id).first()
    if not isinstance(found, Organisation) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def editable_organisation(reader: Reader, organisation_id: UUID) -> EditableOrganisation:
    """Raises NotAllowed where another organisation looks after it."""
    organisation = organisation_row(reader, organisation_id)
    if not may_write(reader, organisation.record):
        raise NotAllowed("owner")
    economy = organisation.economy_id or ""
    return EditableOrganisation(
        organisation.pk, organisation.name, organisation.type, economy, organisation.mailbox, organisation.reference
    )


def organisation_page(reader: Reader, organisation_id: UUID, names: ForumNames) -> OrganisationPage:
    organisation = organisation_row(reader, organisation_id)
    envelope = organisation.record.envelope
    known = list(OrganisationName.objects.filter(organisation=organisation).order_by("language", "name"))
    folded = {folded_name(organisation.name), *(each.folded for each in known)}
    rows, more = _activities(reader, folded, names)
    audience = () if reader.is_anonymous else _audience(envelope.marking, organisation, reader)
    return OrganisationPage(
        id=organisation.pk,
        name=organisation.name,
        names=tuple(_named(each) for each in known if each.name != organisation.name),
        type=str(dict(OrganisationType.choices).get(organisation.type, organisation.type)),
        economy=economy_name(organisation.economy_id, names),
        mailbox=organisation.mailbox,
        letters_ended=bool(organisation.mailbox) and has_ended_for(reader, organisation.pk),
        reference=organisation.reference,
        roles=tuple(_in_roles(rows, folded)),
        more=more,
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=audience,
        history=history_of(versions_seen_by(reader, organisation.pk, Organisation.KIND), names),
        writable=may_write(reader, organisation.record),
    )


def _named(name: OrganisationName) -> Name:
    return Name(name.name, language_name(name.language) if name.language else "")


def _audience(marking: Marking, organisation: Organisation, asker: Reader) -> tuple[Group, ...]:
    return audience_of(marking, owner=str(organisation.record.owner_id), author=organisation.record.author, asker=asker)


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
