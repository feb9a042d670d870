"""The list, the page, the queue and the files of matches."""

from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from openpyxl import load_workbook

from egnatia import overlap
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.models import Term
from egnatia.kernel.reader import Reader
from egnatia.matching.actions import state_position, take_back
from egnatia.matching.models import Match, Position
from egnatia.matching.queries import filtered
from egnatia.matching.queries.listing import Naming, matches_seen_by
from egnatia.matching.rules import MatchFilters, in_order, opens_on, titles_of
from tests import make
from tests.activities.activities.doing import of, reader_at, shown, words
from tests.matching.doing import TITLE, activity, between, overlapping

pytestmark = pytest.mark.django_db


def rows(reader: Reader, **query: str) -> int:
    """How many matches the list shows."""
    answer = of(reader).get(reverse("matching:matches"), query)
    return answer.content.decode().count("<tr>") - (b"</thead>" in answer.content)


def test_the_visitor_is_led_to_sign_in() -> None:
    match = overlapping(make.reader("left"), make.reader("right"), marking=make.CLEAR)

    for name, args in (("matching:matches", ()), ("matching:match", (match.pk,)), ("matching:money", ())):
        answer = Client().get(reverse(name, args=args))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/")


def test_the_list_says_in_a_sentence_what_two_activities_share() -> None:
    left, right = make.reader("left"), make.reader("right")
    overlapping(left, right)

    page = shown(of(left), "matching:matches")

    assert "both are for Correctional Service (demo) in North Macedonia, March–June 2026 (4 months in common)" in page
    assert "Possible overlap to discuss" in page
    assert "1 match." in page
    assert "Compared: 2 activities of 2 organisations that you can see." in page
    assert "1 waits for your view" in page
    assert "no view yet" in page


def test_a_hidden_activity_leaves_no_trace_in_the_list() -> None:
    left, right = make.reader("left"), make.reader("right")
    between(activity(left, compare=False), activity(right, amount=500_000.0, marking=make.STRICT))

    page = shown(of(left), "matching:matches")

    assert "No match among the activities you can see." in page
    assert "Compared" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"kind": "overlap"}, 1),
        ({"kind": "same"}, 0),
        ({"economy": "MKD"}, 1),
        ({"economy": "ALB"}, 0),
        ({"about": "sector:152"}, 1),
        ({"about": "objective:2.3"}, 0),
        ({"organisation": "Lumina (demo)"}, 1),
        ({"organisation": "Kestrel (demo)"}, 0),
        ({"size": "250k-1m"}, 1),
        ({"size": ">5m"}, 0),
        ({"q": "prison"}, 1),
        ({"q": "sewage"}, 0),
        ({"view": "none"}, 1),
        ({"view": "open"}, 0),
        ({"kind": "nonsense"}, 1),
        ({"page": "2"}, 0),
        ({"activity": "00000000-0000-0000-0000-000000000001"}, 0),
        ({"activity": "nonsense"}, 1),
    ],
)
@pytest.mark.parametrize("many", [0, 10_000])
def test_filters_stand_in_the_address(
    query: dict[str, str], found: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtered, "MANY", many)  # whichever way is quicker finds the same
    Term.objects.get_or_create(vocabulary="sector", code="DAC:152", defaults={"labels": {"en": "peace"}})
    Term.objects.get_or_create(vocabulary="objective", code="2.3", defaults={"labels": {"en": "Protect"}})
    left, right = make.reader("left"), make.reader("right")
    activity(left, compare=False, sectors=frozenset({"DAC:15210"}))
    activity(right, amount=500_000.0, implementers=(overlap.Organisation("Lumina (demo)"),))

    assert rows(left, **query) == found


def test_states_of_views_are_filters_too() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    assert (rows(right, view="open"), rows(right, view="none"), rows(right, view="agreed")) == (1, 0, 0)

    state_position(match.pk, "coordinate", "", by=right)
    assert (rows(right, view="open"), rows(right, view="agreed")) == (0, 1)
    assert "agreed" in shown(of(right), "matching:matches")


def test_matches_of_equal_rank_stand_in_the_order_of_their_titles() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    bodies = [
        activity(left, title=title, economies=frozenset({"MNE"}), compare=False)
        for title in ("Zebra", "Aspen", "Maple")
    ]
    for number, (one, other) in enumerate(combinations(bodies, 2)):
        twin = Match.objects.get(pk=match.pk)
        twin.pk = make.uuid(900 + number)
        twin.left_id, twin.right_id = in_order(one.pk, other.pk)
        twin.titles = titles_of(one.sorted_title, other.sorted_title)
        twin.rank = 99.0
        twin.save(force_insert=True)

    listing = matches_seen_by(left, MatchFilters(), page=1, naming=Naming(forum(), vocabulary()))

    pairs = [sorted((row.left.title, row.right.title)) for row in listing.rows[:3]]
    assert pairs == [["Aspen", "Maple"], ["Aspen", "Zebra"], ["Maple", "Zebra"]]


