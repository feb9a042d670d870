"""Similar work, worth a look: on the page of one activity, and of new activities for the secretariat."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.matching.actions import compare_waiting
from egnatia.matching.models import Match
from egnatia.matching.queries import similarity
from egnatia.matching.queries.similarity import WorkOfActivity
from tests import make
from tests.matching.doing import activity
from tests.visits import got, of, offers, refused

pytestmark = pytest.mark.django_db

FUND = "Nordlys Fund (demo)"
PRISONS = overlap.OrganisationMention("Prison Service (demo)")
PROBATION = overlap.OrganisationMention("Probation Service (demo)")
ENGLISH = "Reintegration of returnees from prison in Shkodra"
ALBANIAN = "Risocializimi i të kthyerve nga burgu, Shkodër"


def returnees(
    by: Reader, title: str = ENGLISH, lang: str = "en", *, marking: Marking = make.GREEN, **said: object
) -> Activity:
    """Work with returnees in Albania, of one fund: too little in common for an overlap."""
    facts: dict[str, object] = {
        "titles": (overlap.Text(title, lang),), "economies": frozenset({"ALB"}), "start": "2024-03-01",
        "end": "2026-02-28", "amount": 180_000.0, "receivers": (PRISONS,), **said,
    }  # fmt: skip
    return activity(by, funder=FUND, marking=marking, compare=False, **facts)  # type: ignore[arg-type]  # any field of the facts


def in_albanian(by: Reader, *, marking: Marking = make.GREEN, title: str = ALBANIAN) -> Activity:
    return returnees(
        by, title, "sq", marking=marking, start="2024-09-01", amount=210_000.0, receivers=(PROBATION,),
    )  # fmt: skip


def work(reader: Reader, of_one: Activity) -> WorkOfActivity:
    found: WorkOfActivity = got(of(reader), "matching:match-similar", of_one.pk).context["found"]
    return found


def test_the_same_work_under_another_title_in_another_language_is_shown_with_its_reason() -> None:
    left, right = make.reader("left"), make.reader("right")
    one, other = returnees(left), in_albanian(right)
    activity(right, title="Sewage works", economies=frozenset({"ALB"}), compare=False)

    page = got(of(left), "matching:match-similar", one.pk)

    (shown,) = page.context["found"].similar
    assert shown.row.id == other.pk
    assert {"prison", "Shkodra"} & set(shown.why.replace(",", " ").replace("“", " ").split())
    assert escape(shown.why) in page.text
    assert "Albania" in page.text
    assert offers(page, "activities:activity", other.pk)
    assert [each.row.id for each in work(left, other).similar] == [one.pk]


def test_an_overlap_is_not_repeated() -> None:
    left, right = make.reader("left"), make.reader("right")
    one, other = activity(left, compare=False), activity(right, amount=500_000.0, compare=False)
    compare_waiting()
    assert Match.objects.filter(left__in=[one.pk, other.pk]).exists()

    assert work(left, one).similar == ()


def test_an_overlap_is_not_told_early_as_similar_work_to_those_who_may_not_know_of_it_yet() -> None:
    one = activity(make.reader("left"), compare=False)
    activity(make.reader("right"), amount=500_000.0)

    assert work(make.reader("member"), one).similar == ()


def test_what_a_reader_may_not_see_takes_nobodys_place(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = make.reader("left"), make.reader("right")
    one, other = returnees(left), in_albanian(right)
    for most in ("MOST_ALIKE", "MOST_SHARING", "MOST_SHOWN"):
        monkeypatch.setattr(similarity, most, 1)
    before = got(of(left), "matching:match-similar", one.pk)

    hidden = [in_albanian(right, marking=make.RED, title=f"{ALBANIAN}, {ENGLISH} {each}") for each in "ABC"]
    after = got(of(left), "matching:match-similar", one.pk)

    assert [each.row.id for each in before.context["found"].similar] == [other.pk]
    assert [each.row for each in after.context["found"].similar] == [
        each.row for each in before.context["found"].similar
    ]
    assert of(left).get(reverse("matching:match-similar", args=[hidden[0].pk])).status_code == 404
    assert work(right, one).similar[0].row.id != other.pk


def test_it_is_linked_from_the_page_of_an_activity_and_worked_out_on_its_own_page_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = make.reader("left")
    one = returnees(left, marking=make.CLEAR)
    monkeypatch.setattr(similarity, "similar", None)

    assert offers(got(of(left), "activities:activity", one.pk), "matching:match-similar", one.pk)
    public = got(Client(), "activities:activity", one.pk)
    assert not offers(public, "matching:match-similar", one.pk)
    assert Client().get(reverse("matching:match-similar", args=[one.pk])).status_code == 302


def test_an_activity_without_similar_work_says_so() -> None:
    left = make.reader("left")
    alone = activity(left, title="Sewage works", compare=False)

    page = got(of(left), "matching:match-similar", alone.pk)

    assert page.context["found"].similar == ()
    assert offers(page, "activities:activity", alone.pk)


def test_the_secretariat_goes_through_new_activities_the_newest_first() -> None:
    desk, left = make.reader("desk", secretariat=True), make.reader("left")
    old, new = returnees(left), in_albanian(left)
    Activity.objects.filter(pk=old.pk).update(entered_at=clock.now() - timedelta(days=31))
    newest = activity(left, title="Sewage works", compare=False)

    page = got(of(desk), "matching:similar-queue")

    rows = page.context["listing"].rows
    assert [each.of.id for each in rows] == [newest.pk, new.pk]
    assert [[each.row.id for each in row.similar] for row in rows] == [[], [old.pk]]
    assert escape(rows[1].similar[0].why) in page.text
    assert not rows[1].more
    assert offers(got(of(desk), "matching:matches"), "matching:similar-queue")


def test_the_queue_names_three_and_leads_to_the_others() -> None:
    desk, left = make.reader("desk", secretariat=True), make.reader("left")
    one = returnees(left)
    for number in range(4):
        in_albanian(make.reader(f"house-{number}"))

    page = got(of(desk), "matching:similar-queue")

    (row,) = [each for each in page.context["listing"].rows if each.of.id == one.pk]
    assert len(row.similar) == similarity.MOST_OF_EACH
    assert offers(page, "matching:match-similar", one.pk)
    assert len(work(desk, one).similar) == 4


def test_a_page_of_the_queue_takes_as_many_queries_as_it_would_for_one_activity() -> None:
    desk, left = make.reader("desk", secretariat=True), make.reader("left")
    client, address = of(desk), reverse("matching:similar-queue")
    numbers = []
    for count in (2, 10):
        for each in range(count):
            returnees(left, f"{ENGLISH} {count} {each}")
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            page = client.get(address)
        numbers.append(len(found))

    assert len(page.context["listing"].rows) == 10
    assert len(client.get(address, {"page": "2"}).context["listing"].rows) == 2
    assert numbers[0] == numbers[1]


def test_the_queue_is_the_secretariats_alone() -> None:
    left = make.reader("left")
    returnees(left)

    assert refused(of(left).get(reverse("matching:similar-queue")), "secretariat-only")
    assert not offers(got(of(left), "matching:matches"), "matching:similar-queue")
    assert Client().get(reverse("matching:similar-queue")).status_code == 302


def test_nothing_is_stored_and_nothing_is_counted() -> None:
    desk, left = make.reader("desk", secretariat=True), make.reader("left")
    one = returnees(left)
    in_albanian(make.reader("right"))
    with CaptureQueriesContext(connection) as found:
        of(desk).get(reverse("matching:match-similar", args=[one.pk]))
        of(desk).get(reverse("matching:similar-queue"))

    told = [each["sql"] for each in found if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [each for each in told if "session" not in each and "last_login" not in each] == []
    assert not Match.objects.exists()
