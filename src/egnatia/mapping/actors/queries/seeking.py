"""Organisations for the search over everything, by any of their names."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import forum
from egnatia.kernel.models import Actor, ActorName, ActorType
from egnatia.kernel.reader import Reader
from egnatia.kernel.searching import Found, Hit, Searcher, Span, searched
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.actors.queries.listing import economy_name
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    names, types = forum(), dict(ActorType.choices)

    def told(actors: list[Actor]) -> list[Hit]:
        said = [(str(types.get(each.type, each.type)), economy_name(each.economy_id, names)) for each in actors]
        return [_hit(each, words) for each, words in zip(actors, said, strict=True)]

    rows = Rows(
        Actor.KIND,
        Actor.visible_to(reader),
        ("name", "record_id"),
        named=_called(sought.typed),
        in_economy=lambda code: Q(economy=code),
        spoken=False,  # a name is given as it is, in whatever language
    )
    return found_among(reader, sought, rows, span, told)


def _called(typed: str) -> Q:
    """Those that have the whole name, or the identifier, that was typed."""
    folded = folded_name(typed)
    named = ActorName.objects.filter(folded=folded).values("actor")
    return Q(reference=typed) | Q(name__iexact=typed) | (Q(pk__in=named) if folded else Q(pk__in=[]))


def _hit(actor: Actor, said: tuple[str, ...]) -> Hit:
    return hit_of(actor, actor.name, "", said)


searched(Searcher(Actor.KIND, _("Organisations"), 30, find, listed="mapping:actors"))
