"""Who holds the next step: focal points by economy, as far as the asker may know them, and the names of bodies."""

from collections.abc import Iterable
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers, focal_point, organisation
from egnatia.kernel.models import Office, Organisation
from egnatia.rounds.rounds.rules import Seats


def seats_of_economies(reader: Reader, economies: Iterable[str]) -> dict[str, Seats]:
    """By economy; one query. The holders of a seat are named to members of its community, who have its directory."""
    known = {seat.community for seat in reader.seats} if reader.strong else set()
    rows = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, economy__in=sorted(economies)).order_by("pk")
    found: dict[str, Seats] = {}
    columns = ("economy_id", "community_id", "person__name", "person__is_active", "since", "until")
    today = clock.today()
    for economy, community, name, active, since, until in rows.values_list(*columns):
        sits = bool(name and active) and since <= today and (until is None or until >= today)
        before = found.get(economy, Seats())
        people = (name,) if sits and community in known and name not in before.people else ()
        token = focal_point(community, economy)
        found[economy] = Seats(before.tokens | {token}, before.people + people, before.held or sits)
    return found


def can_read(granted: frozenset[str], economy: str, organisation_id: str, seats: Seats) -> bool:
    """Whether a participant's people read what has these tokens, whoever sits where today. An economy that has no role
    yet is kept from reading by no marking.
    """
    if economy and not seats.tokens:
        return True
    wanted = seats.tokens if economy else frozenset({organisation(organisation_id)})
    return any(covers(granted, frozenset({token})) for token in wanted)


def organisation_names(reader: Reader, organisations: Iterable[UUID]) -> dict[UUID, str]:
    """The names of those that they may know of."""
    rows = Organisation.visible_to(reader).filter(pk__in=list(organisations))
    return dict(rows.values_list("pk", "name"))
