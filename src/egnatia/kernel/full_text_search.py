"""Records by what is sought: exactly named ones first, then those with the words, then those that mean the same.

Everything is asked of rows that the caller took from `visible_to`: number, order and pages follow from these alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, Q, Value, When

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import EVER, steps
from egnatia.kernel.models import Record, RecordQuerySet, Version, seen
from egnatia.kernel.records.content import SEVERAL, Content, parts_of
from egnatia.kernel.request_cache import once_per_request
from egnatia.kernel.rooms import searchers
from egnatia.kernel.search import MOST_FOUND, Found, Hit, Span
from egnatia.language.concepts import LANGUAGES, codes_of
from egnatia.language.passages import passage, texts_of
from egnatia.language.query_expansion import QueryPart, SearchFilters, Sought, Term, holds, meant, tongues_of
from egnatia.language.words import folded_words

ENGLISH = ("en",)
EXACT, WORDS, MEANING = range(3)  # the steps by which something is found
MOST_CANDIDATES = 5_000  # records of all kinds that are not many
NO_RECORD = UUID(int=0)  # the identifier of none
UNKNOWN = ["", "und"]  # the codes of texts of which nobody said the language
_LEXEME = re.compile(r"'([^']+)'")  # folded words hold no quotation mark
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def nothing() -> Q:
    return Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The lookup of a row that holds one code, or a list of `several`."""

    lookup: str
    several: bool = False

    def holds(self, code: str) -> Q:
        return Q(**{f"{self.lookup}__contains": [code]}) if self.several else Q(**{self.lookup: code})


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Where a kind is looked for. `seen` come from `visible_to`, with their envelopes; `named` are those that are
    called exactly so; `in_economy` makes the condition that a row is about an economy, where no facet does.

    `order` is total, by the record in the end. `spoken`: their texts say in which languages they are. `many`: so many,
    in the order of the feed, that each step is asked by itself, and the next one only where there is room for more.
    `known` answers with what the reader may know of a row, where its version may say more than that. `facets` says
    where a row holds the codes by which what is found is counted and limited, "economy" and "topic": whoever sees the
    row may know them.
    """

    kind: str
    seen: RecordQuerySet
    order: tuple[Any, ...]
    named: Q = field(default_factory=nothing)
    in_economy: Callable[[str], Q] | None = None
    spoken: bool = True
    many: bool = False
    known: Callable[[Any], object] | None = None
    facets: Mapping[str, FacetColumn] = field(default_factory=dict)


Telling = Callable[[list[Any]], list[Hit]]


def facets_of(content: type[Content]) -> dict[str, FacetColumn]:
    """Where a record holds the codes by which a search counts: only of fields that everybody may filter by."""
    parts = {name: part for name, part in parts_of(content).items() if part.field.filter}
    of = {"economy": next((name for name, part in parts.items() if part.field.choices == "economy"), "")}
    of["topic"] = "topics" if "topics" in parts else ""
    return {facet: FacetColumn(f"content__{name}", parts[name].type == SEVERAL) for facet, name in of.items() if name}


def found_among(reader: Reader, sought: Sought, rows: SearchScope, span: Span, told: Telling) -> Found:
    """What is found of a kind. `told` makes of rows, in their order, what a page shows of them."""
    if _known_to_be_none(reader, sought, rows):
        return Found()
    within = rows.seen.filter(*_limits(sought.filters, rows))
    named = _itself(sought) if sought.relaxed else rows.named | _itself(sought)
    scope = replace(rows, seen=within, named=named)
    counted = dict(_records(reader, sought, scope)[: MOST_FOUND + 1])
    if not counted:
        return Found()
    said = _said_of(scope, list(counted)[:MOST_FOUND])
    records = _ranked(sought, counted, said)
    number = min(len(records), MOST_FOUND)
    wanted = records[:number][span.begin : span.end]
    loaded = rows.seen.filter(pk__in=wanted).in_bulk()
    there = [loaded[each] for each in wanted if each in loaded]
    there = [each for each in there if may_read(reader, each.record.envelope).allowed]
    hits = zip(there, told(there), strict=True)
    bodies = {row.pk: rows.known(row) for row in there} if rows.known else _bodies(there)
    shown = tuple(_with_reason(hit, sought, row.record, rows, bodies.get(row.pk)) for row, hit in hits)
    return Found(shown, number, len(records) > MOST_FOUND, _facets(said))


def _limits(filters: SearchFilters, rows: SearchScope) -> Iterator[Q]:
    """What a search is limited to; nothing of a kind that does not say it."""
    if filters.language:
        yield Q(record__text__has_key=filters.language)
    for name, code in (("economy", filters.economy), ("topic", filters.topic)):
        if code:
            column = rows.facets.get(name)
            yield column.holds(code) if column else nothing()


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What a record that was found is called, by language, and its codes by facet."""

    text: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]


