"""Sections asked of colleagues: requests, hidden ones included, what came back, and what links and sessions open."""

from collections.abc import Iterator

from egnatia.kernel.access.reader import Reader
from egnatia.needs.needs.models import Need
from egnatia.rounds.delegation.queries.choices import questions_by_objective, read_of
from egnatia.rounds.delegation.rules import is_below
from egnatia.rounds.rounds.models import Participant
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

BRANCHES = ("2", "2.3", "2.3.2", "9")
ON_REQUESTS = (
    *("rounds:section-new-link", "rounds:section-recall", "rounds:section-taking"),
    *("rounds:section-setting-aside", "rounds:section-beginning"),
)


@route("rounds:sections", "rounds:section-new")
def asked(known: Known) -> Iterator[Access]:
    reader = known.stage.reader(known.observer)
    for participant in known.each_participant():
        found = Participant.objects.select_related("round").filter(pk=participant).first()
        for name in ("rounds:sections", "rounds:section-new"):
            yield get(name, participant)
            yield head(name, participant)
        yield post("rounds:sections", participant)
        digests = _read(reader, found)
        for branch in BRANCHES:
            typed = {"branch": branch, "language": "en", "days": "7"}
            yield form("rounds:section-new", participant, data={**typed, "mailbox": "office@example.org"})
            asked = {**typed, "mailbox": "office@example.org", "read": digests[branch]}
            yield form("rounds:section-new", participant, data=asked)
            for person in known.persons()[:3]:
                yield form("rounds:section-new", participant, data={**typed, "person": person})
        yield form("rounds:section-new", participant, data={})


def _read(reader: Reader, found: Participant | None) -> dict[str, str]:
    """The digest of the questions of each branch that the observer is shown."""
    if not found or reader.is_anonymous:
        return dict.fromkeys(BRANCHES, "")
    going, _staying = questions_by_objective(reader, found)
    rows = Need.visible_to(reader).filter(pk__in=going).order_by("pk")
    versions = dict(rows.values_list("pk", "record__version"))
    below = {branch: {pk for pk, objective in going.items() if is_below(objective, branch)} for branch in BRANCHES}
    return {branch: read_of({pk: versions[pk] for pk in chosen}) for branch, chosen in below.items()}


@route("rounds:section-request", *ON_REQUESTS)
def shown(known: Known) -> Iterator[Access]:
    for record in (*known.each_section(), *known.rounds.values(), *known.answers.values()):
        yield get("rounds:section-request", record)
        yield head("rounds:section-request", record)
        yield post("rounds:section-request", record)
        for about in known.each_need():
            for name in ON_REQUESTS:
                yield post(name, record, about=str(about), **{f"number-{about}": "0"})
        for name in ON_REQUESTS:
            yield get(name, record)
            yield post(name, record, about="x", **{"number-x": "x"})


@route("rounds:section-link", "rounds:section-thanks")
def opened(known: Known) -> Iterator[Access]:
    yield get("rounds:section-thanks")
    yield post("rounds:section-thanks")
    for token in ("guess", *map(str, known.each_section())):
        yield get("rounds:section-link", token, language="sq")
        yield head("rounds:section-link", token)
        yield post("rounds:section-link", token)


@route("rounds:section-own", "rounds:section-row", "rounds:section-handing-in")
def own(known: Known) -> Iterator[Access]:
    """Who knows of a request of their house has a session here (`holding`); to others there is nothing."""
    yield get("rounds:section-own")
    yield post("rounds:section-own")
    yield post("rounds:section-handing-in")
    for about in (*known.needs.values(), NEVER):
        yield get("rounds:section-row", about)
        for version in ("1", "2"):
            yield post("rounds:section-row", about, verdict="true", version=version, note="Crossed")
