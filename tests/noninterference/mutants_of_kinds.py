"""Leaks planted in all kinds that are described."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from egnatia.exchange.notices import queries as notices
from egnatia.exchange.notices.models import AlertLink, Notice
from egnatia.guests.actions import Links
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import NotFound
from egnatia.kernel.records.filters import rows_wanted
from egnatia.pages import record_pages
from tests.contracts.registered import WORLDS
from tests.noninterference.comparing import Case
from tests.noninterference.kinds import written
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import DRAFT, Operation

Whatever = Any  # what the product passes


@mutant(*(world.pages.list_route() for world in WORLDS), misses=tuple(map(written, WORLDS)))
def described_records_of_everybody() -> Iterator[None]:
    """Lists of kinds that are described take their rows from all that there are."""
    true = rows_wanted

    def leaking(model: Whatever, content: Whatever, _reader: Whatever, wanted: Whatever) -> Whatever:
        return true(model, content, SYSTEM, wanted)

    with patched(record_pages, "rows_wanted", leaking):
        yield


@mutant("people:account", "exchange:notices", misses=("write notice",))
def alerts_of_everybody() -> Iterator[None]:
    """The top of every page shows alerts that the reader may not see."""
    true = Notice.visible_to

    def leaking(_reader: Whatever) -> Whatever:
        return true(SYSTEM)

    with patched(notices, "Notice", SimpleNamespace(visible_to=leaking)):
        yield


@mutant("exchange:notice-acknowledgement", misses=("write notice",))
def acknowledging_what_is_hidden() -> Iterator[None]:
    """Whoever guesses the address of an alert learns that it is there."""
    true = Notice.visible_to

    def leaking(_reader: Whatever) -> Whatever:
        return true(SYSTEM)

    with patched(Notice, "visible_to", leaking):
        yield


def _is_draft(_case: Case, hidden: Operation) -> bool:
    return hidden.names == DRAFT


@mutant("exchange:notices", "exchange:notice", misses=("write notice",), would=_is_draft)
def drafts_seen_as_planned() -> Iterator[None]:
    """A draft is read already by those for whom it is planned."""
    true = Notice.visible_to

    def leaking(reader: Whatever) -> Whatever:
        return true(reader) | true(SYSTEM).filter(planned__tlp=0)

    with patched(Notice, "visible_to", leaking):
        yield


@mutant("exchange:alert-link", misses=("write notice",))
def links_that_anybody_makes() -> Iterator[None]:
    """The button of a link that somebody guessed from an alert's identifier answers otherwise where the alert is."""

    true = Links.answer

    def leaking(links: Whatever, token: str, act: Whatever) -> None:
        if links.model is not AlertLink:
            true(links, token, act)
        elif str(token) not in {str(pk) for pk in Notice.objects.values_list("pk", flat=True)}:
            raise NotFound

    with patched(Links, "answer", leaking):
        yield
