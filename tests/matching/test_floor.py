"""Who sees a match, and when (domain.md): both owners and the secretariat first, members later, the public never."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.matching.actions import state_position, take_back
from egnatia.matching.models import Match
from egnatia.matching.queries.visible import floor_begins, matches_visible_to, opens_on
from egnatia.taxonomy.forum import forum
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.queries import calendars_of_forum
from tests import make
from tests.matching.doing import activity, between, overlapping
from tests.visits import reader_at

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    with clock.time_from(lambda: moment):
        yield


def sees(reader: Reader, match: Match) -> bool:
    return matches_visible_to(reader).filter(pk=match.pk).exists()


def test_at_first_only_the_two_houses_and_the_secretariat_see_it() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    assert sees(left, match)
    assert sees(right, match)
    assert sees(reader_at(left, "colleague"), match)
    assert sees(make.reader("desk", secretariat=True), match)
    assert not sees(make.reader("member"), match)
    assert not sees(ANONYMOUS, match)


def test_after_ten_working_days_members_who_see_both_activities_see_it() -> None:
    with on(MONDAY):
        match = overlapping(make.reader("left"), make.reader("right"), marking=make.CLEAR)
    member = make.reader("member")

    with on(MONDAY + timedelta(days=14)):
        assert not sees(member, match)
    with on(MONDAY + timedelta(days=15)):
        assert sees(member, match)
        assert not sees(ANONYMOUS, match)


def test_a_holiday_of_the_forum_is_no_working_day_for_the_owners() -> None:
    WorkingCalendar.objects.create(weekend=[5, 6], holidays=[date(2026, 5, 6)])
    with on(MONDAY):
        match = overlapping(make.reader("left"), make.reader("right"), marking=make.CLEAR)
    member = make.reader("member")

    with on(MONDAY + timedelta(days=15)):
        assert not sees(member, match)
    with on(MONDAY + timedelta(days=16)):
        assert sees(member, match)
    assert opens_on(match.found_at, forum()) == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("found", "count", "day"),
    [
        (date(2026, 5, 4), 10, date(2026, 5, 19)),  # a Monday: the ten days begin on Tuesday
        (date(2026, 5, 8), 1, date(2026, 5, 12)),
        (date(2026, 5, 9), 1, date(2026, 5, 12)),
        (date(2026, 5, 4), 0, date(2026, 5, 5)),
    ],
)
def test_the_day_on_which_members_see_a_match(found: date, count: int, day: date) -> None:
    at, names = (
        datetime(found.year, found.month, found.day, 9, tzinfo=UTC),
        replace(forum(), working_days_of_silence=count),
    )

    assert opens_on(at, names) == day
    assert (
        floor_begins(names, calendars_of_forum(), day)
        > at
        >= floor_begins(names, calendars_of_forum(), day - timedelta(days=1))
    )


def test_once_both_owners_have_a_view_members_see_it() -> None:
    left, right, member = make.reader("left"), make.reader("right"), make.reader("member")
    match = overlapping(left, right)

    state_position(match.pk, "coordinate", "", by=left)
    assert not sees(member, match)
    stated = state_position(match.pk, "ask", "", by=right)
    assert sees(member, match)

    take_back(match.pk, stated.pk, by=right)
    assert not sees(member, match)


def test_a_view_that_a_reader_may_not_see_opens_nothing_to_them() -> None:
    left, right, member = make.reader("left"), make.reader("right"), make.reader("member")
    match = overlapping(left, right)

    state_position(match.pk, "coordinate", "", by=left)
    state_position(match.pk, "coordinate", "", make.STRICT, by=right)

    assert not sees(member, match)


def test_one_owner_of_both_opens_it_alone() -> None:
    house, member = make.reader("house"), make.reader("member")
    colleague = reader_at(house, "colleague")
    match = overlapping(house, colleague)

    view = state_position(match.pk, "different", "", by=house)

    assert view.side == "both"
    assert sees(member, match)


def test_whoever_sees_one_activity_only_sees_no_match() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    match = between(activity(left, compare=False), activity(right, amount=500_000.0, marking=make.STRICT))

    assert sees(right, match)
    assert not sees(left, match)
    assert not sees(desk, match)


def test_without_a_second_factor_ownership_shows_nothing_early() -> None:
    left, house = make.reader("left"), make.organisation("House (demo)")
    weak = make.reader("weak", at=house, strong=False)
    match = overlapping(left, make.reader("strong", at=house))

    assert not sees(weak, match)
