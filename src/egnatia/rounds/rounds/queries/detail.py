"""A round as its page shows it: all participants for the secretariat, for others how many were received, their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import audience_of
from egnatia.kernel.models import Record
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.people.marking.words import economy_name
from egnatia.reminders.queries import last_days
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.history import changes_of
from egnatia.rounds.rounds.models import Participant, Round, RoundStep
from egnatia.rounds.rounds.queries.questions import is_asked_for, takes_answers
from egnatia.rounds.rounds.queries.seats import can_read, organisation_names, seats_of_economies
from egnatia.rounds.rounds.queries.visible import participants_seen_by, round_row
from egnatia.rounds.rounds.rows import ParticipantRow, RoundPage, held_by
from egnatia.rounds.rounds.rules import (
    ACCEPTED,
    OPEN,
    REMINDED,
    RoundProgress,
    Seats,
    is_asked,
    may_open,
    stage_on,
    standing_of,
)
from egnatia.taxonomy.forum import ForumNames, in_language


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked once for all participants of a page."""

    names: ForumNames
    seats: Mapping[str, Seats]
    organisations: Mapping[UUID, str]
    since: Mapping[UUID, datetime]
    reminded: Mapping[UUID, date]

    def row(self, participant: Participant, record: Record) -> ParticipantRow:
        economy, organisation = participant.economy_id or "", participant.organisation_id
        name = economy_name(economy, self.names) if economy else self.organisation(organisation)
        seats = self.seats.get(economy, Seats())
        stage = stage_on(participant.stage, participant.held_until, clock.today())
        return ParticipantRow(
            id=participant.pk,
            name=name,
            economy=economy,
            role_words=label(labels.ROLE, participant.role),
            asked=is_asked_for(participant),
            stage=stage,
            held_until=participant.held_until if stage == ACCEPTED else None,
            open=takes_answers(participant),
            since=self.since.get(participant.pk),
            held_by=held_by(stage, economy, name, seats),
            reachable=can_read(record.tokens, economy, str(organisation or ""), seats),
            vacant=bool(economy) and is_asked_for(participant) and stage in OPEN and not seats.held,
            reminded=self.reminded.get(participant.pk),
        )

    def organisation(self, pk: UUID | None) -> str:
        known = self.organisations.get(pk) if pk else None
        return known or _("another organisation")


def around(reader: Reader, names: ForumNames, participants: Sequence[Participant]) -> Around:
    """Four questions, however many participants there are."""
    keys = [each.pk for each in participants]
    steps = RoundStep.objects.filter(participant__in=keys).values("participant").annotate(last=Max("at"))
    return Around(
        names=names,
        seats=seats_of_economies(reader, [each.economy_id for each in participants if each.economy_id]),
        organisations=organisation_names(
            reader, [each.organisation_id for each in participants if each.organisation_id]
        ),
        since=dict(steps.order_by().values_list("participant", "last")),
        reminded=last_days(REMINDED, keys if may_open(reader) else []),
    )


def round_page(reader: Reader, record: UUID, names: ForumNames) -> RoundPage:
    """Raises NotFound where there is none that the reader sees."""
    found = round_row(reader, record)
    envelope = found.record.envelope
    participants = list(participants_seen_by(reader).filter(round=found))
    known = around(reader, names, participants)
    return RoundPage(
        id=found.pk,
        title=found.title,
        sort=found.sort,
        framework=framework_words(found),
        opens=found.opens,
        closes=found.closes,
        instructions=found.instructions,
        opened_by=found.opened_by,
        opened_at=found.opened_at,
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=audience_of(envelope.marking, owner=envelope.owner, author=envelope.author, asker=reader),
        standing=standings([found])[found.pk],
        rows=tuple(known.row(each, found.record) for each in participants),
        desk=may_open(reader),
        writable=reader.strong and envelope.owner == reader.organisation,
        changes=changes_of(versions_seen_by(reader, record, Round.KIND)),
    )


def framework_words(found: Round) -> str:
    title = in_language(found.framework.content["title"])
    return _("%(title)s, version %(version)s") % {"title": title, "version": found.framework.version}


def standings(rounds: Sequence[Round]) -> dict[UUID, RoundProgress]:
    """How many were received of how many asked, of rounds that the reader sees. One query."""
    sorts = {each.pk: each.sort for each in rounds}
    rows = Participant.objects.filter(round__in=list(sorts)).values_list("round", "stage", "role", "economy")
    stages: dict[UUID, list[tuple[str, bool]]] = {pk: [] for pk in sorts}
    for pk, stage, role, economy in rows:
        stages[pk].append((stage, is_asked(sorts[pk], role, economy)))
    return {pk: standing_of(found) for pk, found in stages.items()}
