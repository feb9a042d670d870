"""For whom a section is shown: the organisation of the asker to whoever holds a link, his own rights to a colleague."""

from egnatia.kernel import tokens
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest


def organisation_of(name: str, person: str, organisation: str, organisation_name: str) -> Reader:
    """The organisation as a reader: what is released to it or wider; never a member of a community, never named in
    RED."""
    return Reader(
        name=name,
        person=person,
        organisation=organisation,
        organisation_name=organisation_name,
        strong=True,
        held=frozenset({tokens.PUBLIC, tokens.MEMBERS, tokens.organisation(organisation)}),
    )


def organisation_behind(request: SectionRequest) -> Reader:
    """Whoever holds the link, as the trail names him."""
    owner = request.record.owner
    return organisation_of(f"{owner.name[:100]}, through a link", str(request.pk), str(owner.pk), owner.name)


def organisation_around(by: Reader) -> Reader:
    """What somebody's organisation may read, whoever of it looks."""
    return organisation_of(by.organisation_name[:100], by.person, by.organisation, by.organisation_name)
