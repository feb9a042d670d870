"""The demo's round: open, with some answers; one economy has cleared, of another it was accepted."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.rounds.rounds.actions.acceptance import accept
from egnatia.rounds.rounds.actions.answers import NewAnswer, say
from egnatia.rounds.rounds.actions.clearance import clear
from egnatia.rounds.rounds.actions.lifecycle import open_round
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.questions import digest_for, questions_of
from egnatia.rounds.rounds.rules import CHANGED, Invitee, Opening
from egnatia.start.demo import fixtures, needs
from egnatia.start.demo.bodies import SECRETARIAT
from egnatia.start.demo.fixtures import DemoRound
from egnatia.taxonomy.models import Framework

ANSWERING = "focal-al"  # the user whose economy is in the middle of it
OPENED = timedelta(weeks=2)  # ago
LASTS = timedelta(weeks=6)


def stored() -> list[Record]:
    """The records of the demo's rounds, withdrawn ones included."""
    return list(Record.objects.filter(kind=Round.KIND, provenance__has_key="demo"))


def open_all() -> int:
    """Open those that are missing, with what was said in them; how many."""
    known = {record.provenance["demo"] for record in stored()}
    missing = [each for each in fixtures.rounds() if each.key not in known]
    if missing:
        then = clock.now() - OPENED
        officer, answering = reader_named(SECRETARIAT), reader_named(ANSWERING)  # who hold their offices since today
        with clock.time_from(lambda: then):
            for each in missing:
                _open(each, officer, answering)
    return len(missing)


def _open(each: DemoRound, officer: Reader, answering: Reader) -> None:
    """What everybody does in it, in the order of the steps."""
    participants = _invite(each, officer)
    _begin(each, participants, by=answering)
    focal_points = dict(needs.focal_points(officer))
    received = set()
    for cleared in each.cleared:
        participant, by = participants[cleared.economy], focal_points[cleared.economy]
        questions = questions_of(by, participant)
        for asked, verdict in zip(questions, cycle(cleared.verdicts), strict=False):
            note = cleared.note if verdict == CHANGED else ""
            say(participant.pk, asked.about, NewAnswer(verdict, note, asked.version, 0), by=by)
        if questions:  # unless somebody has withdrawn all its needs since
            clear(participant.pk, cleared.consulted, digest_for(by, participant), by=by)
            received.add(cleared.economy)
    for economy in [code for code in each.accepted if code in received]:
        accept(participants[economy].pk, digest_for(officer, participants[economy]), by=officer)


def _invite(each: DemoRound, officer: Reader) -> dict[str | None, Participant]:
    framework = Framework.objects.get(prefix="", in_use=True)
    invited = [Invitee("states", economy=code) for code in each.states]
    opening = Opening(
        kind="needs",
        title=each.title,
        framework=f"{framework.slug} {framework.version}",
        opens=clock.today(),
        closes=clock.today() + LASTS,
        instructions=each.instructions,
        participants=[*invited, *(Invitee("observes", economy=code) for code in each.observes)],
    )
    record = open_round(opening, Marking(Tlp.GREEN), by=officer, provenance={"demo": each.key})
    return {row.economy_id: row for row in Participant.objects.filter(round=record).select_related("round")}


def _begin(each: DemoRound, participants: dict[str | None, Participant], *, by: Reader) -> None:
    """The first answers of an economy whose focal point is one of the demo's users: the rest is theirs to give."""
    records = dict(_needs())
    for answer in each.answers:
        about = records[answer.need]
        for participant in _of(by, participants):
            version = next((asked.version for asked in questions_of(by, participant) if asked.about == about), None)
            if version is not None:  # unless somebody has withdrawn the need since
                say(participant.pk, about, NewAnswer(answer.verdict, answer.note, version, 0), by=by)


def _of(by: Reader, participants: dict[str | None, Participant]) -> list[Participant]:
    return [row for economy, row in participants.items() if economy in by.focal_economies()]


def _needs() -> Iterator[tuple[str, UUID]]:
    for record in needs.stored():
        yield record.provenance["demo"], record.pk
