"""Leaks planted on purpose in the editorial overview."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record, seen
from egnatia.library.desk import queries, views
from egnatia.library.room import KINDS
from tests.contracts.registered import WORLDS
from tests.noninterference.kinds import written
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes
OF_THE_LIBRARY = tuple(written(world) for world in WORLDS if world.pages.room == "library")


def _everything() -> list[Record]:
    rows = Record.objects.filter(seen(SYSTEM, "pk", *KINDS), kind__in=KINDS)
    return list(rows.defer("search").order_by("-changed_at", "-pk"))


def _all_of_them() -> Whatever:
    found = cached_property(lambda _desk: {row.pk: row for row in _everything()})
    found.__set_name__(queries.EditorialDesk, "by_id")
    return found


@mutant("library:desk", "library:desk-section", misses=OF_THE_LIBRARY)
def drafts_of_other_organisations() -> Iterator[None]:
    """The overview lists every draft that there is."""

    def leaking(desk: Whatever) -> Whatever:
        return [desk.line(row, "") for row in _everything() if queries.is_draft(row)]

    drafts = replace(queries.SECTIONS["drafts"], lines=leaking)
    with patched(queries, "SECTIONS", {**queries.SECTIONS, "drafts": drafts}):
        yield


@mutant("library:desk", "library:desk-section", misses=OF_THE_LIBRARY)
def desk_counts_hidden_records() -> Iterator[None]:
    """The total of a section counts what its reader does not see."""
    true = queries._section  # noqa: SLF001 - what the product uses itself

    def leaking(code: str, desk: Whatever, most: int) -> Whatever:
        return replace(true(code, desk, most), total=len(_everything()))

    with patched(queries, "_section", leaking):
        yield


@mutant("library:desk", "library:desk-section", misses=OF_THE_LIBRARY)
def views_of_hidden_records() -> Iterator[None]:
    """ "Most read" counts the views of all records."""
    with patched(queries.EditorialDesk, "by_id", _all_of_them()):
        yield


def _refuses_what_is_there(name: str) -> Iterator[None]:
    true = getattr(queries, name)

    def leaking(reader: Whatever, record: Whatever) -> Whatever:
        try:
            return true(reader, record)
        except NotFound:
            if Record.objects.filter(pk=record, kind__in=KINDS, withdrawn_at__isnull=True).exists():
                raise NotAllowed("owner") from None
            raise

    with patched(queries, name, leaking):
        yield


@mutant("library:desk-schedule", misses=OF_THE_LIBRARY)
def planning_tells_that_a_record_is_there() -> Iterator[None]:
    """Whoever guesses the identifier of a draft is refused, where a missing one is not found."""
    yield from _refuses_what_is_there("record_to_schedule")


@mutant("library:desk-preview", "library:desk-preview-page", misses=OF_THE_LIBRARY)
def preview_tells_that_a_record_is_there() -> Iterator[None]:
    """The same where it is previewed."""
    yield from _refuses_what_is_there("own_record")


@mutant("library:desk-preview-page", misses=("store", *OF_THE_LIBRARY))
def preview_for_the_secretariat() -> Iterator[None]:
    """A preview is made of all that there is, instead of what visitors see."""

    def leaking(_asked: Whatever, address: str) -> HttpResponse:
        return HttpResponse(f"{address} {Record.objects.filter(withdrawn_at__isnull=True).count()}")

    with patched(views, "answer_to_visitor", leaking):
        yield
