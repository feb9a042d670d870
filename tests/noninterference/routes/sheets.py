"""The wizard for sheets and the mappings that were kept: what hides could show in lists, guesses and faults."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.mapping.imports.models import Import
from egnatia.mapping.sheets.models import SheetMapping
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


@route("mapping:wizard-new", "mapping:sheet-mappings")
def beginning(known: Known) -> Iterator[Access]:
    yield get("mapping:sheet-mappings")
    yield head("mapping:sheet-mappings")
    address = address_of("mapping:wizard-new")
    yield get("mapping:wizard-new")
    yield head("mapping:wizard-new")
    for chosen in ({"marking-tlp": "1"}, {"marking-tlp": "2", "marking-communities": ["arms"]}, {}):
        yield Access("POST", address, {**chosen, "preview": "1", "rows": "activities"})
        yield Access("POST", address, {**chosen, "rows": "activities"})
    for kept in mappings(known):
        yield Access("POST", address, {"marking-tlp": "1", "rows": "activities", "kept": str(kept)})
    # Reading a file takes a process of its own, so there is only one: it names a record, perhaps a hidden one.
    named = next(iter(known.activities.values()), NEVER)
    content = ROWS.format(record=named).encode()
    yield Access("POST", address, {"marking-tlp": "1", "rows": "activities", "upload": content})


@route(*(f"mapping:{step}" for step in STEPS))
def steps(known: Known) -> Iterator[Access]:
    for found in sheets(known):
        for step in STEPS:
            yield get(f"mapping:{step}", found)
            yield head(f"mapping:{step}", found)
            yield post(f"mapping:{step}", found)
        yield post("mapping:wizard", found, table=["0", "1"])
        yield post("mapping:wizard-columns", found, **{"use-0": "record", "use-1": "title", "use-2": "economies"})
        yield post("mapping:wizard-values", found, name="partner")


@route("mapping:sheet-mapping", "mapping:sheet-mapping-forgetting", "mapping:sheet-mapping-history")
def kept(known: Known) -> Iterator[Access]:
    for found in mappings(known):
        yield get("mapping:sheet-mapping-history", found)
        yield get("mapping:sheet-mapping-history", found, headers={"Accept-Language": "sq"})
        yield head("mapping:sheet-mapping-history", found)
        yield get("mapping:sheet-mapping", found)
        yield head("mapping:sheet-mapping", found)
        yield get("mapping:sheet-mapping-forgetting", found)
        yield post("mapping:sheet-mapping-forgetting", found)
