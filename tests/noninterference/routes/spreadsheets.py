"""The wizard for sheets and the mappings that were kept: what hides could show in lists, guesses and faults."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.activities.imports.models import Import
from egnatia.needs.spreadsheets.models import SheetMapping
from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

STEPS = ("wizard", "wizard-columns", "wizard-values", "wizard-mapping")
ROWS = "record,title,economies\n{record},Taken over,ALB\n,Patrol training,Albania\n"


def sheets(known: Known) -> list[UUID]:
    """Every import there is, hidden ones and those of other files too, a record that is none, one that never was."""
    return [*Import.objects.order_by("pk").values_list("pk", flat=True), *list(known.activities.values())[:2], NEVER]


def mappings(known: Known) -> list[UUID]:
    kept = SheetMapping.objects.order_by("pk").values_list("pk", flat=True)
    return [*kept, *list(known.activities.values())[:2], NEVER]


@route("needs:wizard-new", "needs:sheet-mappings")
def beginning(known: Known) -> Iterator[Access]:
    yield get("needs:sheet-mappings")
    yield head("needs:sheet-mappings")
    yield get("needs:wizard-new")
    yield head("needs:wizard-new")
    # Reading a file takes a process of its own, so there is only one: it names a record, perhaps a hidden one.
    named = next(iter(known.activities.values()), NEVER)
    content = ROWS.format(record=named).encode()
    yield Access("POST", address_of("activities:import-new"), {"marking-tlp": "1", "upload": content})


@route(*(f"needs:{step}" for step in STEPS))
def steps(known: Known) -> Iterator[Access]:
    for found in sheets(known):
        for step in STEPS:
            yield get(f"needs:{step}", found)
            yield head(f"needs:{step}", found)
            yield post(f"needs:{step}", found)
        yield post("needs:wizard", found, table=["0", "1"])
        yield post("needs:wizard-columns", found, **{"use-0": "record", "use-1": "title", "use-2": "economies"})
        yield post("needs:wizard-values", found, name="partner")


@route("needs:sheet-mapping", "needs:sheet-mapping-forgetting", "needs:sheet-mapping-history")
def kept(known: Known) -> Iterator[Access]:
    for found in mappings(known):
        yield get("needs:sheet-mapping-history", found)
        yield get("needs:sheet-mapping-history", found, headers={"Accept-Language": "sq"})
        yield head("needs:sheet-mapping-history", found)
        yield get("needs:sheet-mapping", found)
        yield head("needs:sheet-mapping", found)
        yield get("needs:sheet-mapping-forgetting", found)
        yield post("needs:sheet-mapping-forgetting", found)
