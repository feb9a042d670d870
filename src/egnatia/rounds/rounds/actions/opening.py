"""Opening a round: one transaction, one audit event."""

from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Economy, Organisation
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.needs.frameworks.models import Framework
from egnatia.rounds.rounds.authority import require_opener
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.rules import Invited, Opening


@transaction.atomic
def open_round(opening: Opening, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> UUID:
    """Invite whoever is named. Raises NotAllowed("secretariat") for others than the secretariat, NotFound where an
    economy, an organisation or the framework is none that he sees.
    """
    require_opener(by)
    slug, _, version = opening.framework.partition(" ")
    framework = Framework.objects.filter(slug=slug, version=int(version or 0)).first()
    if framework is None or not all_there(opening, by):
        raise NotFound
    record = records.create(Round.KIND, content_of(opening), marking, by=by, provenance=provenance)
    made = Round.objects.create(
        record=record,
        sort=Round.Sort(opening.kind),
        framework=framework,
        title=opening.title,
        opens=opening.opens,
        closes=opening.closes,
        instructions=opening.instructions,
        opened_by=by.name,
        opened_at=record.published_at,
    )
    Participant.objects.bulk_create(participant_of(made, invited) for invited in opening.participants)
    audit.record("opened", Round.KIND, made.pk, by=by, tlp=marking.tlp.value, participants=len(opening.participants))
    return record.pk


def all_there(opening: Opening, by: Reader) -> bool:
    """Whether every economy is one, and every organisation one that he sees."""
    economies = {each.economy for each in opening.participants if each.economy}
    organisations = {each.organisation for each in opening.participants if each.organisation}
    there = Economy.objects.filter(code__in=economies).count() == len(economies)
    return there and Organisation.visible_to(by).filter(pk__in=organisations).count() == len(organisations)


def participant_of(made: Round, invited: Invited) -> Participant:
    """Not stored yet."""
    return Participant(
        round=made,
        economy_id=invited.economy or None,
        organisation_id=UUID(invited.organisation) if invited.organisation else None,
        role=Participant.Role(invited.role),
    )


def content_of(opening: Opening) -> VersionContent:
    """Who takes part is no part of it: that is the secretariat's to see."""
    body = {
        "sort": opening.kind,
        "title": opening.title,
        "framework": opening.framework,
        "opens": opening.opens.isoformat(),
        "closes": opening.closes.isoformat(),
        "instructions": opening.instructions,
    }
    return VersionContent(title={"und": opening.title}, search=folded_name(opening.title), body=body)
