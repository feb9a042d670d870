"""The columns that lists filter and sort by, the words that a search finds, the keys as numbers. Pure."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from egnatia import overlap
from egnatia.language import folded_words
from egnatia.language.concepts import LANGUAGES
from egnatia.overlap import BANDS, OrganisationMention, Text

Stored = tuple[int, int | None, int | None]  # the number of a key, and days as ordinals
WHENEVER = (None, None)
UNDETERMINED = "und"  # BCP 47: a text whose source states no language
LONGEST_NAME = 300
LONGEST_TITLE = 120  # of the folded form that titles are sorted by
MOST_SEARCHED = 20_000  # characters of a text that a search reads
LONGEST_WORD = 80
MOST = 1e18
BOUNDS = (50_000, 250_000, 1_000_000, 5_000_000)


@dataclass(frozen=True, slots=True)
class ActivityColumns:
    """What repeats the facts of an activity beside them, so that the database can find it."""

    identifier: str
    source: str
    title: str
    sorted_title: str
    language: str
    economies: list[str]
    sectors: list[str]
    objectives: list[str]
    organisations: list[str]  # folded; whoever reports it stands first
    receivers: list[str]  # folded
    starts: date | None
    ends: date | None
    amount: Decimal | None
    currency: str
    band: str  # as stated, or the one that the amount falls into


def columns_of(facts: overlap.ActivityFacts) -> ActivityColumns:
    """The columns of an activity; what does not fit a column (an amount beyond it, a day that does not exist) is left
    to the facts."""
    title = facts.titles[0] if facts.titles else Text("")
    return ActivityColumns(
        identifier=(facts.identifiers[0] if facts.identifiers else "")[:LONGEST_NAME],
        source=facts.source[:200],
        title=title.text,
        sorted_title=folded_name(title.text)[:LONGEST_TITLE],
        language=title.lang[:12],
        economies=sorted(economy[:60] for economy in facts.economies),
        sectors=sorted(sector[:120] for sector in facts.sectors),
        objectives=sorted(objective[:20] for objective in facts.objectives),
        organisations=_folded(organisations_of(facts)),
        receivers=_folded(facts.receivers),
        starts=first_day(facts.start),
        ends=last_day(facts.end),
        amount=_decimal(facts.amount),
        currency=facts.currency[:10],
        band=facts.band[:10] or band_of(facts.amount),
    )


def _folded(bodies: Iterable[OrganisationMention]) -> list[str]:
    names = (folded_name(body.name) for body in bodies)
    return list(dict.fromkeys(name for name in names if name))


def organisations_of(facts: overlap.ActivityFacts) -> tuple[OrganisationMention, ...]:
    """All organisations of an activity; whoever reports it first, then by the way of the money."""
    return facts.reporters + facts.funders + facts.implementers + facts.receivers


@lru_cache(maxsize=1 << 14)
def folded_name(name: str) -> str:
    """A name as it is looked up: folded words with one space between. "Фонд „Мост“" and "fond most" are one."""
    return " ".join(folded_words(name))[:LONGEST_NAME]


def name_in_address(folded: str) -> str:
    """A folded name as it stands in an address, where a space would not: folded words hold no hyphen."""
    return folded.replace(" ", "-")


def titles_by_language(facts: overlap.ActivityFacts) -> dict[str, str]:
    """The first title of each language; `und` where its source states none."""
    found: dict[str, str] = {}
    for title in facts.titles:
        found.setdefault(title.lang or UNDETERMINED, title.text)
    return found


def searched_words(facts: overlap.ActivityFacts) -> list[str]:
    """The folded words that a search finds an activity by, each once, in order of the alphabet."""
    text = "\n".join(_searched_texts(facts))[:MOST_SEARCHED]
    return sorted({word[:LONGEST_WORD] for word in folded_words(text)})


def _searched_texts(facts: overlap.ActivityFacts) -> Iterator[str]:
    yield from facts.identifiers
    yield from (title.text for title in facts.titles)
    yield from sorted({body.name for body in organisations_of(facts)})
    yield from sorted(facts.places | facts.sectors)
    yield from (description.text for description in facts.descriptions)


def key_numbers(keys: Iterable[str]) -> list[int]:
    """Each key as a signed number of 64 bits (blake2b), as the key table holds it."""
    return [int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True) for key in sorted(keys)]


def stored_under(prepared: overlap.Prepared) -> list[Stored]:
    """The numbers of all keys of an activity, of those for strangers to its languages one for each of these; and the
    days of those whose activities are not compared where they are far apart in time."""
    keys = sorted(overlap.keys(prepared) | _with_tongues(prepared, prepared.said.tongues))
    days = overlap.days_of_keys(prepared) or WHENEVER
    numbers = zip(keys, key_numbers(keys), strict=True)
    return [(number, *(WHENEVER if overlap.by_name(key) else days)) for key, number in numbers]


def strangers_to(prepared: overlap.Prepared) -> list[int]:
    """The numbers under which activities in other languages are stored that it is to be compared with."""
    return key_numbers(_with_tongues(prepared, ~prepared.said.tongues))


def _with_tongues(prepared: overlap.Prepared, tongues: int) -> frozenset[str]:
    wanted = [number for number in range(len(LANGUAGES)) if tongues >> number & 1]
    return frozenset(f"{key}@{number}" for key in overlap.across(prepared) for number in wanted)


def first_day(text: str) -> date | None:
    """The first day that a date of any precision may mean."""
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The last day that a date of any precision may mean."""
    return _day(text, last=True)


def ends_before_it_begins(start: str, end: str) -> bool:
    """Whether no reading of two dates of any precision makes a period of them; False where one is not known."""
    begins, ends = first_day(start), last_day(end)
    return begins is not None and ends is not None and begins > ends


@lru_cache(maxsize=1 << 14)
def _day(text: str, *, last: bool) -> date | None:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    try:
        if day:
            return date.fromisoformat(text[:10])
        first = date(int(year), int(month or (12 if last else 1)), 1)
        return first.replace(day=monthrange(first.year, first.month)[1]) if last else first
    except ValueError:
        return None


def band_of(amount: float | None) -> str:
    """The band that an amount falls into, in its own currency; "" where none is stated."""
    return "" if amount is None else BANDS[bisect_left(BOUNDS, amount)]


def _decimal(amount: float | None) -> Decimal | None:
    """Cents are kept, as far as a float holds them; no amount that is not a number or that no register means."""
    if amount is None or not abs(amount) < MOST:  # not a number is not below it either
        return None
    return Decimal(repr(amount)).quantize(Decimal("0.01"))
