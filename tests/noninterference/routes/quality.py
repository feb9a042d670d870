"""Data quality: what hides could show in numbers, lists, groups of duplicates, and in what is withdrawn."""

from collections.abc import Iterator

from django.urls import reverse

from egnatia.needs.bulk_changes.forms import choice_packed
from egnatia.needs.quality.queries import CHECKS
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


@route("needs:quality")
def numbers(known: Known) -> Iterator[Access]:
    yield get("needs:quality")
    yield head("needs:quality")
    yield post("needs:quality")


@route("needs:quality-check")
def lists(known: Known) -> Iterator[Access]:
    for check in CHECKS:
        yield get("needs:quality-check", check.code)
        yield get("needs:quality-check", check.code, page="2")
    yield get("needs:quality-check", "nothing")


@route("needs:quality-withdrawal", "needs:quality-restoration")
def withdrawn(known: Known) -> Iterator[Access]:
    records = tuple(known.each_activity())
    for step in ("withdrawal", "restoration"):
        yield get(f"needs:quality-{step}")
        yield post(f"needs:quality-{step}")
        for chosen in (records, records[:1], (NEVER,)):
            yield post(f"needs:quality-{step}", record=[str(record) for record in chosen])
            yield Access("POST", reverse(f"needs:quality-{step}"), {"choice": choice_packed(chosen)})
