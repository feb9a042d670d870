"""Pairs of activities that match, for tests: say only what the test is about."""

from dataclasses import replace

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.matching.actions import compare_waiting
from egnatia.matching.models import Match
from egnatia.matching.rules import match_id
from tests import make

TITLE = "Training of prison staff in early recognition of radicalisation"
FACTS = overlap.ActivityFacts(
    ref="",
    titles=(overlap.Text(TITLE, "en"),),
    economies=frozenset({"MKD"}),
    start="2026-03",
    end="2026-06",
    amount=180_000.0,
    currency="EUR",
    receivers=(overlap.OrganisationMention("Correctional Service (demo)"),),
)


def activity(
    by: Reader,
    *,
    title: str = "",
    funder: str = "",
    source: str = "",
    marking: Marking = make.GREEN,
    compare: bool = True,
    **said: object,
) -> Activity:
    """One of the prison trainings: of its own funder and source unless said otherwise."""
    said = {"titles": (overlap.Text(title, "en"),) if title else FACTS.titles, **said}
    facts = replace(
        FACTS,
        source=source or f"sheet of {by.name}",
        funders=(overlap.OrganisationMention(funder or by.organisation_name),),
        **said,  # type: ignore[arg-type]  # any field of the facts
    )
    stored = store(facts, marking=marking, by=by)
    if compare:
        compare_waiting()
    return stored


def overlapping(left: Reader, right: Reader, *, marking: Marking = make.GREEN) -> Match:
    """A possible overlap of an activity of each."""
    one = activity(left, marking=marking, compare=False)
    other = activity(right, marking=marking, amount=500_000.0)
    return between(one, other)


def reported_twice(left: Reader, right: Reader) -> Match:
    """One activity in two sources; the second is the later."""
    one = activity(left, funder="Nordlys Fund (demo)", compare=False)
    other = activity(right, funder="Nordlys Fund (demo)")
    return between(one, other)


def between(one: Activity, other: Activity) -> Match:
    found: Match = Match.objects.get(pk=match_id(one.pk, other.pk))
    return found
