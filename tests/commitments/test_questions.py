"""Four questions, a page each: what was not reported on, what a partner funds, what waits, what changed."""

import re
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia import overlap
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.labels import POSITION, SYMBOL
from egnatia.commitments.follow_ups.rules import ReportSchedule
from egnatia.commitments.links.actions import join
from egnatia.commitments.standard_reports.rules import (
    CONSIDERING,
    REPORT,
    AgendaItem,
    FollowUpState,
    a_year_before,
    agenda_of,
)
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, OrganisationType, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import confirm_release, remark
from tests import make
from tests.activities.activities.doing import activity
from tests.commitments.doing import SOURCE, WORDS, answer_of, commitment, focal_point, follow, secretariat
from tests.needs.needs.doing import need
from tests.visits import Answer, got, of, rows, shown, words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def mira() -> Reader:
    return focal_point("MNE", "mira")


def asked(reader: Reader, question: str, **filters: str) -> str:
    return shown(of(reader), f"commitments:{question}", **filters)


def answer_to(reader: Reader, question: str, **filters: str) -> Answer:
    return got(of(reader), f"commitments:{question}", **filters)


def number_of(reader: Reader, question: str, **filters: str) -> int:
    """How many lines the answer has, all of which stand on its one page."""
    answer = answer_to(reader, question, **filters)
    assert len(rows(answer)) == len(answer.context["listing"].rows) == answer.context["listing"].number
    return len(rows(answer))


def answered(position: str) -> str:
    """How a position stands on a page."""
    return f"{SYMBOL[position]} {POSITION[position]}"


def test_what_was_supported_and_not_reported_on_is_listed(desk: Reader, arta: Reader, mira: Reader) -> None:
    record = commitment(desk)
    follow(arta, record)
    follow(mira, record, economy="MNE", note="Begun", reported_on=TODAY)
    follow(arta, commitment(desk, "Only noted"), position="noted")
    follow(arta, commitment(desk, "Agreed long ago", agreed_on=date(2016, 12, 31)))
    follow(arta, commitment(desk, "Of an organisation"), economy="")

    page = asked(desk, "unreported")

    assert number_of(desk, "unreported") == 1
    assert f"{WORDS}" in page
    assert f"Albania: {answered('supported')}" in page
    for other in ("Montenegro: ●", "Only noted", "Agreed long ago", "Of an organisation"):
        assert other not in page
    assert "Agreed long ago" in asked(desk, "unreported", since="2016")
    assert number_of(desk, "unreported", economy="MNE") == 0


def test_a_report_of_another_house_for_the_economy_counts_where_it_is_seen(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record)
    colleague = make.reader("colleague", seats=(("focal-points", "ALB"),))
    follow(colleague, record, note="Begun", reported_on=TODAY, marking=make.STRICT)

    assert number_of(desk, "unreported") == 1
    assert number_of(colleague, "unreported") == 0


def test_which_of_them_a_partner_funds(desk: Reader, arta: Reader) -> None:
    paid, bare, own = (commitment(desk, f"Number {number}") for number in range(3))
    for record in (paid, bare, own):
        follow(arta, record)
    join(paid, activity("Mentors in prisons", funders="Donor (demo)").pk, by=desk)
    join(paid, activity("Also mentors", reporters="Reporter (demo)").pk, by=desk)
    join(paid, activity("Hidden mentors", funders="Hidden donor (demo)", marking=make.STRICT, by=desk).pk, by=desk)
    join(own, activity("A law", reporters="Ministry (demo)", fields={"sort": "own-measure"}).pk, by=desk)

    answer = answer_to(arta, "funded")

    page = words(answer.content)
    assert (answer.context["listing"].number, answer.context["listing"].among) == (1, 3)
    assert "Mentors in prisons Donor (demo)" in page
    assert "Also mentors Reporter (demo)" in page
    assert "Hidden" not in page
    assert "A law" not in page
    assert "Hidden mentors Hidden donor (demo)" in asked(desk, "funded")
    assert number_of(arta, "funded", economy="MNE") == 0


def waiting_in(answer: Answer) -> dict[str, tuple[str, date | None]]:
    """Why each commitment of an agenda waits, and since when."""
    return {each.line.commitment.words: (each.item.why, each.item.since) for each in answer.context["listing"].rows}


