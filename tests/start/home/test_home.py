"""The home of each kind of reader: what waits first, then what is new, asked and said, each with a next step."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.activities.activities.doing import activity
from tests.matching.doing import overlapping
from tests.needs.needs.doing import need
from tests.visits import got, of, offers, reader_at, shown, words

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem
from egnatia.kernel.installation import BACKED_UP, last_backup, record_backup
from egnatia.kernel.models import Membership, Organisation, Person
from egnatia.kernel.records import markings
from egnatia.kernel.rooms import inbox_of
from egnatia.matching.actions import state_position
from egnatia.matching.labels import VERDICT
from egnatia.needs.needs.models import Need
from egnatia.proposals.models import Delivery
from egnatia.start.home.queries import STEPS, kind_for, kind_of, steps_for

pytestmark = pytest.mark.django_db
HOME = "start:home"


def waiting(reader: Reader) -> dict[str, int]:
    """How many things of each sort wait on the home."""
    page = got(of(reader), HOME)
    assert all(escape(each.sentence) in page.text for each in page.context["waiting"])
    return {each.sort: each.count for each in page.context["waiting"]}


def test_the_visitor_reads_what_egnatia_is_and_what_is_public() -> None:
    activity("Media literacy for teachers")
    activity("Undercover work", marking=make.GREEN)

    page = got(Client(), HOME)

    assert "Before you start an activity, see who is already active" in page.text
    assert "Media literacy for teachers" in page.text
    assert page.context["count"] == 1
    assert offers(page, "activities:activities")
    assert "Undercover" not in page.text
    assert offers(page, "proposals:proposal")
    assert offers(page, "account_login")


def test_an_empty_installation_has_a_calm_home() -> None:
    assert "No activities are listed here." in shown(Client(), HOME)
    assert "You have no tasks." in shown(of(make.reader("member")), HOME)


def test_what_waits_stands_first_with_a_number_of_minutes() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which prison?", by=left)

    page = got(of(right), HOME)

    heading = page.content.index(b"<h1")
    assert re.match(r"2 \w+, \w+ 3 \w+ right ", words(b"<main>" + page.content[heading:]))
    assert waiting(right) == {"asked": 1, "matches": 1}
    assert "Which prison?" in page.text
    mine = got(of(left), HOME)
    assert waiting(left) == {}
    assert [talk.said for talk in mine.context["said"]] == [VERDICT["ask"]]
    assert [(talk.title, talk.other) for talk in mine.context["said"]] == [(match.left.title, match.right.title)]
    assert match.right.title in mine.text
    assert str(VERDICT["ask"]) in mine.text
    (talk,) = mine.context["said"]
    assert {talk.title, talk.other} == {match.left.title, match.right.title}
    assert escape(talk.other) in mine.text


def test_the_page_of_a_task_that_is_done_leads_to_the_next_task() -> None:
    focal = make.reader("focal", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
    nothing_left = got(of(focal), "needs:needs-waiting")
    need(make.reader("desk", secretariat=True))
    overlapping(focal, make.reader("other"))
    at_work = got(of(focal), "needs:needs-waiting")
    overlaps = got(of(focal), "matching:match-batch")
    (record,) = Need.objects.values_list("pk", flat=True)
    confirmed = {"version": "1", "verdict": "confirmed", "waiting": "1"}

    done = of(focal).post(reverse("needs:need-confirmation", args=[record]), confirmed, follow=True)

    pages = (nothing_left, at_work, overlaps)
    assert [page.context["onward"] for page in pages] == [(), (), ()]
    assert not any(offers(page, "matching:match-batch") for page in (nothing_left, at_work))
    assert done.context["onward"][0].sort == "matches"
    assert offers(done, "matching:match-batch")
    assert got(of(focal), "needs:aims").context["onward"][0].sort == "matches"
    assert got(of(focal), "needs:announced").context["onward"][0].sort == "matches"


def test_one_home_asks_once_who_asks() -> None:
    left, right = make.reader("left"), make.reader("right")
    state_position(overlapping(left, right).pk, "ask", "Which prison?", by=left)
    client = of(right)

    with CaptureQueriesContext(connection) as asked:
        assert "Which prison?" in shown(client, HOME)

    about_positions = [each["sql"] for each in asked if 'FROM "matching_position"' in each["sql"]]
    assert len(about_positions) == len(set(about_positions)) > 0


def test_a_focal_point_reads_what_is_new_in_the_own_economy() -> None:
    focal = make.reader("focal", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
    activity("Patrol training", economies=frozenset({"ALB"}))
    activity("Flood protection", economies=frozenset({"GRC"}))

    page = got(of(focal), HOME)

    assert page.context["news"].economy.code == "ALB"
    assert "Albania" in words(page.content)
    assert "Patrol training" in page.text
    assert "Flood protection" not in page.text


def test_a_member_without_a_role_reads_what_is_new_in_the_economy_of_their_organisation() -> None:
    town = make.organisation("Municipality (demo)")
    activity("Patrol training", economies=frozenset({"ALB"}))
    activity("Flood protection", economies=frozenset({"GRC"}))
    member = make.reader("member", at=town)
    assert "Flood protection" in shown(of(member), HOME), "no economy is known"

    Organisation.objects.filter(pk=town.pk).update(economy="ALB")

    page = got(of(member), HOME)
    assert page.context["news"].economy.code == "ALB"
    assert "Patrol training" in page.text
    assert "Flood protection" not in page.text


def released(by: Reader, marking: Marking = make.GREEN) -> None:
    """A wish of `by` to widen a record that was released before."""
    record = activity("Patrol training", by=by, marking=make.amber("focal-points")).record
    assert markings.remark(record, marking, by=by) is not None


def test_a_wider_marking_waits_for_a_colleague_and_nobody_else() -> None:
    house = make.reader("house", seats=("focal-points",))
    released(house)
    colleague = reader_at(house, "colleague")
    weak = make.reader("weak", at=Organisation.objects.get(pk=UUID(house.organisation)), strong=False)

    assert waiting(colleague) == {"releases": 1}
    for reader in (house, weak, make.reader("member", seats=("focal-points",))):
        assert "releases" not in waiting(reader)


def test_a_steward_reads_who_waits_to_be_let_in() -> None:
    who = make.person("steward")
    make.seat(who, "arms", steward=True)
    waiting = make.seat(make.person("newcomer"), "arms")
    Membership.objects.filter(pk=waiting.pk).update(confirmed_by=None)
    steward = make_reader(who)

    (one,) = inbox_of(steward)

    assert (one.sort, one.count, one.url) == ("memberships", 1, reverse("people:community", args=["arms"]))
    assert inbox_of(make_reader(who, strong=False)) == ()


def test_a_steward_reads_whose_account_was_reset() -> None:
    who, other = make.person("steward"), make.person("reset")
    make.seat(who, "arms", steward=True)
    make.seat(other, "arms")
    Person.objects.filter(pk=other.pk).update(unconfirmed_since="2026-05-04T09:00Z")

    assert [each.sort for each in inbox_of(make_reader(who))] == ["resets"]


def make_reader(who: Person, *, strong: bool = True) -> Reader:
    from egnatia.kernel.readers import reader_of

    return reader_of(who, strong=strong)


def test_each_kind_of_reader_has_steps() -> None:
    for kind in ("secretariat", "focal-point", "agency", "partner", "civil-society", "member"):
        steps = steps_for(kind)
        assert len(steps) >= 3
        assert all(step.url.startswith("/") for step in steps)


def test_the_director_and_whoever_only_looks_find_their_page_from_the_start() -> None:
    assert offers(got(of(make.reader("desk", secretariat=True)), HOME), "reporting:key-numbers")
    for kind in ("agency", "partner", "civil-society", "member"):
        assert reverse("needs:matrix") in {step.url for step in steps_for(kind)}


@pytest.mark.parametrize(
    ("organisation_type", "seated", "kind"),
    [("government", True, "agency"), ("donor", True, "partner"), ("academia", True, "civil-society"),
     ("other", True, "member"), ("donor", False, "member")],
)  # fmt: skip
def test_a_home_is_made_by_office_then_by_organisation(organisation_type: str, seated: bool, kind: str) -> None:
    said = {"organisation_type": organisation_type, "seated": seated}

    assert kind_of(secretariat=False, focal_point=False, **said) == kind  # type: ignore[arg-type]  # the two named
    assert kind_of(secretariat=True, focal_point=True, **said) == "secretariat"  # type: ignore[arg-type]  # the two named
    assert kind_of(secretariat=False, focal_point=True, **said) == "focal-point"  # type: ignore[arg-type]  # the two named


def test_the_kind_follows_from_the_readers_own_organisation() -> None:
    partner = make.reader("partner", seats=("focal-points",))
    Organisation.objects.filter(pk=UUID(partner.organisation)).update(type="donor")

    assert kind_for(partner) == "partner"
    assert kind_for(make.reader("desk", secretariat=True)) == "secretariat"


def test_nobody_is_asked_for_hours() -> None:
    many = InboxItem("matches", 400, "", "", "", "", each=0.75)

    assert many.minutes == 12
    assert many.minutes + InboxItem("names", 1, "", "", "", "", each=0.5).minutes == 13


def test_minutes_for_the_first_of_many_say_how_many_they_are_for() -> None:
    few, many = (InboxItem("matches", count, "", "", "", "", each=0.75) for count in (15, 35))

    said = [re.findall(r"\b\d+\b", render_to_string("start/home/waiting.html", {"each": each})) for each in (few, many)]

    assert said == [["12"], ["15", "12"]]


def test_a_focal_point_reads_which_needs_wait_for_their_word() -> None:
    focal = make.reader("focal", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
    desk = make.reader("desk", secretariat=True)
    for objective in ("2.3.1", "2.3.2"):
        need(desk, objective=objective)
    need(desk, economy="MNE")
    need(desk, marking=make.RED)

    (waits,) = (each for each in inbox_of(focal) if each.sort == "needs")
    assert re.fullmatch(r"2 .* Albania .*", waits.sentence)
    assert waits.sentence in shown(of(focal), HOME)
    assert waiting(focal)["needs"] == 2
    assert "needs" not in waiting(desk)


def test_the_focal_point_of_several_economies_reads_one_sentence() -> None:
    who = make.person("focal")
    for economy in ("ALB", "MNE"):
        make.office(who, "F", where="focal-points", economy=economy)
    desk = make.reader("desk", secretariat=True)
    for economy in ("ALB", "MNE"):
        need(desk, economy=economy)

    (waits,) = (each for each in inbox_of(make_reader(who)) if each.sort == "needs")
    assert waits.count == 2
    assert re.fullmatch(r"2 [^A-Z]*", waits.sentence)
    assert waits.sentence in shown(of(make_reader(who)), HOME)


def test_a_question_waits_two_weeks_in_the_queue() -> None:
    holder = make.reader("holder")
    about = activity("Media literacy for teachers", by=holder, marking=make.STRICT)
    record = make.record("delivery", by=holder, marking=make.STRICT)
    Delivery.objects.create(record=record, activity=about, text="What have you learned?", mailbox="a@example.org")

    assert waiting(holder)["questions"] == 1
    assert "questions" not in waiting(make.reader("asker"))
    Delivery.objects.update(asked_at=clock.now() - timedelta(days=15))
    assert "questions" not in waiting(holder)


def test_one_thing_that_waits_is_spoken_of_as_one() -> None:
    focal = make.reader("focal", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
    need(make.reader("desk", secretariat=True))
    (waits,) = (each for each in inbox_of(focal) if each.sort == "needs")

    assert waits.text == "It is not counted until you confirm it. You can also rewrite it in your own words."
    assert waits.action == "Review"


def test_nobody_but_the_secretariat_is_told_to_ask_in_a_round() -> None:
    asking = str(STEPS["rounds"][1])
    for kind in ("focal-point", "partner"):
        assert not any(step.text == asking for step in steps_for(kind))
    assert any(step.text == asking for step in steps_for("secretariat"))


def test_administrators_see_how_old_the_last_backup_is_and_others_do_not() -> None:
    administrator, member = make.reader("administrator"), make.reader("member")
    Person.objects.filter(pk=administrator.person).update(is_administrator=True)
    assert "backup" not in got(of(member), HOME).text.lower()
    assert got(of(administrator), HOME).context["backup"] is None

    record_backup(BACKED_UP, "20261129T000000Z")

    assert got(of(administrator), HOME).context["backup"] == last_backup()
    assert "The last backup was made" in got(of(administrator), HOME).text
    assert "The last backup" not in got(of(member), HOME).text


def test_who_waits_to_be_confirmed_is_led_nowhere_where_they_would_be_refused() -> None:
    newcomer = make.reader("newcomer")
    Person.objects.filter(pk=newcomer.person).update(confirmed_at=None)

    page = got(of(newcomer), HOME)

    assert [step.url for step in page.context["steps"]] == [
        reverse("activities:activities"),
        reverse("proposals:proposal"),
    ]
