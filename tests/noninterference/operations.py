"""What happens in a world: operations by its people, each with its own identifiers, clock and secrets."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store, update
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import links, markings
from egnatia.matching.actions import compare_waiting, state_position
from egnatia.matching.rules import match_id
from egnatia.needs.frameworks.actions import estimate_waiting
from tests.noninterference.access import deterministic, moment_of
from tests.noninterference.places import published_in
from tests.noninterference.stage import Profile, Stage

TITLES = (
    "Training of prison staff in early recognition of radicalisation",
    "Training prison staff to recognise radicalisation early",
    "Support after release from prison and probation",
    "Safe storage rooms for seized firearms and ammunition",
    "Media literacy for teachers in secondary schools",
    "Undercover work against arms trafficking",
)
ECONOMIES = ("ALB", "MNE", "XKX")
WAITING = "SELECT EXISTS (SELECT FROM matching_uncompared), EXISTS (SELECT FROM needs_unestimated)"
VERDICTS = ("coordinate", "different", "ask", "reported-twice")


@dataclass(frozen=True, slots=True)
class Names:
    """A marking in the stage's terms: houses and persons by name."""

    tlp: Tlp
    communities: frozenset[str] = frozenset()
    economies: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    def marking(self, stage: Stage) -> Marking:
        return Marking(
            tlp=self.tlp,
            communities=self.communities,
            economies=self.economies,
            organisations=frozenset(stage.houses[house] for house in self.houses),
            persons=frozenset(str(stage.persons[person].pk) for person in self.persons),
            offices=self.offices,
        )


DRAFT = Names(Tlp.AMBER_STRICT)  # of a kind that has drafts, one that its house alone sees


@dataclass(frozen=True, slots=True)
class Operation:
    """`verb` on the record called `key`, by a person. `variant` decides what it says; `names` the marking."""

    number: int
    verb: str
    by: Profile
    key: str
    variant: int = 0
    names: Names | None = None
    other: str = ""
    masked: bool = False  # its text is replaced: the observer may not know what it said
    undated: bool = False  # without the fields that few may know of what they see


@dataclass(slots=True)
class World:
    """The state that a sequence of operations led to. `ids` holds the activities by key, hidden ones included."""

    stage: Stage
    ids: dict[str, UUID] = field(default_factory=dict)
    views: dict[str, UUID] = field(default_factory=dict)  # by the number of their operation
    needs: dict[str, UUID] = field(default_factory=dict)
    publications: dict[str, UUID] = field(default_factory=dict)
    partners: dict[str, UUID] = field(default_factory=dict)  # requests and answers
    imports: dict[str, UUID] = field(default_factory=dict)
    mappings: dict[str, UUID] = field(default_factory=dict)  # of sheets, kept under a name
    reports: dict[str, UUID] = field(default_factory=dict)
    rounds: dict[str, UUID] = field(default_factory=dict)
    participants: dict[str, UUID] = field(default_factory=dict)  # of the round, by economy
    answers: dict[str, UUID] = field(default_factory=dict)  # in the round
    snapshots: dict[str, UUID] = field(default_factory=dict)  # of the round
    board_reports: dict[str, UUID] = field(default_factory=dict)  # of the snapshot
    notes: dict[str, UUID] = field(default_factory=dict)  # on the round
    papers: dict[str, UUID] = field(default_factory=dict)  # signed, by economy
    sections: dict[str, UUID] = field(default_factory=dict)  # asked of colleagues, by economy
    commitments: dict[str, UUID] = field(default_factory=dict)
    follow_ups: dict[str, UUID] = field(default_factory=dict)
    outcomes: dict[str, UUID] = field(default_factory=dict)
    observations: dict[str, UUID] = field(default_factory=dict)  # views of civil society
    replies: dict[str, UUID] = field(default_factory=dict)  # to them, by the number of their operation
    links: dict[str, UUID] = field(default_factory=dict)  # by the number of their operation
    bulks: dict[str, UUID] = field(default_factory=dict)  # changes of many, by the number of their operation
    filters: dict[str, UUID] = field(default_factory=dict)  # of lists, that somebody keeps for themselves
    described: dict[str, UUID] = field(default_factory=dict)  # of the kinds that are described
    entries: dict[str, UUID] = field(default_factory=dict)  # of the secretariat about matches
    requests: dict[str, UUID] = field(default_factory=dict)  # for information, and the replies to them
    addressees: dict[str, UUID] = field(default_factory=dict)  # of these requests
    files: dict[str, UUID] = field(default_factory=dict)  # by the key of the record that they are on
    file_recalls: dict[str, UUID] = field(default_factory=dict)  # by the same
    widenings: dict[str, UUID] = field(default_factory=dict)  # asked for, by the same
    comments: dict[str, UUID] = field(default_factory=dict)
    reviews: dict[str, UUID] = field(default_factory=dict)  # of practices, by the number of their operation
    uses: dict[str, UUID] = field(default_factory=dict)  # of practices, by the same
    moment: int = 0

    @property
    def records(self) -> dict[str, UUID]:
        """What a plan names, by key."""
        kept = self.ids | self.needs | self.publications | self.imports | self.mappings | self.reports
        in_rounds = self.rounds | self.answers | self.papers | self.sections
        adopted = self.snapshots | self.board_reports | self.notes
        agreed = self.commitments | self.follow_ups | self.outcomes | self.observations
        own = self.filters | self.described | self.requests | self.comments
        return kept | in_rounds | adopted | agreed | own