def test_the_agenda_holds_reports_waited_for_and_what_is_considered(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk, "Waited for"), due=date(2025, 3, 1))
    follow(arta, commitment(desk, "Considered"), position="considered")
    follow(arta, commitment(desk, "Due later"), due=date(2099, 1, 1))
    follow(arta, commitment(desk, "Reported"), due=date(2025, 3, 1), note="Done", reported_on=date(2025, 3, 1))

    answer = answer_to(desk, "agenda")

    assert waiting_in(answer) == {
        "Waited for": (REPORT, date(2025, 3, 1)),
        "Considered": (CONSIDERING, clock.today()),
    }
    first, second = rows(answer)
    assert (first[0], second[0]) == ("Waited for", "Considered")
    assert "1 March 2025" in first[3]
    assert "Due later" in asked(desk, "agenda", day="2099-01-01")
    assert number_of(desk, "agenda", economy="MNE") == 0


def test_nobody_but_its_owner_and_the_secretariat_learns_that_a_report_is_waited_for(
    desk: Reader, arta: Reader, mira: Reader
) -> None:
    follow(arta, commitment(desk, "Waited for"), due=date(2025, 3, 1))

    assert "Waited for" in asked(arta, "agenda")
    assert number_of(mira, "agenda") == 0
    answer = Client().get(reverse("commitments:agenda"))
    assert answer.status_code == 302


def standing(number: int, **more: object) -> FollowUpState:
    said: dict[str, object] = {"position": "supported", "waiting": ReportSchedule(None)}
    said |= {"considered_since": TODAY, "knows_due": True, **more}
    return FollowUpState(record=make.uuid(number), **said)  # type: ignore[arg-type]  # any field


def test_what_waited_longest_stands_first_and_each_once() -> None:
    both = standing(1, position="considered", waiting=ReportSchedule(date(2026, 1, 1)))
    unknown = standing(5, position="considered", considered_since=None)
    silent = standing(2, waiting=ReportSchedule(date(2025, 1, 1)), knows_due=False)
    considered = standing(3, position="considered", considered_since=date(2025, 6, 1))

    items = agenda_of([unknown, both, silent, considered, standing(4)], TODAY)

    assert items == [
        AgendaItem(make.uuid(3), CONSIDERING, date(2025, 6, 1)),
        AgendaItem(make.uuid(1), REPORT, date(2026, 1, 1)),
        AgendaItem(make.uuid(5), CONSIDERING, None),
    ]


def test_a_year_before_a_leap_day_is_the_day_before_it() -> None:
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2028, 3, 1)) == date(2027, 3, 1)


