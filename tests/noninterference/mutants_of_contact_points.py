"""Leaks planted on purpose in the directory of contact points and in communication checks."""

from collections.abc import Iterator
from typing import Any

from egnatia.exchange.contact_points import queries, views
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.kernel.access.reader import SYSTEM, Reader
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation

Whatever = Any  # what the product passes


def every_request(_reader: Reader) -> Whatever:
    return CheckRequest.objects.filter(record__withdrawn_at__isnull=True)


@mutant("exchange:contact-points", misses=("write contact-point",))
def vacancies_filled_by_hidden_contact_points() -> Iterator[None]:
    """An economy whose contact point the reader does not see is left out, not listed as vacant."""
    true = queries.directory

    def leaking(reader: Reader, wanted: Whatever) -> Whatever:
        found = true(reader, wanted)
        taken = {row.economy_name for row in queries.contacts_wanted(SYSTEM, wanted)}
        parts = tuple(each for each in found.parts if each.rows or each.name not in taken)
        return queries.ContactDirectory(parts, found.more)

    with patched(views, "directory", leaking):
        yield


@mutant("exchange:contact-point", "exchange:contact-check", misses=("check contact",))
def contact_points_of_a_check_by_its_address() -> Iterator[None]:
    """Whoever is given the address of a check sees it, and with it all whom it asked."""
    with patched(queries, "_requests", every_request):
        yield


@mutant("exchange:contact-checks", misses=("check contact",))
def checks_of_everybody() -> Iterator[None]:
    """The list counts e-mails to contact points that the reader does not see."""
    with patched(queries, "_requests", every_request):
        yield


def _of_their_house(case: Case, hidden: Operation) -> bool:
    """Without their second factor they start none."""
    return case.who.strong and hidden.by.house == case.who.house


@mutant("exchange:contact-check-new", misses=("check contact",), knows="write contact-point", would=_of_their_house)
def a_week_that_a_hidden_check_began() -> Iterator[None]:
    """An office is refused because of a check that a colleague started over what the reader does not see."""
    with patched(queries, "_requests", every_request):
        yield


@mutant("exchange:contact-check-new", misses=("write contact-point",), knows="write contact-point")
def every_contact_point_can_be_checked() -> Iterator[None]:
    """The form offers contact points that its reader does not see."""
    true = queries.checkable

    def leaking(_reader: Reader, wanted: Whatever) -> list[ContactPoint]:
        return true(SYSTEM, wanted)

    with patched(views, "checkable", leaking):
        yield


@mutant("exchange:contact-point-cards", "exchange:contact-point-sheet", misses=("write contact-point",))
def files_of_everybody() -> Iterator[None]:
    """Cards and the sheet to print are made of all contact points."""
    true = queries.contacts_wanted

    def leaking(_reader: Reader, wanted: Whatever) -> Whatever:
        return true(SYSTEM, wanted)

    with patched(queries, "contacts_wanted", leaking):
        yield
