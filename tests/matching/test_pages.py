"""The list, the page, the queue and the files of matches."""

import re
from io import BytesIO
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, strip_tags
from openpyxl import load_workbook

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.matching.actions import compare_waiting, state_position, take_back
from egnatia.matching.models import Match, Position
from egnatia.matching.queries import lists
from egnatia.matching.queries.lists import MatchNames, matches_seen_by
from egnatia.matching.queries.visible import opens_on
from egnatia.matching.rules import MatchFilters, in_order, titles_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.models import Term
from egnatia.taxonomy.vocabularies import vocabulary
from tests import make
from tests.activities.imports.doing import brought_in
from tests.activities.imports.files import iati
from tests.matching.doing import TITLE, activity, between, overlapping
from tests.visits import Answer, got, of, offers, reader_at, refused, shown, words
from tests.visits import rows as rows_of

pytestmark = pytest.mark.django_db


def rows(reader: Reader, **query: str) -> int:
    """How many matches the list shows."""
    answer = of(reader).get(reverse("matching:matches"), query)
    shown = len(rows_of(answer))
    assert shown == len(answer.context["listing"].rows)
    return shown


def test_the_visitor_is_led_to_sign_in() -> None:
    match = overlapping(make.reader("left"), make.reader("right"), marking=make.CLEAR)

    for name, args in (("matching:matches", ()), ("matching:match", (match.pk,)), ("matching:money", ())):
        answer = Client().get(reverse(name, args=args))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/")


def test_a_row_of_the_list_says_each_fact_once() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    answer = got(of(left), "matching:matches")

    listing, basis = answer.context["listing"], answer.context["basis"]
    (row,), (cells,) = listing.rows, rows_of(answer)
    where, institution, what, who, when, state, _age, _next = cells
    assert (where, institution, what) == ("North Macedonia", "Correctional Service (demo)", TITLE)
    assert (who.count("180,000 EUR"), who.count("500,000 EUR")) == (1, 1)
    assert " ".join(cells).count("Correctional Service (demo)") == 1
    assert "4 months in common" in when
    assert answer.text.count("<svg") > 0
    assert state == row.state_label
    assert (row.kind, row.state, row.own) == ("overlap", "none", True)
    assert offers(answer, "matching:match", match.pk)
    assert listing.count == 1
    assert (basis.activities, basis.organisations) == (2, 2)
    assert 'class="basis"' in answer.text
    assert answer.context["waiting"] == 1
    assert offers(answer, "matching:match-batch")


def test_a_hidden_activity_leaves_no_trace_in_the_list() -> None:
    left, right = make.reader("left"), make.reader("right")
    between(activity(left, compare=False), activity(right, amount=500_000.0, marking=make.STRICT))

    answer = got(of(left), "matching:matches")

    assert (answer.context["listing"].rows, answer.context["listing"].count) == ((), 0)
    assert 'class="basis"' not in answer.text
    assert not offers(answer, "matching:match-batch")


def test_tabs_count_each_kind_under_the_same_filters() -> None:
    left, right = make.reader("left"), make.reader("right")
    overlapping(left, right)
    between(*chain(left, right))

    tabs = {tab["label"]: (tab["count"], tab["current"]) for tab in got(of(left), "matching:matches").context["tabs"]}
    elsewhere = got(of(left), "matching:matches", q="sewage").context["tabs"]

    assert list(tabs.values()) == [("1", True), ("0", False), ("1", False)]
    assert [tab["count"] for tab in elsewhere] == ["0", "0", "0"]
    assert all("q=sewage" in tab["url"] for tab in elsewhere)


def chain(left: Reader, right: Reader) -> tuple[Activity, Activity]:
    """What `right` carries out with money of an activity of `left`."""
    by = overlap.OrganisationMention("Lumina (demo)")
    whole = activity(
        left, title="Modern border checks for all crossing points", receivers=(), funder="Alpine Fund (demo)",
        implementers=(by,), amount=4_000_000.0, start="2026-01", compare=False,
    )  # fmt: skip
    part = activity(
        right, title="Equipment for two border crossings", receivers=(), funder="Alpine Fund (demo)", reporters=(by,),
        amount=320_000.0, start="2026-03", compare=True,
    )  # fmt: skip
    return whole, part


