"""The page that a successor in an office finds: what was said, what is due, what was agreed with whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from tests import make
from tests.activities.activities.doing import activity, of, shown
from tests.commitments.doing import commitment, follow
from tests.needs.needs.doing import WORDS, need, secretariat
from tests.rounds.rounds.doing import TITLE, answer, opened, participant

from egnatia.kernel import clock
from egnatia.kernel.models import Office, Organisation
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_of
from egnatia.matching.actions import compare_waiting, state_position
from egnatia.matching.models import Match
from egnatia.rounds.rounds.models import Participant

pytestmark = pytest.mark.django_db
DESK = "start:desk"


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
    return make.organisation("Ministry (demo)")


@pytest.fixture
def arta(ministry: Organisation) -> Reader:
    """The successor: for ten days."""
    return holder("arta", ministry, since=10)


def test_the_successor_finds_who_sat_there_and_what_was_said(ministry: Organisation, arta: Reader) -> None:
    zef = holder("zef", ministry, since=900, until=11)
    about = need(make.reader("author", at=ministry, seats=(("focal-points", "ALB"),)))
    who = participant(opened(secretariat()))
    answer(arta, who, about, "changed")

    page = shown(of(arta), DESK)

    assert zef.name in page
    assert "vacant" not in page
    assert WORDS in page
    assert TITLE in page
    assert "changed: 1" in page


def test_once_silence_is_over_a_round_is_adopted(arta: Reader) -> None:
    who = participant(opened(secretariat()))
    yesterday = clock.today() - timedelta(days=1)
    for until, words in ((clock.today(), "Accepted"), (yesterday, "Adopted")):
        Participant.objects.filter(pk=who).update(stage="accepted", held_until=until)
        assert f", {words}" in " ".join(shown(of(arta), DESK).split())


def test_a_vacant_seat_is_said_neutrally(ministry: Organisation, arta: Reader) -> None:
    assert "Nobody before you is noted here." in shown(of(arta), DESK)

    holder("zef", ministry, since=900, until=30)

    assert "The seat was vacant when you came." in shown(of(arta), DESK)


def test_the_start_page_leads_a_new_holder_there_for_three_months(ministry: Organisation, arta: Reader) -> None:
    old = holder("old", ministry, since=100)

    assert "You are new in this office" in shown(of(arta), "start:home")
    assert "You are new in this office" not in shown(of(old), "start:home")
    assert reverse(DESK) in of(old).get(reverse("start:home")).text


def test_what_is_due_is_what_waits_on_the_start_page(arta: Reader) -> None:
    need(arta)
    opened(secretariat())

    assert f"“{TITLE}”: 1 question waits for an answer" in shown(of(arta), DESK)


def test_it_says_with_whom_the_house_coordinates(ministry: Organisation, arta: Reader) -> None:
    other = make.reader("partner", at=make.organisation("Partner (demo)"), seats=("focal-points",))
    for by, funder in ((arta, "One (demo)"), (other, "Two (demo)")):
        activity(
            "Training of prison staff in Fier", by=by, source=funder, funders=funder, identifiers=("XM-1",),
            economies=frozenset({"ALB"}), start="2026-01", end="2026-12",
        )  # fmt: skip
    compare_waiting()
    match = Match.objects.get()
    assert "We coordinate" not in shown(of(arta), DESK)

    state_position(match.pk, "coordinate", "Every month, by telephone.", make.GREEN, by=arta)
    assert "We coordinate" not in shown(of(arta), DESK), "the other side has not said so"
    state_position(match.pk, "different", "Not with us.", make.GREEN, by=other)
    assert "We coordinate" not in shown(of(arta), DESK)
    state_position(match.pk, "coordinate", "Yes.", make.GREEN, by=other)
    page = shown(of(arta), DESK)
    assert "We coordinate with Partner (demo): Training of prison staff in Fier" in page
    assert "Every month, by telephone." in page

    state_position(match.pk, "different", "Other prisons.", make.GREEN, by=arta)
    assert "We coordinate with" not in shown(of(arta), DESK)


def test_nothing_hidden_stands_on_the_desk(ministry: Organisation, arta: Reader) -> None:
    author = make.reader("author", seats=(("focal-points", "ALB"),))
    need(author, marking=make.STRICT, words="Mos e trego")

    page = shown(of(arta), DESK)

    assert "Mos e trego" not in page
    assert "None that you can see." in page


def test_what_was_said_to_commitments_lies_there_with_the_next_report_first(arta: Reader) -> None:
    desk = secretariat()
    soon, later = clock.today() + timedelta(days=30), clock.today() + timedelta(days=300)
    for words_of_it, due in (("Nothing more is due here", None), ("Due later", later), ("Due soon", soon)):
        follow(arta, commitment(desk, words_of_it), due=due)
    hidden = commitment(desk, "Hidden from everybody else", marking=make.STRICT)
    follow(desk, hidden, marking=make.GREEN)

    page = shown(of(arta), DESK)

    assert page.index("Due soon") < page.index("Due later") < page.index("Nothing more is due here")
    assert f"next report {date_format(soon)}" in page
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
