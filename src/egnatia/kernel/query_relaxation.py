"""What is looked for instead, where no record has all words that were typed: corrected words, then fewer of them.

Which words are known, rare or meant is counted among the records that the reader sees, never in the index as a whole:
a word of hidden records is as unknown as one that nobody ever wrote.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Func, Q

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import expression_of
from egnatia.kernel.models import Record, seen
from egnatia.kernel.models.sql import Condition
from egnatia.kernel.rooms import searchers
from egnatia.kernel.search import Span
from egnatia.language.concepts import LANGUAGES
from egnatia.language.query_expansion import (
    QueryPart,
    Sought,
    Spelling,
    corrected,
    economy_of,
    holds,
    part_of,
    shortened,
    spellings,
    tongues_of,
)
from egnatia.language.words import folded_words, words

RARE = 20  # records; a word of as many is frequent, and how many more there are plays no part
MOST_CORRECTED = 4  # words of one question
MOST_MEANT = 3  # words that one may stand for
MOST_RAREST = 4  # words whose records are compared with all of the question
MOST_LEFT_OUT = 6  # words of a question that is tried without each of them: with more, one says little
MOST_NEAREST = 10  # records that come first for the words that they have
TOGETHER = 24  # spellings that are asked for in one condition
ALL_RECORDS = 1_000  # of which a word is the rarer the more it tells
PLACE = 2  # times the weight of another word that is as frequent
TITLE = 0.5  # of its weight, that a word has besides that is there itself, not its meaning alone, and in the title
# Planned for all that is found, as what is materialised is: with an eye on the first few, the database would read every
# record that a member may see for a word that none of them holds. It stops as early all the same.
COUNTS = """
SELECT (
    WITH found AS MATERIALIZED (
        SELECT id FROM kernel_record
        WHERE search @@ asked.words::tsquery AND withdrawn_at IS NULL AND kind = ANY(%s)
    )
    SELECT count(*) FROM (SELECT 1 FROM found WHERE {} LIMIT %s) capped
)
FROM unnest(%s::text[]) WITH ORDINALITY asked(words, place) ORDER BY asked.place
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed that occurs nowhere, and what was looked for instead, folded; the likeliest first. A beginning of
    words ends in "-"."""

    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """`sought`, and how it differs from what was typed: which words were corrected, which ones left out."""

    sought: Sought
    corrections: tuple[Correction, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A part of the question as typed, and in how many records that is found which the `expression` says,
    `RARE` at most. `meant`: it is corrected."""

    typed: str
    part: QueryPart
    expression: str
    number: int
    meant: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """The more, the rarer; whoever names an economy means it, however often others do."""
        return log(ALL_RECORDS / self.number) * (PLACE if self.part.economy else 1)


def relaxations(reader: Reader, sought: Sought, reads: str) -> Iterator[Relaxation]:
    """What may be looked for instead, first what differs least; nothing where no word is known.

    Each is worked out only where the one before found nothing. `reads`: the language of the reader. A word may be
    known only as what another means in a language that no such text is in: then the words count as they are. Before any
    is left out, their beginnings are tried: short words change most of their letters ("baka", "bakom").
    """
    given: set[tuple[QueryPart, ...]] = {sought.parts}
    for languages in (LANGUAGES, ()):
        every = _words(reader, sought, reads, languages)
        for place, (kept, nearest) in enumerate(_choices(reader, every, languages)):
            if languages and place == 1:
                yield from _shortened(reader, sought)
            parts = tuple(each.part for each in kept)
            if parts and parts not in given and _could_be_found(reader, kept, languages):
                given.add(parts)
                corrections = tuple(Correction(each.typed, each.meant) for each in kept if each.meant)
                left_out = tuple(each.typed for each in every if each not in kept)
                told = replace(sought, parts=parts, nearest=tuple(nearest), relaxed=True)
                yield Relaxation(told, corrections, left_out)
        if not any(each.number for each in every):
            return  # what nothing means nothing says either


def _shortened(reader: Reader, sought: Sought) -> Iterator[Relaxation]:
    """Beginnings of all words, which tell something together: of one alone too many words begin so."""
    said = [each for each in sought.parts if not each.economy]
    parts = [replace(each, words=tuple(map(shortened, each.words)), senses=()) for each in said]
    if len(parts) > 1 and any(visible_counts(reader, [expression_of(parts, ())], 1)):
        rows = zip(_typed(sought, said), said, parts, strict=True)
        cut = [(typed, new.words) for typed, old, new in rows if old.words != new.words]
        corrections = tuple(Correction(typed, tuple(word.replace("*", "-") for word in row)) for typed, row in cut)
        left_out = tuple(_typed(sought, [each for each in sought.parts if each.economy]))
        yield Relaxation(replace(sought, parts=tuple(parts), relaxed=True), corrections, left_out)


def _typed(sought: Sought, parts: Sequence[QueryPart]) -> list[str]:
    """Each as it was typed."""
    written = {word.folded: word.written for word in words(sought.typed)}
    return [" ".join(written.get(word, word) for word in part.written.split()) for part in parts]