def test_the_row_says_which_activity_is_funded_from_which() -> None:
    left, right = make.reader("left"), make.reader("right")
    whole, part = chain(left, right)

    (cells,) = rows_of(got(of(left), "matching:matches", kind="chain"))

    said = f"{part.title} (320,000 EUR) appears to be funded from {whole.title} (4.0 million EUR)"
    assert cells[2] == said
    assert "EUR" not in cells[3]
    page = got(of(left), "matching:match", between(whole, part).pk)
    assert strip_tags(page.context["match"].passed_on) == said
    assert page.context["match"].passed_on in page.text


def test_a_title_is_shown_in_the_readers_language_where_the_source_states_it() -> None:
    left, right = make.reader("left"), make.reader("right")
    titles = (overlap.Text("Обука на затворскиот персонал", "mk"), overlap.Text(TITLE, "en"))
    between(
        activity(left, titles=titles, compare=False),
        activity(
            right,
            titles=(overlap.Text("Обука на затворскиот персонал за рано препознавање на радикализација", "mk"),),
            amount=500_000.0,
        ),
    )
    (row,) = got(of(left), "matching:matches").context["listing"].rows

    stated, foreign = sorted((row.one, row.other), key=lambda side: side.lang)

    assert (stated.title, stated.lang, stated.chips) == (TITLE, "", ())
    assert foreign.lang == "mk"
    assert foreign.chips


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
    monkeypatch.setattr(lists, "MANY", many)  # whichever way is quicker finds the same
    Term.objects.get_or_create(vocabulary="sector", code="DAC:152", defaults={"labels": {"en": "peace"}})
    Term.objects.get_or_create(vocabulary="objective", code="2.3", defaults={"labels": {"en": "Protect"}})
    left, right = make.reader("left"), make.reader("right")
    activity(left, compare=False, sectors=frozenset({"DAC:15210"}))
    activity(right, amount=500_000.0, implementers=(overlap.OrganisationMention("Lumina (demo)"),))

    assert rows(left, **query) == found


def test_states_of_views_are_filters_too() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    assert (rows(right, view="open"), rows(right, view="none"), rows(right, view="agreed")) == (1, 0, 0)

    state_position(match.pk, "coordinate", "", by=right)
    assert (rows(right, view="open"), rows(right, view="agreed")) == (0, 1)
    (row,) = got(of(right), "matching:matches").context["listing"].rows
    assert row.state == "agreed"


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

    listing = matches_seen_by(left, MatchFilters(), page=1, naming=MatchNames(forum(), vocabulary()))

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

    assert text.splitlines()[0].startswith("overlap,kind,sentence,position,score,confidence,found,left_record")
    assert TITLE in text
    assert "500000" in text
    assert sheet(book.content)[1][1] == "overlap"
    assert browser.get(reverse("matching:matches-download", args=["pdf"])).status_code == 404


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content)).worksheets[0].values)


def strip_of(answer: Answer) -> str:
    """The strip above a page that says who reads it."""
    return str(answer.text.partition('class="marking')[2][:600])


def test_the_page_can_be_read_in_ten_seconds() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    answer = got(of(left), "matching:match", match.pk)

    main, page, found = answer.text.partition("<main")[2], words(answer.content), answer.context["match"]
    assert found.kind == "overlap"
    order = (
        found.sentence.lead,
        found.sentence.text,
        'class="notice warning"',
        'class="between',
        'id="views"',
        found.parts[0].words,
    )
    assert sorted(order, key=main.index) == list(order)
    assert found.doubts
    assert all(doubt in page for doubt in found.doubts)
    (months,) = re.findall(r"\((4 [^)]+)\)", found.sentence.text)
    assert page.count(months) == 2  # in the sentence, and under the two bars
    (amounts,) = [each.value for each in found.common if "180,000 EUR" in each.value]
    assert "500,000 EUR" in amounts
    assert amounts in main
    assert {found.left.contact.mailbox, found.right.contact.mailbox, found.desk.mailbox} == {""}
    assert "mailto:" not in main
    assert found.quiet
    assert found.opens == opens_on(clock.now(), forum())
    assert date_format(found.opens) in strip_of(answer)
    assert [voice.said for voice in found.voices] == [None, None]
    assert main.count('<article class="card">') == 2
    unstated = [part for part in found.parts if part.value is None]
    assert unstated
    assert main.count("<meter") == len(found.parts) - len(unstated)


