"""Working days that all calendars have in common."""

from datetime import date

import pytest

from egnatia.kernel.models import Economy
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import Calendar, NoWorkingDay, after_working_days, before_working_days, working_days

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
FLAG_DAY = date(2026, 11, 30)  # a Monday


def test_a_weekend_is_passed_over() -> None:
    assert after_working_days(FRIDAY, 1, [Calendar()]) == MONDAY


def test_no_days_end_on_the_day_itself() -> None:
    assert after_working_days(FRIDAY, 0, [Calendar()]) == FRIDAY


def test_without_a_calendar_every_day_counts() -> None:
    assert after_working_days(FRIDAY, 2, []) == date(2026, 11, 29)


def test_a_holiday_of_one_participant_counts_for_nobody() -> None:
    of_one = Calendar(holidays=frozenset({FLAG_DAY}))

    assert after_working_days(FRIDAY, 1, [Calendar(), of_one]) == date(2026, 12, 1)


def test_weekends_may_differ() -> None:
    assert after_working_days(date(2026, 11, 26), 1, [Calendar(frozenset({4, 5})), Calendar()]) == MONDAY


def test_calendars_without_a_common_working_day_are_refused() -> None:
    first, second = Calendar(frozenset({0, 1, 2})), Calendar(frozenset({3, 4, 5, 6}))

    with pytest.raises(NoWorkingDay):
        after_working_days(FRIDAY, 1, [first, second])


def test_working_days_are_counted_back_too() -> None:
    assert before_working_days(date(2026, 5, 18), 10, [Calendar()]) == date(2026, 5, 4)
    assert before_working_days(date(2026, 5, 17), 1, [Calendar()]) == date(2026, 5, 15)
    assert before_working_days(date(2026, 12, 1), 1, [Calendar(holidays=frozenset({FLAG_DAY}))]) == FRIDAY


def test_working_days_of_a_span_leave_out_weekends_and_holidays() -> None:
    week = (date(2026, 11, 30), date(2026, 12, 6))

    assert len(working_days(*week, [Calendar()])) == 5
    assert working_days(*week, [Calendar(holidays=frozenset({FLAG_DAY}))])[0] == date(2026, 12, 1)
    assert working_days(date(2026, 12, 5), date(2026, 12, 6), [Calendar()]) == ()


@pytest.mark.django_db
def test_a_forum_and_its_economies_have_calendars_of_their_own() -> None:
    WorkingCalendar.objects.create(weekend=[6], holidays=[FRIDAY])
    WorkingCalendar.objects.create(economy=Economy.objects.get(code="ALB"), weekend=[5, 6], holidays=[FLAG_DAY])
    WorkingCalendar.objects.create(economy=Economy.objects.get(code="SRB"), weekend=[0])

    assert calendars_of(["MNE", "ALB"]) == (
        Calendar(frozenset({6}), frozenset({FRIDAY})),
        Calendar(holidays=frozenset({FLAG_DAY})),
        Calendar(),
    )
