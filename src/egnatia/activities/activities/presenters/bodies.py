"""Who does it: organisations by role, as the way of the money goes."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from egnatia import formats, overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.presenters.values import ActivityRole, OrganisationInRole
from egnatia.formats import Parsed

FURTHER = ("accountable", "extending")  # roles that the engine does not read


def roles(
    facts: overlap.ActivityFacts, parsed: Parsed | None, organisations: Mapping[str, UUID]
) -> tuple[ActivityRole, ...]:
    """The roles that are filled. `organisations` are the visible organisations by folded name."""
    found = {
        "reporter": tuple(facts.reporters),
        "funding": tuple(facts.funders),
        **_further(parsed),
        "implementing": tuple(facts.implementers),
        "receiver": tuple(facts.receivers),
    }
    ids = _activity_ids(parsed) if parsed else {}
    return tuple(
        ActivityRole(
            labels.label(labels.ROLE, role), tuple(_bodies(bodies, organisations, ids, loaded=role == "receiver"))
        )
        for role, bodies in found.items()
        if bodies
    )


def names(facts: overlap.ActivityFacts, parsed: Parsed | None) -> set[str]:
    """The names of all organisations that the page shows, as written."""
    further = [body for bodies in _further(parsed).values() for body in bodies]
    known = (*facts.reporters, *facts.funders, *facts.implementers, *facts.receivers, *further)
    return {body.name for body in known if body.name}


def _further(parsed: Parsed | None) -> dict[str, tuple[overlap.OrganisationMention, ...]]:
    if parsed is None:
        return {}
    stated = [role for role in dict.fromkeys(body.role for body in parsed.participating) if role]
    known = [*FURTHER, *(role for role in stated if role not in labels.ROLE)]
    return {role: tuple(_of_role(parsed, role)) for role in known}


def _of_role(parsed: Parsed, role: str) -> Iterator[overlap.OrganisationMention]:
    for body in parsed.participating:
        if body.role == role and (body.name or body.ref):
            yield overlap.OrganisationMention(body.name, body.ref)


def _activity_ids(parsed: Parsed) -> dict[str, str]:
    """The identifier under which an organisation itself knows this activity, by its folded name."""
    return {folded_name(body.name): body.activity_id for body in parsed.participating if body.activity_id}


def _bodies(
    bodies: Iterable[overlap.OrganisationMention],
    organisations: Mapping[str, UUID],
    ids: Mapping[str, str],
    *,
    loaded: bool,
) -> Iterator[OrganisationInRole]:
    for body in bodies:
        folded = folded_name(body.name)
        yield OrganisationInRole(
            body.name or body.ref,
            body.ref if body.name else "",
            organisations.get(folded),
            ids.get(folded, ""),
            load=name_in_address(folded) if loaded else "",
        )


def one_name(body: formats.ParsedOrganisation | None) -> str:
    """An organisation at one end of a transaction, or ""."""
    return (body.name or body.ref) if body else ""
