"""Random sequences of operations, and who looks at where they lead."""

import random
from collections.abc import Sequence
from dataclasses import replace

from egnatia.kernel.access.marking import Tlp
from tests.noninterference import (
    board_reports,
    bulk,
    information_requests,
    recalls,
    responses,
    rounds,
    signed_clearance,
    snapshots,
)
from tests.noninterference.comments import narrowed_at_last, with_comments
from tests.noninterference.commitments import hung_on_commitments, lives_of_commitments
from tests.noninterference.contact_points import checks_of
from tests.noninterference.desk import entered
from tests.noninterference.drawing import drawn_names, lives_of_imports, lives_said, stream
from tests.noninterference.files import with_files
from tests.noninterference.filters import filters_of
from tests.noninterference.kinds import lives_of_kinds
from tests.noninterference.needs import LIMIT, NEED_ECONOMIES, PRIORITIES
from tests.noninterference.operations import Names, Operation
from tests.noninterference.oracle import Fate, fates, may_answer, reads
from tests.noninterference.partners import life_of
from tests.noninterference.practices import about_practices
from tests.noninterference.publications import PUBLISHER
from tests.noninterference.sources import sources_of
from tests.noninterference.stage import OBSERVERS, PROFILES, VISITOR, Profile
from tests.noninterference.views import views_of
from tests.noninterference.visitors import messages_of
from tests.noninterference.week import notes_of

MOST_RECORDS = 6
MOST_NEEDS = 2
SPEAKERS = tuple(who for who in PROFILES if who.secretariat or who.economy)


def plan_of(seed: int) -> list[Operation]:
    """Between three and a dozen operations on up to six activities."""
    chance = stream(seed, "activities")
    steps = _late_release(chance) if chance.random() < 0.3 else []
    for index in range(len({step.key for step in steps}), chance.randint(3, MOST_RECORDS)):
        steps += _life(chance, f"activity-{index}")
    highs = _at_the_limit(stream(seed, "high needs"))
    steps = _shuffled(chance, steps)
    steps = steps + highs if highs else _with_needs(stream(seed, "needs"), steps)
    steps = _with_publications(stream(seed, "publications"), steps)
    apart = stream(seed, "imports")
    steps = _woven(apart, steps, lives_of_imports(apart))
    steps += _of_partners(stream(seed, "partners"))
    steps = _with_reports(stream(seed, "reported measures"), steps)
    described = stream(seed, "described kinds")
    steps = _woven(described, steps, lives_of_kinds(described))
    steps = with_files(stream(seed, "files"), steps)
    agreed = stream(seed, "commitments")
    steps = _woven(agreed, steps, lives_of_commitments(agreed))
    steps = with_comments(stream(seed, "comments"), steps, _reads_after)
    steps = [replace(step, number=number) for number, step in enumerate(steps)]
    steps += _about_pairs(chance, steps)
    steps += lives_said(apart, steps)
    steps += _words(stream(seed, "responses"), steps)
    steps += _rounds(stream(seed, "rounds"), steps)
    steps += _recalled(stream(seed, "recalls"), steps)
    steps += hung_on_commitments(stream(seed, "follow-ups"), steps)
    first = 1 + max(step.number for step in steps)
    views = views_of(stream(seed, "views of civil society"), steps)
    steps += [replace(step, number=number) for number, step in enumerate(views, start=first)]
    steps += _several(stream(seed, "bulk changes"), steps)
    steps += sources_of(stream(seed, "regular sources"), steps)
    steps += filters_of(stream(seed, "saved filters"), steps)
    steps += checks_of(stream(seed, "communication checks"), steps)
    first = 1 + max(step.number for step in steps)
    at_the_desk = entered(stream(seed, "the secretariat"), steps)
    steps += [replace(step, number=number) for number, step in enumerate(at_the_desk, start=first)]
    first = 1 + max(step.number for step in steps)
    asked = information_requests.lives_of(stream(seed, "requests for information"), _reads_marked)
    steps += [replace(step, number=number) for number, step in enumerate(asked, start=first)]
    steps = _taken_from_readers(stream(seed, "recalls of records and files"), steps)
    steps = steps + notes_of(stream(seed, "the week"), steps)
    steps = steps + messages_of(stream(seed, "visitors"), steps)
    steps += about_practices(stream(seed, "practices"), steps, fates(steps), reads)
    return steps + narrowed_at_last(stream(seed, "comments at last"), steps, _reads_after)


