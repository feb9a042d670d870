"""A trail that was sealed says what was done to it since; with a checkpoint that lay elsewhere, whoever did it."""

import hashlib
import json
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import pytest

from egnatia.formats import trail
from egnatia.formats.trail import Event, Seal, examine, hashed, opened, signed

Line = Event | Seal
SECRET = "of the tests"
GONE = "5f6b0f3e-0000-4000-8000-000000000001"  # a person who was erased
ATTEMPTS = 10_000


def event(number: int, kind: str = "need", /, **said: str | int | None) -> Event:
    name = f"Person {number % 5}"
    salt = str(uuid.UUID(int=number))
    plain: dict[str, Any] = {
        "number": number,
        "id": str(uuid.UUID(int=number + 2**64)),
        "at": f"2026-05-{1 + number // 24:02}T{number % 24:02}:00:00.000001Z",
        "person": str(uuid.UUID(int=number % 5)),
        "by": name,
        "name_salt": salt,
        "name_digest": hashed("name", salt, name).hex(),
        "organisation": "Министарство",
        "verb": "changed",
        "kind": kind,
        "target": str(number * 7),
        "detail": json.dumps({"tlp": number % 4}),
    }
    return Event(**plain | said)


def sealed(runs: Iterable[list[Event]], stamps: Iterator[str]) -> list[Line]:
    """The runs of events, one seal for each, numbered anew: the database does it, and its owner can again."""
    done: list[Line] = []
    last, digest = 0, ""
    for number, run in enumerate(runs, start=1):
        again = [msgspec.structs.replace(each, number=last + place) for place, each in enumerate(run, start=1)]
        seal = Seal(
            number=number,
            part="sign-ins" if again[0].kind == "session" else "rest",
            first=last + 1,
            last=last + len(again),
            made_at=next(stamps),
            root=hashlib.sha256(b"".join(each.hash for each in again)).hexdigest(),
            previous=digest,
            digest="",
        )
        seal = msgspec.structs.replace(seal, digest=seal.hash)
        done += [seal, *again]
        last, digest = seal.last, seal.digest
    return done


def stamps() -> Iterator[str]:
    yield from (f"2026-06-01T00:{minute:02}:00.000000Z" for minute in range(60))


def whole() -> list[Line]:
    """Nine seals; of the second one, sign-ins, retention took the events, and one person was erased."""
    runs = [[event(9 * run + place, "session" if run in {1, 4} else "need") for place in range(4)] for run in range(8)]
    nameless = {"by": "", "name_salt": None, "person": GONE}
    runs[2][1] = msgspec.structs.replace(runs[2][1], **nameless)
    runs[6][0] = event(54, "person", verb="erased", target=GONE)
    note = event(80, "retention", verb="removed", target="sign-ins", detail='{"rows": 4, "seals": [2]}')
    lines = sealed([*runs, [note]], stamps())
    taken = next(each for each in lines if isinstance(each, Seal) and each.number == 2)
    return [each for each in lines if isinstance(each, Seal) or not taken.first <= (each.number or 0) <= taken.last]


def sealed_again(lines: list[Line]) -> list[Line]:
    """What a cunning owner of the database leaves: names, numbers, seals and their chain all agree once more."""
    runs: list[list[Event]] = []
    made: list[str] = []
    for each in lines:
        if isinstance(each, Seal):
            runs.append([])
            made.append(each.made_at)
        elif runs:
            digest = hashed("name", each.name_salt, each.by).hex() if each.name_salt else each.name_digest
            runs[-1].append(msgspec.structs.replace(each, name_digest=digest))
    kept = [(run, at) for run, at in zip(runs, made, strict=True) if run]
    return sealed((run for run, _ in kept), iter([at for _, at in kept]))


WHOLE = whole()
LAST = next(each for each in reversed(WHOLE) if isinstance(each, Seal))
OUTSIDE = opened(signed(LAST, SECRET))


def faults(lines: Iterable[Line], *checkpoints: trail.Checkpoint) -> list[str]:
    return examine(map(trail.encode, lines), checkpoints).faults


def edited(lines: list[Line], chance: random.Random) -> list[Line]:
    at = chance.randrange(len(lines))
    name = chance.choice(lines[at].__struct_fields__)
    was = getattr(lines[at], name)
    others = [getattr(each, name) for each in lines if name in each.__struct_fields__]
    if isinstance(was, int):
        value: Any = was + chance.choice([-1, 1, 7])
    else:
        value = chance.choice([f"{was}x", "", (was or "")[:-1], (was or "").upper(), chance.choice(others)])
    changed = msgspec.structs.replace(lines[at], **{name: value})
    return [*lines[:at], changed, *lines[at + 1 :]]


def lost(lines: list[Line], chance: random.Random) -> list[Line]:
    """One to five in a row, or a seal with all its events."""
    at = chance.randrange(len(lines))
    if isinstance(lines[at], Seal) and chance.random() < 0.5:
        after = next((n for n in range(at + 1, len(lines)) if isinstance(lines[n], Seal)), len(lines))
        return [*lines[:at], *lines[after:]]
    return [*lines[:at], *lines[at + chance.randint(1, 5) :]]