def _could_be_found(reader: Reader, kept: Sequence[QueryWord], languages: Collection[str]) -> bool:
    """Whether any record has all of the words, whatever it is about: it costs a tenth of asking every kind."""
    said = [each for each in kept if not each.part.economy]
    if not said or any(visible_counts(reader, [_all_of(said)], 1)):
        return True
    return _is_elsewhere(reader, _read_in(said, languages))


def _read_in(row: Sequence[QueryWord], languages: Collection[str]) -> tuple[QueryPart, ...]:
    return tuple(each.part if languages else replace(each.part, senses=()) for each in row)


def _choices(
    reader: Reader, every: Sequence[QueryWord], languages: Collection[str]
) -> Iterator[tuple[list[QueryWord], Sequence[UUID]]]:
    """Words to look for, and the records that come first. Economies go last: a record may be about one unsaid."""
    known = [each for each in every if each.number and not each.part.economy]
    places = [each for each in every if each.part.economy]
    yield [each for each in every if each in known or each in places], ()
    said = [each for each in every if each.number]
    best, nearest = _best(reader, said, languages) if len(said) > 1 else (said, [])
    yield [each for each in every if each in best or each in places], nearest
    yield best, nearest
    yield known, ()
    yield [each for each in best if each in known], nearest
    yield places, ()


def _words(reader: Reader, sought: Sought, reads: str, languages: Collection[str]) -> list[QueryWord]:
    """The words of the question, those corrected that occur nowhere, nor what they mean in `languages`; what cannot be
    corrected has the number 0."""
    expressions = [expression_of([part], languages) for part in sought.parts]
    numbers = visible_counts(reader, expressions, RARE)
    typed = _typed(sought, sought.parts)
    found = [QueryWord(*each) for each in zip(typed, sought.parts, expressions, numbers, strict=True)]
    unknown = [each for each in found if not each.number and not each.part.economy]
    elsewhere = [each for each in unknown if _is_elsewhere(reader, _read_in([each], languages))]
    wrong = [each for each in unknown if each not in elsewhere][:MOST_CORRECTED]
    right = dict(zip(wrong, _corrected(reader, wrong, reads), strict=True)) if wrong else {}
    return [right.get(each, replace(each, number=each.number or each in elsewhere)) for each in found]


def _is_elsewhere(reader: Reader, parts: tuple[QueryPart, ...]) -> bool:
    """Whether something is found by them that is no record: there are few such kinds."""
    alone = Sought(" ".join(part.written for part in parts), parts, more=False)
    return any(each.find(reader, alone, Span(0, 0)).number for each in searchers(reader) if each.apart)


def _corrected(reader: Reader, wrong: Sequence[QueryWord], reads: str) -> Iterator[QueryWord]:
    """Each with the words that it may be meant for, as it is where there are none. Three queries."""
    could = [spellings(each.part.written) for each in wrong]
    numbers = _numbers(reader, could, reads)
    written = _written(reader, list(numbers))
    alike = [_likeliest(each, spelled, numbers, written) for each, spelled in zip(wrong, could, strict=True)]
    for each, spelled, meant in zip(wrong, could, alike, strict=True):
        economy = next((part for one in spelled if one.distance == 1 and (part := _named(one, reads))), None)
        if economy is not None:
            expression = expression_of([economy], LANGUAGES)
            yield replace(each, part=economy, expression=expression, number=1, meant=(economy.written,))
        elif meant:
            part = corrected(each.part, meant, reads)
            expression = expression_of([part], LANGUAGES)
            said = [written[one] or (part.senses[0].concept if part.senses else f"{one.words[0]}-") for one in meant]
            yield replace(
                each, part=part, expression=expression, number=numbers[meant[0]], meant=tuple(dict.fromkeys(said))
            )
        else:
            yield each


def _named(meant: Spelling, reads: str) -> QueryPart | None:
    """The economy that one of its words names."""
    return next((part_of(word, reads) for word in meant.words if economy_of(word)), None)


def _numbers(reader: Reader, could: Sequence[Sequence[Spelling]], reads: str) -> dict[Spelling, int]:
    """In how many records each spelling occurs that occurs at all, or what it means. First many at once."""
    rows = [spelled[at : at + TOGETHER] for spelled in could for at in range(0, len(spelled), TOGETHER)]
    there = visible_counts(reader, [" | ".join(map(_expression, row)) for row in rows], 1)
    near = [each for row, number in zip(rows, there, strict=True) if number for each in row]
    single = list(dict.fromkeys((*near, *(each for spelled in could for each in spelled if each.known))))
    meant = [corrected(part_of(each.words[0], reads), [each], reads) for each in single]
    numbers = visible_counts(reader, [expression_of([part], LANGUAGES) for part in meant], RARE)
    return {each: number for each, number in zip(single, numbers, strict=True) if number}


