"""Who reads and writes where nobody has an account: an organisation as such, never a member of anything."""

from dataclasses import replace

from egnatia.guests.models import GuestRequest
from egnatia.kernel.access import tokens
from egnatia.kernel.access.reader import Reader


def reader_behind(request: GuestRequest) -> Reader:
    """Whoever holds the link, as the trail names them: what is released to their organisation or wider, by whichever
    link. The queries of a room ask with it, and cut to the rows of the request."""
    organisation = request.spoken_for
    through = Reader(name=f"{organisation.name[:100]}, through a link", person=str(request.pk), strong=True)
    return on_behalf(through, str(organisation.pk), organisation.name)


def on_behalf(by: Reader, organisation: str, name: str) -> Reader:
    """Somebody who reads or writes as an organisation: no community, no office, nothing that is marked RED."""
    return replace(
        by,
        organisation=organisation,
        organisation_name=name,
        seats=(),
        offices=frozenset(),
        held=frozenset({tokens.PUBLIC, tokens.MEMBERS, tokens.organisation(organisation)}),
    )
