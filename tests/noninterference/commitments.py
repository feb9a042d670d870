"""Commitments in the worlds: agreed, changed, followed up, carried out by activities; documents whose drafts wait."""

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

from egnatia.commitments.commitments.fields import COMMITMENT, CommitmentContent
from egnatia.commitments.follow_ups.fields import FOLLOW_UP, FollowUpContent
from egnatia.commitments.follow_ups.rules import POSITIONS
from egnatia.commitments.links.actions import join
from egnatia.commitments.outcome_documents.actions import DocumentDetails as Document
from egnatia.commitments.outcome_documents.actions import carry_out, read_outcome
from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.commitments.outcome_documents.rules import KEEP, LEAVE, LINK, MERGE, SAYS_AGAIN, ParagraphDraft, drafts_of
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.records import lifecycle, links
from egnatia.kernel.records.content import ByLanguage
from tests.noninterference.drawing import drawn_names
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.oracle import Fate, fates, made_of, reads
from tests.noninterference.stage import PROFILES, Profile

WORDS = (
    "Meet everybody who leaves prison within one week",
    "Whoever is released from prison is met within seven days",
    "Mark every seized weapon within thirty days",
    "Undercover work in a closed group of investigators",
)
SOURCES = ("Conclusions of Ohrid (demo)", "Conclusions of Tirana (demo)")
ECONOMIES = ("", "ALB", "MNE")  # "" is the organisation itself
DUE = date(2026, 3, 1)
TITLE = "Conclusions"


def words_of(variant: int, key: str, *, masked: bool) -> str:
    return f"Masked {key}" if masked else WORDS[variant % len(WORDS)]


def said_of(variant: int, key: str, *, masked: bool) -> CommitmentContent:
    """What is masked says nothing of what was said."""
    text = ByLanguage({"en": words_of(variant, key, masked=masked)}, "en")
    if masked:
        return CommitmentContent(source=f"Masked {key}", text=text)
    return CommitmentContent(
        source=SOURCES[variant % 2],
        text=text,
        paragraph=str(1 + variant % 9),
        agreed_on=date(2025, 1 + variant % 3, 1),
        objective="2.3.1" if variant % 3 else "",
        topics="prisons" if variant % 4 else "",
    )


def economy_of(variant: int) -> str:
    """Changes keep the economy: their variants differ by a multiple of three."""
    return ECONOMIES[variant % 3]


