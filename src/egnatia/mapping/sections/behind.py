"""For whom a section is shown: the house of the asker to whoever holds a link, his own rights to a colleague."""

from egnatia.kernel import tokens
from egnatia.kernel.reader import Reader
from egnatia.mapping.sections.models import SectionRequest


def house_of(name: str, person: str, actor: str, actor_name: str) -> Reader:
    """The house as a reader: what is released to it or wider; never a member of a community, never named in RED."""
    return Reader(
        name=name,
        person=person,
        actor=actor,
        actor_name=actor_name,
        strong=True,
        held=frozenset({tokens.PUBLIC, tokens.MEMBERS, tokens.organisation(actor)}),
    )


def house_behind(request: SectionRequest) -> Reader:
    """Whoever holds the link, as the trail names him."""
    owner = request.record.owner
    return house_of(f"{owner.name[:100]}, through a link", str(request.pk), str(owner.pk), owner.name)


def house_around(by: Reader) -> Reader:
    """What somebody's house may read, whoever of it looks."""
    return house_of(by.actor_name[:100], by.person, by.actor, by.actor_name)
