"""Whom an organisation asked about which section, and what came back, as far as a reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.guests.rules import HANDED_IN, OPENED, OVER, RECALLED
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import RecordQuerySet
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.choices import askable
from egnatia.rounds.delegation.rules import WAITING
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.visible import own_participants, participant_row, speaks
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered for one question. `number` is the version of their organisation's own answer, which it would
    replace."""

    about: UUID
    need: NeedRow
    verdict: str
    verdict_words: str
    note: str
    state: str
    state_words: str
    decided_by: str
    number: int
    own_words: str
    moved: bool  # the need was changed since it was read


@dataclass(frozen=True, slots=True)
class SectionRequestRow:
    """A request; `whom` is the colleague's name or the mail address."""

    id: UUID
    participant: UUID
    section: str
    whom: str
    language: str  # of the e-mail and the pages
    by_link: bool
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    standing: str
    live: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """`decides`: the reader may take over or set aside what waits."""

    row: SectionRequestRow
    round: UUID
    title: str
    entered: tuple[Entered, ...]
    decides: bool

    @property
    def waiting(self) -> tuple[Entered, ...]:
        return tuple(each for each in self.entered if each.state == WAITING)


@dataclass(frozen=True, slots=True)
class SectionsPage:
    """All requests for a participant that their organisation has made; `asks`: they may make another."""

    participant: UUID
    round: UUID
    title: str
    rows: tuple[SectionRequestRow, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, and in which words."""

    reader: Reader
    names: ForumNames
    objectives: Objectives

    def of_participant(self, participant: UUID) -> SectionsPage:
        """Raises NotFound where they may not know of the participant."""
        found = participant_row(self.reader, participant)
        rows = _seen(self.reader, requests_of(self.reader, [found]))
        return SectionsPage(
            found.pk, found.round_id, found.round.title, self._listed(rows), askable(self.reader, found)
        )

    def page(self, record: UUID) -> RequestPage:
        """Raises NotFound where they see no such request, or do not speak for the participant."""
        request = request_row(self.reader, record)
        found = participant_row(self.reader, request.participant_id)
        (row,) = self._listed([request])
        decides = askable(self.reader, found)
        return RequestPage(row, found.round_id, found.round.title, self._entered(request, found), decides)

    def _listed(self, requests: Iterable[SectionRequest]) -> tuple[SectionRequestRow, ...]:
        rows = list(requests)
        alive = set(SectionRequest.live().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        return tuple(self._row(row, alive=row.pk in alive) for row in rows)

    def _row(self, request: SectionRequest, *, alive: bool) -> SectionRequestRow:
        return SectionRequestRow(
            id=request.pk,
            participant=request.participant_id,
            section=self.objectives.full(request.branch),
            whom=request.person.name if request.person else request.mailbox,
            language=request.language,
            by_link=request.person is None,
            asked_by=request.asked_by,
            asked_at=request.asked_at,
            expires_at=request.expires_at,
            standing=_standing(request),
            live=alive,
        )

    def _entered(self, request: SectionRequest, found: Participant) -> tuple[Entered, ...]:
        """Of the questions whose needs they see; nothing of what was entered before it is handed in."""
        rows = {row.about_id: row for row in SectionRow.objects.filter(request=request)}
        needs = NeedListQuery(self.reader, self.names, self.objectives).rows_with_ids(list(rows))
        mine = RoundAnswer.visible_to(self.reader).filter(participant=found, owner=self.reader.organisation)
        given = {row.about_id: row for row in mine.order_by("at", "-pk")}
        return tuple(_entered(rows[need.id], need, given.get(need.id)) for need in needs)


def request_row(reader: Reader, record: UUID) -> SectionRequest:
    """A request of the reader's organisation for a participant that they speak for. Raises NotFound."""
    rows = SectionRequest.visible_to(reader).select_related("record", "person")
    found = rows.filter(pk=record, record__owner=reader.organisation or None).first()
    if not isinstance(found, SectionRequest) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    if not speaks(reader, participant_row(reader, found.participant_id)):
        raise NotFound
    return found


def requests_of(reader: Reader, participants: Iterable[Participant]) -> "Iterable[SectionRequest]":
    """The last ones first."""
    rows = SectionRequest.visible_to(reader).select_related("record", "person")
    return rows.filter(
        participant__in=[each.pk for each in participants], record__owner=reader.organisation or None
    ).order_by("-asked_at", "pk")


def _seen(reader: Reader, requests: "Iterable[SectionRequest]") -> list[SectionRequest]:
    return [each for each in requests if may_read(reader, each.record.envelope).allowed]


def _standing(request: SectionRequest) -> str:
    words = {HANDED_IN: _("submitted"), RECALLED: _("request withdrawn"), OVER: _("expired"), OPENED: _("opened")}
    return words.get(request.status, _("requested"))


def _entered(row: SectionRow, need: NeedRow, mine: RoundAnswer | None) -> Entered:
    said = row.state != SectionRow.State.OPEN
    return Entered(
        about=row.about_id,
        need=need,
        verdict=row.verdict if said else "",
        verdict_words=label(labels.VERDICT, row.verdict) if said else "",
        note=row.note if said else "",
        state=row.state,
        state_words=str(SectionRow.State(row.state).label),
        decided_by=row.decided_by,
        number=mine.record.version if mine else 0,
        own_words=label(labels.VERDICT, mine.verdict) if mine else "",
        moved=said and row.version != need.version,
    )


def asked_of(reader: Reader) -> RecordQuerySet:
    """What they themselves are asked about, as somebody of the asker's organisation."""
    if reader.is_anonymous or not reader.strong:
        return SectionRequest.objects.none()
    seen = SectionRequest.visible_to(reader).values("pk")
    return SectionRequest.live().filter(pk__in=seen, person=reader.person, record__owner=F("person__organisation"))


@dataclass(frozen=True, slots=True)
class Asks:
    """A colleague asks the reader: the request, and who asked."""

    request: UUID
    asked_by: str


def asked_of_me(reader: Reader) -> tuple[Asks, ...]:
    """What waits for them, the first first."""
    rows = asked_of(reader).order_by("asked_at", "pk")
    return tuple(Asks(pk, name) for pk, name in rows.values_list("pk", "asked_by"))


@dataclass(frozen=True, slots=True)
class CameBack:
    """So many answers of one request wait for the reader's word."""

    request: UUID
    count: int


def came_back(reader: Reader) -> tuple[CameBack, ...]:
    """Of requests of their organisation for participants that they speak for; counts the questions that they see."""
    participants = [each for each in own_participants(reader) if askable(reader, each)]
    if not participants:
        return ()
    requests = [each.pk for each in _seen(reader, requests_of(reader, participants))]
    rows = SectionRow.objects.filter(request__in=requests, state=WAITING).values_list("request", "about")
    waiting = list(rows.order_by("request__asked_at", "request", "pk"))
    seen = set(
        Need.visible_to(reader).filter(pk__in=[about for _request, about in waiting]).values_list("pk", flat=True)
    )
    counts: dict[UUID, int] = {}
    for request, about in waiting:
        if about in seen:
            counts[request] = counts.get(request, 0) + 1
    return tuple(CameBack(request, count) for request, count in counts.items())
