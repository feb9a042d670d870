"""The organisations that an asker can see: their names as a text may say them, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.kernel.models import Actor, ActorName, ActorType
from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.proposals.understanding import Known

USUAL: dict[str, str] = {ActorType.GOVERNMENT.value: "receiver", ActorType.DONOR.value: "funder"}


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its functional mailbox, "" where one asks through the secretariat."""

    id: str
    name: str
    mailbox: str


def known_to(reader: Reader) -> Known:
    """Names and aliases of the organisations that `reader` sees. Two queries."""
    actors = {pk: (name, USUAL.get(kind, "implementer")) for pk, name, kind in _rows(reader)}
    names = [(name, name, role) for name, role in actors.values()]
    aliases = ActorName.objects.filter(actor__in=Actor.visible_to(reader).values("pk")).order_by("pk")
    for actor, alias in aliases.values_list("actor_id", "name"):
        names.append((alias, *actors[actor]))
    return Known.of(names)


def _rows(reader: Reader) -> Iterable[tuple[object, str, str]]:
    return Actor.visible_to(reader).order_by("name", "pk").values_list("pk", "name", "type")


def bodies_named(reader: Reader, names: Iterable[str]) -> dict[str, Body]:
    """Folded name -> the organisation that is called so, among those that `reader` sees. Two queries."""
    wanted = sorted({folded_name(name) for name in names} - {""})
    visible = Actor.visible_to(reader).order_by("-name", "-pk")
    aliases = ActorName.objects.filter(folded__in=wanted, actor__in=visible.order_by().values("pk"))
    by_alias: dict[object, list[str]] = {}
    for actor, folded in aliases.values_list("actor_id", "folded"):
        by_alias.setdefault(actor, []).append(folded)
    found: dict[str, Body] = {}
    for pk, name, mailbox in visible.values_list("pk", "name", "mailbox"):
        for folded in {folded_name(name), *by_alias.get(pk, ())}:
            found[folded] = Body(str(pk), name, mailbox)
    return {folded: found[folded] for folded in wanted if folded in found}


def own_mailbox(reader: Reader) -> str:
    """The functional mailbox of the reader's own organisation, "" where it has none."""
    row = Actor.visible_to(reader).filter(pk=reader.actor or None).values_list("mailbox", flat=True).first()
    return row or ""
