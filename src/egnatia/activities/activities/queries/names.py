"""Organisations by any of the names under which a reader may know them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation

Spellings = Mapping[UUID, list[str]]


def names_of_those_called(reader: Reader, folded: Collection[str], written: str = "") -> dict[UUID, list[str]]:
    """Visible organisation -> its folded names, the main one first; of those that one of the names is for."""
    called = Q(names__folded__in=sorted(folded))
    if written:
        called |= Q(name=written)
    # Asked for by themselves: in one question, a database that has not counted its rows yet picks a plan of minutes.
    wanted = set(Organisation.visible_to(reader).filter(called).values_list("pk", flat=True))
    rows = Organisation.visible_to(reader).filter(pk__in=wanted).order_by("pk", "names__pk")
    found: dict[UUID, list[str]] = defaultdict(list)
    for pk, main, other in rows.values_list("pk", "name", "names__folded"):
        found[pk] += [name for name in (folded_name(main), other) if name and name not in found[pk]]
    return dict(found)


def joined(organisations: Spellings) -> dict[str, str]:
    """Each spelling -> the main name of the one organisation that it is for; one that several share is nobody's."""
    owners: dict[str, list[str]] = defaultdict(list)
    mains = {names[0] for names in organisations.values() if names}
    for names in organisations.values():
        for name in names:
            owners[name].append(names[0])
    return {
        name: name if name in mains else found[0]
        for name, found in owners.items()
        if len(set(found)) == 1 or name in mains
    }


def one_name_for_each(reader: Reader, folded: Collection[str]) -> dict[str, str]:
    """The main name of whoever is meant, by every spelling of theirs that is clear; others are left out."""
    own = {name for names in names_of_those_called(reader, folded).values() for name in names}
    return joined(names_of_those_called(reader, own))


def spellings_of(folded: Collection[str], called: Mapping[str, str]) -> frozenset[str]:
    """The given names and all that are clear for the same organisations."""
    mains = {called.get(name, name) for name in folded}
    return frozenset({*folded, *(name for name, main in called.items() if main in mains)})
