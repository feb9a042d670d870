"""Which organisations are meant by what somebody typed: a whole name, or the beginnings of its words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name, organisations_of
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.names import names_of_those_called
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationType
from egnatia.language import folded_words
from egnatia.language.query_expansion import search_expression

LEAST_TYPED = 2  # characters from which names are offered
BEGINNING = 3  # letters of each word that a name meant instead shares with the one that was typed
ALIKE = 0.8  # of all letters, in their order
MOST_COMPARED = 400
MOST_SHOWN, MOST_LOOKED_UP, MOST_READ = 8, 40, 100
LONGEST = 100
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The folded names to look for. `whole`: an organisation that the reader sees is called exactly so."""

    spellings: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class OrganisationSuggestions:
    """Organisations that a part of a name stands for, as written; `more`: they are not all."""

    names: tuple[str, ...]
    more: bool


def organisations_meant(reader: Reader, typed: str) -> NameLookup:
    """Computed from the organisations and the activities that the reader sees; nothing typed means nobody."""
    folded = folded_name(typed)
    called = names_of_those_called(reader, [folded], typed).values()
    if called:
        return NameLookup(frozenset({folded, *(name for names in called for name in names)}), whole=True)
    expression = SearchQuery(search_expression(typed), search_type="raw", config="simple")
    organisations = _of_organisations(reader, expression, typed)
    named = Activity.visible_to(reader).filter(record__search=expression).order_by()
    names = named.annotate(named=Func(F("organisations"), function="unnest")).values_list("named", flat=True).distinct()
    return NameLookup(frozenset({folded, *organisations, *beginning(names, typed)}), whole=False)


def _of_organisations(reader: Reader, expression: SearchQuery, typed: str) -> set[str]:
    """All names of the visible organisations one name of which begins so."""
    found = Organisation.visible_to(reader).filter(record__search=expression).order_by()
    names = set(found.filter(names__isnull=False).values_list("names__folded", flat=True))
    called = names_of_those_called(reader, beginning(names, typed))
    return {name for each in called.values() for name in each}


def beginning(names: Iterable[str], typed: str) -> list[str]:
    """The folded names in which every word typed begins a word."""
    begins = tuple(f" {each}" for each in folded_words(typed))
    return [name for name in names if all(each in f" {name}" for each in begins)]


def resolved(reader: Reader, filters: ActivityFilters) -> tuple[ActivityFilters, OrganisationSuggestions | None]:
    """The filters with the names that are meant, looked up once for all of a page, and what else it may offer."""
    if not folded_name(filters.organisation):
        return filters, None
    meant = organisations_meant(reader, filters.organisation)
    offer = None if meant.whole else _offer(reader, meant.spellings - {folded_name(filters.organisation)})
    return replace(filters, spellings=tuple(sorted(meant.spellings))), offer


def _offer(reader: Reader, spellings: frozenset[str]) -> OrganisationSuggestions | None:
    """None where there is nothing to choose. What is too long for a name is a sentence that somebody wrote there."""
    short = sorted(name for name in spellings if len(name) <= LONGEST)[:MOST_LOOKED_UP]
    names = sorted(_written(reader, frozenset(short)), key=folded_name)
    return OrganisationSuggestions(tuple(names[:MOST_SHOWN]), more=len(spellings) > MOST_SHOWN) if names else None


def _written(reader: Reader, spellings: frozenset[str]) -> list[str]:
    """The names as the newest visible activities write them."""
    rows = Activity.visible_to(reader).filter(organisations__overlap=sorted(spellings))
    found: dict[str, str] = {}
    newest = rows.order_by("-entered_at", "-record_id").values_list("facts", flat=True)
    for facts in newest[:MOST_READ]:
        for body in organisations_of(facts_of(facts, "")):
            found.setdefault(folded_name(body.name), body.name)
    return [found[name] for name in found.keys() & spellings]


def names_like(reader: Reader, typed: str) -> tuple[str, ...]:
    """Names of organisations and institutions to choose from while somebody types one: those that the reader sees."""
    if len(folded_name(typed)) < LEAST_TYPED:
        return ()
    return tuple(_offered(reader, SearchQuery(search_expression(typed), search_type="raw", config="simple"), typed))


def _offered(reader: Reader, expression: SearchQuery, typed: str) -> list[str]:
    seen = Organisation.visible_to(reader).filter(record__search=expression)
    found = {folded_name(name): name for name in seen.order_by("name").values_list("name", flat=True)[:MOST_SHOWN]}
    spellings = beginning(_named_in_activities(reader, expression), typed)
    for name in _written(reader, frozenset(sorted(spellings)[:MOST_LOOKED_UP])):
        found.setdefault(folded_name(name), name)
    return sorted(found.values(), key=folded_name)[:MOST_SHOWN]


