"""The activities of an organisation that it may be asked about, and why others do not go out."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.models import Actor, ActorName
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.visible import newest_of_each, of_listing
from egnatia.mapping.activities.stored import facts_of
from egnatia.mapping.actors.queries.one import actor_row
from egnatia.mapping.partners.rules import MOST_ROWS, ROLES, held_back


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
class Offer:
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


def offer_for(reader: Reader, organisation: UUID) -> Offer:
    """Raises NotFound where the reader sees no such organisation."""
    actor = actor_row(reader, organisation)
    folded = _spellings(actor)
    found = newest_of_each(reader).filter(organisations__overlap=sorted(folded))
    ordered = list(of_listing(found).order_by("-entered_at", "-record_id")[: 2 * MOST_ROWS])
    own = [activity for activity in ordered if may_read(reader, activity.record.envelope).allowed]
    rows = [_offered(activity, reader, actor) for activity in own if _is_own(activity, folded)]
    return Offer(actor.pk, actor.name, actor.mailbox, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def _spellings(actor: Actor) -> frozenset[str]:
    known = ActorName.objects.filter(actor=actor).values_list("folded", flat=True)
    return frozenset({folded_name(actor.name), *known} - {""})


def _is_own(activity: Activity, folded: frozenset[str]) -> bool:
    """It reports, pays for or carries it out; what it receives is somebody else's work."""
    facts = facts_of(activity.facts, activity.pk)
    return any(folded_name(body.name) in folded for role in ROLES for body in getattr(facts, role))


def _offered(activity: Activity, reader: Reader, actor: Actor) -> Offered:
    record = activity.record
    because = held_back(record.tokens, owner=str(record.owner_id), house=reader.actor, organisation=str(actor.pk))
    marking = record.marking
    return Offered(
        activity.pk, activity.title, activity.language, marking.tlp.words, marking.tlp.value, activity.status, because
    )
