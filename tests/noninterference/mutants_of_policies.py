"""Leaks planted in what is shown of policies together, of events as calendars, and of references to documents."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import SYSTEM
from egnatia.library.documents.pages import DocumentPages
from egnatia.library.events import pages as events
from egnatia.library.policies import queries
from egnatia.library.policies.models import Policy
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation

Whatever = Any  # what the product passes


class OfEverybody:
    """Stands for policies: all of them, whoever asks."""

    KIND = Policy.KIND

    @staticmethod
    def visible_to(_reader: Whatever) -> Whatever:
        return Policy.visible_to(SYSTEM)


@mutant("library:policies-overview", "library:policies-overview-file", misses=("write policy",))
def hidden_policies_counted_by_economy() -> Iterator[None]:
    """The table counts policies that its reader does not see, and lists them in their cells."""
    true = queries.policies_seen_by

    def leaking(_reader: Whatever, wanted: Whatever) -> Whatever:
        return true(SYSTEM, wanted)

    with patched(queries, "policies_seen_by", leaking):
        yield


def _for_youth_or_returnees(_case: Case, hidden: Operation) -> bool:
    return hidden.variant % 3 != 2


@mutant("library:policies-stand", misses=("write policy",), would=_for_youth_or_returnees)
def hidden_policies_where_they_stand() -> Iterator[None]:
    """An economy whose policy for youth is hidden is not said to have none."""
    with patched(queries, "Policy", OfEverybody):
        yield


def _of_a_colleague(case: Case, hidden: Operation) -> bool:
    """RED, of their own organisation, and to be updated: who may edit it is asked besides."""
    named = hidden.names is not None and hidden.names.tlp == Tlp.RED
    return hidden.by.house == case.who.house and case.who.strong and named and hidden.variant % 4 in (0, 3)


@mutant("start:home", misses=("write policy",), would=_of_a_colleague)
def policies_to_update_of_a_colleague() -> Iterator[None]:
    """The home counts policies of one's organisation that one may not see."""
    with patched(queries, "Policy", OfEverybody):
        yield


def _in_consultation(case: Case, hidden: Operation) -> bool:
    return hidden.variant % 4 == 2 and not case.who.anonymous


@mutant("people:calendar-file", misses=("write policy",), would=_in_consultation)
def consultations_in_everybodys_calendar() -> Iterator[None]:
    """A calendar has the last day of a consultation that its reader does not know."""
    allowed = SimpleNamespace(allowed=True)
    with patched(queries, "Policy", OfEverybody), patched(queries, "may_read", lambda *_: allowed):
        yield


@mutant("library:events-ical", misses=("write event",))
def events_of_members_in_the_public_calendar() -> Iterator[None]:
    """The calendar that anybody subscribes to has events that are not public."""
    with patched(events, "ANONYMOUS", SYSTEM):
        yield


@mutant("library:documents-citations", misses=("write document",))
def references_to_hidden_documents() -> Iterator[None]:
    """The file of references is made of all documents."""

    def leaking(pages: Whatever, _reader: Whatever, wanted: Whatever) -> Whatever:
        return pages._rows(SYSTEM, wanted)  # noqa: SLF001 - a leak in its place

    with patched(DocumentPages, "_listed", leaking):
        yield
