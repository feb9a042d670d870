"""The real activities in the measuring database under several markings, once; readers of different rights."""

from collections import defaultdict
from dataclasses import dataclass

from benchmarks import database
from django.db import transaction  # noqa: TID251 - the action that an import is
from tests import make

from egnatia.formats import Parsed
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Person
from egnatia.kernel.reader import ANONYMOUS, Reader
from egnatia.kernel.readers import reader_named
from egnatia.mapping.activities.facts import activity_of
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.stored import Entry
from egnatia.mapping.activities.storing import store_many

OWNER, MEMBER, FOCAL = "bench-owner", "bench-member", "bench-focal"
MARKINGS = {  # of a hundred activities
    Marking(Tlp.CLEAR): 50,
    Marking(Tlp.GREEN): 30,
    make.amber("focal-points"): 10,
    make.STRICT: 8,
    make.RED: 2,
}


@dataclass(frozen=True)
class Readers:
    visitor: Reader
    member: Reader
    focal: Reader
    owner: Reader


def readers() -> Readers:
    """The readers, with all activities loaded."""
    if not Person.objects.filter(username=OWNER).exists():
        with transaction.atomic():
            make.reader(MEMBER)
            make.reader(FOCAL, seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
            _load(make.reader(OWNER, seats=("focal-points",)))
    return Readers(ANONYMOUS, reader_named(MEMBER), reader_named(FOCAL), reader_named(OWNER))


def _load(owner: Reader) -> None:
    markings = [marking for marking, share in MARKINGS.items() for _ in range(share)]
    under = defaultdict(list)
    for number, parsed in enumerate(database.parsed_activities()):
        under[markings[number % len(markings)]].append(_entry(parsed))
    for marking, entries in under.items():
        store_many(entries, marking=marking, by=owner)


def _entry(parsed: Parsed) -> Entry:
    return Entry(
        activity_of(parsed),
        content=parsed.to_json(),
        status=parsed.status,
        digest=parsed.digest,
        natural_key=parsed.identifier,
    )


def count() -> int:
    return Activity.objects.count()
