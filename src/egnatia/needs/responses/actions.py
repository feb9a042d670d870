"""Announcing a measure, and an economy's word on what others announce. Each is one transaction and one audit event."""

from dataclasses import dataclass
from typing import Unpack
from uuid import UUID

from django.db import transaction

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, store
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit
from egnatia.needs.responses.models import EconomyWord, MeasureReport
from egnatia.needs.responses.queries import (
    ADDED,
    DECLINED,
    SAID_OF_PLANS,
    asked_for,
    may_announce,
    plans_waiting_for,
    reports_waiting_for,
)

# Members who see what it is about: a word is there to be heard.
USUAL = Marking(Tlp.GREEN)


@dataclass(frozen=True, slots=True)
class Announced:
    """What was read of a measure; `start` of any precision, `source` an address or a gazette and number."""

    economy: str
    measure: str
    title: str
    language: str = ""
    objective: str = ""
    start: str = ""
    source: str = ""


@transaction.atomic
def announce_measure(said: Announced, marking: Marking, *, by: Reader, natural_key: str | None = None) -> UUID:
    """Offer a measure to its economy. Raises NotAllowed("secretariat") for others than the secretariat."""
    if not may_announce(by):
        raise NotAllowed("secretariat")
    body = {name: getattr(said, name) for name in Announced.__slots__}
    content = VersionContent(title={said.language or "und": said.title}, search=folded_name(said.title), body=body)
    record = records.create(MeasureReport.KIND, content, marking, by=by, natural_key=natural_key)
    MeasureReport.objects.create(
        record=record,
        economy_id=said.economy,
        measure=Activity.Measure(said.measure),
        title=said.title,
        language=said.language,
        objective=said.objective,
        start=said.start,
        source=said.source,
        reported_at=record.published_at,
    )
    audit.record("announced", MeasureReport.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def answer_plan(plan: UUID, verdict: str, note: str, *, by: Reader) -> None:
    """One of SAID_OF_PLANS, for economies whose focal point they are. Raises NotFound where none awaits it."""
    records.hold(plan)
    found = plans_waiting_for(by).filter(pk=plan).first()
    if not isinstance(found, Activity) or verdict not in SAID_OF_PLANS:
        raise NotFound
    for economy in asked_for(by):
        if economy in found.economies:
            _say(plan, economy, verdict, note, by=by)
    audit.record("answered", Activity.KIND, plan, by=by, verdict=verdict)


@transaction.atomic
def decline_measure(report: UUID, note: str, *, by: Reader) -> None:
    """It is no measure of this economy. Raises NotFound where none waits for them."""
    found = waiting_report(report, by=by)
    _say(report, found.economy_id, DECLINED, note, by=by)
    audit.record("declined", MeasureReport.KIND, report, by=by)


@transaction.atomic
def add_measure(
    report: UUID, facts: overlap.ActivityFacts, marking: Marking, *, by: Reader, **fields: Unpack[Fields]
) -> UUID:
    """Enter it as an own measure of the reader's organisation, in their words, and say so."""
    found = waiting_report(report, by=by)
    record = store(facts, marking=marking, by=by, **fields).record
    _say(report, found.economy_id, ADDED, "", by=by)
    audit.record("added", Activity.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


def waiting_report(report: UUID, *, by: Reader) -> MeasureReport:
    """A reported measure that waits for their word, for this transaction alone."""
    records.hold(report)
    found = reports_waiting_for(by).filter(pk=report).first()
    if not isinstance(found, MeasureReport):
        raise NotFound
    return found


def _say(about: UUID, economy: str, verdict: str, note: str, *, by: Reader) -> None:
    said = VersionContent(body={"verdict": verdict, "note": note, "economy": economy})
    record = records.create(EconomyWord.KIND, said, USUAL, by=by)
    EconomyWord.objects.create(
        record=record,
        about_id=about,
        economy_id=economy,
        verdict=EconomyWord.Verdict(verdict),
        note=note,
        by=by.name,
        organisation=by.organisation_name,
        at=record.published_at,
    )
