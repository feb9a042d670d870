"""Which organisations are meant by what somebody typed: a whole name, or the beginnings of its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func

from egnatia.kernel.models import Actor
from egnatia.kernel.reader import Reader
from egnatia.language import folded_words
from egnatia.mapping.activities.columns import folded_name, organisations_of
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.queries.naming import names_of_those_called
from egnatia.mapping.activities.rules import search_expression
from egnatia.mapping.activities.stored import facts_of

MOST_SHOWN, MOST_READ = 8, 200


@dataclass(frozen=True, slots=True)
class Meant:
    """The folded names to look for. `whole`: an organisation that the reader sees is called exactly so."""

    spellings: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Organisations that a part of a name stands for, as written; `more` are not listed."""

    names: tuple[str, ...]
    more: int


def organisations_meant(reader: Reader, typed: str) -> Meant:
    """Computed from the organisations and the activities that the reader sees; nothing typed means nobody."""
    folded = folded_name(typed)
    called = names_of_those_called(reader, [folded], typed).values()
    if called:
        return Meant(frozenset({folded, *(name for names in called for name in names)}), whole=True)
    expression = SearchQuery(search_expression(typed), search_type="raw", config="simple")
    actors = _of_actors(reader, expression, typed)
    named = Activity.visible_to(reader).filter(record__search=expression).order_by()
    names = named.annotate(named=Func(F("organisations"), function="unnest")).values_list("named", flat=True).distinct()
    return Meant(frozenset({folded, *actors, *(name for name in names if begins(name, typed))}), whole=False)


def _of_actors(reader: Reader, expression: SearchQuery, typed: str) -> set[str]:
    """All names of the visible organisations one name of which begins so."""
    found = Actor.visible_to(reader).filter(record__search=expression).order_by()
    names = set(found.filter(names__isnull=False).values_list("names__folded", flat=True))
    called = names_of_those_called(reader, [name for name in names if begins(name, typed)])
    return {name for each in called.values() for name in each}


def begins(folded: str, typed: str) -> bool:
    """Every word typed begins a word of the name."""
    there = folded.split()
    return all(any(word.startswith(each) for word in there) for each in folded_words(typed))


def offered(reader: Reader, typed: str) -> Offer | None:
    """What to choose from where only a part of a name was typed; None where there is nothing to choose."""
    if not folded_name(typed):
        return None
    meant = organisations_meant(reader, typed)
    if meant.whole:
        return None
    names = sorted(_written(reader, meant.spellings), key=folded_name)
    return Offer(tuple(names[:MOST_SHOWN]), len(names[MOST_SHOWN:])) if names else None


def _written(reader: Reader, spellings: frozenset[str]) -> Iterable[str]:
    """The names as the newest visible activities write them."""
    rows = Activity.visible_to(reader).filter(organisations__overlap=sorted(spellings))
    found: dict[str, str] = {}
    newest = rows.order_by("-entered_at", "-record_id").values_list("facts", flat=True)
    for facts in newest[:MOST_READ]:
        for body in organisations_of(facts_of(facts, "")):
            found.setdefault(folded_name(body.name), body.name)
    return [found[name] for name in found.keys() & spellings]
