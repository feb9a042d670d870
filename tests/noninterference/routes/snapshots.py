"""Snapshots: what a round comes to, what was frozen of it, each figure, and a text that circulates."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from egnatia.kernel.marking import Tlp
from egnatia.kernel.models import AuditEvent
from egnatia.mapping.rounds.models import Round
from egnatia.mapping.snapshots.queries.gathering import gathered
from egnatia.mapping.snapshots.queries.silence import last_day_of_silence
from tests.noninterference.access import Access, deterministic, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.extracts import CELLS

MEETING = {"way": "meeting", "day": "2026-01-02", "adopted_words": "The ninth"}
SILENCE = {"way": "silence", "working_days": "5"}


def records(known: Known) -> Iterator[UUID]:
    """Snapshots, records of other kinds, and one that never was."""
    yield from known.each_snapshot()
    yield from list(known.rounds.values())[:1]
    yield from list(known.needs.values())[:1]


def seen(known: Known, record: UUID, *, silent: bool) -> str:
    """The fingerprint that the observer's second look would show; nobody's where he has none."""
    found = Round.objects.filter(pk=record).first()
    reader = known.stage.reader(known.observer)
    if found is None or not reader.is_secretariat:
        return "0" * 64
    last = AuditEvent.objects.latest("at").at  # two days after the last operation the observer comes
    with deterministic("seen", last + timedelta(days=2)):
        until = last_day_of_silence(found, int(SILENCE["working_days"])) if silent else None
        return gathered(reader, found).fingerprint(until)


@route("mapping:snapshots", "mapping:snapshot", "mapping:snapshot-cell")
def read(known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("mapping:snapshots", headers={"Accept-Language": language})
    yield head("mapping:snapshots")
    yield post("mapping:snapshots")
    for record in records(known):
        yield get("mapping:snapshot", record)
        yield get("mapping:snapshot", record, headers={"Accept-Language": "mk"})
        yield head("mapping:snapshot", record)
        yield post("mapping:snapshot", record)
        yield get("people:marking", record)
        for economy, code in CELLS:
            yield get("mapping:snapshot-cell", record, economy, code)


@route("mapping:round-analysis", "mapping:round-analysis-cell")
def analysed(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.each_snapshot()):
        yield get("mapping:round-analysis", record)
        yield head("mapping:round-analysis", record)
        yield post("mapping:round-analysis", record)
        for economy, code in CELLS:
            yield get("mapping:round-analysis-cell", record, economy, code)


@route("mapping:round-adoption")
def adopted(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.snapshots.values()):
        yield get("mapping:round-adoption", record)
        for way in (MEETING, SILENCE):
            fingerprint = seen(known, record, silent=way is SILENCE)
            for tlp in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT):
                written = {"title": "Adopted", "words": "=1+1", **way, "marking-tlp": tlp.value, "seen": fingerprint}
                for button in ("", "preview", "back", "freeze"):
                    yield post("mapping:round-adoption", record, **written, **({button: "1"} if button else {}))
        yield post("mapping:round-adoption", record, title="", way="x", day="2126-01-01")


@route("mapping:round-notes", "mapping:round-note-withdrawal")
def noted(known: Known) -> Iterator[Access]:
    for record in (*known.each_round(), *known.snapshots.values()):
        yield get("mapping:round-notes", record)
        yield head("mapping:round-notes", record)
        for tlp in (Tlp.GREEN, Tlp.AMBER_STRICT):
            written = {"sort": "decision", "text": "Crossed", "due": "2026-12-31", "marking-tlp": tlp.value}
            yield post("mapping:round-notes", record, **written)
            yield post("mapping:round-notes", record, **written, preview="1")
        yield post("mapping:round-notes", record, sort="x", text="", due="soon")
    for record in (*known.each_note(), *known.snapshots.values()):
        yield get("mapping:round-note-withdrawal", record)
        yield post("mapping:round-note-withdrawal", record)
        yield get("people:marking", record)


@route("mapping:calendars", "mapping:calendar")
def set_calendars(_known: Known) -> Iterator[Access]:
    yield get("mapping:calendars")
    for economy in ("forum", "ALB", "XXX"):
        yield get("mapping:calendar", economy)
        for version in ("0", "7"):
            said = {"weekend": ("5", "6"), "holidays": "2026-11-28", "version": version}
            yield post("mapping:calendar", economy, **said)
        yield post("mapping:calendar", economy, holidays="x", version="x")


@route("mapping:snapshot-objection", "mapping:snapshot-taking-back")
def circulating(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("mapping:snapshot-objection", record)
        for participant in (*known.participants.values(), NEVER, "x"):
            yield post("mapping:snapshot-objection", record, participant=str(participant), reason="Other words.")
            yield post("mapping:snapshot-objection", record, participant=str(participant), reason="")
        yield get("mapping:snapshot-taking-back", record)
        yield post("mapping:snapshot-taking-back", record)