SORTS = ("project", "event", "own-measure", "project")


def sort_of(variant: int, *, masked: bool = False) -> str:
    return SORTS[0 if masked else variant % len(SORTS)]


def _days(variant: int) -> tuple[str, str]:
    """Events take a week of a month; everything else goes on until the end of the year."""
    month = f"2026-0{1 + variant % 6}"
    return (f"{month}-02", f"{month}-06") if sort_of(variant) == "event" else (month, "2026-12")


def identifier_of(variant: int) -> str:
    return f"XM-DEMO-{variant % 5}"


def facts(variant: int, key: str, *, masked: bool) -> overlap.ActivityFacts:
    """An invented activity; variants are near to each other, so that there is something to match.

    What is masked says nothing at all of what was said: it matches nothing.
    """
    if masked:
        other = overlap.Text("Something else entirely", "en")
        return overlap.ActivityFacts(
            ref=key, source=f"masked-{key}", identifiers=(f"XM-MASKED-{key}",), titles=(other,)
        )
    title = TITLES[variant % len(TITLES)]
    start, end = _days(variant)
    return overlap.ActivityFacts(
        ref=key,
        source=f"source-{variant % 3}",
        identifiers=(identifier_of(variant),),
        titles=(overlap.Text(title, "en"),),
        descriptions=(overlap.Text(f"{title} with the correctional service.", "en"),),
        economies=frozenset({ECONOMIES[variant % 3]}),
        start=start,
        end=end,
        amount=100_000.0 + 1_000 * (variant % 4),
        currency="EUR",
        funders=(overlap.OrganisationMention(f"Funder {variant % 3} (demo)"),),
        receivers=(overlap.OrganisationMention("Correctional Service (demo)"),),
        sectors=frozenset({"DAC:15210"}),
        objectives=frozenset({f"2.3.{1 + variant % 3}"} if variant % 2 else ()),
    )


def perform(world: World, operation: Operation) -> None:
    """Let one operation happen, with identifiers, clock and secrets that follow from its number alone."""
    world.moment = max(world.moment, operation.number)
    with deterministic(f"operation {operation.number}", moment_of(operation.number)):
        VERBS[operation.verb](world, operation)
    # As the worker would, with a clock and identifiers of its own.
    with deterministic(f"comparing after {operation.number}", moment_of(operation.number)):
        uncompared, unestimated = _waiting()
        if uncompared:
            compare_waiting()
        if unestimated:
            estimate_waiting()


def _waiting() -> tuple[bool, bool]:
    """Whether anything waits to be compared, and to be estimated: mostly nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        uncompared, unestimated = cursor.fetchone()
    return uncompared, unestimated


def _activity(world: World, key: str) -> Activity:
    found: Activity = Activity.objects.select_related("record").get(pk=world.ids[key])
    return found


def _store(world: World, operation: Operation) -> None:
    assert operation.names
    by = world.stage.reader(operation.by)
    made = store(
        facts(operation.variant, operation.key, masked=operation.masked),
        marking=operation.names.marking(world.stage),
        by=by,
        sort=sort_of(operation.variant, masked=operation.masked),
        content=published_in(operation.variant, masked=operation.masked),
        status="" if operation.masked or operation.variant % 3 else "pipeline",
    )
    world.ids[operation.key] = made.pk


def _change(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    said = facts(operation.variant, operation.key, masked=operation.masked)
    sort = sort_of(operation.variant, masked=operation.masked)
    content = published_in(operation.variant, masked=operation.masked)
    update(_activity(world, operation.key), said, by=by, sort=sort, content=content)


def _mark(world: World, operation: Operation) -> None:
    assert operation.names
    record = Record.objects.get(pk=world.records[operation.key])
    markings.remark(record, operation.names.marking(world.stage), by=world.stage.reader(operation.by))


def _withdraw(world: World, operation: Operation) -> None:
    record = Record.objects.get(pk=world.records[operation.key])
    records.withdraw(record, by=world.stage.reader(operation.by))


def _link(world: World, operation: Operation) -> None:
    ends = world.ids[operation.key], world.ids[operation.other]
    by = world.stage.reader(operation.by)
    world.links[str(operation.number)] = links.connect(ends[0], "concerns", ends[1], by=by)


def _view(world: World, operation: Operation) -> None:
    """What an owner says about a match, where the two are one: whether they are is no secret to them."""
    assert operation.names
    pair = match_id(world.ids[operation.key], world.ids[operation.other])
    verdict = VERDICTS[operation.variant % len(VERDICTS)]
    marking = operation.names.marking(world.stage)
    with suppress(NotFound):
        by = world.stage.reader(operation.by)
        view = state_position(pair, verdict, f"Said by {operation.by.username}.", marking, by=by)
        world.views[str(operation.number)] = view.pk


VERBS: dict[str, Callable[[World, Operation], None]] = {
    "store": _store,
    "change": _change,
    "release": _mark,
    "narrow": _mark,
    "widen": _mark,
    "withdraw": _withdraw,
    "link": _link,
    "view": _view,
}