def _said_of(rows: SearchScope, records: Sequence[UUID]) -> dict[UUID, SaidOf]:
    """Of all that are counted. One query."""
    lookups = [column.lookup for column in rows.facets.values()]
    found = rows.seen.filter(pk__in=records).order_by().values_list("pk", "record__text", *lookups)
    return {
        record: SaidOf(text, {name: _codes(value) for name, value in zip(rows.facets, values, strict=True)})
        for record, text, *values in found
    }


def _codes(value: object) -> tuple[str, ...]:
    """One code or several, as columns and contents hold them."""
    several = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(str(each) for each in several if each))


def _facets(said: Mapping[UUID, SaidOf]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in said.values():
        found["language"].update(code for code in each.text if code not in UNKNOWN)
        for name, codes in each.codes.items():
            found[name].update(codes)
    return dict(found)


def _ranked(sought: Sought, steps: Mapping[UUID, int], said: Mapping[UUID, SaidOf]) -> list[UUID]:
    """The nearest ones, then step by step; of those with the words, those first that have them in their titles, and a
    word the more it tells, the fewer titles it stands in."""
    titles = {record: sorted(folded_words(" ".join(map(str, each.text.values())))) for record, each in said.items()}
    had = {
        record: [part for part in sought.parts if any(holds(term, title) for term in part.terms(()))]
        for record, title in titles.items()
        if steps[record] == WORDS
    }
    often = Counter(part for parts in had.values() for part in parts)
    near = {record: place for place, record in enumerate(sought.nearest)}

    def place(record: UUID) -> tuple[int, int, float]:
        told = sum(1 / often[part] for part in had.get(record, ()))
        return near.get(record, len(near)), steps[record], -round(told, 6)

    return sorted(steps, key=place)


def _records(reader: Reader, sought: Sought, rows: SearchScope) -> list[tuple[UUID, int]]:
    """With the step by which each is found, in order; at most one more than are counted."""
    return _step_by_step(reader, sought, rows) if rows.many else _at_once(reader, sought, rows)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Of all kinds that are not many: the records that a reader is granted and that hold the texts sought, by kind.

    `words`: every word typed is there; `read`: in a language that the text is in; `could`: in any language.
    """

    words: Mapping[str, list[UUID]]
    read: Mapping[str, list[UUID]]
    could: Mapping[str, list[UUID]]


@once_per_request
def _candidates(reader: Reader, sought: Sought) -> Candidates | None:
    """One question for a dozen kinds, of which most hold nothing (benchmarks/history/search.md). None where there are
    too many, or where no text is sought: then each kind is asked by itself."""
    parts, _economies = _apart(sought)
    if not parts:
        return None
    kinds = [each.kind for each in searchers(reader) if not each.many]
    found = Record.objects.filter(kind__in=kinds, withdrawn_at__isnull=True, search=_query(parts, LANGUAGES)).order_by()
    if not reader.is_system:
        found = found.filter(seen(reader, "pk", *kinds))  # and what they hang on: else a hidden support costs a query
    found = found.annotate(
        words=Case(When(search=_query(parts, ()), then=True), default=False),
        read=Case(When(_read(parts, sought.tongues), then=True), default=False),
    )
    rows = list(found.values_list("kind", "pk", "words", "read")[: MOST_CANDIDATES + 1])
    if len(rows) > MOST_CANDIDATES:
        return None
    words, read, could = (defaultdict(list) for _ in range(3))
    for kind, record, is_word, is_read in rows:
        could[kind].append(record)
        if is_word:
            words[kind].append(record)
        if is_read:
            read[kind].append(record)
    return Candidates(words, read, could)


def _known_to_be_none(reader: Reader, sought: Sought, rows: SearchScope) -> bool:
    """Whether the one question for all kinds says that there is none of this one: most kinds hold nothing of most
    questions, and a query that is written for each costs more than all that the database does."""
    if rows.many or rows.named != nothing() or _itself(sought) != nothing() or rows.seen.model.SUPPORTS:
        return False
    found = _candidates(reader, sought)
    return found is not None and rows.kind not in found.could


def _conditions(reader: Reader, sought: Sought, rows: SearchScope) -> tuple[Q, Q]:
    """That every word typed is there, in some form; or what it means."""
    found = _candidates(reader, sought)
    if found is None:
        return with_words(sought, rows), with_meaning(sought, rows)
    where = list(_in_economies(_apart(sought)[1], rows))
    meant = (found.read if rows.spoken else found.could) if sought.means else {}
    # Of a record that hangs on another the reader may miss that one: asked for as well, whether any was found does not
    # decide whether the database is asked.
    none = [NO_RECORD] if rows.seen.model.SUPPORTS else []
    words = Q(*where, pk__in=[*none, *found.words.get(rows.kind, [])])
    return words, Q(*where, pk__in=[*none, *meant.get(rows.kind, [])])


def _at_once(reader: Reader, sought: Sought, rows: SearchScope) -> list[tuple[UUID, int]]:
    exact, (words, meaning) = rows.named, _conditions(reader, sought, rows)
    first = Case(When(exact, then=Value(EXACT)), When(words, then=Value(WORDS)), default=Value(MEANING))
    found = rows.seen.filter(exact | words | meaning).annotate(step=first).order_by("step", *rows.order)
    # With its step beside it: where all have the same one, Django writes that number, which SQL takes for a column.
    return list(found.values_list("pk", "step")[: MOST_FOUND + 1])


def _step_by_step(reader: Reader, sought: Sought, rows: SearchScope) -> list[tuple[UUID, int]]:
    parts, economies = _apart(sought)
    limited = bool(economies) or sought.limited
    found = dict.fromkeys(_those(rows.named, rows), EXACT)
    worded = _those(with_words(sought, rows), rows) if limited else _newest(reader, parts, rows)
    found |= dict.fromkeys((each for each in worded if each not in found), WORDS)
    if len(found) <= MOST_FOUND:
        meant = _those(with_meaning(sought, rows), rows)
        found |= dict.fromkeys((each for each in meant if each not in found), MEANING)
    return list(found.items())[: MOST_FOUND + 1]


def _those(condition: Q, rows: SearchScope) -> list[UUID]:
    return list(rows.seen.filter(condition).order_by(*rows.order).values_list("pk", flat=True)[: MOST_FOUND + 1])


def _newest(reader: Reader, parts: Sequence[QueryPart], rows: SearchScope) -> list[UUID]:
    """Those with the words, as the feed has them: what others see is not walked through. Some of it may not be in
    `seen`, where something newer stands for it."""
    found: list[UUID] = []
    for places in steps(reader, rows.kind, step=MOST_FOUND + 1, search=_query(parts, ())) if parts else ():
        shown = set(rows.seen.filter(pk__in=[place.record for place in places]).values_list("pk", flat=True))
        found += [place.record for place in places if place.record in shown]
        if len(found) > MOST_FOUND:
            break
    return found


def _itself(sought: Sought) -> Q:
    """The record with the identifier that was typed, or those that are nearest to it."""
    typed = [UUID(sought.typed)] if _UUID.fullmatch(sought.typed) else []
    return Q(pk__in=[*typed, *sought.nearest])


def with_words(sought: Sought, rows: SearchScope) -> Q:
    """The condition that every word typed is there in some form."""
    parts, economies = _apart(sought)
    return Q(*([_holds(parts)] if parts else []), *_in_economies(economies, rows)) if sought.parts else nothing()


def with_meaning(sought: Sought, rows: SearchScope) -> Q:
    """The condition that every word typed is there, or what it means in a language that the text is in.

    Words of one language look like others of another one ("provë", probation; "prove"), so each text is read in its
    own and in English, in whichever it may be where that is not known. What could be so is asked of the index first.
    """
    if not sought.means:
        return nothing()
    parts, economies = _apart(sought)
    could = Record.objects.filter(kind=rows.kind, search=_query(parts, LANGUAGES)).order_by()
    read = could.filter(_read(parts, sought.tongues)) if rows.spoken else could
    return Q(*_in_economies(economies, rows), pk__in=read.values("pk")[:EVER])


def held_in(column: str, sought: Sought) -> tuple[Q, Q]:
    """For rows that are no records, with folded text in `column`: the condition that every word typed is there, and
    that it is, or means the same in any language. Names of economies are words here."""
    words, meaning = (Q(**{column: _query(sought.parts, languages)}) for languages in ((), LANGUAGES))
    return (words, meaning if sought.means else words) if sought.parts else (nothing(), nothing())


def _read(parts: Sequence[QueryPart], tongues: Collection[str]) -> Q:
    """For records: the condition that one is found in a language that it is in."""
    read = Q(search=_query(parts, ENGLISH)) | Q(text__has_any_keys=UNKNOWN) | Q(text={})
    for language in tongues:
        query = _query(parts, (*ENGLISH, language))
        read |= Q(text__has_any_keys=list(codes_of(language)), search=query)
    return read


def _apart(sought: Sought) -> tuple[list[QueryPart], list[QueryPart]]:
    """What is looked for in texts, and the economies, which a record may be about without a word."""
    return [part for part in sought.parts if not part.economy], [part for part in sought.parts if part.economy]


def _in_economies(economies: Sequence[QueryPart], rows: SearchScope) -> Iterator[Q]:
    return (_holds([part]) | _about(part.economy, rows) for part in economies)


def _about(economy: str, rows: SearchScope) -> Q:
    column = rows.facets.get("economy")
    if rows.in_economy is not None:
        return rows.in_economy(economy)
    return column.holds(economy) if column else nothing()


def _holds(parts: Sequence[QueryPart]) -> Q:
    """The condition that the words themselves are there."""
    return Q(record__search=_query(parts, ()))


def _query(parts: Sequence[QueryPart], languages: Collection[str]) -> SearchQuery:
    return SearchQuery(expression_of(parts, languages), search_type="raw", config="simple")


def expression_of(parts: Sequence[QueryPart], languages: Collection[str]) -> str:
    """What the database searches for: all of the parts, or what they mean in these languages.

    Folded words hold letters and digits only, so nothing needs quoting.
    """
    terms = (" | ".join(map(_all_of, part.terms(languages))) for part in parts)
    return " & ".join(f"({each})" for each in terms)


def _all_of(term: Term) -> str:
    return f"({' & '.join(word.replace('*', ':*') for word in term)})"


def _bodies(shown: Sequence[Any]) -> dict[UUID, Any]:
    """What the records of these rows say now, by record."""
    now = Version.objects.filter(record__in=[row.pk for row in shown], number=F("record__version"))
    return dict(now.values_list("record", "content"))


def _with_reason(hit: Hit, sought: Sought, record: Record, rows: SearchScope, body: object) -> Hit:
    """With why it was found: the concepts, where the words are not there, and where it stands, if not in the hit."""
    tongues = tongues_of(record.text) if rows.spoken else LANGUAGES
    there = _LEXEME.findall(record.search or "")
    found = passage(sought.parts, tongues, " ".join((hit.title, *hit.said)), texts_of(body), there)
    return replace(hit, concepts=meant(sought.parts, there, tongues), passage=found, record=record.pk)
