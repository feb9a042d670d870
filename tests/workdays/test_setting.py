"""The secretariat sets the days on which nobody works; every member reads them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent
from egnatia.workdays.actions import load_demo, remove_demo, set_calendar
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import after_working_days
from tests import make
from tests.visits import faults, levels, of, typed

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


def test_the_secretariat_sets_a_calendar(desk: Reader) -> None:
    answer = of(desk).post(
        reverse("workdays:calendar", args=["ALB"]), {"weekend": ["5", "6"], "holidays": "2026-11-28\n", "version": "0"}
    )

    assert answer.status_code == 302
    stored = WorkingCalendar.objects.get(economy="ALB")
    assert (stored.weekend, stored.holidays, str(stored)) == ([5, 6], [DAY], "calendar of ALB")
    assert AuditEvent.objects.filter(kind="calendar", target="ALB").count() == 1


def test_members_read_all_and_set_none(desk: Reader) -> None:
    set_calendar("", [6], [DAY], expected=0, by=desk)
    member = of(make.reader("somebody"))

    page = member.get(reverse("workdays:calendars")).content.decode()

    assert date_format(DAY) in page
    assert reverse("workdays:calendar", args=["forum"]) not in page
    assert member.post(reverse("workdays:calendar", args=["forum"]), {"version": "1"}).status_code == 403
    assert WorkingCalendar.objects.get().weekend == [6]


def test_what_is_wrong_is_said_with_its_line_and_stays_typed(desk: Reader) -> None:
    address = reverse("workdays:calendar", args=["forum"])

    page = of(desk).post(address, {"weekend": list("0123"), "holidays": "2026-11-28\nMonday", "version": "0"})

    assert faults(page).keys() == {"weekend", "holidays"}
    (fault,) = page.context["form"].errors["holidays"]
    assert all(told in fault for told in ("2", "“Monday”"))
    assert fault in page.text
    assert (typed(page)["weekend"], typed(page)["holidays"]) == (list("0123"), ["2026-11-28\nMonday"])
    assert not WorkingCalendar.objects.exists()


def test_too_many_holidays_are_refused(desk: Reader) -> None:
    address = reverse("workdays:calendar", args=["forum"])

    page = of(desk).post(address, {"holidays": "2026-11-28\n" * 401, "version": "0"})

    assert faults(page).keys() == {"holidays"}
    assert not WorkingCalendar.objects.exists()


def test_whoever_comes_second_looks_again(desk: Reader) -> None:
    set_calendar("", [6], [], expected=0, by=desk)

    page = of(desk).post(reverse("workdays:calendar", args=["forum"]), {"weekend": ["5"], "version": "0"})

    assert levels(page) == ["warning"]
    assert typed(page)["weekend"] == ["5"]
    with pytest.raises(ChangedMeanwhile):
        set_calendar("", [5], [], expected=0, by=desk)


def test_only_the_secretariat_and_only_of_economies_there_are(desk: Reader) -> None:
    with pytest.raises(NotAllowed, match="secretariat"):
        set_calendar("", [6], [], expected=0, by=make.reader("somebody"))
    with pytest.raises(NotFound):
        set_calendar("XXX", [6], [], expected=0, by=desk)
    assert of(desk).get(reverse("workdays:calendar", args=["XXX"])).status_code == 404


def test_the_demo_has_public_holidays_so_that_deadlines_pass_over_them_and_takes_its_own_away() -> None:
    by = make.reader("secretariat", secretariat=True)
    set_calendar("MNE", [6], [DAY], expected=0, by=by)

    assert load_demo(False) == 4
    assert load_demo(False) == 0
    (_forum, albania) = calendars_of(["ALB"])
    assert after_working_days(date(2026, 12, 7), 1, (albania,)) == date(2026, 12, 9), "8 December is a holiday"
    set_calendar("SRB", [5, 6], [DAY], expected=1, by=by)
    assert remove_demo() == 3
    assert set(WorkingCalendar.objects.values_list("economy", flat=True)) == {"MNE", "SRB"}