def _reads_after(who: Profile, key: str, steps: Sequence[Operation]) -> bool:
    return reads(who, fates(steps)[key])


def _taken_from_readers(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    steps = recalls.some_recalled(chance, steps)
    end = {key: fate for key, fate in fates(steps).items() if key.startswith(recalls.DESCRIBED) and not fate.withdrawn}
    houses = {key: (fate.house, fate.names.tlp) for key, fate in end.items()}
    return steps + recalls.recalled_and_asked(chance, steps, houses, lambda who, key: reads(who, end[key]))


def _reads_marked(who: Profile, author: Profile, names: Names) -> bool:
    return reads(who, Fate(author.house, author.username, names))


def observers_of(seed: int, most: int) -> list[Profile]:
    """Some of all who may look: a visitor, the stage's people with or without a second factor."""
    chance = stream(seed, "observers")
    drawn = [chance.choice((VISITOR, *PROFILES, *OBSERVERS)) for _ in range(most)]
    return list(dict.fromkeys(with_or_without(who, chance.random() < 0.75) for who in drawn))


def with_or_without(who: Profile, strong: bool) -> Profile:
    """The person with their second factor shown or not, where it makes a difference."""
    return who if who.anonymous or who.invited_to else replace(who, strong=strong)


def _life(chance: random.Random, key: str) -> list[Operation]:
    by = chance.choice(PROFILES)
    names = drawn_names(chance, by)
    variant = chance.randrange(30)
    life = [Operation(0, "store", by, key, variant, names)]
    if chance.random() < 0.4:
        life.append(Operation(0, "change", by, key, chance.randrange(30)))
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        life.append(Operation(0, "release", by, key, names=drawn_names(chance, by, most=Tlp.AMBER)))
        if chance.random() < 0.6:  # often a little: the title, so that what it was found with stays
            life.append(Operation(0, "change", by, key, chance.choice((variant + 15, chance.randrange(30)))))
    if names.tlp < Tlp.AMBER_STRICT and chance.random() < 0.2:
        life.append(Operation(0, "narrow", by, key, names=Names(Tlp.AMBER_STRICT)))
        if chance.random() < 0.5:
            life.append(Operation(0, "widen", by, key, names=Names(Tlp.CLEAR)))
    if chance.random() < 0.15:
        life.append(Operation(0, "withdraw", by, key))
    return life


def _with_needs(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """The steps with the lives of a few needs among them, each in its own order."""
    lives = [step for index in range(chance.randint(0, MOST_NEEDS)) for step in _need_life(chance, f"need-{index}")]
    return _woven(chance, steps, lives)


def _woven(chance: random.Random, steps: list[Operation], lives: list[Operation]) -> list[Operation]:
    woven = list(steps)
    for at, step in zip(sorted(chance.choices(range(len(steps) + 1), k=len(lives))), lives, strict=True):
        woven.insert(at + len(woven) - len(steps), step)
    return woven


def _with_publications(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """The steps with a publication published among them; often one that all or most may read."""
    if chance.random() < 0.4:
        return steps
    names = Names(chance.choice((Tlp.CLEAR, Tlp.GREEN))) if chance.random() < 0.6 else drawn_names(chance, PUBLISHER)
    life = [Operation(0, "publish", PUBLISHER, "publication-0", chance.randrange(30), names)]
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        life.append(
            Operation(0, "release", PUBLISHER, "publication-0", names=drawn_names(chance, PUBLISHER, most=Tlp.AMBER))
        )
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", PUBLISHER, "publication-0"))
    woven = _woven(chance, steps, life)
    return woven + _taken_back(chance, woven) if chance.random() < 0.6 else woven


def _taken_back(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """What many could read when the publication was published is narrowed or withdrawn by its house afterwards."""
    end = fates(steps)
    wide = [step for step in steps if step.verb == "store" and end[step.key].names.tlp <= Tlp.GREEN]
    wide = [step for step in wide if not end[step.key].withdrawn]
    if not wide:
        return []
    return [_hidden_again(chance, wide)]


def _hidden_again(chance: random.Random, among: list[Operation], number: int = 0) -> Operation:
    """One of what was stored, withdrawn or narrowed to its house."""
    taken = chance.choice(among)
    if chance.random() < 0.5:
        return Operation(number, "withdraw", taken.by, taken.key)
    return Operation(number, "narrow", taken.by, taken.key, names=Names(Tlp.AMBER_STRICT))


def _need_life(chance: random.Random, key: str) -> list[Operation]:
    """Its own house changes and marks it; the focal point of its economy answers while they read it."""
    by = chance.choice(SPEAKERS)
    economy = NEED_ECONOMIES.index(by.economy) if by.economy else chance.randrange(2)
    names = drawn_names(chance, by)
    life = [Operation(0, "need", by, key, _variant(chance, economy), names)]
    life += _answered(chance, life, economy)
    if chance.random() < 0.4:
        life.append(Operation(0, "change need", by, key, _variant(chance, economy)))
        life += _answered(chance, life, economy)
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        life.append(Operation(0, "release", by, key, names=drawn_names(chance, by, most=Tlp.AMBER)))
        life += _answered(chance, life, economy)
        if chance.random() < 0.5:
            life.append(Operation(0, "change need", by, key, _variant(chance, economy)))
    if chance.random() < 0.15:
        life.append(Operation(0, "withdraw", by, key))
    return life


def _of_partners(chance: random.Random) -> list[Operation]:
    """In some plans, one or two houses are asked without an account."""
    number = chance.choice((0, 0, 1, 2))
    return [step for index in range(number) for step in life_of(chance, f"partner-{index}")]


def _with_reports(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """The steps with a measure that the secretariat read of among them, and perhaps its withdrawal."""
    assert responses  # its verbs are known
    if chance.random() < 0.5:
        return steps
    desk = next(who for who in PROFILES if who.secretariat)
    life = [Operation(0, "announce", desk, "report-0", chance.randrange(30), drawn_names(chance, desk))]
    if chance.random() < 0.2:
        life.append(Operation(0, "withdraw", desk, "report-0"))
    at = chance.randint(0, len(steps))
    return steps[:at] + life + steps[at:]


def _words(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """What focal points say to plans and reported measures that they read, once all was said."""
    end = {key: fate for key, fate in fates(steps).items() if key.startswith(("activity", "report"))}
    focal = [who for who in PROFILES if who.focal_point_of]
    seen = [(who, key) for key, fate in sorted(end.items()) for who in focal if reads(who, fate)]
    chosen = chance.sample(seen, min(len(seen), chance.randint(0, 3)))
    first = 1 + max(step.number for step in steps)
    return [
        Operation(number, "word", who, key, chance.randrange(2))
        for number, (who, key) in enumerate(chosen, start=first)
    ]


def _rounds(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end a round about the needs there are; often one that members see."""
    assert signed_clearance  # its verbs are known
    if chance.random() < 0.4:
        return []
    names = Names(Tlp.GREEN) if chance.random() < 0.6 else drawn_names(chance, rounds.DESK)
    end = fates(steps)
    needs = {key: fate for key, fate in end.items() if fate.kind == "need"}
    aside = {step.key for step in steps if step.verb == "decline need"}
    opened = Fate(rounds.DESK.house, rounds.DESK.username, names)

    def may_read(who: Profile, key: str) -> bool:
        return reads(who, opened if key == rounds.ROUND else needs[key])

    reading = rounds.Reading(may_read, [(key, fate.economy) for key, fate in needs.items() if key not in aside])
    first = 1 + max(step.number for step in steps)
    life = rounds.life_of(chance, names, reading)
    life += snapshots.life_after(chance, names, life, may_read)
    life += board_reports.life_after(chance, names, life)
    if chance.random() < 0.6:
        stated = [step for step in steps if step.verb == "need" and not end[step.key].withdrawn]
        life += rounds.asked_again(chance, stated)
    return [replace(step, number=number) for number, step in enumerate(life, start=first)]


def _recalled(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """What the desk froze of another house is sometimes narrowed or withdrawn by that house afterwards."""
    if chance.random() < 0.5 or not any(step.verb == "freeze" for step in steps):
        return []
    end = fates(steps)
    desk = next(who for who in PROFILES if who.secretariat)
    stored = [step for step in steps if step.verb == "store" and step.by.house != desk.house]
    frozen = [step for step in stored if reads(desk, end[step.key])]
    number = 1 + max(step.number for step in steps)
    return [_hidden_again(chance, frozen, number)] if frozen else []


def _variant(chance: random.Random, economy: int) -> int:
    return 2 * chance.randrange(15) + economy


def _answered(chance: random.Random, life: list[Operation], economy: int) -> list[Operation]:
    """What the focal point says, where there is one who reads it: the product would refuse another."""
    fate = fates([replace(step, number=number) for number, step in enumerate(life)])[life[0].key]
    focal = next(who for who in PROFILES if who.focal_point_of == NEED_ECONOMIES[economy])
    if not may_answer(focal, fate) or chance.random() < 0.4:
        return []
    return [Operation(0, chance.choice(("confirm need", "confirm need", "decline need")), focal, life[0].key)]


def _at_the_limit(chance: random.Random) -> list[Operation]:
    """As many high needs of one economy as it may have, kept by the desk: too rare to come about by chance."""
    if chance.random() > 0.15:
        return []
    economy = chance.randrange(len(NEED_ECONOMIES))
    highs = [variant for variant in range(economy, 30, 2) if PRIORITIES[variant % len(PRIORITIES)] == "high"]
    kept = Names(Tlp.AMBER_STRICT)
    return [Operation(0, "need", PUBLISHER, f"high-{n}", chance.choice(highs), kept) for n in range(LIMIT)]


def _late_release(chance: random.Random) -> list[Operation]:
    """A draft that matches something public, is released and then said anew: too many steps to come about by chance.

    Variants five apart share their identifier; three apart they would share source and funder, and be no match.
    """
    variant = chance.randrange(30)
    first, second = chance.sample(PROFILES, 2)
    public = Names(chance.choice((Tlp.CLEAR, Tlp.GREEN)))
    return [
        Operation(0, "store", first, "activity-0", variant, public),
        Operation(0, "store", second, "activity-1", variant + 5, Names(Tlp.AMBER_STRICT)),
        Operation(0, "release", second, "activity-1", names=Names(Tlp.GREEN)),
        Operation(0, "change", second, "activity-1", variant + 20),
    ]


def _several(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the very end, in half of the plans: two activities changed together."""
    if chance.random() < 0.5:
        return []
    end = {key: fate for key, fate in fates(steps).items() if fate.kind == "activity"}
    houses = {key: (fate.house, fate.author) for key, fate in end.items()}
    marked = {step.key for step in steps if step.verb in ("release", "narrow")}
    drafts = {key for key, fate in end.items() if fate.names.tlp >= Tlp.AMBER_STRICT} - marked
    life = bulk.life_of(chance, houses, drafts, lambda who, key: reads(who, end[key]))
    return bulk.numbered(life, 1 + max(step.number for step in steps))


def _shuffled(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """The lives woven into each other, each in its own order."""
    waiting: dict[str, list[Operation]] = {}
    for step in steps:
        waiting.setdefault(step.key, []).append(step)
    woven = []
    while waiting:
        key = chance.choice(sorted(waiting))
        woven.append(waiting[key].pop(0))
        if not waiting[key]:
            del waiting[key]
    return woven


def _about_pairs(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """Links and views, by people who see both ends: the oracle is asked, since the product would refuse."""
    end = {key: fate for key, fate in fates(steps).items() if fate.kind == "activity"}
    found = []
    for number in range(len(steps), len(steps) + chance.randint(0, 3)):
        by = chance.choice(PROFILES)
        seen = [key for key, fate in sorted(end.items()) if reads(by, fate)]
        if len(seen) > 1:
            key, other = sorted(chance.sample(seen, 2), key=lambda one: end[one].house != by.house)
            if end[key].house == by.house and chance.random() < 0.8:
                names = drawn_names(chance, by)
                found.append(Operation(number, "view", by, key, chance.randrange(4), names, other=other))
            else:
                found.append(Operation(number, "link", by, key, other=other))
    return found
