"""The demo's reviews of practices, and activities that used them."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec

from egnatia.kernel import clock
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.library.practices.actions import ask_for_review, give_review, record_use
from egnatia.library.practices.models import Practice, PracticeReview, PracticeUse
from egnatia.library.practices.queries import own_activities
from egnatia.library.practices.rules import CRITERIA

DESK = "secretariat"  # the user who asks for reviews
FILE = Path(__file__).parent / "demo_reviews.json"


class DemoReview(msgspec.Struct, frozen=True):
    """`by`: a user name; without a `decision` it was asked for only; `missing`: criteria that are not met."""

    practice: str
    by: str
    function: str
    decision: str
    months: int
    ago: int
    missing: tuple[str, ...]
    text: str


class DemoUse(msgspec.Struct, frozen=True):
    """`search` finds an activity of the organisation of `by`."""

    practice: str
    by: str
    search: str
    note: str


class DemoOfPractices(msgspec.Struct, frozen=True):
    reviews: tuple[DemoReview, ...]
    uses: tuple[DemoUse, ...]


def load_reviews(_returning: bool) -> int:
    """Those that are missing. They are shown and hidden with their practices, so that none is counted."""
    found = Record.objects.filter(kind=Practice.KIND, provenance__has_key="demo", withdrawn_at__isnull=True)
    practices = {record.provenance["demo"]: record.pk for record in found.defer("search")}
    demo = msgspec.json.decode(FILE.read_bytes(), type=DemoOfPractices)
    for review in demo.reviews:
        if review.practice in practices:
            _review(practices[review.practice], review)
    for use in demo.uses:
        if use.practice in practices:
            _use(practices[use.practice], use)
    return 0


def _review(practice: UUID, each: DemoReview) -> None:
    by, desk = reader_named(each.by), reader_named(DESK)  # as they are today: their offices began with the demo
    then = clock.now() - timedelta(days=each.ago)
    if PracticeReview.objects.filter(practice=practice, organisation=UUID(by.organisation)).exists():
        return
    with clock.time_from(lambda: then):
        made = ask_for_review(practice, UUID(by.organisation), each.function, by=desk)
        if each.decision:
            met = [code for code in CRITERIA if code not in each.missing]
            said = {"decision": each.decision, "criteria": met, "text": each.text, "language": "en"}
            give_review(made, {**said, "function": each.function, "months": each.months}, by=by)


def _use(practice: UUID, each: DemoUse) -> None:
    by = reader_named(each.by)
    activity = next(iter(own_activities(by, each.search)), None)
    if activity and not PracticeUse.objects.filter(practice=practice, activity=activity.id).exists():
        record_use(practice, activity.id, each.note, by=by)
