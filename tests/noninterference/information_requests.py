"""Requests for information in the worlds: sent, answered under their reciprocity, given more time, closed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from egnatia.exchange.delegation.actions import LINKS, NewPart, delegate
from egnatia.exchange.requests import actions
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.fields import RequestContent, RequestQuestion
from egnatia.exchange.requests.models import Addressee, PartRequest
from egnatia.guests.readers import reader_behind
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.records.content import ByLanguage
from tests.noninterference.files import ATTACH, DOWNLOAD
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES, Profile

SEND, DRAFT, REPLY, TIME, DECIDE, CLOSE = (
    *("send request", "draft request", "answer request", "more time", "decide on time", "close request"),
)
DELEGATE, ANSWER_PART = "delegate questions", "answer questions"
ASKED = (SEND, DRAFT)
ABOUT_TIME = (TIME, DECIDE)
HUNG = {REPLY: "request reply", DELEGATE: "request part"}  # what hangs on a request
AUDIENCES = ("asker", "repliers", "readers")
STATUSES = ("full", "partial", "nothing", "declined")
TO = ("focal-al", "focal-me", "partner-house", "ministry-al", "desk")  # two roles, two houses, the secretariat
OFFICES = {"focal-al": "F:focal-points:ALB", "focal-me": "F:focal-points:MNE", "desk": "S"}
QUESTIONS = (RequestQuestion("q1", "How many cases were there?", "number"), RequestQuestion("q2", "Which rules apply?"))


def audience_of(variant: int) -> str:
    return AUDIENCES[variant % len(AUDIENCES)]


def addressees_of(variant: int) -> tuple[str, ...]:
    """Two of the stage, in turn."""
    return TO[variant % len(TO)], TO[(variant + 1 + variant // len(TO) % 3) % len(TO)]


def speaks(who: Profile, to: str) -> bool:
    if not who.strong or who.anonymous:
        return False
    if to == "desk":
        return who.secretariat
    office = OFFICES.get(to, "")
    return office == f"F:focal-points:{who.focal_point_of}" if office else who.house == to


def token_of(world: World, to: str) -> str:
    return OFFICES.get(to) or f"O:{world.stage.houses[to]}"


def _content(world: World, variant: int) -> RequestContent:
    return RequestContent(
        title=ByLanguage({"en": f"Request: {TITLES[variant % len(TITLES)]}"}, "en"),
        purpose=ByLanguage({"en": f"Asked for the handbook {variant}."}, "en"),
        questions=QUESTIONS,
        addressees=tuple(token_of(world, to) for to in addressees_of(variant)),
        days=5 + variant % 20,
        audience=audience_of(variant),
    )


def _send(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    record = world.requests[operation.key] = actions.draft(_content(world, operation.variant), by=by)
    if operation.verb == SEND:
        assert operation.names
        actions.send(record, operation.names.marking(world.stage), by=by)
        for to in addressees_of(operation.variant):
            row = Addressee.objects.get(request=record, token=token_of(world, to))
            world.addressees[f"{operation.key} {to}"] = row.pk


def _reply(world: World, operation: Operation) -> None:
    """`key` is the request and the addressee, as the worlds name addressees, with "reply" before it."""
    to = world.addressees[operation.key.removeprefix("reply ")]
    request = Addressee.objects.select_related("request").get(pk=to).request
    audience = "asker" if operation.variant >= len(STATUSES) else request.asks.audience
    said = f"Told {operation.variant} in {operation.number} by {operation.by.username}"
    status = STATUSES[operation.variant % len(STATUSES)]
    answers = {"q1": str(operation.number), "q2": said} if status in ("full", "partial") else {}
    content = ReplyContent(status, audience, answers, said)
    world.requests[operation.key] = actions.reply(to, content, by=world.stage.reader(operation.by))


def _time(world: World, operation: Operation) -> None:
    to, by = world.addressees[f"{operation.key} {_addressed(operation)}"], world.stage.reader(operation.by)
    if operation.verb == TIME:
        actions.ask_for_time(to, 5, f"Asked in {operation.number}", by=by)
    else:
        actions.decide_on_time(to, granted=bool(operation.number % 2), by=by)


def _addressed(operation: Operation) -> str:
    return TO[operation.variant % len(TO)]


def _close(world: World, operation: Operation) -> None:
    actions.close(world.requests[operation.key], by=world.stage.reader(operation.by))


def _delegate(world: World, operation: Operation) -> None:
    """`key` is "part", then the request and the addressee."""
    to = world.addressees[operation.key.removeprefix("part ")]
    keys = ("q1", "q2") if operation.variant % 2 else ("q2",)
    asked = NewPart(keys, f"colleague-{operation.variant}@example.org", "en", 5)
    world.requests[operation.key] = delegate(to, asked, by=world.stage.reader(operation.by))


def _answer_part(world: World, operation: Operation) -> None:
    """As whoever has the link submits it."""
    part = PartRequest.objects.select_related("record__owner").get(pk=world.requests[operation.key])
    part.answers = {"q2": f"Drafted {operation.variant} in {operation.number}"}
    part.save(update_fields=["answers"])
    LINKS.hand_in(part, by=reader_behind(part))


VERBS.update({DELEGATE: _delegate, ANSWER_PART: _answer_part})
VERBS.update({SEND: _send, DRAFT: _send, REPLY: _reply, TIME: _time, DECIDE: _time, CLOSE: _close})


def told_of_time(who: Profile, operation: Operation, house: str) -> bool:
    """Between those who ask for it and those who asked them."""
    return who.strong and (who.house == house or speaks(who, _addressed(operation)))


def reply_names(operations: Sequence[Operation]) -> dict[str, Names]:
    """How each reply is marked in the end: by what its request said before it was sent, and who shares theirs."""
    asked = {step.key: step for step in operations if step.verb == SEND}
    last: dict[str, Operation] = {}
    found: dict[str, Names] = {}
    for at, step in enumerate(operations):
        if step.verb == REPLY:
            audience = _audience(step, asked)
            kept = step.key in last and _audience(last[step.key], asked) == audience
            last[step.key] = step
            marked = [each.names for each in operations[:at] if each.key == step.other and each.names]
            found[step.key] = found[step.key] if kept else _names(step, audience, asked[step.other], marked[-1])
    return found | _shared(last, found, asked)


def _shared(last: dict[str, Operation], found: dict[str, Names], asked: dict[str, Operation]) -> dict[str, Names]:
    """Of those that share theirs, each with the people of all the others."""
    names: dict[str, Names] = {}
    sharing = [step for step in last.values() if _shares(step, asked)]
    for step in sharing:
        names[step.key] = found[step.key]
        for other in [each for each in sharing if each.other == step.other]:
            opened = _opened(names[step.key], other.key.removeprefix(f"reply {step.other} "))
            names[step.key] = replace(opened, houses=opened.houses | {other.by.house})
    return names


def _shares(step: Operation, asked: dict[str, Operation]) -> bool:
    return _audience(step, asked) == "repliers" and step.variant % len(STATUSES) < len(STATUSES) - 1


def _audience(step: Operation, asked: dict[str, Operation]) -> str:
    return "asker" if step.variant >= len(STATUSES) else audience_of(asked[step.other].variant)


def _names(step: Operation, audience: str, asked: Operation, request: Names) -> Names:
    to = step.key.removeprefix(f"reply {step.other} ")
    if audience == "readers" and request.tlp <= Tlp.GREEN:
        return request
    if audience == "readers" and request.tlp == Tlp.AMBER:
        return replace(request, offices=request.offices | ({OFFICES[to]} if to in OFFICES else set()))
    begin = request if audience == "readers" else Names(Tlp.AMBER_STRICT)
    return _opened(replace(begin, houses=begin.houses | {asked.by.house}), to)


def _opened(names: Names, to: str) -> Names:
    if to in OFFICES:
        return replace(names, offices=names.offices | {OFFICES[to]})
    return replace(names, houses=names.houses | {to})


def lives_of(chance: random.Random, reads: Callable[[Profile, Profile, Names], bool]) -> list[Operation]:
    """One or two requests in two of three worlds. `reads`: whether somebody reads what another one marked so."""
    number = chance.choice((0, 1, 2))
    return [step for index in range(number) for step in _life(chance, f"request-{index}", reads)]


def _life(chance: random.Random, key: str, reads: Callable[[Profile, Profile, Names], bool]) -> list[Operation]:
    by, variant = chance.choice(PROFILES), chance.randrange(30)
    if chance.random() < 0.1:
        return [Operation(0, DRAFT, by, key, variant, Names(Tlp.AMBER_STRICT))]
    names = _drawn(chance, by, addressees_of(variant))
    life = [Operation(0, SEND, by, key, variant, names)]
    for to in addressees_of(variant):
        for who in [who for who in PROFILES if speaks(who, to) and reads(who, by, names)][:1]:
            if names.tlp <= Tlp.GREEN or who.house in names.houses:
                life += _delegated(chance, key, to, who)
            life += _of_addressee(chance, f"{key} {to}", who, by, audience_of(variant))
    if chance.random() < 0.2:
        life.append(Operation(0, "narrow", by, key, names=_narrowed(names, addressees_of(variant)[:1])))
    elif chance.random() < 0.2:
        life.append(Operation(0, CLOSE, by, key))
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", by, key))
    return life


def _delegated(chance: random.Random, key: str, to: str, who: Profile) -> list[Operation]:
    """What the organisation as such may read, a colleague without an account may be asked."""
    part, variant = f"part {key} {to}", chance.randrange(30)
    steps = [
        Operation(0, DELEGATE, who, part, variant, other=key),
        Operation(0, ANSWER_PART, who, part, variant, other=key),
    ]
    return steps[: chance.choice((0, 1, 1, 2))]


def _of_addressee(chance: random.Random, named: str, who: Profile, asker: Profile, audience: str) -> list[Operation]:
    key, _, to = named.partition(" ")
    found, number = [], TO.index(to)
    if chance.random() < 0.3:
        found.append(Operation(0, TIME, who, key, number))
        if chance.random() < 0.6:
            found.append(Operation(0, DECIDE, asker, key, number))
    if chance.random() < 0.8:
        reply = f"reply {key} {to}"
        alone = chance.random() < 0.3
        first = chance.randrange(4)
        found.append(Operation(0, REPLY, who, reply, first + 4 * alone, other=key))
        if chance.random() < 0.3:  # who has read what others share, neither declines nor knows nothing afterwards
            bound = first < 2 and audience == "repliers" and not alone
            again = chance.randrange(2 if bound else 4) + 4 * (alone or chance.random() < 0.5)
            found.append(Operation(0, REPLY, who, reply, again, other=key))
        found += _files(chance, reply, key, who)
    return found


def _files(chance: random.Random, on: str, request: str, who: Profile) -> list[Operation]:
    """A file of the reply, perhaps another version, perhaps somebody who tries to download it."""
    if chance.random() < 0.5:
        return []
    found = [Operation(0, ATTACH, who, on, chance.randrange(30), other=request)]
    if chance.random() < 0.3:
        found.append(Operation(0, ATTACH, who, on, chance.randrange(30), other=request))
    if chance.random() < 0.4:
        found.append(Operation(0, DOWNLOAD, chance.choice(PROFILES), on, chance.randrange(30), other=request))
    return found


def _drawn(chance: random.Random, by: Profile, to: tuple[str, ...]) -> Names:
    """One that all addressees read, and by which the asker reads what everybody reads."""
    group = all(OFFICES.get(each, "").startswith("F:") for each in to) and "focal-points" in by.communities
    wide = [Names(Tlp.CLEAR), Names(Tlp.GREEN)]
    if group:
        wide += [Names(Tlp.AMBER, frozenset({"focal-points"}))] * 2
    strict = Names(Tlp.AMBER_STRICT)
    for each in to:
        strict = _opened(strict, each)
    return chance.choice([*wide, strict, strict])


def _narrowed(names: Names, to: tuple[str, ...]) -> Names:
    """For one of the addressees alone."""
    strict = Names(Tlp.AMBER_STRICT)
    for each in to:
        strict = _opened(strict, each)
    return strict if names.tlp < Tlp.AMBER_STRICT else Names(Tlp.AMBER_STRICT)
