"""Snapshots: what a round comes to, what was frozen of it, each figure, and a text that circulates."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import AuditEvent
from egnatia.reporting.snapshots.queries.silence import last_day_of_silence
from egnatia.reporting.snapshots.queries.sources import gathered
from egnatia.rounds.rounds.models import Round
from tests.noninterference.access import Access, deterministic, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.publications import CELLS

MEETING = {"way": "meeting"}
SILENCE = {"way": "silence", "working_days": "5"}


def records(known: Known) -> Iterator[UUID]:
    """Snapshots, records of other kinds, and one that never was."""
    yield from known.each_snapshot()
    yield from list(known.rounds.values())[:1]
    yield from list(known.needs.values())[:1]


def seen(known: Known, record: UUID, *, silent: bool) -> str:
    """The fingerprint that the observer's second look would show; nobody's where they have none."""
    found = Round.objects.filter(pk=record).first()
    reader = known.stage.reader(known.observer)
    if found is None or not reader.is_secretariat:
        return "0" * 64
    last = AuditEvent.objects.latest("at").at  # two days after the last operation the observer comes
    with deterministic("seen", last + timedelta(days=2)):
        until = last_day_of_silence(found, int(SILENCE["working_days"])) if silent else None
        return gathered(reader, found).fingerprint(until)


@route("reporting:snapshots", "reporting:snapshot", "reporting:snapshot-cell")
def read(known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("reporting:snapshots", headers={"Accept-Language": language})
    yield head("reporting:snapshots")
    yield post("reporting:snapshots")
    for record in records(known):
        yield get("reporting:snapshot", record)
        yield get("reporting:snapshot", record, headers={"Accept-Language": "mk"})
        yield head("reporting:snapshot", record)
        yield post("reporting:snapshot", record)
        yield get("people:marking", record)
        for economy, code in CELLS:
            yield get("reporting:snapshot-cell", record, economy, code)


@route("reporting:round-analysis", "reporting:round-analysis-cell")
def analysed(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.each_snapshot()):
        yield get("reporting:round-analysis", record)
        yield head("reporting:round-analysis", record)
        yield post("reporting:round-analysis", record)
        for economy, code in CELLS:
            yield get("reporting:round-analysis-cell", record, economy, code)


@route("reporting:round-paper")
def drafted(known: Known) -> Iterator[Access]:
    """Page 1 and all behind it as files: in one language or two, and of what is none."""
    for record in (*known.each_round(), *list(known.snapshots.values())[:1]):
        for form in ("pdf", "docx", "xlsx", "csv"):
            yield get("reporting:round-paper", record, form)
        yield get("reporting:round-paper", record, "xlsx", second="sq")
        yield get("reporting:round-paper", record, "xlsx", **{"for": "readers"})
        yield head("reporting:round-paper", record, "xlsx")
        yield post("reporting:round-paper", record, "pdf")


@route("reporting:round-adoption")
def adopted(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.snapshots.values()):
        yield get("reporting:round-adoption", record)
        for way in (MEETING, SILENCE):
            fingerprint = seen(known, record, silent=way is SILENCE)
            for tlp in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT):
                written = {"title": "Adopted", "words": "=1+1", **way, "marking-tlp": tlp.value, "seen": fingerprint}
                for button in ("", "preview", "back", "freeze"):
                    yield post("reporting:round-adoption", record, **written, **({button: "1"} if button else {}))
        yield post("reporting:round-adoption", record, title="", way="x", day="2126-01-01")


@route("reporting:round-notes", "reporting:round-note-withdrawal")
def noted(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.snapshots.values()):
        yield get("reporting:round-notes", record)
        yield head("reporting:round-notes", record)
        for tlp in (Tlp.GREEN, Tlp.AMBER_STRICT):
            written = {"sort": "decision", "text": "Crossed", "due": "2026-12-31", "marking-tlp": tlp.value}
            yield post("reporting:round-notes", record, **written)
            yield post("reporting:round-notes", record, **written, preview="1")
        yield post("reporting:round-notes", record, sort="x", text="", due="soon")
    for record in (*known.each_note(), *known.snapshots.values()):
        yield get("reporting:round-note-withdrawal", record)
        yield post("reporting:round-note-withdrawal", record)
        yield get("people:marking", record)


@route("workdays:calendars", "workdays:calendar")
def set_calendars(_known: Known) -> Iterator[Access]:
    yield get("workdays:calendars")
    for economy in ("forum", "ALB", "XXX"):
        yield get("workdays:calendar", economy)
        for version in ("0", "7"):
            said = {"weekend": ("5", "6"), "holidays": "2026-11-28", "version": version}
            yield post("workdays:calendar", economy, **said)
        yield post("workdays:calendar", economy, holidays="x", version="x")


@route("reporting:snapshot-objection", "reporting:snapshot-taking-back", "reporting:snapshot-decision")
def circulating(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("reporting:snapshot-objection", record)
        for participant in (*known.participants.values(), NEVER, "x"):
            yield post("reporting:snapshot-objection", record, participant=str(participant), reason="Other words.")
            yield post("reporting:snapshot-objection", record, participant=str(participant), reason="")
        yield get("reporting:snapshot-decision", record)
        for day in ("2026-01-02", "2126-01-01", "x"):
            yield post("reporting:snapshot-decision", record, day=day, words="The ninth")
        yield get("reporting:snapshot-taking-back", record)
        yield post("reporting:snapshot-taking-back", record)