def _written(reader: Reader, meant: Sequence[Spelling]) -> dict[Spelling, str]:
    """The word of each spelling that records hold just so, "" where they hold others with its beginning."""
    rows = [(each, word) for each in meant for word in each.words]
    numbers = visible_counts(reader, [word for _each, word in rows], 1)
    there = [row for row, number in zip(rows, numbers, strict=True) if number]
    return {each: next((word for one, word in there if one == each), "") for each in meant}


def _likeliest(
    typed: QueryWord, spelled: Sequence[Spelling], numbers: Mapping[Spelling, int], written: Mapping[Spelling, str]
) -> list[Spelling]:
    """A few that are equally near, those that somebody wrote just so before beginnings of other words.

    People seldom mistake the first letter, and mean words that they would find.
    """

    def place(each: Spelling) -> tuple[int, bool, bool, bool, int, str]:
        first = typed.part.written[0] != each.term[0]
        return each.distance, first, not written[each], not each.known, -numbers[each], each.term

    order = sorted((each for each in spelled if each in numbers), key=place)
    return [each for each in order if place(each)[:3] == place(order[0])[:3]][:MOST_MEANT]


def _expression(meant: Spelling) -> str:
    return meant.term.replace("*", ":*")


def _best(reader: Reader, known: Sequence[QueryWord], languages: Collection[str]) -> tuple[list[QueryWord], list[UUID]]:
    """The words that weigh most of those that one record has, the rarer the more; and the records that have most."""
    asked = [[each for each in known if each is not left] for left in known] if len(known) <= MOST_LEFT_OUT else []
    all_but_one = visible_counts(reader, [_all_of(row) for row in asked], RARE)
    fewest = sorted(known, key=lambda each: (each.number, each.typed))[:MOST_RAREST]
    rare = [[each] for each in fewest if each.number < RARE]
    rare += [row for row, number in zip(asked, all_but_one, strict=True) if 0 < number < RARE][:MOST_RAREST]
    scored = sorted(_scored(reader, known, rare, languages)) if rare else []
    nearest = [record for _score, record, _had in scored[:MOST_NEAREST]]
    sets = [row for row, number in zip(asked, all_but_one, strict=True) if number]
    sets += [had for _score, _record, had in scored[:1]]
    if not sets:
        sets = [_chain(reader, known)]
    return max(sets, key=lambda row: sum(each.weight for each in row)), nearest


def _scored(
    reader: Reader, known: Sequence[QueryWord], rare: Sequence[Sequence[QueryWord]], languages: Collection[str]
) -> Iterator[tuple[float, UUID, list[QueryWord]]]:
    """Records with one of the `rare` rows of words: what they score, the best with the least, and which words they
    have, each read in its own languages. One query of few rows."""
    either = _with(" | ".join(f"({_all_of(row)})" for row in rare))
    kinds = [each.kind for each in searchers(reader)]
    rows = Record.objects.filter(either, kind__in=kinds, withdrawn_at__isnull=True)
    rows = rows if reader.is_system else rows.filter(seen(reader, "pk", *kinds))
    found = rows.annotate(there=Func("search", function="tsvector_to_array")).order_by()
    for record, text, there in found.values_list("pk", "text", "there"):
        ordered, tongues = sorted(there), tongues_of(text) if languages else ()
        said = [each for each in known if any(holds(term, ordered) for term in each.part.terms(()))]
        had = [each for each in known if any(holds(term, ordered) for term in each.part.terms(tongues))]
        title = sorted(word for each in text.values() for word in folded_words(str(each)))
        score = sum(each.weight * (1 + TITLE * (each in said) + TITLE * holds(each.part.words, title)) for each in had)
        if had:  # else a word of another language only looks like one of them
            yield -score, record, had


def _chain(reader: Reader, known: Sequence[QueryWord]) -> list[QueryWord]:
    """Of frequent words that never stand together: as many as do, the longest words first.

    With one more word there is never more: each question halves the lengths that are left to try.
    """
    order = sorted(known, key=lambda each: (-len(each.typed), each.typed))

    def never(length: int) -> bool:
        return not any(visible_counts(reader, [_all_of(order[:length])], 1))

    longest = max(1, bisect_left(range(1, len(order) + 1), True, key=never))
    return [each for each in known if each in order[:longest]]


def _all_of(row: Sequence[QueryWord]) -> str:
    return " & ".join(each.expression for each in row)


def _with(expression: str) -> Q:
    return Q(search=SearchQuery(expression, search_type="raw", config="simple"))


def visible_counts(reader: Reader, expressions: Sequence[str], most: int) -> list[int]:
    """How many records that the reader sees hold each of these, up to `most`. One query, also for none of them."""
    kinds = [each.kind for each in searchers(reader)]
    granted = seen(reader, "pk", *kinds)
    condition, held = granted.about("found.id") if isinstance(granted, Condition) else ("TRUE", ())
    statement = COUNTS.format(condition)  # a text of ours; all values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [kinds, *held, most, list(expressions)])
        return [number for (number,) in cursor.fetchall()]
