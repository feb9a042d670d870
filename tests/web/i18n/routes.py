"""What the readers of the demo may ask of every route, as the harness of non-interference asks it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import UUID

from egnatia.activities.activities.models import Activity
from egnatia.commitments.civil_society_views.models import Observation
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_named
from egnatia.matching.models import Match, Position
from egnatia.needs.needs.models import Need
from egnatia.reporting.reports.models import Report
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from tests.noninterference.access import Access
from tests.noninterference.contact_points import check_of
from tests.noninterference.known import Known
from tests.noninterference.routes import exempt, load, names_of_all_routes
from tests.noninterference.stage import VISITOR, Profile, Stage

MOST = {"GET": 3, "POST": 2}  # accesses of a route, evenly taken


def accesses(username: str) -> Iterator[tuple[str, Access]]:
    """The route's name and the access, some of every route's generator: answered ones and refused ones."""
    known = _known(username)
    generators = load()
    for name in sorted(set(names_of_all_routes()) - exempt()):
        every = list(generators[name](known))
        for method, most in MOST.items():
            for access in _some([access for access in every if access.method == method], most):
                yield name, access


def _some(every: Sequence[Access], most: int) -> Sequence[Access]:
    return every[:: max(1, -(-len(every) // most))]


def _known(username: str) -> Known:
    reader = reader_named(username) if username else ANONYMOUS
    visible = Activity.visible_to(reader)
    found: list[UUID | None] = []
    for kind in sorted(set(Match.objects.values_list("kind", flat=True))):
        match = Match.objects.filter(kind=kind, left__in=visible, right__in=visible).first()
        found += [match.left_id, match.right_id] if match else []
    for sort in Activity.Sort.values:
        found.append(visible.filter(sort=sort).values_list("pk", flat=True).first())
    found.append(Activity.visible_to(SYSTEM).exclude(pk__in=visible).values_list("pk", flat=True).first())
    persons = {person.username: person for person in Person.objects.order_by("username")}
    houses = {
        organisation.name: str(organisation.pk)
        for organisation in islice(Organisation.visible_to(SYSTEM).order_by("name"), 4)
    }
    needs = Need.visible_to(reader).order_by("status", "pk").distinct("status").values_list("pk", flat=True)
    views = Position.visible_to(reader).values_list("pk", flat=True)[:3]
    profile = Profile(username, "") if username else VISITOR
    participants = Participant.objects.filter(round__in=Round.visible_to(reader)).order_by("pk")
    return Known(
        Stage(persons, houses),
        profile,
        _numbered(found),
        _numbered([*views]),
        _numbered([*needs]),
        commitments=_numbered([*Commitment.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:3]]),
        board_reports=_numbered([*Report.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]]),
        rounds=_numbered([*Round.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]]),
        snapshots=_numbered([*Snapshot.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]]),
        answers=_numbered([*RoundAnswer.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]]),
        participants=_numbered([*participants.values_list("pk", flat=True)[:4]]),
        observations=_numbered([*Observation.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]]),
        described=_contact_points(reader),
        follow_ups=_numbered([*FollowUp.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:3]]),
    )


def _contact_points(reader: Reader) -> dict[str, UUID]:
    """Some that they see, and a check of them."""
    points = ContactPoint.visible_to(reader).order_by("pk").values_list("pk", flat=True)[:2]
    checks = CheckRequest.visible_to(reader).values_list("batch", flat=True)[:1]
    return {**_numbered([*points]), **{check_of(str(batch)): batch for batch in checks}}


def _numbered(found: "Sequence[UUID | None]") -> dict[str, UUID]:
    return {str(number): pk for number, pk in enumerate(dict.fromkeys(found)) if pk is not None}
