"""A section asked of a colleague: made, opened, answered, decided about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from egnatia.guests.actions import Letter, Links
from egnatia.guests.jobs import letters
from egnatia.guests.rules import last_moment
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Person, Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.choices import chosen_for, colleagues_of, read_of, require_askable
from egnatia.rounds.delegation.queries.requests import asked_of, request_row
from egnatia.rounds.delegation.queries.section import holder_of, rows_now
from egnatia.rounds.delegation.rules import ASIDE, TAKEN, WAITING, kept
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile, NewAnswer, begin, say
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.questions import questions_of
from egnatia.rounds.rounds.queries.visible import participant_row
from egnatia.rounds.rounds.rules import LONGEST_NOTE, VERDICTS


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """What is said of one need; `version` is the one that was read."""

    verdict: str
    note: str
    version: int


@transaction.atomic
def enter(secret: str, about: UUID, entry: SectionEntry, *, by: Reader) -> None:
    """Keep it, in place of what was said before; it counts for nothing yet.

    Raises NotFound where the session shows no such question now, AnsweredMeanwhile where the need was changed since.
    """
    request, holder = opened(secret, by=by)
    row = next((row for row in rows_now(request, holder) if row.about_id == about), None)
    if row is None or entry.verdict not in VERDICTS:
        raise NotFound
    version = Record.objects.filter(pk=about).values_list("version", flat=True).first()
    if version != entry.version:
        raise AnsweredMeanwhile
    row.verdict, row.note, row.version, row.said_at = entry.verdict, entry.note, entry.version, clock.now()
    row.save(update_fields=["verdict", "note", "version", "said_at"])


@transaction.atomic
def hand_in(secret: str, *, by: Reader) -> int:
    """What was said awaits confirmation, the session and the link are over; how many answers.

    Raises NotAllowed("section-nothing") where nothing was said of what is shown now.
    """
    request, holder = opened(secret, by=by)
    said = [row.pk for row in rows_now(request, holder) if row.verdict]
    if not said:
        raise NotAllowed("section-nothing")
    SectionRow.objects.filter(pk__in=said).update(state=WAITING)
    LINKS.hand_in(request, by=holder, answers=len(said))
    return len(said)


def opened(secret: str, *, by: Reader) -> tuple[SectionRequest, Reader]:
    """The live request of this session, for this transaction alone, and as whom it is read."""
    found = LINKS.opened(secret)
    holder = holder_of(found, by)
    if holder is None:
        raise NotFound
    return found, holder


@dataclass(frozen=True, slots=True)
class NewSectionRequest:
    """Which section, and whom: a colleague with an account (their identifier) or a mail address. `read` is the digest
    of the questions that were shown to whoever asks.
    """

    branch: str
    language: str
    days: int
    person: str = ""
    mailbox: str = ""
    read: str = ""


@transaction.atomic
def ask(participant: UUID, asked: NewSectionRequest, *, by: Reader) -> UUID:
    """A request without a link yet: whoever sends the letter makes it.

    With it the participant has begun, for all who see that: it is not left out of the round any more, with what
    colleagues type. Chosen is what stands in the branch now and what the organisation may read as an organisation:
    nobody is shown more than that.
    Raises NotAllowed("section-empty") where that is nothing, NotFound where the colleague is not of the organisation
    or does not see the round, AnsweredMeanwhile where these are not the questions that they have read.
    """
    found = participant_row(by, participant)
    require_askable(by, found)
    chosen = chosen_for(by, found, asked.branch)
    if not chosen:
        raise NotAllowed("section-empty")
    if asked.read != read_of(chosen):
        raise AnsweredMeanwhile
    begin(found.pk, by=by)
    return keep(found, asked, chosen, by=by)


def keep(found: Participant, asked: NewSectionRequest, chosen: Iterable[UUID], *, by: Reader) -> UUID:
    """Store the request with its questions, and audit it."""
    person = _colleague(asked.person, found, by) if asked.person else None
    body = {"participant": str(found.pk), "branch": asked.branch}
    record = records.create(SectionRequest.KIND, VersionContent(body=body), kept(), by=by)
    made: SectionRequest = SectionRequest.objects.create(
        record=record,
        round=found.round,
        participant=found,
        branch=asked.branch,
        asker_id=UUID(by.person),
        asked_by=by.name,
        person=person,
        mailbox="" if person else asked.mailbox,
        language=asked.language,
        asked_at=record.published_at,
        expires_at=last_moment(record.published_at, asked.days),
    )
    SectionRow.objects.bulk_create(SectionRow(request=made, about_id=about) for about in chosen)
    audit.record("asked", SectionRequest.KIND, made.pk, by=by, participant=str(found.pk), days=asked.days)
    return record.pk


def _colleague(person: str, found: Participant, by: Reader) -> Person:
    colleague = next((each for each in colleagues_of(by, found) if str(each.pk) == person), None)
    if colleague is None:
        raise NotFound
    return colleague


def letter_to(request: SectionRequest) -> Letter:
    """A colleague with an account comes with that."""
    if request.person:
        way_in = reverse("rounds:section-beginning", args=[request.pk])
        return Letter(request.person.email, {"account": True}, way_in=way_in)
    return Letter(request.mailbox)


LINKS = Links(SectionRequest, "rounds:section", "rounds/mails/section", letter_to, request_row)


@transaction.atomic
def make_link(record: UUID, *, by: Reader) -> str:
    """As `Links.make`. Raises NotAllowed("section-account") where a colleague with an account is asked."""
    if LINKS.own_live(record, by=by).person_id is not None:
        raise NotAllowed("section-account")
    return LINKS.make(record, by=by)


@transaction.atomic
def take_over(record: UUID, chosen: Mapping[UUID, int], *, by: Reader) -> int:
    """Say for the participant what was entered; how many answers. `chosen`: by question the version of the
    organisation's own answer that it replaces, 0 where there was none.

    What the reader does not see there is left out. Raises AnsweredMeanwhile, and takes none, where a need or an answer
    was changed since it was read.
    """
    request, found = _to_decide(record, by=by)
    rows = _waiting(request, found, chosen, by)
    for row in rows:
        note = f"{row.note}\n({_whom(request)})".strip()[:LONGEST_NOTE]
        saying = NewAnswer(row.verdict, note, row.version or 0, chosen[row.about_id])
        say(request.participant_id, row.about_id, saying, by=by)
    if rows:
        _decide(rows, TAKEN, by)
        audit.record("took over", SectionRequest.KIND, request.pk, by=by, answers=len(rows))
    return len(rows)


@transaction.atomic
def set_aside(record: UUID, about: UUID, *, by: Reader) -> None:
    """It is not said; it stays readable beside the request."""
    request, found = _to_decide(record, by=by)
    if rows := _waiting(request, found, {about: 0}, by):
        _decide(rows, ASIDE, by)
        audit.record("set aside", SectionRequest.KIND, request.pk, by=by)


def _to_decide(record: UUID, *, by: Reader) -> tuple[SectionRequest, Participant]:
    """For this transaction alone: two who decide at once wait for each other."""
    records.hold(record)
    request = request_row(by, record)
    found = participant_row(by, request.participant_id)
    require_askable(by, found)
    return request, found


def _waiting(request: SectionRequest, found: Participant, chosen: Mapping[UUID, int], by: Reader) -> list[SectionRow]:
    """Of the chosen questions those that wait, and that they are asked themselves."""
    asked = [each.about for each in questions_of(by, found) if each.about in chosen]
    return list(SectionRow.objects.filter(request=request, state=WAITING, about__in=asked).order_by("pk"))


def _decide(rows: Collection[SectionRow], state: str, by: Reader) -> None:
    decided = SectionRow.objects.filter(pk__in=[row.pk for row in rows])
    decided.update(state=SectionRow.State(state), decided_by=by.name, decided_at=clock.now())


def _whom(request: SectionRequest) -> str:
    """Who entered it, for whoever reads the answer: a colleague's address stays with the request."""
    return request.person.name if request.person else _("entered through a link")


@transaction.atomic
def open_as_colleague(record: UUID, *, by: Reader) -> str:
    """The secret of the session. Raises NotFound where this is not asked of them now, and without the second factor
    NotAllowed, whatever is asked of whom.
    """
    if not by.strong:
        raise NotAllowed("second-factor")
    records.hold(record)
    request = asked_of(by).filter(pk=record).first()
    if request is None:
        raise NotFound
    return LINKS.begin(request, by=by)


send_section_letter = letters("rounds.send_section_letter", LINKS)
