"""What a participant is asked about: the needs of its economy, or the activities of the organisation, that one sees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet, Version
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import DECLINED
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.visible import speaks
from egnatia.rounds.rounds.rules import CHANGED, MOST_QUESTIONS, NEEDS, OPEN, is_asked, may_open
from egnatia.taxonomy.models import Framework


@dataclass(frozen=True, slots=True)
class RoundQuestion:
    """A need or an activity that a participant is asked about; `version` is the one that an answer is given to, and
    `changed_at` the day on which that was written: another marking is no other word.
    """

    about: UUID
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that the reader may see; `number` is its own version, against which it is changed.

    `copied`: taken over from another organisation at clearing.
    """

    id: UUID
    about: UUID
    owner: str
    verdict: str
    version: int
    number: int
    note: str
    by: str
    organisation: str
    handed_in: bool
    cleared: bool
    copied: bool
    tlp: int
    at: datetime

    def is_empty_change(self, version: int | None) -> bool:
        """Said to be changed, without a note, though its text is as it was: `version` is the one that is asked about,
        None where it is asked no more."""
        return self.verdict == CHANGED and not self.note and self.version == version


def is_asked_for(participant: Participant) -> bool:
    return is_asked(participant.round.sort, participant.role, participant.economy_id)


def questions_of(reader: Reader, participant: Participant) -> tuple[RoundQuestion, ...]:
    """What was there when the round was opened, in the order of the framework, or of the activities' dates."""
    if not is_asked_for(participant):
        return ()
    if participant.round.sort == NEEDS:
        codes = codes_of([participant.round.framework_id])[participant.round.framework_id]
        rows = needs_asked(reader, [participant.economy_id or ""]).filter(objective__in=list(codes))
        rows = rows.filter(record__created_at__lt=_opened(participant)).annotate(written_at=_WRITTEN)
        found = list(rows.values_list(*_COLUMNS, "objective")[:MOST_QUESTIONS])
        return tuple(RoundQuestion(*row[:3]) for row in sorted(found, key=lambda row: (codes[row[3]], row[0])))
    rows = activities_asked(reader, [str(participant.organisation_id)])
    rows = rows.filter(record__created_at__lt=_opened(participant)).annotate(written_at=_WRITTEN)
    return tuple(RoundQuestion(*row) for row in rows.values_list(*_COLUMNS)[:MOST_QUESTIONS])


_COLUMNS = ("pk", "record__version", "written_at")
_WRITTEN = Subquery(Version.objects.filter(record=OuterRef("pk")).order_by("-number").values("at")[:1])


def _opened(participant: Participant) -> datetime:
    return participant.round.opened_at


def needs_asked(reader: Reader, economies: Sequence[str]) -> RecordQuerySet:
    """The needs of economies that the reader sees, without those that the economy set aside."""
    rows: RecordQuerySet = Need.visible_to(reader).filter(economy__in=economies).exclude(status=DECLINED)
    return rows.order_by("pk")


def activities_asked(reader: Reader, organisations: Sequence[str]) -> RecordQuerySet:
    """The organisations' own activities that the reader sees and that are not completed."""
    rows: RecordQuerySet = Activity.visible_to(reader).filter(record__owner__in=organisations)
    return rows.exclude(status="closed").order_by("starts", "pk")


def stated_since(reader: Reader, participant: Participant) -> list[UUID]:
    """The needs of its economy that were stated since the round was opened."""
    if participant.round.sort != NEEDS or not participant.economy_id:
        return []
    rows = needs_asked(reader, [participant.economy_id]).filter(record__created_at__gte=_opened(participant))
    return list(rows.values_list("pk", flat=True)[:MOST_QUESTIONS])


def codes_of(frameworks: Sequence[UUID]) -> Mapping[UUID, Mapping[str, int]]:
    """The objectives of versions of frameworks, each with its place in the order. One query."""
    rows = Framework.objects.filter(pk__in=frameworks).values_list("pk", "content__objectives")
    return {pk: {aim["code"]: place for place, aim in enumerate(aims or ())} for pk, aims in rows}


def answers_seen_by(reader: Reader, participant: Participant) -> tuple[Given, ...]:
    """Every answer for the participant that is there for the reader, the newest first.

    Their own side: `there_for`. The secretariat: what was cleared, though it may read more, say of its own
    organisation's.
    """
    looks_on = may_open(reader) and not speaks(reader, participant)
    there = Q(cleared=True) if looks_on else there_for(reader)
    rows = RoundAnswer.visible_to(reader).filter(there, participant=participant).order_by("-at", "pk")
    return tuple(map(given, rows))


def there_for(reader: Reader) -> Q:
    """Of the answers that they see: their own organisation's, and what others handed in and did not mark for named
    persons since.

    What another organisation marked RED names them perhaps, and is not theirs to pass on.
    """
    return Q(owner=UUID(reader.organisation)) | Q(handed_in=True, record__tlp__lt=Tlp.RED)


def given(row: RoundAnswer) -> Given:
    """The answer as it is compared and shown."""
    return Given(
        id=row.pk,
        about=row.about_id,
        owner=str(row.owner),
        verdict=row.verdict,
        version=row.version,
        number=row.record.version,
        note=row.note,
        by=row.by,
        organisation=row.organisation,
        handed_in=row.handed_in,
        cleared=row.cleared,
        copied=row.copied,
        tlp=row.record.tlp,
        at=row.at,
    )


def counting(answers: Sequence[Given], organisation: str) -> dict[UUID, Given]:
    """The answer to each question that counts for a reader: their own organisation's, else the newest of `answers`.

    What their organisation only took over from another is no word of its own: what that one corrected since is newer.
    """
    found: dict[UUID, Given] = {}
    for answer in answers:
        before = found.get(answer.about)
        if before is None or (_own(answer, organisation) and not _own(before, organisation)):
            found[answer.about] = answer
    return found


def _own(answer: Given, organisation: str) -> bool:
    return answer.owner == organisation and not answer.copied


def digest_of(answers: Iterable[Given]) -> str:
    """What somebody has read who signs it: which answers, in which version each."""
    lines = sorted(f"{answer.id}:{answer.number}" for answer in answers)
    return sha256("\n".join(lines).encode()).hexdigest()


def digest_for(reader: Reader, participant: Participant) -> str:
    """Of the answers that count for the reader, as they stand now."""
    return digest_of(counting(answers_seen_by(reader, participant), reader.organisation).values())


def takes_answers(participant: Participant) -> bool:
    """From the round's first day until it is cleared; after the last day too: nobody is late here."""
    return participant.round.opens <= clock.today() and participant.stage in OPEN