def followed_before(by: Reader, on: UUID, **said: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    with clock.time_from(lambda: datetime(2024, 5, 4, 9, tzinfo=UTC)):
        return follow(by, on, **said)


def test_answers_that_changed_stand_with_what_they_were(desk: Reader, arta: Reader) -> None:
    other = followed_before(arta, commitment(desk, "Other position"), position="noted")
    reworded = followed_before(arta, commitment(desk, "Other words"), words={"sq": "Po"}, language="sq")
    reported = followed_before(arta, commitment(desk, "Reported only"))
    followed_before(arta, commitment(desk, "As it was"))
    follow(arta, commitment(desk, "Newly said"))
    lifecycle.change(FOLLOW_UP, other, answer_of(position="supported"), expected=1, by=arta)
    lifecycle.change(FOLLOW_UP, reworded, answer_of(words={"sq": "Jo"}, language="sq"), expected=1, by=arta)
    lifecycle.change(FOLLOW_UP, reported, answer_of(note="Begun", reported_on=clock.today()), expected=1, by=arta)

    answer = answer_to(desk, "changed")

    page, supported = words(answer.content), answered("supported")
    assert number_of(desk, "changed") == 3
    assert f"{answered('noted')} Albania: {supported}" in page
    assert f"{supported} Po Albania: {supported} Jo" in page
    first = {each.line.commitment.words: each.before.first for each in answer.context["listing"].rows}
    assert first == {"Other position": False, "Other words": False, "Newly said": True}
    then = {row[0]: row[2] for row in rows(answer)}
    assert then["Newly said"]
    assert not any(symbol in then["Newly said"] for symbol in SYMBOL.values())
    assert "Reported only" not in page
    assert "As it was" not in page
    assert number_of(desk, "changed", economy="MNE") == 0
    assert number_of(desk, "changed", since="2099-01-01") == 0


def test_what_was_said_under_a_narrower_marking_is_told_to_nobody_else(
    desk: Reader, arta: Reader, mira: Reader
) -> None:
    said = followed_before(arta, commitment(desk), position="noted", marking=Marking(Tlp.AMBER_STRICT))
    remark(Record.objects.get(pk=said), make.GREEN, by=arta)
    lifecycle.change(FOLLOW_UP, said, answer_of(position="supported"), expected=1, by=arta)

    assert answered("noted") in asked(arta, "changed")
    assert number_of(mira, "changed") == 0
    assert answered("noted") not in asked(mira, "changed")


def test_a_report_on_what_was_released_is_no_changed_answer(desk: Reader, arta: Reader, mira: Reader) -> None:
    said = followed_before(arta, commitment(desk), marking=Marking(Tlp.AMBER_STRICT))
    remark(Record.objects.get(pk=said), make.GREEN, by=arta)
    lifecycle.change(FOLLOW_UP, said, answer_of(note="Begun", reported_on=clock.today()), expected=1, by=arta)

    for reader in (arta, mira):
        assert number_of(reader, "changed") == 0


def test_an_older_version_does_not_stand_for_a_hidden_one_of_that_day(desk: Reader, arta: Reader, mira: Reader) -> None:
    said = followed_before(arta, commitment(desk), position="noted")
    with clock.time_from(lambda: datetime(2024, 6, 4, 9, tzinfo=UTC)):
        remark(Record.objects.get(pk=said), Marking(Tlp.AMBER_STRICT), by=arta)
        lifecycle.change(FOLLOW_UP, said, answer_of(position="supported"), expected=1, by=arta)
    Record.objects.filter(pk=said).update(changed_at=clock.now())
    release = remark(Record.objects.get(pk=said), make.GREEN, by=arta)
    assert release
    confirm_release(release.pk, by=make.reader("second", at=Organisation.objects.get(pk=UUID(arta.organisation))))

    assert answered("noted") not in asked(mira, "changed", since="2025-01-01")
    before = f"{answered('noted')} Albania: {answered('supported')}"
    assert before in asked(mira, "changed", since="2024-05-20")


def test_what_is_considered_waits_since_it_was_first_said_so(desk: Reader, arta: Reader, mira: Reader) -> None:
    said = followed_before(arta, commitment(desk), position="noted")
    for version, day in ((1, datetime(2025, 2, 1, 9, tzinfo=UTC)), (2, datetime(2025, 9, 1, 9, tzinfo=UTC))):
        with clock.time_from(partial(datetime.replace, day)):
            lifecycle.change(
                FOLLOW_UP,
                said,
                answer_of(position="considered", responsible=f"Office {version}"),
                expected=version,
                by=arta,
            )
    quiet = followed_before(arta, commitment(desk, "Quiet"), position="considered", marking=Marking(Tlp.AMBER_STRICT))
    remark(Record.objects.get(pk=quiet), make.GREEN, by=arta)

    since = (CONSIDERING, date(2025, 2, 1))
    agenda, own = answer_to(desk, "agenda"), answer_to(arta, "agenda")
    assert waiting_in(agenda) == {WORDS: since, "Quiet": (CONSIDERING, None)}
    assert waiting_in(own) == {WORDS: since, "Quiet": (CONSIDERING, date(2024, 5, 4))}
    page = words(agenda.content)
    assert "1 February 2025" in page
    assert "4 May 2024" in words(own.content)
    assert "4 May 2024" not in page
    assert page.index(WORDS) < page.index("Quiet")


def test_what_was_agreed_on_a_day_that_nobody_stated_stands_last(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk, "Without a day", agreed_on=None))
    follow(arta, commitment(desk, "With a day"))

    page = asked(desk, "unreported")

    assert number_of(desk, "unreported") == 2
    assert page.index("With a day") < page.index("Without a day")


@pytest.mark.parametrize("question", ["unreported", "funded", "agenda", "changed"])
def test_bad_input_narrows_nothing_and_says_so(desk: Reader, question: str) -> None:
    for typed in (
        {"economy": "XXX"},
        {"since": "x", "day": "x"},
        {"since": "9" * 30, "day": "31.02.2026", "page": "-1"},
    ):
        page = of(desk).get(reverse(f"commitments:{question}"), typed)
        assert page.status_code == 200