def said_to_it(variant: int, key: str, *, masked: bool, undated: bool = False) -> FollowUpContent:
    """`undated`: without the day of the next report, which few may know."""
    economy = economy_of(variant)
    if masked:
        return FollowUpContent(economy=economy, position="noted", text=ByLanguage({"en": f"Masked {key}"}, "en"))
    reported = variant % 4 == 1
    return FollowUpContent(
        economy=economy,
        position=POSITIONS[(variant // 3) % 4] if variant % 2 else "supported",
        text=ByLanguage({"en": f"Said {variant}"}, "en"),
        responsible="Probation (demo)" if variant % 5 else "",
        due=DUE if variant % 2 and not undated else None,
        recurrence="yearly" if variant % 3 and not undated else "",
        note="Begun" if reported else "",
        reported_on=date(2025, 5, 1) if reported else None,
    )


def _commit(world: World, operation: Operation) -> None:
    assert operation.names
    said = said_of(operation.variant, operation.key, masked=operation.masked)
    by = world.stage.reader(operation.by)
    marking = operation.names.marking(world.stage)
    world.commitments[operation.key] = lifecycle.create(COMMITMENT, said, marking, by=by)


def _change(world: World, operation: Operation) -> None:
    record = world.commitments[operation.key]
    said = said_of(operation.variant, operation.key, masked=operation.masked)
    by = world.stage.reader(operation.by)
    lifecycle.change(COMMITMENT, record, said, expected=_version(record), by=by)


def _follow(world: World, operation: Operation) -> None:
    assert operation.names
    marking, by = operation.names.marking(world.stage), world.stage.reader(operation.by)
    on, said = world.commitments[operation.other], _said_to_it(operation)
    world.follow_ups[operation.key] = lifecycle.create(FOLLOW_UP, said, marking, by=by, on=on)


def _change_follow_up(world: World, operation: Operation) -> None:
    record, by = world.follow_ups[operation.key], world.stage.reader(operation.by)
    lifecycle.change(FOLLOW_UP, record, _said_to_it(operation), expected=_version(record), by=by)


def _said_to_it(operation: Operation) -> FollowUpContent:
    return said_to_it(operation.variant, operation.key, masked=operation.masked, undated=operation.undated)


def _join(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    link = join(world.commitments[operation.key], world.ids[operation.other], by=by)
    world.links[str(operation.number)] = link


def _read(world: World, operation: Operation) -> None:
    """A document: its drafts are its house's own."""
    text = "\n".join(f"{n}. {paragraph_of(operation.variant, n)}" for n in (1, 2))
    by = world.stage.reader(operation.by)
    world.outcomes[operation.key] = read_outcome(Document(TITLE, DUE, "en"), drafts_of(text), by=by)


def paragraph_of(variant: int, number: int) -> str:
    return f"{WORDS[(variant + number) % len(WORDS)]}."


def _carry_out(world: World, operation: Operation) -> None:
    """The first paragraph is kept under a marking of its own, or left out; the second repeats `other`, or is left out.

    Every second time what is kept is linked with `other` too. Who may not know of the one or the other is told of a
    document in which that was left out.
    """
    outcome, by = world.outcomes[operation.key], world.stage.reader(operation.by)
    other = str(world.commitments[operation.other]) if operation.other else ""
    kept = (LINK if other and operation.variant % 2 else KEEP) if operation.names else LEAVE
    decided = ((kept, other if kept == LINK else ""), (MERGE if other else LEAVE, other))
    stored = [ParagraphDraft(**each) for each in Outcome.objects.get(pk=outcome).paragraphs]
    drafts = [replace(draft, decision=to, other=of) for draft, (to, of) in zip(stored, decided, strict=True)]
    names = operation.names or Names(Tlp.GREEN)
    carry_out(outcome, drafts, names.marking(world.stage), expected=_version(outcome), by=by)
    if operation.names:
        made = Outcome.objects.get(pk=outcome).paragraphs[0]["record"]
        world.commitments[made_of(operation.key)] = UUID(made)


def _commit_again(world: World, operation: Operation) -> None:
    """What whoever does not see the document knows of its being carried out: a commitment, and what it repeats."""
    assert operation.names
    by = world.stage.reader(operation.by)
    text = ByLanguage({"en": paragraph_of(operation.variant // 2, 1)}, "en")
    said = CommitmentContent(source=TITLE, text=text, paragraph="1", agreed_on=DUE)
    made = lifecycle.create(COMMITMENT, said, operation.names.marking(world.stage), by=by)
    world.commitments[operation.key] = made
    if operation.other and operation.variant % 2:
        links.connect(made, SAYS_AGAIN, world.commitments[operation.other], by=by)


def _version(record: UUID) -> int:
    return Record.objects.get(pk=record).version


VERBS.update(
    {
        "commit": _commit,
        "change commitment": _change,
        "follow": _follow,
        "change follow-up": _change_follow_up,
        "join": _join,
        "outcome": _read,
        "carry out": _carry_out,
        "commit again": _commit_again,
    }
)


def lives_of_commitments(chance: random.Random) -> list[Operation]:
    """In some plans one or two commitments, and a document."""
    lives = [step for index in range(chance.choice((0, 0, 1, 2))) for step in _life(chance, f"commitment-{index}")]
    if chance.random() < 0.25:
        by = chance.choice(PROFILES)
        lives.append(Operation(0, "outcome", by, "outcome-0", chance.randrange(9), Names(Tlp.AMBER_STRICT)))
        if chance.random() < 0.3:
            lives.append(Operation(0, "release", by, "outcome-0", names=drawn_names(chance, by, most=Tlp.AMBER)))
    return lives


def _life(chance: random.Random, key: str) -> list[Operation]:
    by = chance.choice(PROFILES)
    names = drawn_names(chance, by)
    life = [Operation(0, "commit", by, key, chance.randrange(30), names)]
    if chance.random() < 0.4:
        life.append(Operation(0, "change commitment", by, key, chance.randrange(30)))
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        life.append(Operation(0, "release", by, key, names=drawn_names(chance, by, most=Tlp.AMBER)))
        if chance.random() < 0.5:
            life.append(Operation(0, "change commitment", by, key, chance.randrange(30)))
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", by, key))
    return life


def hung_on_commitments(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """Once all was said: follow-ups by those who read the commitment, activities that carry it out, a narrowing."""
    end = fates(steps)
    agreed = {key: fate for key, fate in sorted(end.items()) if fate.kind == "commitment" and not fate.withdrawn}
    found: list[Operation] = []
    for key, fate in agreed.items():
        readers = [who for who in PROFILES if reads(who, fate)]
        houses = {who.house: who for who in chance.sample(readers, min(len(readers), chance.choice((0, 1, 2))))}
        for who in houses.values():
            found += _follow_up_life(chance, who, key, len(found))
        found += _joined(chance, key, fate, end)
        wide = [who for who in PROFILES if who.username == fate.author and fate.names.tlp < Tlp.AMBER_STRICT]
        if wide and chance.random() < 0.3:
            found.append(Operation(0, "narrow", wide[0], key, names=Names(Tlp.AMBER_STRICT)))
    for key, fate in sorted(end.items()):
        if fate.kind == "outcome" and chance.random() < 0.7:
            found = [*_carried_out(chance, key, fate, end, steps), *found]
    first = 1 + max((step.number for step in steps), default=0)
    return [replace(step, number=number) for number, step in enumerate(found, start=first)]


def _follow_up_life(chance: random.Random, who: Profile, on: str, at: int) -> list[Operation]:
    own = [code for code in ECONOMIES if not code or who.secretariat or code in (who.economy, who.focal_point_of)]
    economy, key = ECONOMIES.index(chance.choice(own)), f"follow-{on}-{at}"
    names = drawn_names(chance, who)
    life = [Operation(0, "follow", who, key, 3 * chance.randrange(9) + economy, names, other=on)]
    if chance.random() < 0.4:
        life.append(Operation(0, "change follow-up", who, key, 3 * chance.randrange(9) + economy, other=on))
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        life.append(Operation(0, "release", who, key, names=drawn_names(chance, who, most=Tlp.AMBER), other=on))
        if chance.random() < 0.5:
            life.append(Operation(0, "change follow-up", who, key, 3 * chance.randrange(9) + economy, other=on))
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", who, key, other=on))
    return life


def _joined(chance: random.Random, key: str, fate: Fate, end: dict[str, Fate]) -> list[Operation]:
    works = [name for name, each in sorted(end.items()) if each.kind == "activity" and not each.withdrawn]
    if not works or chance.random() < 0.5:
        return []
    work = chance.choice(works)
    both = [who for who in PROFILES if reads(who, fate) and reads(who, end[work])]
    return [Operation(0, "join", chance.choice(both), key, other=work)] if both else []


def _carried_out(
    chance: random.Random, key: str, fate: Fate, end: dict[str, Fate], steps: list[Operation]
) -> list[Operation]:
    """A person of its house decides, names a commitment that they read, and perhaps shares the document."""
    (by,) = (who for who in PROFILES if who.username == fate.author)
    (read,) = (step for step in steps if step.key == key and step.verb == "outcome")
    there = [name for name, each in sorted(end.items()) if each.kind == "commitment" and reads(by, each)]
    other = chance.choice(there) if there and chance.random() < 0.8 else ""
    names = drawn_names(chance, by) if chance.random() < 0.8 else None
    variant = 2 * read.variant + chance.randrange(2)  # what its paragraphs say, and whether the kept one is linked
    found = [Operation(0, "carry out", by, key, variant, names, other)]
    if chance.random() < 0.6:
        found.append(Operation(0, "release", by, key, names=drawn_names(chance, by, most=Tlp.GREEN)))
    return found
