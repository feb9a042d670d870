"""Rounds in the worlds: opened by the desk; begun, answered, handed in, cleared by an economy; returned or accepted."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.actions.acceptance import accept, give_back
from egnatia.rounds.rounds.actions.answers import NewAnswer, begin, hand_in, say
from egnatia.rounds.rounds.actions.clearance import clear
from egnatia.rounds.rounds.actions.lifecycle import open_round
from egnatia.rounds.rounds.actions.steps import take
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.questions import digest_for, questions_of
from egnatia.rounds.rounds.rules import Invitee, Opening
from egnatia.taxonomy.models import Framework
from tests.noninterference.needs import NEED_ECONOMIES, need_economy
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES, Profile

ROUND = "round-0"
SNAPSHOT = "snapshot-0"  # of it
NEXT = "round-1"  # asks again, after the first: what was said then is compared with what is said now
DESK = next(who for who in PROFILES if who.secretariat)
# Whoever knows only how many were received is told of a participant that nobody of the stage speaks for.
INSTEAD = dict(zip(NEED_ECONOMIES, ("XKX", "MKD"), strict=True))
VERDICTS = ("true", "changed", "done", "gone")
COUNTED = ("clear round", "clear on paper", "return round")  # they change how many were received
CLEARED = ("clear round", "clear on paper")
SECTIONS = ("ask section", "bring section")  # a house's own
OWN = ("start round", "hand in answers", "accept round", *SECTIONS)
ABOUT_ROUNDS = (*COUNTED, *OWN, "answer")


def speaks(who: Profile, economy: str) -> bool:
    """Whoever sits for the economy."""
    return who.strong and bool(economy) and economy in (who.economy, who.focal_point_of)


def sees_participant(who: Profile, economy: str) -> bool:
    """Who may know how far an economy is: its own people, and the secretariat."""
    return speaks(who, economy) or (who.strong and who.secretariat)


def knows(who: Profile, operation: Operation) -> bool:
    """Of what an economy does in a round; what changes only the number of those received is known, masked, to all.

    That answers were handed in is their own side's to know.
    """
    economy = need_economy(operation.variant)
    if operation.verb == "hand in answers":
        return speaks(who, economy)
    if operation.verb in SECTIONS:
        return speaks(who, economy) and who.house == operation.by.house
    return operation.verb not in OWN or sees_participant(who, economy)


def as_counted(who: Profile, operation: Operation) -> Operation:
    """For whoever may not know which participant it was: another one."""
    if operation.verb not in COUNTED or sees_participant(who, need_economy(operation.variant)):
        return operation
    return replace(operation, masked=True)


def paper_of(variant: int) -> str:
    return f"paper-{need_economy(variant)}"


def section_of(variant: int) -> str:
    return f"section-{need_economy(variant)}"


def opened_to(operation: Operation) -> frozenset[str]:
    """The offices that read the answers of a house after this."""
    economy = need_economy(operation.variant)
    return frozenset({f"F:focal-points:{economy}"} | ({"S"} if operation.verb in CLEARED else set()))


def _open(world: World, operation: Operation) -> None:
    assert operation.names
    framework = Framework.objects.get(prefix="", in_use=True)
    opening = Opening(
        kind="needs",
        title=f"Round: {TITLES[operation.variant % len(TITLES)]}",
        framework=f"{framework.slug} {framework.version}",
        opens=date(2026, 1, 1),
        closes=date(2027, 1, 1),
        participants=[Invitee("states", economy=code) for code in (*NEED_ECONOMIES, *INSTEAD.values())],
    )
    record = open_round(opening, operation.names.marking(world.stage), by=world.stage.reader(operation.by))
    world.rounds[operation.key] = record
    rows = Participant.objects.filter(round=record).values_list("economy", "pk")
    again = "" if operation.key == ROUND else f"{operation.key}: "
    world.participants.update({f"{again}{economy}": pk for economy, pk in rows})


def _economy(operation: Operation) -> str:
    economy = need_economy(operation.variant)
    return INSTEAD[economy] if operation.masked else economy


def _participant(world: World, operation: Operation) -> UUID:
    return world.participants[_economy(operation)]


def _start(world: World, operation: Operation) -> None:
    begin(_participant(world, operation), by=world.stage.reader(operation.by))


def _answer(world: World, operation: Operation) -> None:
    by, about = world.stage.reader(operation.by), world.needs[operation.other]
    found = Participant.objects.select_related("round").get(pk=_participant(world, operation))
    version = next(each.version for each in questions_of(by, found) if each.about == about)
    verdict = VERDICTS[operation.variant // 2 % len(VERDICTS)]
    saying = NewAnswer(verdict, f"Said by {operation.by.username} of {operation.other}.", version, 0)
    say(found.pk, about, saying, by=by)
    world.answers[operation.key] = RoundAnswer.objects.get(participant=found, about=about).pk


def _hand_in(world: World, operation: Operation) -> None:
    """Where there is something that its author sees: what is about a hidden need is not there in every world."""
    with suppress(NotAllowed):
        hand_in(_participant(world, operation), by=world.stage.reader(operation.by))


def _clear(world: World, operation: Operation) -> None:
    """The step is known to more people than any of the answers."""
    by, participant, consulted = world.stage.reader(operation.by), _participant(world, operation), "the prison service"
    with suppress(NotAllowed):
        if not operation.masked:
            clear(participant, consulted, _read(by, participant), by=by)
            return
    take(Participant.objects.get(pk=participant), "cleared", "cleared", by=by, note=consulted)


def _return(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    comments = {record: f"A comment on {key}." for key, record in world.needs.items()}
    participant = _participant(world, operation)
    give_back(participant, "On the whole well.", comments, _read(by, participant), by=by)


def _accept(world: World, operation: Operation) -> None:
    by, participant = world.stage.reader(operation.by), _participant(world, operation)
    accept(participant, _read(by, participant), by=by)


def _read(by: Reader, participant: UUID) -> str:
    """Whoever signs has read what stands there for them."""
    return digest_for(by, Participant.objects.select_related("round").get(pk=participant))


REPORT = "report need"  # what is left of a reply, for whoever may not know of it and sees the need


def reports_in(operations: Sequence[Operation], reads_then: Callable[[Operation, str], bool]) -> list[Operation]:
    """Which needs are reported in the end as done or no longer needed, each as an operation of the moment of its last
    step. `reads_then`: whether who did an operation read the need on that day.
    """
    found = []
    for said in operations:
        economy, verdict = need_economy(said.variant), VERDICTS[said.variant // 2 % len(VERDICTS)]
        if said.verb != "answer" or verdict not in ("done", "gone"):
            continue
        later = [each for each in operations if each.number > said.number]
        steps = [
            each for each in later if each.verb in (*COUNTED, "accept round") and need_economy(each.variant) == economy
        ]
        changed = any(each.verb == "change need" and each.key == said.other for each in later)
        if changed or not steps or steps[-1].verb == "return round":
            continue
        cleared = next(each for each in reversed(steps) if each.verb in CLEARED)
        handed_in = any(
            each.verb == "hand in answers"
            and each.number < cleared.number
            and (each.by.house, need_economy(each.variant)) == (said.by.house, economy)
            and reads_then(each, said.other)
            for each in later
        )
        if reads_then(cleared, said.other) and (handed_in or said.by.house == cleared.by.house):
            number = {"done": 0, "gone": 1}[verdict] + 2 * (steps[-1].verb == "accept round")
            found.append(replace(cleared, verb=REPORT, key=said.other, variant=number, names=None))
    return found


def _report(world: World, operation: Operation) -> None:
    """As everybody may know it who sees the need: nothing of whose reply it was."""
    need = Need.objects.select_related("record").get(pk=world.needs[operation.key])
    need.reported, need.report_accepted = ("done", "gone")[operation.variant % 2], operation.variant > 1
    need.reported_on, need.reported_version = clock.today(), need.record.version
    need.save()


VERBS.update(
    {
        REPORT: _report,
        "open round": _open,
        "start round": _start,
        "answer": _answer,
        "hand in answers": _hand_in,
        "clear round": _clear,
        "return round": _return,
        "accept round": _accept,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the oracle says: who reads the round or a need (by key), and which needs there are, with their economy."""

    reads: Callable[[Profile, str], bool]
    needs: Sequence[tuple[str, str]]