def reordered(lines: list[Line], chance: random.Random) -> list[Line]:
    one, other = chance.sample(range(len(lines)), 2)
    mixed = list(lines)
    if chance.random() < 0.5:
        mixed[one], mixed[other] = mixed[other], mixed[one]
    else:
        mixed.insert(other, mixed.pop(one))
    return mixed


def truncated(lines: list[Line], chance: random.Random) -> list[Line]:
    return lines[: chance.randrange(len(lines))]


def test_a_trail_that_nobody_touched_is_sound_and_says_how_much_there_is() -> None:
    assert OUTSIDE is not None
    found = examine(map(trail.encode, WHOLE), [OUTSIDE])

    assert found.faults == []
    assert (found.seals, found.sealed, found.removed, found.names_gone, found.unsealed) == (9, 29, 4, 1, 0)
    assert found.last == LAST


@pytest.mark.parametrize("change", [edited, lost, reordered, truncated])
@pytest.mark.parametrize("cunning", [False, True], ids=["as it lies", "sealed anew"])
def test_every_change_of_a_sealed_trail_is_found_with_an_outside_checkpoint(
    change: Callable[[list[Line], random.Random], list[Line]], cunning: bool
) -> None:
    assert OUTSIDE is not None
    chance = random.Random(f"{change.__name__} {cunning}")
    tried, unseen, missed = 0, 0, []
    while tried < ATTEMPTS // 8:
        changed = change(WHOLE, chance)
        if cunning:
            changed = sealed_again(changed)
        if changed == WHOLE:
            continue
        tried += 1
        unseen += not faults(changed)
        if not faults(changed, OUTSIDE):
            missed.append(changed)

    assert missed == []
    if cunning and change is not edited:
        assert unseen  # the checkpoint is what finds them


def test_a_line_that_was_cut_or_carries_more_than_it_may_is_found() -> None:
    lines = [trail.encode(each) for each in WHOLE]
    more = msgspec.json.encode(msgspec.json.decode(lines[3]) | {"note": "x"})

    for changed in ([*lines[:-1], lines[-1][:-9]], [*lines[:3], more, *lines[4:]], [b"\xff", *lines], [*lines, b"{}"]):
        assert any("no line of an audit trail" in fault for fault in examine(changed).faults)


def test_what_is_not_sealed_yet_stands_at_the_end_and_nothing_sealed_after_it() -> None:
    late = event(99)
    unsealed = msgspec.structs.replace(late, number=None)

    assert examine(map(trail.encode, [*WHOLE, unsealed])).unsealed == 1
    assert faults([*WHOLE, unsealed]) == []
    assert faults([*WHOLE, late])
    assert faults([*WHOLE[:-2], unsealed, *WHOLE[-2:]])
    assert faults([unsealed, *WHOLE])
    assert faults([late, *WHOLE])


def test_sign_ins_are_missing_only_where_a_note_says_so_and_the_other_way_round() -> None:
    without = [each for each in WHOLE if isinstance(each, Seal) or each.kind != "session"]
    noted = event(99, "retention", number=None, verb="removed", target="sign-ins", detail='{"seals": [5]}')

    assert faults(without) == ["Seal 5 is without its sign-ins, and no event says that they were removed."]
    assert faults([*without, noted]) == []
    assert faults([*WHOLE, noted]) == ["Seal 5 has sign-ins that were removed."]
    for odd in ("[]", '{"seals": "all"}', "no JSON"):
        unread = msgspec.structs.replace(noted, detail=odd)
        assert "Seal 5 is without its sign-ins, and no event says that they were removed." in faults([*without, unread])


def test_a_name_is_gone_only_where_an_event_says_that_the_person_was_erased() -> None:
    nameless = msgspec.structs.replace(event(99, number=None), by="", name_salt=None, person="7")
    erasure = event(100, "person", number=None, verb="erased", target="7")

    assert faults([*WHOLE, nameless]) == ["The name of 7 is gone, and no event says that they were erased."]
    assert faults([*WHOLE, nameless, erasure]) == []
    assert faults([*WHOLE, msgspec.structs.replace(event(99, number=None), by="Somebody else")])


def test_a_checkpoint_is_opened_only_as_it_was_signed() -> None:
    content = signed(LAST, SECRET)
    said = opened(content)
    assert said is not None
    assert (said.seal, said.digest, said.made_at) == (LAST.number, LAST.digest, LAST.made_at)
    assert said.fingerprint != getattr(opened(signed(LAST, "another")), "fingerprint", None)

    envelope = json.loads(content)
    other = json.loads(signed(msgspec.structs.replace(LAST, digest="0" * 64), SECRET))
    for forged in (
        {**envelope, "payload": other["payload"]},
        {**envelope, "signatures": other["signatures"]},
        {**envelope, "signatures": []},
        {**envelope, "payloadType": "text/plain"},
        {**envelope, "payload": "?"},
        {},
    ):
        assert opened(json.dumps(forged).encode()) is None
    assert opened(b"\x00") is None
    assert said.__struct_fields__ == ("seal", "digest", "made_at", "key")  # how many events there are, nobody learns
