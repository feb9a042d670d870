"""Drawn at random: markings, the lives of imports, what is said when everything else has happened."""

import random

from egnatia.kernel.access.marking import Tlp
from tests.noninterference.operations import Names, Operation
from tests.noninterference.oracle import fates, reads
from tests.noninterference.speaking import AIMS, ASK
from tests.noninterference.stage import PROFILES, Profile


def stream(seed: int, name: str) -> random.Random:
    """The random numbers of one part of a plan. Each part has a name: two that shared a seed would be correlated."""
    return random.Random(f"{seed} {name}")


def drawn_names(chance: random.Random, by: Profile, most: Tlp = Tlp.RED) -> Names:
    tlp = Tlp(chance.randint(0, most))
    own = sorted(by.communities)
    houses = frozenset(chance.sample(sorted({who.house for who in PROFILES}), chance.randint(0, 2)))
    offices = frozenset(chance.sample(["S", "F:focal-points:ALB"], chance.randint(0, 1)))
    if tlp == Tlp.AMBER and not own:
        tlp = Tlp.AMBER_STRICT if most == Tlp.RED else Tlp.GREEN
    if tlp == Tlp.GREEN:
        return Names(tlp, communities=frozenset(own[: chance.randint(0, 1)]))
    if tlp == Tlp.AMBER:
        economies = frozenset(chance.sample(["ALB", "MNE"], chance.randint(0, 1)))
        return Names(tlp, frozenset(chance.sample(own, 1)), economies, houses, offices=offices)
    if tlp == Tlp.AMBER_STRICT:
        return Names(tlp, houses=houses, offices=offices)
    if tlp == Tlp.RED:
        return Names(tlp, persons=frozenset(chance.sample([who.username for who in PROFILES], chance.randint(0, 2))))
    return Names(tlp)


def lives_of_imports(chance: random.Random) -> list[Operation]:
    """One in three worlds holds an import; it may be stored, answered, undone. Others hold sheets or mappings."""
    drawn = chance.random()
    if drawn < 0.3:
        return _import_life(chance)
    if drawn < 0.45:
        by = chance.choice(PROFILES)
        return [Operation(0, "sheet", by, "sheet-0", 0, drawn_names(chance, by))]
    return _mapping_life(chance) if drawn < 0.6 else []


def _import_life(chance: random.Random) -> list[Operation]:
    by, variant = chance.choice(PROFILES), chance.randrange(30)
    names = drawn_names(chance, by)
    life = [Operation(0, "import", by, "import-0", variant, names)]
    if chance.random() < 0.8:
        life.append(Operation(0, "store import", by, "import-0", variant, names))
        if chance.random() < 0.5:
            life.append(Operation(0, "answer queue", by, "import-0", chance.randrange(3)))
        if chance.random() < 0.3:
            life.append(Operation(0, "undo import", by, "import-0"))
    return life


def _mapping_life(chance: random.Random) -> list[Operation]:
    """Two houses keep one under the same name; one of them may forget it."""
    one, other = chance.sample(list({who.house: who for who in PROFILES}.values()), 2)
    life = [Operation(0, "keep mapping", one, "mapping-0"), Operation(0, "keep mapping", other, "mapping-1")]
    return [*life, Operation(0, "forget mapping", one, "mapping-0")] if chance.random() < 0.3 else life


def lives_said(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end: questions to holders whom the asker does not see, what activities serve."""
    number, found = 1 + max(step.number for step in steps), []  # pairs leave gaps
    if chance.random() < 0.4:
        found.append(Operation(number, ASK, chance.choice(PROFILES), "question", chance.randrange(30)))
    end = {key: fate for key, fate in fates(steps).items() if fate.kind == "activity"}
    by = chance.choice(PROFILES)
    own = [key for key, fate in sorted(end.items()) if reads(by, fate) and (fate.house == by.house or by.secretariat)]
    if own and chance.random() < 0.5:
        found.append(Operation(number + len(found), AIMS, by, chance.choice(own), chance.randrange(9)))
    return found
