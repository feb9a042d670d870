"""Reviews of practices, activities that used them again, and practices that answer a need."""

import html
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.demo import records_in
from egnatia.library.practices import actions
from egnatia.library.practices.demo import DESK, FILE, DemoOfPractices, load_reviews
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from egnatia.library.practices.models import PracticeReview, PracticeUse
from egnatia.library.practices.queries import (
    about_practice,
    answering,
    labels_of,
    practices_to_review,
    review_tasks,
)
from egnatia.library.practices.rules import CRITERIA
from egnatia.people.marking.actions import change_marking
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import need
from tests.reminders.doing import SITE, sent, written_to
from tests.visits import got, of, offers, shown

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
SAID = {"criteria": ["aim"], "text": "Convincing", "language": "en", "function": "Evaluation adviser", "months": 24}


def practice(by: Reader, name: str = "Mentoring", marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - fields of its content
    return lifecycle.create(PRACTICE, PracticeContent(ByLanguage({"en": name}, "en"), **more), marking, by=by)


def asked(record: UUID, desk: Reader, reviewer: Reader) -> UUID:
    return actions.ask_for_review(record, UUID(reviewer.organisation), "", by=desk)


def reviewed(record: UUID, desk: Reader, reviewer: Reader, decision: str = "promising", **more: object) -> UUID:
    made = asked(record, desk, reviewer)
    actions.give_review(made, {**SAID, "decision": decision, **more}, by=reviewer)
    return made


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


@pytest.fixture
def author() -> Reader:
    return make.reader("author")


@pytest.fixture
def reviewer() -> Reader:
    return make.reader("reviewer")


def test_the_criteria_are_public() -> None:
    page = got(Client(), "library:practice-criteria")

    assert [str(words) for words, _help in page.context["criteria"]] == [str(words) for words, _ in CRITERIA.values()]
    assert len(CRITERIA) == 8


def test_an_organisation_that_was_asked_finds_the_practice_and_reviews_it(
    desk: Reader, author: Reader, reviewer: Reader
) -> None:
    record = practice(author, marking=make.CLEAR)
    name = reviewer.organisation_name
    of(desk).post(reverse("library:practice-review-new", args=[record]), {"organisation": name, "function": "Adviser"})
    (task,) = review_tasks(reviewer)
    (item,) = practices_to_review(reviewer)

    typed = {**SAID, "decision": "recommended", "criteria": list(CRITERIA), "months": "36"}
    answer = of(reviewer).post(reverse("library:practice-review", args=[task.id]), typed)

    assert answer.status_code == 302
    assert (task.function, item.count, item.url) == ("Adviser", 1, reverse("library:practice-reviews"))
    assert not list(practices_to_review(reviewer))
    page = shown(Client(), "library:practice", record)
    assert "Recommended" in page
    assert name in html.unescape(page)
    assert "Recommended" in shown(Client(), "library:practices")
    label = about_practice(ANONYMOUS, record).label
    assert label is not None
    assert label.expires_on is not None
    assert (label.expires_on - clock.today()).days in (1095, 1096)


def test_whoever_is_asked_for_a_review_is_told_once_by_e_mail(desk: Reader, author: Reader, reviewer: Reader) -> None:
    addresses = [written_to(each) for each in (reviewer, author)]
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        asked(practice(author, "Mentoring"), desk, reviewer)
        hidden = practice(author, "Hidden")
        asked(hidden, desk, reviewer)
        change_marking(hidden, make.STRICT, by=author)

        assert [sent(), sent()] == [addresses[:1], []]

    (letter,) = mail.outbox
    assert "Mentoring" in letter.body
    assert "/library/practices/" in letter.body
    assert "Hidden" not in letter.body


def test_recommended_needs_all_criteria(desk: Reader, author: Reader, reviewer: Reader) -> None:
    made = asked(practice(author), desk, reviewer)

    page = of(reviewer).post(reverse("library:practice-review", args=[made]), {**SAID, "decision": "recommended"})

    assert "decision" in page.context["form"].errors
    assert not PracticeReview.objects.get().decision


def test_a_label_expires_and_says_so(desk: Reader, author: Reader, reviewer: Reader) -> None:
    record = practice(author, marking=make.CLEAR)
    reviewed(record, desk, reviewer)
    label = about_practice(ANONYMOUS, record).label
    assert label is not None
    assert not label.expired

    with _later(800):
        page = shown(Client(), "library:practice", record)
        listed = labels_of(ANONYMOUS, [record])

    assert "Review expired on" in page
    assert listed[record].expired


def _later(days: int) -> Any:  # noqa: ANN401 - a context manager
    then = clock.now() + timedelta(days=days)
    return clock.time_from(lambda: then)


def test_no_organisation_reviews_its_own_practice(desk: Reader, author: Reader) -> None:
    with pytest.raises(NotAllowed, match="practice-own-review"):
        asked(practice(author), desk, author)


def test_only_the_secretariat_asks_for_reviews(author: Reader, reviewer: Reader) -> None:
    record = practice(author)

    with pytest.raises(NotAllowed):
        asked(record, author, reviewer)
    assert of(author).get(reverse("library:practice-review-new", args=[record])).status_code == 403


def test_who_was_not_asked_reviews_nothing(desk: Reader, author: Reader, reviewer: Reader) -> None:
    made = asked(practice(author), desk, reviewer)
    other = make.reader("other")

    assert of(other).get(reverse("library:practice-review", args=[made])).status_code == 404
    with pytest.raises(NotFound):
        actions.give_review(made, {**SAID, "decision": "promising"}, by=other)


def test_not_recommended_yet_is_seen_by_author_reviewer_and_secretariat_alone(
    desk: Reader, author: Reader, reviewer: Reader
) -> None:
    record = practice(author, marking=make.CLEAR)
    reviewed(record, desk, reviewer, "not-yet", text="Stigma is not dealt with")

    seen = {who.name: bool(about_practice(who, record).reviews) for who in (desk, author, reviewer)}
    others = [about_practice(who, record).reviews for who in (make.reader("other"), ANONYMOUS)]

    assert all(seen.values())
    assert others == [(), ()]
    assert "Stigma" in shown(of(author), "library:practice", record)
    assert "Stigma" not in shown(Client(), "library:practice", record)
    assert labels_of(author, [record]) == {}


def test_a_review_is_hidden_with_its_practice(desk: Reader, author: Reader, reviewer: Reader) -> None:
    named = frozenset({desk.organisation, reviewer.organisation})
    marking = replace(make.STRICT, organisations=named)
    record = practice(author, marking=marking)
    reviewed(record, desk, reviewer)
    other = make.reader("other")

    assert labels_of(reviewer, [record])
    assert labels_of(other, [record]) == {}
    assert about_practice(other, record).reviews == ()


def test_a_later_review_of_the_same_organisation_replaces_its_first(
    desk: Reader, author: Reader, reviewer: Reader
) -> None:
    record = practice(author)
    reviewed(record, desk, reviewer, "promising")

    reviewed(record, desk, reviewer, "not-yet")

    assert [each.decision for each in PracticeReview.objects.all()] == ["not-yet"]


def test_a_practice_edited_after_its_review_says_so(desk: Reader, author: Reader, reviewer: Reader) -> None:
    record = practice(author)
    reviewed(record, desk, reviewer)

    changed = PracticeContent(ByLanguage({"en": "Mentoring by peers"}, "en"))
    lifecycle.change(PRACTICE, record, changed, expected=1, by=author)

    (row,) = about_practice(author, record).reviews
    assert row.edited


def test_reviewer_and_secretariat_withdraw_a_review(desk: Reader, author: Reader, reviewer: Reader) -> None:
    record = practice(author)
    made = reviewed(record, desk, reviewer)
    address = reverse("library:practice-review-withdrawal", args=[made])

    assert of(author).post(address).status_code == 403
    assert of(reviewer).post(address).status_code == 302
    assert not PracticeReview.objects.exists()
    again = asked(record, desk, reviewer)
    assert of(desk).post(reverse("library:practice-review-withdrawal", args=[again])).status_code == 302


def test_an_activity_that_used_a_practice_is_listed_for_whoever_sees_both(author: Reader) -> None:
    record = practice(author)
    user = make.reader("user")
    used = activity("Peer mentors", by=user, marking=make.STRICT).pk
    client = of(user)

    page = got(client, "library:practice-use-new", record)
    client.post(reverse("library:practice-use-new", args=[record]), {"activity": str(used), "note": "Adapted"})

    assert [each.id for each in page.context["offered"]] == [used]
    (row,) = about_practice(user, record).uses
    assert (row.note, row.own, row.url) == ("Adapted", True, reverse("activities:activity", args=[used]))
    assert about_practice(author, record).uses == ()
    assert "Peer mentors" not in shown(of(author), "library:practice", record)


def test_an_activity_of_others_or_hidden_cannot_be_recorded(author: Reader) -> None:
    record, user = practice(author), make.reader("user")

    with pytest.raises(NotAllowed):
        actions.record_use(record, activity("Theirs", by=author, marking=make.GREEN).pk, "", by=user)
    with pytest.raises(NotFound):
        actions.record_use(record, activity("Hidden", by=author, marking=make.STRICT).pk, "", by=user)
    with pytest.raises(NotFound):
        actions.record_use(practice(author, marking=make.STRICT), activity("Own", by=user).pk, "", by=user)


def test_who_recorded_a_use_withdraws_it(author: Reader) -> None:
    record, user = practice(author), make.reader("user")
    made = actions.record_use(record, activity("Peer mentors", by=user, marking=make.GREEN).pk, "", by=user)
    address = reverse("library:practice-use-withdrawal", args=[made])

    assert of(author).post(address).status_code == 403
    assert of(user).post(address).status_code == 302
    assert not PracticeUse.objects.exists()


def test_a_need_offers_practices_for_its_objective_reviewed_ones_first(
    desk: Reader, author: Reader, reviewer: Reader
) -> None:
    first = practice(author, "Reviewed", objectives=("2.3.1",))
    later = [practice(author, f"Practice {number}", objectives=("2.3.1",)) for number in range(5)]
    hidden = practice(author, "Hidden", make.STRICT, objectives=("2.3.1",))
    practice(author, "Elsewhere", objectives=("4.1.1",))
    reviewed(first, desk, reviewer)
    focal = make.reader("focal", focal_point=("focal-points", "ALB"))

    offered = answering(focal, "2.3.1")
    page = got(of(focal), "needs:need", need(focal, objective="2.3.1"))

    assert [each.id for each in offered.rows] == [first, *later[:0:-1]]
    assert offered.more
    assert answering(focal, "2.3").objective == ""
    assert offers(page, "library:practice", first)
    assert not offers(page, "library:practice", hidden)
    assert offers(page, "library:practices")


def test_the_demo_shows_reviews_of_every_sort_and_activities_that_used_practices() -> None:
    demo = msgspec.json.decode(FILE.read_bytes(), type=DemoOfPractices)
    there = {each.key for each in records_in(FILE.parent / "demo.json")}
    desk = make.person(DESK)
    make.office(desk, "S")
    named = [each.practice for each in demo.reviews] + [each.practice for each in demo.uses]
    users = [each.by for each in demo.reviews] + [each.by for each in demo.uses]
    by, *_others = (make.reader(name) for name in dict.fromkeys(users))
    for key in dict.fromkeys(named):
        content = PracticeContent(ByLanguage({"en": key}, "en"))
        lifecycle.create(PRACTICE, content, make.CLEAR, by=reader_of(desk, strong=True), provenance={"demo": key})
    activity("Other voices and lyceums", by=by, marking=make.CLEAR)

    assert [load_reviews(False), load_reviews(True)] == [0, 0]

    assert set(named) <= there
    decisions = {each.decision for each in PracticeReview.objects.all()}
    assert decisions == {"recommended", "promising", "not-yet", ""}
    assert PracticeReview.objects.count() == len(demo.reviews)
    assert PracticeUse.objects.exists()
