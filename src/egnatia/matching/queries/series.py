"""The other parts of an activity's programme: the same money in other economies or years, worked out when asked."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.queries.visible import newest_of_each
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.language import folded_words
from egnatia.matching.queries.candidates import prepared_activities
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.rows import words_of
from egnatia.matching.sentences import Sentence, sentence

MOST_TESTED = 400
MOST_SHOWN = 20
LONGEST_TITLE = 12  # words of a title that are looked for
FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class ProgrammePart:
    """One more part of the programme."""

    row: ActivityRow
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Series:
    """`of` is the activity asked about."""

    of: ActivityRow
    parts: tuple[ProgrammePart, ...]


def series_seen_by(reader: Reader, activity: UUID, *, naming: MatchNames) -> Series:
    """The parts that `reader` sees; NotFound where they see no such activity.

    Tested through references and through titles of one funder only: never all pairs.
    """
    own = with_ids(reader, [activity], naming.names)
    if activity not in own:
        raise NotFound
    facts = own[activity].facts
    prepared = overlap.prepare(
        facts, said=overlap.ConceptProfile()
    )  # a series is in its titles: no lexicon is read for it
    near = set(_perhaps(reader, facts)) - {activity}
    found = [
        (other, match, tuple(title.plain for title in candidate.titles))
        for other, candidate in prepared_activities(near)
        if (match := overlap.series(prepared, candidate)) and match.strength >= overlap.DEFAULT_MIN_SCORE
    ]
    found.sort(key=lambda each: (-each[1].strength, each[2], each[0]))
    rows = with_ids(reader, [other for other, *_ in found[:MOST_SHOWN]], naming.names)
    words = words_of(naming.names, naming.vocabulary)
    parts = tuple(
        ProgrammePart(rows[other], sentence(match, words))
        for other, match, _titles in found[:MOST_SHOWN]
        if other in rows
    )
    return Series(own[activity], parts)


def _perhaps(reader: Reader, facts: overlap.ActivityFacts) -> "list[UUID]":
    """The visible activities of the same funder with a word of the title in them, and those that it names."""
    payers = [folded_name(body.name) for body in facts.funders or facts.reporters if body.name]
    words = _words(facts)
    named = [reference.identifier for reference in facts.references]
    wanted = Q(identifier__in=named)
    if payers and words:
        expression = SearchQuery(" | ".join(words), search_type="raw", config="simple")
        wanted |= Q(organisations__overlap=payers, record__search=expression)
    rows = newest_of_each(reader).filter(wanted).order_by("sorted_title", "record_id")
    return list(rows.values_list("record_id", flat=True)[:MOST_TESTED])


def _words(facts: overlap.ActivityFacts) -> list[str]:
    """The longest words of the titles: the words that tell one programme from another."""
    every = {word for title in facts.titles for word in folded_words(title.text) if len(word) >= FEWEST_LETTERS}
    return sorted(every, key=lambda word: (-len(word), word))[:LONGEST_TITLE]