@pytest.mark.parametrize("question", ["unreported", "funded", "agenda", "changed"])
def test_the_number_of_questions_to_the_database_does_not_grow(desk: Reader, arta: Reader, question: str) -> None:
    client = of(desk)
    counts = []
    for number in range(4):
        record = commitment(desk, f"Number {number}")
        follow(arta, record, due=date(2025, 1, 1))
        join(record, activity(f"Work {number}", funders="Donor (demo)").pk, by=desk)
        with CaptureQueriesContext(connection) as queries:
            assert f"Number {number}" in shown(client, f"commitments:{question}")
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1


def test_the_secretariats_home_leads_to_each(desk: Reader) -> None:
    page = of(desk).get(reverse("start:home")).content.decode()

    for question in ("unreported", "funded", "agenda", "changed"):
        assert reverse(f"commitments:{question}") in page


def test_what_was_withdrawn_is_in_no_answer(desk: Reader, arta: Reader) -> None:
    lifecycle.withdraw(FOLLOW_UP, follow(arta, commitment(desk), due=date(2025, 1, 1)), by=arta)

    for question in ("unreported", "funded", "agenda", "changed"):
        assert WORDS not in asked(desk, question)


def test_an_activity_and_a_need_say_what_was_agreed_about_them(desk: Reader, arta: Reader) -> None:
    record, hidden = commitment(desk), commitment(desk, "Hidden agreement", marking=make.STRICT)
    work, wish = activity("Mentors in prisons"), need(arta)
    for each in (record, hidden):
        join(each, work.pk, by=desk)
        join(each, wish, by=desk)

    for address in (reverse("activities:activity", args=[work.pk]), reverse("needs:need", args=[wish])):
        page = words(of(arta).get(address).content)
        assert re.search(rf"{WORDS} [^()]{{0,20}} {re.escape(SOURCE)}", page)
        assert "Hidden agreement" not in page
        assert "Hidden agreement" in of(desk).get(address).content.decode()


def test_the_page_of_a_follow_up_says_who_works_on_it(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    said = follow(arta, record)
    join(record, activity("Mentors in prisons").pk, by=desk)

    assert "Mentors in prisons" in shown(of(arta), "commitments:follow-up", said)


@pytest.mark.parametrize("question", ["unreported", "funded", "agenda", "changed"])
def test_beyond_the_last_page_nothing_false_is_said(desk: Reader, arta: Reader, question: str) -> None:
    record = commitment(desk)
    follow(arta, record, due=date(2025, 1, 1))
    join(record, activity("Work", funders="Donor (demo)").pk, by=desk)

    page = answer_to(desk, question, page="9")

    assert WORDS not in page.text
    assert (page.context["listing"].rows, page.context["listing"].number) == ((), 1)
    assert 'class="empty"' not in page.text
    assert 'class="empty"' in answer_to(desk, question, economy="MNE").text
    assert re.search(r'<p class="basis">\s*1\b', page.text)


def test_state_money_is_no_partners(desk: Reader, arta: Reader) -> None:
    law, named, identified, foreign = (commitment(desk, f"Number {number}") for number in range(4))
    for record in (law, named, identified, foreign):
        follow(arta, record)
    ministry = make.organisation("Ministry of Justice (demo)", sort=OrganisationType.GOVERNMENT)
    Organisation.objects.filter(pk=ministry.pk).update(economy="ALB", reference="XM-ALB-1")
    join(law, activity("A law", funders="Fund (demo)", fields={"sort": "own-measure"}).pk, by=desk)
    join(named, activity("Named", funders="ministry of justice (demo)", economies=frozenset({"ALB"})).pk, by=desk)
    join(
        identified,
        activity(
            "Identified", reporters=(overlap.OrganisationMention("MoJ", "XM-ALB-1"),), economies=frozenset({"ALB"})
        ).pk,
        by=desk,
    )
    join(foreign, activity("Foreign", funders="Ministry of Justice (demo)", economies=frozenset({"MNE"})).pk, by=desk)

    answer = answer_to(arta, "funded")

    assert (answer.context["listing"].number, answer.context["listing"].among) == (1, 4)
    assert "Foreign Ministry of Justice (demo)" in words(answer.content)
