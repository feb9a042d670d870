"""The page that a successor in an office finds: what was said, what is due, what was agreed with whom."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from tests import make
from tests.activities.activities.doing import activity
from tests.commitments.doing import commitment, follow
from tests.needs.needs.doing import WORDS, need, secretariat
from tests.rounds.rounds.doing import TITLE, answer, opened, participant
from tests.visits import got, of, offers, shown

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Office, Organisation
from egnatia.kernel.readers import reader_of
from egnatia.matching.actions import compare_waiting, state_position
from egnatia.matching.models import Match
from egnatia.rounds.rounds.labels import STAGE, STEP, VERDICT
from egnatia.rounds.rounds.models import Participant
from egnatia.start.handover.queries import Desk

pytestmark = pytest.mark.django_db
DESK = "start:desk"
MAILBOX = "ministry@example.org"


def holder(username: str, house: Organisation, *, since: int, until: int | None = None, economy: str = "ALB") -> Reader:
    """Who holds the seat from so many days ago until so many days ago."""
    who = make.person(username, at=house)
    make.seat(who, "focal-points", economy=economy)
    today = clock.today()
    office = make.office(who, "F", where="focal-points", economy=economy)
    Office.objects.filter(pk=office.pk).update(
        since=today - timedelta(days=since), until=None if until is None else today - timedelta(days=until)
    )
    return reader_of(who, strong=True)


@pytest.fixture
def ministry() -> Organisation:
    found = make.organisation("Ministry (demo)")
    found.mailbox = MAILBOX
    found.save(update_fields=["mailbox"])
    return found


@pytest.fixture
def arta(ministry: Organisation) -> Reader:
    """The successor: for ten days."""
    return holder("arta", ministry, since=10)


def on_the_desk(reader: Reader) -> Desk:
    """What lies on the page."""
    found: Desk = got(of(reader), DESK).context["desk"]
    return found


def vacancies(reader: Reader) -> int:
    """How many seats the page says were vacant."""
    return str(got(of(reader), DESK).text).count('<p class="small">')


def test_the_successor_finds_who_sat_there_and_what_was_said(ministry: Organisation, arta: Reader) -> None:
    zef = holder("zef", ministry, since=900, until=11)
    about = need(make.reader("author", at=ministry, seats=(("focal-points", "ALB"),)))
    who = participant(opened(secretariat()))
    answer(arta, who, about, "changed")

    page, found = shown(of(arta), DESK), on_the_desk(arta)

    assert zef.name in page
    assert not found.seats[0].succession.vacant
    assert WORDS in page
    assert TITLE in page
    assert found.rounds[0].said == ((str(VERDICT["changed"]), 1),)
    assert f"{VERDICT['changed']}: 1" in page


def test_once_silence_is_over_a_round_is_adopted(arta: Reader) -> None:
    who = participant(opened(secretariat()))
    yesterday = clock.today() - timedelta(days=1)
    for until, stage in ((clock.today(), "accepted"), (yesterday, "adopted")):
        Participant.objects.filter(pk=who).update(stage="accepted", held_until=until)
        assert f"· {STAGE[stage]}" in " ".join(shown(of(arta), DESK).split())


def test_a_vacant_seat_is_said_neutrally(ministry: Organisation, arta: Reader) -> None:
    assert on_the_desk(arta).seats[0].succession.before == ()
    assert vacancies(arta) == 0

    zef = holder("zef", ministry, since=900, until=30)

    succession = on_the_desk(arta).seats[0].succession
    assert ([term.name for term in succession.before], succession.vacant) == ([zef.name], True)
    assert vacancies(arta) == 1
    Office.objects.filter(person=UUID(zef.person)).update(until=clock.today() - timedelta(days=11))
    assert vacancies(arta) == 0


def test_the_start_page_leads_a_new_holder_there_for_three_months(ministry: Organisation, arta: Reader) -> None:
    old = holder("old", ministry, since=100)

    card = rf'<article class="card">\s*<h2>[^<]*</h2>\s*<p>[^<]*</p>\s*<p>\s*<a class="button" href="{reverse(DESK)}">'
    anew, settled = got(of(arta), "start:home"), got(of(old), "start:home")
    assert re.search(card, anew.text)
    assert not re.search(card, settled.text)
    assert offers(settled, DESK)
    assert [page.text.count(f'href="{reverse(DESK)}"') for page in (anew, settled)] == [1, 1], "once on each page"


def test_what_is_due_is_what_waits_on_the_start_page(arta: Reader) -> None:
    need(arta)
    opened(secretariat())

    (waits,) = (each for each in on_the_desk(arta).waiting if each.sort == "round")
    assert (waits.count, waits.sentence.partition(": ")[0]) == (1, f"“{TITLE}”")
    assert waits.sentence in shown(of(arta), DESK)


def test_it_says_with_whom_the_house_coordinates(ministry: Organisation, arta: Reader) -> None:
    other = make.reader("partner", at=make.organisation("Partner (demo)"), seats=("focal-points",))
    for by, funder in ((arta, "One (demo)"), (other, "Two (demo)")):
        activity(
            "Training of prison staff in Fier", by=by, source=funder, funders=funder, identifiers=("XM-1",),
            economies=frozenset({"ALB"}), start="2026-01", end="2026-12",
        )  # fmt: skip
    compare_waiting()
    match = Match.objects.get()
    assert on_the_desk(arta).agreed == ()

    state_position(match.pk, "coordinate", "Every month, by telephone.", make.GREEN, by=arta)
    assert on_the_desk(arta).agreed == (), "the other side has not said so"
    state_position(match.pk, "different", "Not with us.", make.GREEN, by=other)
    assert on_the_desk(arta).agreed == ()
    state_position(match.pk, "coordinate", "Yes.", make.GREEN, by=other)
    page = shown(of(arta), DESK)
    assert re.search(r" Partner \(demo\): +Training of prison staff in Fier", page)
    assert "Every month, by telephone." in page
    assert [(each.match, each.with_whom) for each in on_the_desk(arta).agreed] == [(match.pk, "Partner (demo)")]

    state_position(match.pk, "different", "Other prisons.", make.GREEN, by=arta)
    assert on_the_desk(arta).agreed == ()
    assert "Every month, by telephone." not in shown(of(arta), DESK)


def test_nothing_hidden_stands_on_the_desk(ministry: Organisation, arta: Reader) -> None:
    author = make.reader("author", seats=(("focal-points", "ALB"),))
    need(author, marking=make.STRICT, words="Mos e trego")

    assert "Mos e trego" not in shown(of(arta), DESK)
    assert [(part.economy, part.rows, part.count) for part in on_the_desk(arta).needs] == [("Albania", (), 0)]


def test_what_was_said_to_commitments_lies_there_with_the_next_report_first(arta: Reader) -> None:
    desk = secretariat()
    soon, later = clock.today() + timedelta(days=30), clock.today() + timedelta(days=300)
    for words_of_it, due in (("Nothing more is due here", None), ("Due later", later), ("Due soon", soon)):
        follow(arta, commitment(desk, words_of_it), due=due)
    hidden = commitment(desk, "Hidden from everybody else", marking=make.STRICT)
    follow(desk, hidden, marking=make.GREEN)

    page = shown(of(arta), DESK)

    assert page.index("Due soon") < page.index("Due later") < page.index("Nothing more is due here")
    assert f" {date_format(soon)}" in page
    assert "Hidden from everybody else" not in page


def test_whoever_holds_no_office_has_no_desk(ministry: Organisation) -> None:
    for reader in (
        make.reader("member", seats=(("focal-points", "ALB"),)),
        holder("gone", ministry, since=50, until=1),
    ):
        assert of(reader).get(reverse(DESK)).status_code == 403
    assert Client().get(reverse(DESK)).status_code == 302


def test_the_number_of_queries_does_not_grow_with_what_lies_there(ministry: Organisation, arta: Reader) -> None:
    holder("zef", ministry, since=900, until=11)
    desk = secretariat()
    who = participant(opened(desk))
    counts = []
    for objective in ("2.3.1", "2.3.2", "2.2.1"):
        need(arta, objective=objective)
        opened(desk)
        client = of(arta)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(DESK))
        counts.append(len(asked))

    assert who
    assert len(set(counts)) == 1


def test_the_next_dates_whom_to_call_and_what_happened_come_first(ministry: Organisation, arta: Reader) -> None:
    zef = holder("zef", ministry, since=900, until=11)
    desk, about = secretariat(), need(arta)
    who = participant(opened(desk, closes=clock.today() + timedelta(days=20)))
    answer(arta, who, about, "changed", "Two more prisons.")

    found = on_the_desk(arta)

    assert [each.day for each in found.dates] == sorted(each.day for each in found.dates)
    assert 0 < len(found.dates) <= 3
    assert [each.name for each in found.people] == [zef.name, desk.name]
    told = [each.words for each in found.timeline]
    assert any(TITLE in words and str(STEP["started"]) in words for words in told)
    assert any(zef.name in words for words in told)
    page = shown(of(arta), DESK)
    assert page.index(date_format(found.dates[0].day)) < page.index(TITLE)


def test_the_secretariat_has_handover_notes_of_its_own(ministry: Organisation, arta: Reader) -> None:
    desk, about = secretariat(), need(arta)
    who = participant(opened(desk))
    answer(arta, who, about, "true")

    found = on_the_desk(desk)

    assert (found.seats, found.needs, found.others) == ((), (), ())
    assert [each.title for each in found.all_rounds] == [TITLE]
    assert any(each.url == reverse("rounds:round-answers", args=[who]) for each in found.timeline)
    assert [(each.name, each.role, each.mailbox) for each in found.people] == [(arta.name, "Albania", MAILBOX)]


def test_the_secretariat_calls_the_focal_points_of_its_own_groups_only(ministry: Organisation, arta: Reader) -> None:
    holder("gone", ministry, since=50, until=1)
    mira = holder("mira", ministry, since=50, economy="MNE")
    desk, outside = secretariat(), make.reader("outside", secretariat=True)

    def called(reader: Reader) -> list[str]:
        return [each.name for each in on_the_desk(reader).people if each.role in {"Albania", "Montenegro"}]

    assert called(desk) == [arta.name, mira.name]
    assert called(outside) == []


def test_a_round_with_cleared_replies_is_no_date_to_come(arta: Reader) -> None:
    desk = secretariat()
    who = participant(opened(desk, closes=clock.today() + timedelta(days=20)))

    def dates(reader: Reader) -> list[str]:
        return [each.words for each in on_the_desk(reader).dates if TITLE in each.words]

    assert len(dates(arta)) == 1
    Participant.objects.filter(pk=who).update(stage="cleared")
    assert dates(arta) == []
    assert len(dates(desk)) == 1, "others have not replied"
