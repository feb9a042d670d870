"""Estimates of what activities serve: worked out behind the scenes, from each activity and the framework alone."""

import pytest
from django.db import connection
from tests import make
from tests.activities.activities.doing import activity, entry, facts
from tests.needs.frameworks.doing import served
from tests.queue import begin_the_next_job

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store_many, update
from egnatia.kernel import records
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks import actions
from egnatia.needs.frameworks.actions import aims_changed, answer_aims, confirm_aims, estimate_waiting
from egnatia.needs.frameworks.models import ActivityAim, Unestimated
from egnatia.needs.frameworks.queries import aims_of
from egnatia.needs.jobs import estimate_waiting_activities, pick_up_estimates

pytestmark = pytest.mark.django_db
PRISON = "Risk and needs assessment in prison, training of prison staff against radicalisation"
STORAGE = "Safe storage, marking and records of firearms"


def prison_work(by: Reader) -> Activity:
    return activity(PRISON, by=by, sectors=frozenset({"DAC:15137"}))


def test_storing_leaves_the_estimate_to_the_worker() -> None:
    made = prison_work(make.reader("owner"))

    assert served(made.pk) == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'needs.estimate_waiting'")
        assert cursor.fetchone() == (1,)
    estimate_waiting_activities()

    assert served(made.pk)["2.3.1"] == "estimate"
    assert all(aim.estimated for aim in aims_of([made.pk])[made.pk])
    assert not Unestimated.objects.exists()


def test_what_a_job_that_died_left_waiting_is_estimated_by_another() -> None:
    prison_work(make.reader("owner"))
    while began := begin_the_next_job():
        assert began.partition(".")[0] in {"activities", "matching", "needs"}

    pick_up_estimates(0)

    assert begin_the_next_job() == "needs.estimate_waiting"
    estimate_waiting_activities()
    pick_up_estimates(0)
    assert begin_the_next_job() is None


def test_an_estimate_says_what_speaks_for_it() -> None:
    made = prison_work(make.reader("owner"))
    estimate_waiting()

    aim = ActivityAim.objects.get(activity=made, code="2.3.1")

    assert 0 < aim.weight <= 1
    assert {"kind": "crosswalk", "what": ["DAC:15137"]} in aim.evidence
    assert {each["kind"] for each in aim.evidence} == {"crosswalk", "terms"}


def test_a_change_is_estimated_anew_and_what_a_person_said_stays() -> None:
    owner = make.reader("owner")
    changed, confirmed, refused = (prison_work(owner) for _ in range(3))
    estimate_waiting()
    confirm_aims(confirmed.pk, ["2.3.2"], by=owner)
    answer_aims(refused.pk, "none", by=owner)

    for made in (changed, confirmed, refused):
        update(made, facts(STORAGE), by=owner)
    estimate_waiting()

    assert "2.3.1" not in served(changed.pk)
    assert served(changed.pk)["3.3.2"] == "estimate"
    assert served(confirmed.pk) == {"2.3.2": "confirmed"}
    assert served(refused.pk) == {}


def test_nothing_is_estimated_where_objectives_are_declared() -> None:
    made = activity(PRISON, by=make.reader("owner"), objectives=frozenset({"1.1.1"}))

    estimate_waiting()

    assert served(made.pk) == {"1.1.1": "declared"}


def test_an_activity_that_says_nothing_of_the_framework_is_left_without() -> None:
    made = activity("Sewage pipes", by=make.reader("owner"))

    assert estimate_waiting() == 1
    assert estimate_waiting() == 0
    assert served(made.pk) == {}


def test_a_bulk_import_is_estimated_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    heard: list[int] = []

    def listen(sender: type, ids: list[object], **_: object) -> None:
        heard.append(len(ids))

    stored = store_many([entry(f"{PRISON} {n}") for n in range(5)], marking=make.GREEN, by=make.reader("owner"))
    aims_changed.connect(listen)
    try:
        estimate_waiting_activities()
    finally:
        aims_changed.disconnect(listen)

    assert heard == [2, 2, 1]
    assert all("2.3.1" in served(record) for record in stored)


def test_what_was_withdrawn_meanwhile_is_left_out() -> None:
    owner = make.reader("owner")
    made = prison_work(owner)
    records.withdraw(made.record, by=owner)

    estimate_waiting()

    assert served(made.pk) == {}


def test_an_estimate_follows_from_the_activity_alone() -> None:
    """Whatever else is stored, and whoever stored it: equal facts give equal estimates."""
    first = prison_work(make.reader("owner"))
    estimate_waiting()
    for number in range(3):
        activity(f"{STORAGE} {number}", by=make.reader(f"other-{number}"), marking=make.STRICT)
    second = prison_work(make.reader("later"))
    estimate_waiting()

    rows = [
        list(ActivityAim.objects.filter(activity=made).order_by("code").values_list("code", "weight", "evidence"))
        for made in (first, second)
    ]
    assert rows[0] == rows[1] != []
