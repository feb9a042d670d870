"""What is missing in activities: numbers equal to the lists behind them, and bulk changes that mend it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.bulk_changes.doing import hidden, sent
from tests.needs.frameworks.doing import estimated, served
from tests.visits import Answer, got, levels, of, reader_at, rows

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.needs.bulk_changes.actions import undo
from egnatia.needs.bulk_changes.models import BulkChange
from egnatia.needs.quality.queries import CHECKS, duplicates_of, found_by, summary_for
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {
    "economies": frozenset({"ALB"}),
    "start": "2026-01",
    "amount": 10.0,
    "currency": "EUR",
    "objectives": frozenset({"2.3.1"}),
}
CODES = [check.code for check in CHECKS]


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura", seats=("focal-points",))


def numbers(reader: Reader) -> dict[str, int]:
    return {line.check.code: line.number for line in summary_for(reader).lines}


def only(**said: int) -> dict[str, int]:
    return dict.fromkeys(CODES, 0) | said


def old(by: Reader, title: str = "Old") -> Activity:
    long_ago = clock.now() - timedelta(days=400)
    return activity(title, by=by, fields=Fields(updated_at=long_ago), **WHOLE)


def some_of_each(by: Reader) -> None:
    activity("Whole", by=by, **WHOLE)
    activity("Nowhere", by=by, **WHOLE | {"economies": frozenset()})
    activity("Undated", by=by, **WHOLE | {"start": ""})
    activity("Unpaid", by=by, **WHOLE | {"amount": None})
    activity("Twice", by=by, **WHOLE)
    activity("Twice", by=by, **WHOLE)
    old(by)
    estimated(by, title="Guessed", **WHOLE | {"objectives": frozenset()})


def test_each_gap_is_counted_where_it_is(ura: Reader) -> None:
    some_of_each(ura)

    assert numbers(ura) == only(economy=1, dates=1, amount=1, estimated=1, stale=1, duplicates=2)
    assert summary_for(ura).total == 8


@pytest.mark.parametrize("code", CODES)
def test_each_number_is_that_of_the_list_behind_it(ura: Reader, code: str) -> None:
    some_of_each(ura)
    some_of_each(make.reader("other"))

    answer = got(of(ura), "needs:quality-check", code)

    assert answer.context["number"] == numbers(ura)[code] == len(answer.context["listing"].rows) == len(rows(answer))
    assert reverse("needs:quality-check", args=[code]) in got(of(ura), "needs:quality").text


def test_own_activities_count_and_for_the_secretariat_all_that_it_sees(ura: Reader) -> None:
    some_of_each(make.reader("other"))
    activity("Strictly theirs", by=make.reader("third"), marking=make.STRICT)
    secretariat = make.reader("officer", secretariat=True)

    assert (numbers(ura), summary_for(ura).total) == (only(), 0)
    assert summary_for(secretariat).total == 8
    assert numbers(secretariat)["duplicates"] == 2


def test_what_a_reader_does_not_see_is_no_duplicate() -> None:
    house = make.organisation("House (demo)")
    first, colleague = make.reader("first", at=house), make.reader("colleague", at=house)
    activity("Twice", by=first, marking=make.RED, **WHOLE)
    activity("Twice", by=first, **WHOLE)

    assert numbers(first)["duplicates"] == 2
    assert numbers(colleague)["duplicates"] == 0


@pytest.mark.parametrize("other", [{"start": "2027-01"}, {"economies": frozenset({"MKD"})}, {"source": "elsewhere"}])
def test_what_differs_is_no_duplicate(ura: Reader, other: dict[str, Any]) -> None:
    activity("Twice", by=ura, **WHOLE)
    activity("Twice", by=ura, **WHOLE | other)

    assert numbers(ura)["duplicates"] == 0


def test_what_has_ended_need_not_be_updated(ura: Reader) -> None:
    long_ago = clock.now() - timedelta(days=400)
    activity("Ended", by=ura, fields=Fields(updated_at=long_ago), **WHOLE | {"end": "2020-01"})
    activity("Completed", by=ura, fields=Fields(updated_at=long_ago, status="closed"), **WHOLE)

    assert numbers(ura)["stale"] == 0


def mended(client: Client, code: str, *, all_of_them: bool, **said: str) -> BulkChange:
    """What is selected on the page of a check goes through the preview, and is then confirmed."""
    answer = got(client, "needs:quality-check", code)
    check = answer.context["check"]
    chosen: dict[str, Any] = {"choice": answer.context["choice"]}
    if not all_of_them:
        chosen = {"record": [str(row.id) for row in answer.context["listing"].rows]}
    preview = sent(client, "preview", **chosen, **({check.wish: "yes"} if check.wish else said))
    sent(client, "carrying-out", plan=hidden(preview.content, "plan"))
    return BulkChange.objects.latest("made_at")


@pytest.mark.parametrize("all_of_them", [True, False])
def test_what_is_stale_is_marked_as_up_to_date_and_back(ura: Reader, *, all_of_them: bool) -> None:
    old(ura, "One")
    old(ura, "Other")

    change = mended(of(ura), "stale", all_of_them=all_of_them)
    assert numbers(ura) == only()

    undo(change.pk, by=ura)
    assert numbers(ura) == only(stale=2)


def test_estimated_objectives_are_confirmed_and_back(ura: Reader) -> None:
    one = estimated(ura, "2.3.1", "2.3.2", **WHOLE | {"objectives": frozenset()})

    change = mended(of(ura), "estimated", all_of_them=True)
    assert (numbers(ura), served(one.pk)) == (only(), {"2.3.1": "declared", "2.3.2": "declared"})

    undo(change.pk, by=ura)
    assert Activity.objects.get().objectives == []


def test_an_economy_is_set_and_taken_back(ura: Reader) -> None:
    activity("Nowhere", by=ura, **WHOLE | {"economies": frozenset()})

    change = mended(of(ura), "economy", all_of_them=True, add_economy="MNE")
    assert (numbers(ura), Activity.objects.get().economies) == (only(), ["MNE"])

    undo(change.pk, by=ura)
    assert numbers(ura) == only(economy=1)


def test_the_secretariat_changes_nothing_of_others(ura: Reader) -> None:
    old(ura)

    answer = got(of(make.reader("officer", secretariat=True)), "needs:quality-check", "stale")

    assert (answer.context["number"], answer.context["choosing"]) == (1, False)


def duplicated(by: Reader) -> tuple[UUID, UUID]:
    """(the one that says more, the other)."""
    activity("Twice", by=by, **WHOLE)
    activity("Twice", by=by, fields=Fields(status="implementation"), **WHOLE)
    fuller, other = Activity.objects.filter(title="Twice").order_by("-status").values_list("pk", flat=True)
    return fuller, other


def test_the_fuller_of_two_is_kept_unless_they_say_otherwise(ura: Reader) -> None:
    fuller, other = duplicated(ura)

    (group,) = duplicates_of(ura, forum())

    assert {each.row.id: each.kept for each in group} == {fuller: True, other: False}


def withdrawal(client: Client, *records: UUID) -> Answer:
    said = {"record": [str(each) for each in records]}
    return client.post(reverse("needs:quality-withdrawal"), said, follow=True)


def test_one_of_two_is_withdrawn_after_a_preview_and_restored(ura: Reader) -> None:
    _fuller, other = duplicated(ura)
    client = of(ura)

    preview = withdrawal(client, other)
    assert [row.id for row in preview.context["rows"]] == [other]
    assert found_by(ura, "duplicates").count() == 2  # nothing was done yet

    done = client.post(reverse("needs:quality-withdrawal"), {"choice": preview.context["choice"]})
    assert Record.objects.get(pk=other).withdrawn_at
    assert numbers(ura) == only()

    client.post(reverse("needs:quality-restoration"), {"choice": done.context["choice"]})
    assert numbers(ura) == only(duplicates=2)


def test_not_all_of_a_group_are_withdrawn(ura: Reader) -> None:
    answer = withdrawal(of(ura), *duplicated(ura))

    assert levels(answer) == ["error"]
    assert numbers(ura) == only(duplicates=2)


def test_what_is_no_duplicate_or_of_others_is_not_withdrawn(ura: Reader) -> None:
    one = activity("Single", by=ura, **WHOLE)
    _fuller, other = duplicated(reader := make.reader("other"))

    withdrawal(of(ura), one.pk, other)

    assert not Record.objects.filter(withdrawn_at__isnull=False).exists()
    assert numbers(reader) == only(duplicates=2)


def test_a_colleague_sees_the_same_numbers(ura: Reader) -> None:
    some_of_each(ura)

    assert numbers(reader_at(ura, "colleague")) == numbers(ura)


def test_a_check_that_is_none_is_not_found(ura: Reader) -> None:
    assert of(ura).get(reverse("needs:quality-check", args=["nothing"])).status_code == 404
