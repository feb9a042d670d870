"""The people, houses and communities that every world begins with."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid5

from django.urls import get_resolver

from egnatia.kernel import ids
from egnatia.kernel.access.reader import ANONYMOUS, NO_ORGANISATION, Reader
from egnatia.kernel.models import Organisation, OrganisationType, Person
from egnatia.kernel.readers import reader_of
from egnatia.people.calendars.models import CalendarAddress
from egnatia.people.calendars.queries import digest_of
from egnatia.people.changes.models import Looked
from tests import make
from tests.noninterference.access import BEGINNING, NAMES


@dataclass(frozen=True, slots=True)
class Profile:
    """A person of the stage, in the plain terms that the oracle reasons with.

    `invited_to`: the house whose people have not confirmed their account, which has shown its second factor in vain.
    """

    username: str
    house: str
    communities: frozenset[str] = frozenset()
    economy: str = ""
    focal_point_of: str = ""  # economy, in "focal-points"
    secretariat: bool = False
    administrator: bool = False
    steward_of: frozenset[str] = frozenset()
    strong: bool = True
    invited_to: str = ""

    @property
    def anonymous(self) -> bool:
        return not self.username


VISITOR = Profile("", "")
PROFILES = (
    Profile("desk", "desk-house", frozenset({"focal-points", "arms"}), secretariat=True, administrator=True),
    Profile("focal-al", "ministry-al", frozenset({"focal-points"}), "ALB", focal_point_of="ALB"),
    Profile("focal-me", "ministry-me", frozenset({"focal-points"}), "MNE", focal_point_of="MNE"),
    Profile("agency", "ministry-al", frozenset({"arms"}), "ALB", steward_of=frozenset({"arms"})),
    Profile("customs", "ministry-me", frozenset({"arms"}), "MNE"),
    Profile("partner", "partner-house", frozenset({"focal-points", "open-forum"})),
    Profile("civil", "civil-house", frozenset({"open-forum"})),
    Profile("member", "member-house"),
)
NOWHERE = "nowhere"  # the house of whoever belongs to none
# They look at the worlds and try to write, and are no part of what happens there: an account that somebody made for a
# person of another house, and whoever operates accounts and nothing else.
GHOST = Profile("ghost", NOWHERE, frozenset({"arms"}), strong=False, invited_to="ministry-al")
OPERATOR = Profile("operator", "operator-house", administrator=True)
OBSERVERS = (*PROFILES, GHOST, OPERATOR)
SORTS = {"civil-house": OrganisationType.CIVIL_SOCIETY}
CLOSED = frozenset({"arms"})


@dataclass(frozen=True, slots=True)
class Stage:
    persons: dict[str, Person]
    houses: dict[str, str]  # name -> identifier of the organisation

    def reader(self, profile: Profile) -> Reader:
        if profile.anonymous:
            return ANONYMOUS
        return reader_of(self.persons[profile.username], strong=profile.strong or bool(profile.invited_to))


def calendar_of(profile: Profile) -> str:
    """The secret of their calendar's address, which nobody else knows."""
    return f"calendar-of-{profile.username}"


def set_up() -> Stage:
    """Build the stage in the database, with every page loaded: what is first imported under a planted leak keeps it.

    The same identifiers each time: accesses are drawn from lists in their order, and a seed names the same ones again.
    """
    assert get_resolver().url_patterns
    gc.freeze()  # what was loaded stays: looking through it for garbage took a twentieth of the time
    gc.set_threshold(50_000, 20, 50)
    with ids.identifiers_from(_identifiers()):
        return _built()


def _identifiers() -> Callable[[], UUID]:
    numbers = count()
    return lambda: uuid5(NAMES, f"stage:{next(numbers)}")


def _built() -> Stage:
    for slug in ("focal-points", "open-forum"):
        make.community(slug)
    make.community("arms", closed=True)
    houses = {
        name: make.organisation(
            f"{name} (demo)", secretariat=name == "desk-house", sort=SORTS.get(name, OrganisationType.OTHER)
        )
        for name in dict.fromkeys(profile.house for profile in (*PROFILES, OPERATOR))
    }
    persons = {profile.username: _person(profile, houses) for profile in OBSERVERS}
    for profile in PROFILES[:-1]:  # one has none
        kept = digest_of(calendar_of(profile))
        CalendarAddress.objects.create(person=persons[profile.username], digest=kept, made_at=BEGINNING)
    for profile in PROFILES[:5]:  # the others never said that they have seen all
        seen = BEGINNING + timedelta(days=4, hours=1)
        Looked.objects.create(person=persons[profile.username], strong=True, until=seen)
    return Stage(persons, {name: str(house.pk) for name, house in houses.items()} | {NOWHERE: NO_ORGANISATION})


def _person(profile: Profile, houses: dict[str, Organisation]) -> Person:
    who = make.person(
        profile.username, at=houses[profile.invited_to or profile.house], is_administrator=profile.administrator
    )
    if profile.invited_to:
        Person.objects.filter(pk=who.pk).update(confirmed_at=None)
        who.refresh_from_db()
    for slug in sorted(profile.communities):
        make.seat(who, slug, economy=profile.economy or None, steward=slug in profile.steward_of)
    if profile.focal_point_of:
        make.office(who, "F", where="focal-points", economy=profile.focal_point_of)
    if profile.secretariat:
        make.office(who, "S")
    return who
