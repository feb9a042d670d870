"""Who pays for activities, as far as a reader sees them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationType


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