def test_the_strip_says_who_sees_the_match_once_both_have_spoken() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    narrow = state_position(match.pk, "coordinate", "", make.STRICT, by=right)

    before = got(of(right), "matching:match", match.pk)
    day = date_format(before.context["match"].opens)
    assert before.context["match"].quiet  # members see one of them
    assert day in strip_of(before)

    take_back(match.pk, narrow.pk, by=right)
    state_position(match.pk, "coordinate", "", by=right)
    after = got(of(right), "matching:match", match.pk)
    assert not after.context["match"].quiet
    assert day not in strip_of(after)


def test_a_match_of_public_activities_is_for_members() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right, marking=make.CLEAR)

    assert "TLP:GREEN" in strip_of(got(of(left), "matching:match", match.pk))


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
    page = got(of(right), "matching:match", match.pk)
    assert page.context["match"].state == "open"
    (said,) = page.context["match"].said
    assert (said.verdict, said.note, said.by) == ("coordinate", "One calendar.", left.name)
    assert f"{said.label} : One calendar." in words(page.content)
    assert Position.objects.get().record.marking == make.GREEN


def test_the_view_may_be_for_few() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    shown_first = say(left, match, verdict="different", note="Secret.", **{"marking-tlp": "3", "preview": "1"})
    assert not Position.objects.exists()
    assert "Secret." in shown_first.content.decode()
    assert shown_first.context["preview"].words == "TLP:AMBER+STRICT"
    assert "TLP:AMBER+STRICT" in shown_first.text.partition('id="marking-audience"')[2].partition("</h2>")[0]

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
    left = make.reader("left")
    match = overlapping(left, make.reader("right"))

    page = got(of(desk), "matching:match", match.pk)
    assert page.context["match"].side == ""
    assert offers(got(of(left), "matching:match", match.pk), "matching:match-views", match.pk)
    assert not offers(page, "matching:match-views", match.pk)
    assert refused(say(desk, match, verdict="coordinate"), "side")


def test_a_view_is_taken_back_on_the_page() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    older = state_position(match.pk, "ask", "Which prison?", by=left)
    newer = state_position(match.pk, "coordinate", "", by=left)
    page = got(of(left), "matching:match", match.pk)
    assert [view.id for view in page.context["match"].earlier] == [older.pk]
    assert "Which prison?" in page.text
    assert offers(page, "matching:match-view-withdrawal", match.pk, newer.pk)

    answer = of(left).post(reverse("matching:match-view-withdrawal", args=[match.pk, newer.pk]))

    assert answer["Location"] == reverse("matching:match", args=[match.pk])
    seen = got(of(right), "matching:match", match.pk)
    assert "Which prison?" in seen.text
    assert seen.context["match"].earlier == ()
    assert not offers(seen, "matching:match-view-withdrawal", match.pk, older.pk)


def test_one_owner_of_both_speaks_once() -> None:
    house = make.reader("house")
    match = overlapping(house, reader_at(house, "colleague"))
    before = got(of(house), "matching:match", match.pk)
    assert before.context["match"].quiet
    assert date_format(before.context["match"].opens) in strip_of(before)
    state_position(match.pk, "different", "", by=house)

    found = got(of(house), "matching:match", match.pk).context["match"]

    assert [voice.side for voice in found.voices] == ["both"]
    assert (found.state, found.quiet) == ("agreed", False)


