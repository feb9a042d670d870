"""The demo's needs: stated by each economy's focal point, or drafted by the secretariat where nobody confirmed them."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader, member
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.start.demo import fixtures
from egnatia.start.demo.bodies import SECRETARIAT, organisations
from egnatia.start.demo.fixtures import DemoNeed

COMMUNITY = "focal-points"
ROUND = 2026


def stored() -> list[Record]:
    """The records of the demo's needs, withdrawn ones included."""
    return list(Record.objects.filter(kind=Need.KIND, provenance__has_key="demo"))


def state_all() -> int:
    """State the needs that are missing; how many. What somebody changed or withdrew since stays as it is."""
    known = {record.provenance["demo"] for record in stored()}
    missing = [need for need in fixtures.needs() if need.key not in known]
    if missing:
        officer, organisations = reader_named(SECRETARIAT), _government_bodies()
        then = clock.now() - timedelta(weeks=5)  # the round of needs was a while ago
        with clock.time_from(lambda: then):
            for need in missing:
                by = _focal_point(need.economy, organisations[need.economy], officer) if need.confirmed else officer
                lifecycle.create(NEED, _said(need), _marking(need), by=by, provenance={"demo": need.key})
    return len(missing)


def focal_points(officer: Reader) -> Iterator[tuple[str, Reader]]:
    """By economy, whoever speaks for it in the demo."""
    for economy, organisation in _government_bodies().items():
        yield economy, _focal_point(economy, organisation, officer)


def _said(need: DemoNeed) -> NeedContent:
    return NeedContent(
        economy=need.economy,
        objective=need.objective,
        priority=need.priority,
        nature=need.nature,
        perspective=need.perspective,
        words=ByLanguage(need.words, next(iter(need.words))),
        source=need.source,
        page=need.page,
        round=ROUND,
    )


def _marking(need: DemoNeed) -> Marking:
    """What an economy confirmed, members read; what is published, everybody; drafts, those who may confirm them."""
    if not need.confirmed:
        return Marking(Tlp.AMBER, communities=frozenset({COMMUNITY}), economies=frozenset({need.economy}))
    return Marking(Tlp.CLEAR if need.published else Tlp.GREEN)


def _government_bodies() -> dict[str, UUID]:
    """By economy, the government body whose focal point speaks in the demo: the first in its list."""
    bodies = organisations()
    found: dict[str, UUID] = {}
    for organisation in fixtures.organisations():
        if organisation.economy and organisation.type == "government":
            found.setdefault(organisation.economy, bodies[organisation.key])
    return found


def _focal_point(economy: str, organisation: UUID, officer: Reader) -> Reader:
    """The focal point of an economy, for whom the officer types in the demo."""
    office = tokens.focal_point(COMMUNITY, economy)
    return member(
        name="Focal point (demo)",
        person=officer.person,
        organisation=str(organisation),
        offices=frozenset({office}),
        strong=True,
    )
