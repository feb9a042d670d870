"""The activities of an organisation that it may be asked about, and why others do not go out."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.organisations.queries import organisation_row
from egnatia.activities.partners.rules import MOST_ROWS, ROLES, held_back
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationName


@dataclass(frozen=True, slots=True)
class Offered:
    """One activity; `because` says why it does not go out, "" where it may."""

    id: UUID
    title: str
    lang: str
    tlp: str
    level: int
    status: str
    because: str


@dataclass(frozen=True, slots=True)
class PartnerRequestChoices:
    """The organisation that is to be asked. `more`: there are activities that no request holds any more."""

    organisation: UUID
    name: str
    mailbox: str
    rows: tuple[Offered, ...]
    more: bool

    @property
    def going(self) -> tuple[Offered, ...]:
        return tuple(row for row in self.rows if not row.because)

    @property
    def staying(self) -> tuple[Offered, ...]:
        return tuple(row for row in self.rows if row.because)


def offer_for(reader: Reader, organisation_id: UUID) -> PartnerRequestChoices:
    """Raises NotFound where the reader sees no such organisation."""
    organisation = organisation_row(reader, organisation_id)
    folded = _spellings(organisation)
    found = newest_of_each(reader).filter(organisations__overlap=sorted(folded))
    ordered = list(of_listing(found).order_by("-entered_at", "-record_id")[: 2 * MOST_ROWS])
    own = [activity for activity in ordered if may_read(reader, activity.record.envelope).allowed]
    rows = [_offered(activity, reader, organisation) for activity in own if _is_own(activity, folded)]
    return PartnerRequestChoices(
        organisation.pk, organisation.name, organisation.mailbox, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS
    )


def _spellings(organisation: Organisation) -> frozenset[str]:
    known = OrganisationName.objects.filter(organisation=organisation).values_list("folded", flat=True)
    return frozenset({folded_name(organisation.name), *known} - {""})


def _is_own(activity: Activity, folded: frozenset[str]) -> bool:
    """It reports, pays for or carries it out; what it receives is somebody else's work."""
    facts = facts_of(activity.facts, activity.pk)
    return any(folded_name(body.name) in folded for role in ROLES for body in getattr(facts, role))


def _offered(activity: Activity, reader: Reader, organisation: Organisation) -> Offered:
    record = activity.record
    because = held_back(
        record.tokens, owner=str(record.owner_id), asker=reader.organisation, organisation=str(organisation.pk)
    )
    marking = record.marking
    return Offered(
        activity.pk, activity.title, activity.language, marking.tlp.words, marking.tlp.value, activity.status, because
    )