def test_the_queue_holds_what_the_house_has_not_answered_and_goes_on_to_the_next() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    other = between(
        activity(
            left,
            title="Safe storage of seized firearms and ammunition",
            compare=False,
            receivers=(overlap.OrganisationMention("Police (demo)"),),
        ),
        activity(
            right,
            title="Safe storage of seized ammunition and firearms",
            receivers=(overlap.OrganisationMention("Police (demo)"),),
            amount=90_000.0,
        ),
    )
    queue = got(of(left), "matching:match-batch").context["queue"]
    assert all(Activity.objects.get(pk=row.entered).record.owner_id == UUID(left.organisation) for row in queue.rows)
    page = of(left).get(reverse("matching:match-batch")).content.decode()
    assert page.count("entered by your organisation") == 2
    assert page.count("data-row") == 2
    assert page.count('aria-selected="true"') == 1
    assert page.count('data-key="5"') == 2

    answer = say(left, match, verdict="ask", then="batch")

    assert answer["Location"] == reverse("matching:match-batch")
    page = of(left).get(reverse("matching:match-batch")).content.decode()
    assert str(other.pk) in page
    assert page.count("data-row") == 1
    say(left, other, verdict="coordinate", then="batch")
    done = got(of(left), "matching:match-batch")
    assert (done.context["queue"].rows, done.context["queue"].count) == ((), 0)
    assert "data-row" not in done.text
    assert got(of(right), "matching:match-batch").context["queue"].count == 2


def test_a_changed_score_and_a_match_that_is_gone_are_said() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    Match.objects.filter(pk=match.pk).update(earlier_score=42, changed_at=match.found_at, gone_at=match.found_at)

    page = got(of(left), "matching:match", match.pk)

    assert page.context["match"].earlier_score == 42
    assert page.context["match"].gone_at == match.found_at
    day = date_format(timezone.localtime(match.found_at))
    changed = rf"\b42\b.+ {match.score:.0f}\b.+ {re.escape(day)}"
    assert re.search(changed, words(page.content).partition(str(page.context["match"].engine))[2])
    assert day in page.text.partition("<main")[2].partition('class="pair"')[0]
    assert rows(left) == 0


def test_an_activitys_page_shows_its_matches_and_asks_for_its_series() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right, marking=make.CLEAR)
    one = match.left_id

    page = got(of(left), "activities:activity", one)

    (row,) = got(of(left), "matching:matches").context["listing"].rows
    assert row.sentence.text in page.text
    assert offers(page, "matching:match", match.pk)
    assert reverse("matching:match-series", args=[one]) in page.text
    assert 'id="matches"' in page.text
    public = got(Client(), "activities:activity", one)
    assert 'id="matches"' not in public.text
    assert not offers(public, "matching:match", match.pk)


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
    part = of(left).get(address, headers={"HX-Request": "true"})

    assert "<html" in whole
    assert "<html" not in part.text
    (other,) = part.context["series"].parts
    assert other.row.title == "Frontline skills for correctional officers in Albania"
    assert other.row.title in part.text
    assert escape(other.sentence.text) in part.text
    assert "Sewage" not in part.text
    assert of(make.reader("member")).get(reverse("matching:match-series", args=[make.uuid(3)])).status_code == 404


def test_an_activity_without_a_programme_says_so() -> None:
    left = make.reader("left")
    alone = activity(left, title="X")

    page = got(of(left), "matching:match-series", alone.pk)

    assert page.context["series"].parts == ()
    assert 'class="muted"' in page.text.partition("<main")[2].partition("</main>")[0]


def test_an_activity_that_was_just_saved_is_being_compared_and_never_without_overlaps() -> None:
    by = make.reader("left")
    saved = activity(by, compare=False)

    page = of(by).get(reverse("activities:activity", args=[saved.pk])).content
    assert lists.is_being_compared(by, saved.pk)
    assert "Being compared" in words(page)
    assert "No overlaps are listed here." not in words(page)
    compare_waiting()

    assert "No overlaps are listed here." in words(of(by).get(reverse("activities:activity", args=[saved.pk])).content)


def test_whether_a_hidden_activity_waits_is_not_said() -> None:
    saved = activity(make.reader("left"), compare=False, marking=make.STRICT)

    assert not lists.is_being_compared(make.reader("stranger"), saved.pk)


def test_the_page_of_an_import_says_that_its_activities_are_being_compared() -> None:
    by = make.reader("left")
    made = brought_in(by, iati())

    assert "are being compared" in words(got(of(by), "activities:import", made).content)
    assert not lists.some_being_compared(by, make.uuid(7))
    compare_waiting()

    assert "are being compared" not in words(got(of(by), "activities:import", made).content)
