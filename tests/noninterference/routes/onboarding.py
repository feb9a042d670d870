"""The forum's settings, founding of communities, the guide to a first round, and what was answered before."""

from collections.abc import Iterator

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.people.forum.queries import settings_of_forum
from egnatia.start.onboarding.forms import packed
from egnatia.start.onboarding.sheets import KINDS, ORGANISATIONS, PEOPLE
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form


@route("people:forum")
def forum(known: Known) -> Iterator[Access]:
    del known
    yield get("people:forum")
    yield head("people:forum")
    now = settings_of_forum()
    for version in (now.version, "x"):
        said: dict[str, object] = {"names_en": "Another", "collective_en": "partners", "silence": 3, "version": version}
        for place, each in enumerate(now.economies, start=1):
            said |= {f"place_{each.code}": place, f"label_{each.code}": each.label}
        yield form("people:forum", data=said)
    yield form("people:forum", data={"names_en": ""})


@route("people:community-founding")
def founding(known: Known) -> Iterator[Access]:
    yield get("people:community-founding")
    for name in ("Arms", "Cyber teams", ""):
        for steward in (*known.persons()[:3], str(NEVER)):
            yield form("people:community-founding", data={"name_en": name, "closed": "on", "steward": steward})


@route("start:start", "start:start-putting-away", "start:start-putting-back")
def first_steps(known: Known) -> Iterator[Access]:
    del known
    for language in ("en", "sq", "mk"):
        yield get("start:start", headers={"Accept-Language": language})
    yield head("start:start")
    yield post("start:start")
    for name in ("start:start-putting-away", "start:start-putting-back"):
        yield get(name)
        yield post(name)


@route("rounds:round-answer")
def answers(known: Known) -> Iterator[Access]:
    """Answers of all houses, a record of another kind, one that never was."""
    for record in (*known.answers.values(), *list(known.needs.values())[:1], NEVER):
        yield get("rounds:round-answer", record)
        yield get("rounds:round-answer", record, headers={"Accept-Language": "mk"})
        yield head("rounds:round-answer", record)
        yield get("people:marking", record)


NOBODY = "nobody (demo)"
GUESTS = tuple((f"Guest {at}", f"guest{at}@example.org") for at in range(2, 200))


@route("start:spreadsheet", "start:spreadsheet-template", "start:spreadsheet-application")
def lists_of_people(known: Known) -> Iterator[Access]:
    """Houses by their names, those of the worlds included; a preview of one's own and of another."""
    for kind in (*KINDS, "matches"):
        yield get("start:spreadsheet", kind)
        yield head("start:spreadsheet", kind)
        for ending in ("csv", "xlsx", "pdf"):
            yield get("start:spreadsheet-template", kind, ending)
        yield form("start:spreadsheet-application", kind, data={"sheet": "x"})
    names = [*Organisation.objects.order_by("pk").values_list("name", flat=True)[: len(GUESTS) - 1], NOBODY]
    people = tuple((at, (*guest, name, "", "")) for at, (guest, name) in enumerate(zip(GUESTS, names, strict=False), 2))
    houses = tuple((at, (name, "", "", "", "")) for at, name in enumerate(names, 2))
    for who in (known.observer.username, "desk"):
        person = known.stage.persons.get(who)
        by = Reader(person=str(person.pk) if person else "x")
        for of, rows in ((PEOPLE, people), (ORGANISATIONS, houses)):
            data = {"sheet": packed(of, rows, by), "tlp": "1"}
            yield form("start:spreadsheet-application", of.code, data=data)
