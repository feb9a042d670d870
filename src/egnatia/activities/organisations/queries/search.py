"""Organisations for the search over everything, by any of their names."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.organisations.queries.listing import economy_name
from egnatia.kernel.forum import forum
from egnatia.kernel.models import Organisation, OrganisationName, OrganisationType
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    names, types = forum(), dict(OrganisationType.choices)

    def told(organisations: list[Organisation]) -> list[Hit]:
        said = [(str(types.get(each.type, each.type)), economy_name(each.economy_id, names)) for each in organisations]
        return [_hit(each, words) for each, words in zip(organisations, said, strict=True)]

    rows = Rows(
        Organisation.KIND,
        Organisation.visible_to(reader),
        ("name", "record_id"),
        named=_called(sought.typed),
        in_economy=lambda code: Q(economy=code),
        spoken=False,  # a name is given as it is, in whatever language
    )
    return found_among(reader, sought, rows, span, told)


def _called(typed: str) -> Q:
    """Those that have the whole name, or the identifier, that was typed."""
    folded = folded_name(typed)
    named = OrganisationName.objects.filter(folded=folded).values("organisation")
    return Q(reference=typed) | Q(name__iexact=typed) | (Q(pk__in=named) if folded else Q(pk__in=[]))


def _hit(organisation: Organisation, said: tuple[str, ...]) -> Hit:
    return hit_of(organisation, organisation.name, "", said)


SEARCHER = Searcher(Organisation.KIND, _("Organisations"), 30, find, listed="activities:organisations")
