"""Pieces of work, and how a funder, an economy's register or an implementer records one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log
from random import Random

from benchmarks.generated.drawing import happens
from benchmarks.generated.texts import Writing, invented, said
from benchmarks.generated.world import ECONOMIES, World, sectors, types

from egnatia.overlap import ActivityFacts, OrganisationMention, Text

FIRST_DAY, DAYS = date(2006, 1, 1), 20 * 365
# Of public registers: how many start with a year or with a month, the deciles of how long works last, and how many
# amounts are whole thousands.
NEW_YEAR, NEW_MONTH = 0.18, 0.13
LENGTHS = (364, 547, 843, 1162, 1532, 1852, 2163, 2505, 2971)  # days
WHOLE_THOUSANDS = 0.26
USUAL_AMOUNT, SPREAD = 400_000, 1.2
FEW, MANY = (0.10, 3), (0.02, 8)  # share of works in up to three economies, and of regional ones
PLACED, TYPED = 0.5, 0.3  # share that states places, and a type of intervention
RECEIVED = 0.15  # … a receiving institution: public registers have no field for it


@dataclass(frozen=True, slots=True)
class Work:
    """What takes place, whoever writes it down."""

    writing: Writing
    economies: tuple[str, ...]
    places: tuple[str, ...]
    start: date
    days: int
    amount: float
    currency: str
    funder: OrganisationMention
    partner: OrganisationMention
    receivers: tuple[OrganisationMention, ...]
    sector: str
    types: tuple[str, ...]

    @property
    def end(self) -> date:
        return self.start + timedelta(days=self.days)


def work(rng: Random, world: World) -> Work:
    """A work of some funder and partner somewhere, about something."""
    writing, funder = invented(rng), world.funders.one(rng)
    return somewhere(rng, world, Work(
        writing=writing,
        economies=(),
        places=(),
        start=_start(rng),
        days=rng.choice(LENGTHS),
        amount=_amount(rng),
        currency=rng.choice(("EUR", "EUR", "USD")),
        funder=funder,
        partner=funder,
        receivers=(),
        sector=_sector(writing),
        types=(rng.choice(types()),) if happens(rng, TYPED) else (),
    ))  # fmt: skip


def somewhere(rng: Random, world: World, done: Work, where: tuple[str, ...] = ()) -> Work:
    """The same work with local partners, institutions and places, in economies that chance decides."""
    economies = where or _economies(rng)
    local = world.economies[economies[0]]
    return replace(
        done,
        economies=economies,
        partner=local.partners.one(rng),
        receivers=(local.institutions.one(rng),) if happens(rng, RECEIVED) else (),
        places=tuple(local.places.different(rng, rng.choice((1, 1, 2)))) if happens(rng, PLACED) else (),
    )


def record(rng: Random, done: Work, number: int, language: str = "en", *, synonyms: bool = False) -> ActivityFacts:
    """The record of the funder, all its facts stated. `number` makes its identifier: the truth does not hang on it."""
    return ActivityFacts(
        ref=f"r{number}",
        source=f"register of {done.funder.name}",
        identifiers=(f"XX-GEN-{number:08d}",),
        titles=(Text(said(rng, done.writing.title, language, synonyms), language),),
        descriptions=(Text(said(rng, done.writing.description, language, synonyms), language),),
        economies=frozenset(done.economies),
        places=frozenset(done.places),
        start=done.start.isoformat(),
        end=done.end.isoformat(),
        amount=done.amount,
        currency=done.currency,
        reporters=(done.funder,),
        funders=(done.funder,),
        implementers=(done.partner,),
        receivers=done.receivers,
        sectors=frozenset({done.sector}),
        types=frozenset(done.types),
    )


def in_register(written: ActivityFacts) -> ActivityFacts:
    """The same, as the register of an economy holds it: nobody is named as reporting."""
    return replace(written, source=f"register of {min(written.economies)}", reporters=())


def by_partner(written: ActivityFacts) -> ActivityFacts:
    """The same, as the implementer reports it: in its own register, the funder named."""
    return replace(written, source=f"register of {written.implementers[0].name}", reporters=written.implementers)


def _start(rng: Random) -> date:
    day, chance = FIRST_DAY + timedelta(days=rng.randrange(DAYS)), rng.random()
    if chance < NEW_YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if chance < NEW_YEAR + NEW_MONTH else day


def _amount(rng: Random) -> float:
    whole = -3 if happens(rng, WHOLE_THOUSANDS) else 0
    return 1000.0 + round(exp(rng.gauss(log(USUAL_AMOUNT), SPREAD)), whole)


def _economies(rng: Random) -> tuple[str, ...]:
    (few, most_of_few), (many, most) = FEW, MANY
    number = 1
    if happens(rng, many):
        number = rng.randint(most_of_few + 1, most)
    elif happens(rng, few):
        number = rng.randint(2, most_of_few)
    return tuple(ECONOMIES.different(rng, number))


def _sector(writing: Writing) -> str:
    """What a work is about decides its sector."""
    return sectors()[writing.topic[0] * 2654435761 % 2**32 * len(sectors()) >> 32]
