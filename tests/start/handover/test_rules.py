"""Who sat on a seat before somebody."""

from datetime import date

import pytest

from egnatia.start.handover.rules import Succession, TermOfOffice, succession

TODAY = date(2027, 3, 1)
MINE = TermOfOffice("Arta", date(2027, 2, 1), None, mine=True)


def before(*terms: TermOfOffice) -> Succession:
    found = succession([*terms, MINE], TODAY)
    assert found
    return found


def test_the_last_holder_comes_first_and_a_seat_handed_on_is_not_vacant() -> None:
    old = TermOfOffice("Zef", date(2020, 1, 1), date(2023, 5, 1))
    last = TermOfOffice("Besa", date(2023, 5, 2), date(2027, 1, 31))

    assert before(old, last) == Succession(date(2027, 2, 1), (last, old), vacant=False)


def test_a_gap_between_two_holders_is_a_vacant_seat() -> None:
    last = TermOfOffice("Besa", date(2023, 5, 2), date(2026, 12, 31))
    nobody = TermOfOffice("", date(2027, 1, 1), date(2027, 1, 31))

    assert before(last, nobody) == Succession(date(2027, 2, 1), (last,), vacant=True)


def test_whoever_still_holds_the_seat_beside_him_is_no_predecessor() -> None:
    deputy = TermOfOffice("Luan", date(2022, 1, 1), None, deputy=True)

    assert before(deputy) == Succession(date(2027, 2, 1), (), vacant=False)


def test_whoever_came_later_is_no_predecessor() -> None:
    later = TermOfOffice("Mira", date(2027, 2, 10), date(2027, 2, 20))

    assert before(later).before == ()


def test_a_deputy_who_became_the_holder_did_not_come_anew() -> None:
    as_deputy = TermOfOffice("Arta", date(2024, 1, 1), date(2027, 1, 31), deputy=True, mine=True)
    before_that = TermOfOffice("Arta", date(2019, 1, 1), date(2020, 1, 1), mine=True)
    other = TermOfOffice("Zef", date(2020, 1, 1), date(2023, 12, 31))

    assert before(before_that, as_deputy, other) == Succession(date(2024, 1, 1), (other,), vacant=False)


@pytest.mark.parametrize("until", [date(2027, 2, 28), date(2020, 1, 1)])
def test_whoever_holds_the_seat_no_more_has_no_desk(until: date) -> None:
    assert succession([TermOfOffice("Arta", date(2019, 1, 1), until, mine=True)], TODAY) is None


def test_a_holder_is_new_for_three_months() -> None:
    found = before()

    assert found.is_new(date(2027, 2, 1))
    assert found.is_new(date(2027, 5, 1))
    assert not found.is_new(date(2027, 5, 2))
    assert not found.is_new(date(2027, 1, 31))
