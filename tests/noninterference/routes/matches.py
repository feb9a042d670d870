"""Matches, views, money: what hides could show in counts, order, states, figures, or by a match that is not there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from egnatia.matching.rules import match_id
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "same"},
    {"kind": "overlap", "page": "2"},
    {"economy": "ALB"},
    {"economy": "XXX", "kind": "nothing"},
    {"about": "sector:152"},
    {"about": "objective:2.3"},
    {"organisation": "Funder 1 (demo)"},
    {"organisation": "ministry-al (demo)"},
    {"size": "50-250k"},
    {"desk": "aside"},
    {"desk": "unhandled", "kind": "overlap"},
    {"desk": "mine"},
    {"view": "none"},
    {"view": "open"},
    {"view": "agreed"},
    {"view": "differ"},
    {"q": "prison"},
    {"q": "Undercover Masked"},
    {"activity": "not an identifier", "page": "x"},
)
SAID: tuple[dict[str, Any], ...] = (
    {"verdict": "coordinate", "note": "One calendar."},
    {"verdict": "ask", "then": "batch"},
    {"verdict": "coordinate", "next_on": "2026-07-01", "list": "kind=overlap"},
    {"verdict": "different", "marking-tlp": "3"},
    {"verdict": "reported-twice", "marking-tlp": "2", "marking-communities": ["focal-points"]},
    {"verdict": "passed-on", "marking-tlp": "1", "preview": "1"},
    {"verdict": "nonsense", "marking-tlp": "9"},
    {},
)
MONEY: tuple[dict[str, Any], ...] = (
    {},
    {"steps": "same"},
    {"steps": "chain", "economy": "MNE"},
    {"economy": "ALB"},
    {"source": "source-1"},
    {"organisation": "Funder 2 (demo)", "steps": "x"},
    {"q": "Undercover"},
)


def matches(known: Known) -> Iterator[UUID]:
    """The identifiers that pairs of activities would have, whether they match or not."""
    yield from (match_id(one, other) for one, other in known.pairs())
    yield NEVER


@route("matching:matches", "matching:matches-download", "matching:match-batch")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("matching:matches", **filters)
        for form in ("csv", "xlsx"):
            yield get("matching:matches-download", form, **filters)
    for activity in known.each_activity():
        yield get("matching:matches", activity=activity)
    yield get("matching:matches-download", "pdf")
    yield head("matching:matches")
    yield get("matching:match-batch")
    yield head("matching:match-batch")


@route("matching:match")
def page(known: Known) -> Iterator[Access]:
    for match in matches(known):
        yield get("matching:match", match)
        yield head("matching:match", match)


@route("matching:match-views", "matching:match-view-withdrawal")
def views(known: Known) -> Iterator[Access]:
    for number, match in enumerate(matches(known)):
        yield get("matching:match-views", match)
        for said in (SAID[number % len(SAID)], SAID[(number + 3) % len(SAID)]):
            yield Access("POST", get("matching:match-views", match).path, said)
        for view in known.views():
            yield post("matching:match-view-withdrawal", match, view)


DESK: tuple[dict[str, Any], ...] = (
    {"verb": "note", "text": "Called both."},
    {"verb": "agenda", "text": "Who leads?", "day": "2026-06-01", "list": "kind=overlap"},
    {"verb": "aside", "reason": "group", "list": "kind=overlap&desk=all"},
    {"verb": "assigned", "person": "nobody"},
    {"verb": "nonsense"},
    {},
)
WRITTEN: tuple[dict[str, Any], ...] = (
    {},
    {"left": "Undercover", "right": "Masked", "send": "1"},
    {"left": "x", "list": "kind=chain"},
)


@route("matching:match-desk", "matching:match-desk-undo", "matching:match-letters", "matching:match-next")
def desk(known: Known) -> Iterator[Access]:
    for number, match in enumerate(matches(known)):
        yield Access("POST", get("matching:match-desk", match).path, DESK[number % len(DESK)])
        yield get("matching:match-letters", match)
        yield get("matching:match-next", match, desk="unhandled")
        yield Access("POST", get("matching:match-letters", match).path, WRITTEN[number % len(WRITTEN)])
        for entry in known.each_entry():
            yield post("matching:match-desk-undo", match, entry)


@route("matching:match-conversations")
def conversations(known: Known) -> Iterator[Access]:
    yield get("matching:match-conversations")
    chosen = [str(match) for match in matches(known)]
    for said in (*SAID, *DESK):
        yield Access("POST", get("matching:match-conversations").path, {**said, "match": chosen[:20]})
    for match in chosen:
        yield post("matching:match-conversations", match=match, verdict="coordinate", next_on="2026-07-01")
        yield post("matching:match-conversations", match=match, verb="note", text="Called both.")
    yield post("matching:match-conversations", match="not an identifier", verdict="ask")


@route("matching:match-series")
def series(known: Known) -> Iterator[Access]:
    for activity in known.each_activity():
        yield get("matching:match-series", activity)
        yield get("matching:match-series", activity, headers={"HX-Request": "true"})


@route("matching:match-similar")
def similar_work(known: Known) -> Iterator[Access]:
    for activity in known.each_activity():
        yield get("matching:match-similar", activity)
    yield head("matching:match-similar", NEVER)


@route("matching:similar-queue")
def new_activities(known: Known) -> Iterator[Access]:
    del known  # a reader gives nothing but a page
    yield get("matching:similar-queue")
    yield head("matching:similar-queue")
    for page in ("2", "x"):
        yield get("matching:similar-queue", page=page)


@route("matching:money", "matching:money-download")
def money(known: Known) -> Iterator[Access]:
    for filters in MONEY:
        yield get("matching:money", **filters)
        for form in ("csv", "xlsx"):
            yield get("matching:money-download", form, **filters)
    yield get("matching:money-download", "pdf")