def test_one_activity_has_a_list_of_its_own() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    assert rows(left, activity=str(match.left_id)) == 1


def test_the_files_hold_what_the_list_shows() -> None:
    left, right = make.reader("left"), make.reader("right")
    overlapping(left, right)
    browser = of(left)

    text = browser.get(reverse("matching:matches-download", args=["csv"])).content.decode("utf-8-sig")
    book = browser.get(reverse("matching:matches-download", args=["xlsx"]))

    assert text.splitlines()[0].startswith("match,kind,sentence,view,score,confidence,found,left_record")
    assert TITLE in text
    assert "500000" in text
    assert sheet(book.content)[1][1] == "overlap"
    assert browser.get(reverse("matching:matches-download", args=["pdf"])).status_code == 404


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content)).worksheets[0].values)


def test_the_page_can_be_read_in_ten_seconds() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    page = shown(of(left), "matching:match", match.pk)

    order = (
        "Possible overlap",
        "in common:",
        "Why we may be wrong",
        "In common",
        "What the owners say",
        "How calculated",
    )
    assert sorted(order, key=page.index) == list(order)
    assert page.count("4 months in common") == 2  # in the sentence, and under the two bars
    assert "180,000 EUR and 500,000 EUR" in page or "500,000 EUR and 180,000 EUR" in page
    assert "ask through the secretariat" in page
    assert "For now only the owners' organisations and the secretariat see this match." in page
    day = date_format(opens_on(clock.today(), 10))
    assert (
        f"the two owners' organisations and the secretariat; from {day}, or once both owners have a view, "
        "members who see both activities"
    ) in page
    assert page.count("Has not said anything yet, as far as you can see.") == 2
    assert "not stated by both" in page


def test_the_strip_says_who_sees_the_match_once_both_have_spoken() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    narrow = state_position(match.pk, "coordinate", "", make.STRICT, by=right)

    assert "or once both owners have a view" in shown(of(right), "matching:match", match.pk)  # members see one of them

    take_back(match.pk, narrow.pk, by=right)
    state_position(match.pk, "coordinate", "", by=right)
    page = shown(of(right), "matching:match", match.pk)
    assert "members who see both activities" in page
    assert "or once" not in page
    assert "For now only" not in page


def test_a_match_of_public_activities_is_for_members() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right, marking=make.CLEAR)

    strip = of(left).get(reverse("matching:match", args=[match.pk])).content.decode().partition('class="marking')[2]

    assert "TLP:GREEN" in strip[:600]


