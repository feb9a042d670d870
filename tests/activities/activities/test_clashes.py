"""Before an event is saved: what else is planned for the same institution, in the same week, on the same topic."""

from typing import Any

import pytest
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.visits import Answer, of, offers, typed

from egnatia.activities.activities.clashes import days_of, gathering_of, in_common
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import OrganisationName

TITLE = "Early recognition of radicalisation in prisons"


def there(title: str = TITLE, *, receivers: str = "Prison Service", start: str = "2026-05-20", **said: Any) -> Activity:  # noqa: ANN401 - any field of the facts
    said.setdefault("end", start)
    said.setdefault("marking", make.GREEN)
    said.setdefault("fields", {"sort": "event"})
    return activity(title, receivers=receivers, start=start, **said)


def entered(reader: Reader, **said: str) -> Answer:
    """The answer to an event that was sent."""
    data = {"title": "Workshop on radicalisation in prison", "start": "2026-05-18", "invited": "Prison Service"}
    return of(reader).post(reverse("activities:event-new"), {**data, "marking-tlp": "1", **said})


def in_the_way(answer: Answer) -> list[str]:
    """The titles of what is said to be in the way of an event; none where it was saved."""
    if answer.status_code == 302:
        return []
    titles = [row.title for row in answer.context["clashes"]["rows"]]
    notice = answer.text.partition('role="alert"')[2].partition("</ul>")[0]
    assert all(title in notice for title in titles)
    return titles


def mark(answer: Answer) -> str:
    (found,) = typed(answer)["clashes"]
    return found


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [
        ("2026-05-18", "2026-05-20", True),
        ("2026-05-18", "", True),
        ("2026-05", "2026-05-20", False),
        ("2026-05-18", "2026-05", False),
        ("", "", False),
        ("2026-05-18", "2026-07-20", False),
        ("2026-05-18", "2026-05-01", False),
        ("2026-05-99", "2026-05-99", False),
    ],
)
def test_days_are_known_where_both_are_stated_and_it_takes_a_month_at_most(
    start: str, end: str, *, known: bool
) -> None:
    assert (days_of(facts(start=start, end=end)) is not None) is known


def test_without_institution_or_topic_nothing_can_be_in_the_way() -> None:
    days = {"start": "2026-05-18", "end": "2026-05-18"}

    assert gathering_of(facts(TITLE, **days)) is None
    assert gathering_of(facts("Meeting", receivers="Prison Service", **days)) is None
    assert gathering_of(facts("Meeting", receivers="Prison Service", objectives=frozenset({"2.3.1"}), **days))


@pytest.mark.parametrize(
    ("day", "meets"), [("2026-05-17", False), ("2026-05-18", True), ("2026-05-24", True), ("2026-05-25", False)]
)
def test_a_week_is_from_monday_to_sunday(day: str, *, meets: bool) -> None:
    one = gathering_of(facts(TITLE, receivers="Prison Service", start="2026-05-20"))
    other = gathering_of(facts(TITLE, receivers="Prison Service", start=day))
    assert one
    assert other

    assert (in_common(one, other) is not None) is meets
    assert (in_common(other, one) is not None) is meets


@pytest.mark.django_db
def test_the_hint_comes_before_saving_and_does_not_forbid() -> None:
    there()
    reader = make.reader("reader")

    answer = entered(reader)
    there_is_one = Activity.objects.get()
    again = entered(reader, clashes=mark(answer))

    assert in_the_way(answer) == [TITLE]
    assert "20 May 2026" in answer.text
    assert offers(answer, "activities:activity", there_is_one.pk)
    assert again.status_code == 302
    assert Activity.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        {"receivers": "Police"},
        {"start": "2026-05-27"},
        {"title": "Media literacy for teachers"},
        {"start": "2026-01-01", "end": "2026-12-31"},
        {"start": "2026-05", "end": "2026-05"},
    ],
)
def test_another_institution_week_or_topic_is_not_in_the_way(said: dict[str, str]) -> None:
    there(**said)

    assert entered(make.reader("reader")).status_code == 302


@pytest.mark.django_db
def test_what_the_reader_does_not_see_is_not_in_the_way() -> None:
    there(marking=make.STRICT)

    assert entered(make.reader("reader")).status_code == 302


@pytest.mark.django_db
def test_another_name_of_the_institution_is_the_same_institution() -> None:
    house = make.organisation("Correctional Service (demo)")
    for name in ("Correctional Service (demo)", "Prison Service"):
        OrganisationName.objects.create(organisation=house, name=name, folded=folded_name(name))
    there(receivers="Correctional Service (demo)")

    assert in_the_way(entered(make.reader("reader"))) == [TITLE]


@pytest.mark.django_db
def test_a_name_that_two_organisations_share_joins_neither() -> None:
    for name in ("Ministry of Interior A (demo)", "Ministry of Interior B (demo)"):
        house = make.organisation(name)
        for each in (name, "MUP"):
            OrganisationName.objects.create(organisation=house, name=each, folded=folded_name(each))
    there(receivers="Ministry of Interior A (demo)")
    reader = make.reader("reader")

    assert entered(reader, invited="MUP").status_code == 302
    assert entered(reader, invited="Ministry of Interior B (demo)").status_code == 302
    assert TITLE in in_the_way(entered(reader, invited="Ministry of Interior A (demo)"))


@pytest.mark.django_db
def test_another_clash_is_shown_even_where_an_earlier_one_was_seen() -> None:
    there()
    reader = make.reader("reader")
    seen = mark(entered(reader))
    there("Radicalisation in prisons, second round", start="2026-05-21")

    assert "Radicalisation in prisons, second round" in in_the_way(entered(reader, clashes=seen))


@pytest.mark.django_db
def test_an_event_is_not_in_its_own_way_and_the_whole_form_asks_too() -> None:
    house = make.reader("house")
    own = there("Workshop on radicalisation in prison", by=house, start="2026-06-03")
    rows = {"bodies-TOTAL_FORMS": "1", "bodies-INITIAL_FORMS": "0", "bodies-0-role": "receivers"}
    sent = {"title": TITLE, "sort": "event", "bodies-0-name": "Prison Service", "version": "1", **rows}
    change = reverse("activities:activity-change", args=[own.pk])

    same = of(house).post(change, {**sent, "start": "2026-06-04", "end": "2026-06-04"})
    there(start="2026-07-01")
    moved = of(house).post(change, {**sent, "start": "2026-07-01", "end": "2026-07-02", "version": "2"})
    new = of(house).post(
        reverse("activities:activity-new"), {**sent, "start": "2026-07-02", "end": "2026-07-02", "marking-tlp": "1"}
    )

    assert same.status_code == 302
    assert TITLE in in_the_way(moved)
    assert TITLE in in_the_way(new)
