"""Which records were chosen, as a form sends them: ticked one by one, or packed by a page of ours."""

from uuid import UUID

from django.http import QueryDict

from egnatia.needs.bulk_changes.plans import choice_of

TICKED, CHOICE, ALL = "record", "choice", "all"  # names of fields


def ticked(sent: QueryDict) -> tuple[UUID, ...]:
    """Each once, in the order of the list; what is no identifier is the one of nothing, which is never there."""
    if CHOICE in sent:
        return choice_of(sent.get(CHOICE, ""))
    return tuple(dict.fromkeys(map(_identifier, sent.getlist(TICKED))))


def _identifier(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)
