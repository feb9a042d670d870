"""Activities and needs for tests of the matrix: say only what the test is about."""

from tests import make
from tests.needs.needs.doing import focal_point, need, secretariat

from egnatia import formats, overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader

PROBATION = "2.3.2"


__all__ = ["focal_point", "need", "secretariat", "work"]


def work(
    title: str = "Support after release",
    *,
    by: Reader,
    marking: Marking = make.GREEN,
    objectives: tuple[str, ...] = (PROBATION,),
    economies: tuple[str, ...] = ("MNE",),
    partners: tuple[str, ...] = ("Ura (demo)",),
    types: tuple[str, ...] = ("mentoring",),
    groups: tuple[str, ...] = (),
    start: str = "2026-01",
    end: str = "2030-12",
    identifier: str = "",
    sort: str = "project",
    status: str = "implementation",
    shares: dict[str, float] | None = None,
    places: tuple[tuple[str, float, float], ...] = (),
) -> Activity:
    """`places` are names with latitude and longitude, as if the activity had been published with them."""
    facts = overlap.ActivityFacts(
        ref="new",
        identifiers=(identifier,) if identifier else (),
        titles=(overlap.Text(title, "en"),),
        economies=frozenset(economies),
        objectives=frozenset(objectives),
        types=frozenset(types),
        groups=frozenset(groups),
        funders=tuple(overlap.OrganisationMention(name) for name in partners),
        start=start,
        end=end,
    )
    content = published_in(places) if places else b"{}"
    return store(facts, marking=marking, by=by, sort=sort, status=status, shares=shares or {}, content=content)


def published_in(places: tuple[tuple[str, float, float], ...]) -> bytes:
    locations = tuple(
        formats.Location((formats.Narrative(name),) if name else (), latitude=latitude, longitude=longitude)
        for name, latitude, longitude in places
    )
    return formats.Parsed("new", (), locations=locations).to_json()
