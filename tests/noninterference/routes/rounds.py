"""Rounds: lists, pages, files, questions, every step. What hides could show in counts, stages, questions, comments."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.questions import digest_for
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

STEPS = (
    *("rounds:round-beginning", "rounds:round-handing-in", "rounds:round-clearance"),
    *("rounds:round-clearance-undoing", "rounds:round-acceptance", "rounds:round-acceptance-undoing"),
)

SAID = (
    {"verdict": "true", "version": "1", "number": "0"},
    {"verdict": "changed", "version": "2", "number": "1"},
    {"verdict": "gone", "version": "1", "number": "1"},
    {"verdict": "x", "version": "x", "number": ""},
)


def typed(economy: str, **more: object) -> dict[str, object]:
    said = {"kind": "needs", "title": "Another round", "framework": "reference 1", "opens": "2026-01-01"}
    roles = {"closes": "2026-12-31", f"economy-{economy}": "states", "organisations_role": "supports"}
    return {**said, **roles, "marking-tlp": "1", **more}


def signed(known: Known, participant: UUID) -> str:
    """The digest of what the observer's page shows; nobody's where they have none."""
    found = Participant.objects.select_related("round").filter(pk=participant).first()
    reader = known.stage.reader(known.observer)
    return digest_for(reader, found) if found and not reader.is_anonymous else ""


def records(known: Known) -> Iterator[UUID]:
    """Rounds, records of other kinds, and one that never was."""
    yield from known.each_round()
    yield from list(known.needs.values())[:2]
    yield from list(known.answers.values())[:2]


@route("rounds:rounds", "rounds:round-new")
def listed(known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("rounds:rounds", headers={"Accept-Language": language})
    yield head("rounds:rounds")
    yield post("rounds:rounds")
    yield get("rounds:round-new")
    for organisations in ("", "ministry-al (demo)", "Undercover (demo)"):
        yield form("rounds:round-new", data=typed("ALB", organisations=organisations))
        yield form("rounds:round-new", data=typed("MNE", organisations=organisations, preview="1"))
    yield form("rounds:round-new", data={})


@route("rounds:round", "rounds:round-download", "rounds:round-reminder")
def shown(known: Known) -> Iterator[Access]:
    for record in records(known):
        for language in ("en", "mk"):
            yield get("rounds:round", record, headers={"Accept-Language": language})
        yield head("rounds:round", record)
        yield post("rounds:round", record)
        for ending in ("csv", "xlsx", "pdf"):
            yield get("rounds:round-download", record, ending)
        yield get("rounds:round-reminder", record)
        everybody = [str(participant) for participant in known.participants.values()]
        yield form("rounds:round-reminder", record, data={"to": everybody, "text": "We look forward to it."})
    for record in (*known.rounds.values(), *known.answers.values()):
        yield get("people:marking", record)
        yield form("people:marking", record, data={"marking-tlp": "1"})


@route("rounds:round-withdrawal", "rounds:round-restoration", "rounds:rounds-withdrawn")
def withdrawn(known: Known) -> Iterator[Access]:
    yield get("rounds:rounds-withdrawn")
    yield post("rounds:rounds-withdrawn")
    for record in records(known):
        for name in ("rounds:round-withdrawal", "rounds:round-restoration"):
            yield get(name, record)
            yield post(name, record)


@route("rounds:round-answers")
def answers(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        yield get("rounds:round-answers", participant)
        yield head("rounds:round-answers", participant)
        yield post("rounds:round-answers", participant)


@route("rounds:round-question")
def asked(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        yield get("rounds:round-question", participant)
        yield get("rounds:round-question", participant, about="x")
        yield post("rounds:round-question", participant, verdict="true", version="1")
        for about in known.each_need():
            yield get("rounds:round-question", participant, about=str(about))
            for said in SAID:
                yield post("rounds:round-question", participant, about=str(about), note="Crossed", **said)


@route("rounds:round-several")
def several(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        yield get("rounds:round-several", participant)
        yield get("rounds:round-several", participant, all="1")
        yield head("rounds:round-several", participant)
        yield form("rounds:round-several", participant, data={})
        for version in ("1", "2", "x"):
            yield form("rounds:round-several", participant, data={"still": f"x:{version}"})
            for about in known.each_need():
                yield form("rounds:round-several", participant, data={"still": f"{about}:{version}"})
        everything = [f"{about}:1" for about in known.needs.values()]
        yield form("rounds:round-several", participant, data={"still": everything})


@route("rounds:round-participant-changes", "rounds:round-changes")
def since_the_last_round(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        yield get("rounds:round-participant-changes", participant)
        yield head("rounds:round-participant-changes", participant)
        yield post("rounds:round-participant-changes", participant)
    for record in records(known):
        yield get("rounds:round-changes", record)
        yield post("rounds:round-changes", record)


@route("rounds:round-change")
def changed(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("rounds:round-change", record)
        yield head("rounds:round-change", record)
        yield form("rounds:round-change", record, data={})
        for version in ("1", "2"):
            for role in ("states", "observes", ""):
                roles = {"economy-ALB": role, "economy-MNE": "states", "economy-BGR": role}
                yield form("rounds:round-change", record, data=typed("XKX", version=version, **roles))


@route(*STEPS, "rounds:round-return")
def stepped(known: Known) -> Iterator[Access]:
    for participant in known.each_participant():
        read = signed(known, participant)
        for name in STEPS:
            yield get(name, participant)
            yield post(name, participant, consulted="nobody", read=read)
        for about in (*known.needs.values(), NEVER):
            said = {f"comment-{about}": "Which?", "comment-x": "?", "note": "", "read": read}
            yield form("rounds:round-return", participant, data=said)
        yield form("rounds:round-return", participant, data={"note": "On the whole", "read": read})
        yield form("rounds:round-return", participant, data={})