def _named_in_activities(reader: Reader, expression: SearchQuery) -> list[str]:
    rows = Activity.visible_to(reader).filter(record__search=expression).order_by()
    names = rows.annotate(named=Func(F("organisations"), function="unnest")).values_list("named", flat=True)
    return list(names.distinct()[:MOST_COMPARED])


def in_doubt(reader: Reader, names: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Of these names, those that nobody is called whom the reader sees, each with the names that may be meant."""
    asked = ((name, names_meant(reader, name)) for name in names)
    return [(name, meant) for name, meant in asked if meant]


def names_meant(reader: Reader, typed: str) -> tuple[str, ...]:
    """Names that differ a little from what was typed, the likeliest first; none where somebody is called exactly so."""
    folded = folded_name(typed)
    if names_of_those_called(reader, [folded], typed):
        return ()
    if Activity.visible_to(reader).filter(organisations__contains=[folded]).exists():
        return ()
    if not (tests := _nearly(folded)):
        return ()
    expression = SearchQuery(tests, search_type="raw", config="simple")
    seen = Organisation.visible_to(reader).filter(record__search=expression).order_by("pk")
    known = {name: _likeness(folded, name) for name in seen.values_list("name", flat=True)[:MOST_COMPARED]}
    spellings = [name for name in _named_in_activities(reader, expression) if _likeness(folded, name) >= ALIKE]
    written = {name: _likeness(folded, name) for name in _written(reader, frozenset(spellings[:MOST_LOOKED_UP]))}
    alike = {name: likeness for name, likeness in (written | known).items() if likeness >= ALIKE}
    return tuple(sorted(alike, key=lambda name: (-alike[name], name)))[:MOST_SHOWN]


def _nearly(folded: str) -> str:
    """What the database searches for: the beginnings of all words but any one of them."""
    words = [f"{word[:BEGINNING]}:*" for word in folded_words(folded)[:MOST_WORDS]]
    but_one = [words[:place] + words[place + 1 :] for place in range(len(words))] if len(words) > 1 else [words]
    return " | ".join(f"({' & '.join(each)})" for each in but_one if each)


def _likeness(folded: str, name: str) -> float:
    """How alike two names are, also without what stands in brackets at the end of one of them."""
    whole = folded_name(name)
    short = folded_name(name.partition("(")[0])
    return max(SequenceMatcher(None, folded, each, autojunk=False).ratio() for each in {whole, short or whole})


@dataclass(frozen=True, slots=True)
class Funded:
    """An activity that the reader sees: its title, and the names of who pays for it."""

    title: str
    funders: tuple[str, ...]


def funders_of(reader: Reader, activities: Collection[UUID]) -> dict[UUID, Funded]:
    """By activity. Its money is its funders', else its reporting organisation's; an own measure has no partner's.

    Nor has what a government body of the same economy pays for, as far as the reader knows that it is one. Two queries.
    """
    rows = Activity.visible_to(reader).filter(pk__in=list(activities)).order_by("pk")
    found = rows.values_list("pk", "sort", "title", "facts")
    facts = {pk: facts_of(stored, pk) for pk, sort, _, stored in found if sort != Activity.Sort.OWN_MEASURE}
    paying = {pk: each.funders or each.reporters for pk, each in facts.items()}
    state = _state_bodies(reader, {economy for each in facts.values() for economy in each.economies})
    return {pk: Funded(title, _partners(paying.get(pk, ()), facts.get(pk), state)) for pk, _, title, _ in found}


def _partners(
    bodies: tuple[overlap.OrganisationMention, ...],
    facts: overlap.ActivityFacts | None,
    state: Mapping[str, frozenset[str]],
) -> tuple[str, ...]:
    """Their names, without those that `state` knows as bodies of an economy that the activity is for."""
    own = facts.economies if facts else frozenset()
    foreign = [body for body in bodies if not any(own & state.get(name, frozenset()) for name in _names(body))]
    return tuple(dict.fromkeys(body.name or body.ref for body in foreign))


def _state_bodies(reader: Reader, economies: Collection[str]) -> Mapping[str, frozenset[str]]:
    """By name or identifier: the economies of the visible government bodies that are called so."""
    known = Organisation.visible_to(reader).filter(type=OrganisationType.GOVERNMENT, economy__in=sorted(economies))
    found: dict[str, set[str]] = {}
    for economy, name, reference, other in known.values_list("economy", "name", "reference", "names__folded"):
        for each in (folded_name(name), reference, other):
            found.setdefault(each or "", set()).add(economy)
    return {name: frozenset(economies) for name, economies in found.items()}


def _names(body: overlap.OrganisationMention) -> list[str]:
    return [name for name in (folded_name(body.name), body.ref) if name]