def test_hidden_and_missing_are_one_answer() -> None:
    match = overlapping(make.reader("left"), make.reader("right"))
    browser = of(make.reader("member"))

    hidden = browser.get(reverse("matching:match", args=[match.pk]))
    missing = browser.get(reverse("matching:match", args=[make.uuid(7)]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def say(reader: Reader, match: Match, **data: object) -> Any:  # noqa: ANN401 - the test client's answer
    return of(reader).post(reverse("matching:match-views", args=[match.pk]), data)


def test_a_button_states_the_view_and_the_other_owner_reads_it() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    answer = say(left, match, verdict="coordinate", note="One calendar.")

    assert answer["Location"] == reverse("matching:match", args=[match.pk])
    page = shown(of(right), "matching:match", match.pk)
    assert "We coordinate" in page
    assert "One calendar." in page
    assert "Open: one owner has said something" in page
    assert Position.objects.get().record.marking == make.GREEN


def test_the_view_may_be_for_few() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    shown_first = say(left, match, verdict="different", note="Secret.", **{"marking-tlp": "3", "preview": "1"})
    assert not Position.objects.exists()
    assert "Secret." in shown_first.content.decode()
    assert "Who will see this under TLP:AMBER+STRICT" in words(shown_first.content)

    say(left, match, verdict="different", note="Secret.", **{"marking-tlp": "3"})

    assert "Secret." in shown(of(left), "matching:match", match.pk)
    assert "Secret." not in shown(of(right), "matching:match", match.pk)


@pytest.mark.parametrize("data", [{"note": "Typed."}, {"verdict": "coordinate", "note": "Typed.", "marking-tlp": "2"}])
def test_what_was_typed_is_still_there_where_something_is_amiss(data: dict[str, object]) -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    answer = say(left, match, **data)

    assert answer.status_code == 200
    assert "Typed." in answer.content.decode()
    assert not Position.objects.exists()


def test_the_secretariat_reads_and_states_nothing() -> None:
    desk = make.reader("desk", secretariat=True)
    match = overlapping(make.reader("left"), make.reader("right"))

    assert "Only the organisations that the two activities belong to can say" in shown(
        of(desk), "matching:match", match.pk
    )
    answer = say(desk, match, verdict="coordinate")
    assert answer.status_code == 403
    assert "Only the organisations that the two activities belong to" in answer.content.decode()


def test_a_view_is_taken_back_on_the_page() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which prison?", by=left)
    newer = state_position(match.pk, "coordinate", "", by=left)
    assert "Earlier views" in shown(of(left), "matching:match", match.pk)

    answer = of(left).post(reverse("matching:match-view-withdrawal", args=[match.pk, newer.pk]))

    assert answer["Location"] == reverse("matching:match", args=[match.pk])
    assert "Which prison?" in shown(of(right), "matching:match", match.pk)
    assert "Take it back" not in shown(of(right), "matching:match", match.pk)


def test_one_owner_of_both_speaks_once() -> None:
    house = make.reader("house")
    match = overlapping(house, reader_at(house, "colleague"))
    assert "or once the owner has a view" in shown(of(house), "matching:match", match.pk)
    state_position(match.pk, "different", "", by=house)

    page = shown(of(house), "matching:match", match.pk)

    assert "both activities" in page
    assert "Agreed" in page


def test_the_queue_holds_what_the_house_has_not_answered_and_goes_on_to_the_next() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    other = between(
        activity(
            left,
            title="Safe storage of seized firearms and ammunition",
            compare=False,
            receivers=(overlap.Organisation("Police (demo)"),),
        ),
        activity(
            right,
            title="Safe storage of seized ammunition and firearms",
            receivers=(overlap.Organisation("Police (demo)"),),
            amount=90_000.0,
        ),
    )
    page = of(left).get(reverse("matching:match-batch")).content.decode()
    assert page.count("data-row") == 2
    assert page.count('aria-selected="true"') == 1
    assert page.count('data-key="5"') == 2

    answer = say(left, match, verdict="ask", then="batch")

    assert answer["Location"] == reverse("matching:match-batch")
    page = of(left).get(reverse("matching:match-batch")).content.decode()
    assert str(other.pk) in page
    assert page.count("data-row") == 1
    say(left, other, verdict="coordinate", then="batch")
    assert "Nothing waits for your view." in shown(of(left), "matching:match-batch")
    assert "2 matches of your organisation" in shown(of(right), "matching:match-batch")


def test_a_changed_score_and_a_match_that_is_gone_are_said() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    Match.objects.filter(pk=match.pk).update(earlier_score=42, changed_at=match.found_at, gone_at=match.found_at)

    page = shown(of(left), "matching:match", match.pk)

    assert "The score changed from 42 to" in page
    assert "no longer found to have this in common" in page
    assert rows(left) == 0


def test_an_activitys_page_shows_its_matches_and_asks_for_its_series() -> None:
    left, right = make.reader("left"), make.reader("right")
    one = overlapping(left, right, marking=make.CLEAR).left_id

    page = of(left).get(reverse("activities:activity", args=[one])).content.decode()

    assert "in common: both" in page
    assert reverse("matching:match-series", args=[one]) in page
    assert "Who else does this" not in shown(Client(), "activities:activity", one)


def test_the_parts_of_a_programme_are_worked_out_when_asked() -> None:
    left = make.reader("left")
    funder = "Alpine Cooperation (demo)"
    of_one = activity(
        left, title="Frontline skills for correctional officers", funder=funder, source="register", compare=False
    )
    activity(
        left, title="Frontline skills for correctional officers in Albania", funder=funder, source="register",
        economies=frozenset({"ALB"}), compare=False,
    )  # fmt: skip
    activity(left, title="Sewage works", funder=funder, source="register", compare=False)
    address = reverse("matching:match-series", args=[of_one.pk])

    whole = of(left).get(address).content.decode()
    part = of(left).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert "Frontline skills for correctional officers in Albania" in part
    assert "Parts of one programme" in part
    assert "Sewage" not in part
    assert of(make.reader("member")).get(reverse("matching:match-series", args=[make.uuid(3)])).status_code == 404


def test_an_activity_without_a_programme_says_so() -> None:
    left = make.reader("left")
    alone = activity(left, title="X")

    assert "None among the activities you can see." in shown(of(left), "matching:match-series", alone.pk)
