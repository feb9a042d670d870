"""The real activities in the measuring database under several markings, once; readers of different rights.

EGNATIA_BENCH_MARKINGS=narrow: nearly all of them are for their owner only, as where a partner imports its own register.
"""

import os
from collections import defaultdict

from benchmarks import database
from django.db import transaction  # noqa: TID251 - the action that an import is
from tests import make

from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store_many
from egnatia.formats import Parsed
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person

OWNER, MEMBER, FOCAL, DESK = "bench-owner", "bench-member", "bench-focal", "bench-desk"
READERS = {"visitor": "", "member": MEMBER, "focal": FOCAL, "desk": DESK, "owner": OWNER}
WIDE = {  # of a hundred activities; the owner sees all, the secretariat's desk all but what is for one person
    Marking(Tlp.CLEAR): 50,
    Marking(Tlp.GREEN): 30,
    make.amber("focal-points"): 10,
    make.STRICT: 8,
    make.RED: 2,
}
NARROW = {Marking(Tlp.GREEN): 2, make.amber("focal-points"): 8, make.STRICT: 90}
MARKINGS = NARROW if os.environ.get("EGNATIA_BENCH_MARKINGS") == "narrow" else WIDE


def readers() -> dict[str, str]:
    """User names by kind of reader, with all activities loaded. The secretariat's desk sits in the owner's house."""
    if not Person.objects.filter(username=OWNER).exists():
        with transaction.atomic():
            make.reader(MEMBER)
            make.reader(FOCAL, seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
            _load(make.reader(OWNER, seats=("focal-points",)))
    if not Person.objects.filter(username=DESK).exists():
        house = Person.objects.get(username=OWNER).organisation
        make.reader(DESK, at=house, secretariat=True, seats=("focal-points",))
    return READERS


def _load(owner: Reader) -> None:
    markings = [marking for marking, share in MARKINGS.items() for _ in range(share)]
    under = defaultdict(list)
    for number, parsed in enumerate(database.parsed_activities()):
        under[markings[number % len(markings)]].append(entry_of(parsed))
    for marking, entries in under.items():
        store_many(entries, marking=marking, by=owner)


def entry_of(parsed: Parsed) -> ActivityEntry:
    return ActivityEntry(
        activity_of(parsed),
        content=parsed.to_json(),
        status=parsed.status,
        digest=parsed.digest,
        natural_key=parsed.identifier,
    )


def count() -> int:
    return Activity.objects.count()