def life_of(chance: random.Random, names: Names, reading: Reading) -> list[Operation]:
    """A round, and what one economy or both do in it."""
    life = [Operation(0, "open round", DESK, ROUND, chance.randrange(30), names)]
    for at in chance.sample(range(len(NEED_ECONOMIES)), chance.choice((1, 2, 2))):
        life += _of_economy(chance, at, reading)
    if chance.random() < 0.1:
        life.append(Operation(0, "narrow", DESK, ROUND, names=Names(Tlp.AMBER_STRICT)))
    return life


def asked_again(chance: random.Random, stated: Sequence[Operation]) -> Iterator[Operation]:
    """A second round, and needs that say something else since: never a high one, of which there may be too many."""
    yield Operation(0, "open round", DESK, NEXT, chance.randrange(30), Names(Tlp.GREEN))
    for step in stated:
        variants = [each for each in range(step.variant % 2, 30, 2) if each % 5 in (1, 3)]
        if chance.random() < 0.6:
            yield Operation(0, "change need", step.by, step.key, chance.choice(variants))


def _of_economy(chance: random.Random, at: int, reading: Reading) -> Iterator[Operation]:
    economy = NEED_ECONOMIES[at]
    side = [who for who in PROFILES if speaks(who, economy) and reading.reads(who, ROUND)]
    focal = next((who for who in side if who.focal_point_of == economy), None)
    if not side or chance.random() < 0.1:
        return
    variant = 2 * chance.randrange(15) + at
    yield Operation(0, "start round", chance.choice(side), ROUND, variant)
    answered = False
    for number, (need, stated_by) in enumerate(reading.needs):
        able = [who for who in side if reading.reads(who, need)]
        if stated_by == economy and able and chance.random() < 0.85:
            said = 2 * chance.randrange(15) + at
            key = f"answer-{economy}-{number}"
            yield Operation(0, "answer", chance.choice(able), key, said, other=need)
            answered = answered or (focal in able)
    yield from _handed_over(chance, variant, side, focal if answered else None)


def _handed_over(
    chance: random.Random, variant: int, side: Sequence[Profile], focal: Profile | None
) -> Iterator[Operation]:
    if chance.random() < 0.5:
        yield Operation(0, "hand in answers", chance.choice(side), ROUND, variant)
    if chance.random() < 0.4:
        asker = chance.choice(side)
        yield Operation(0, "ask section", asker, ROUND, variant)
        if chance.random() < 0.7:
            yield Operation(0, "bring section", asker, ROUND, variant)
    if focal and chance.random() < 0.75:
        how = chance.choice(CLEARED)
        yield Operation(0, how, focal, ROUND, variant)
        if how == "clear on paper" and chance.random() < 0.3:
            yield Operation(0, "narrow", focal, paper_of(variant), names=Names(Tlp.AMBER_STRICT))
        after = chance.choice(("", "return round", "return round", "accept round"))
        if after:
            yield Operation(0, after, DESK, ROUND, variant)
