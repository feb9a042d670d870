"""What each domain tells of what changed: every kind by the title that its own page has, and where that is."""

import re

import pytest
from django.urls import reverse
from tests import make
from tests.commitments.doing import WORDS as AGREED
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.needs.needs.doing import WORDS, need, objectives
from tests.reporting.publications.doing import published
from tests.reporting.reports.doing import made
from tests.reporting.snapshots.doing import TITLE as ADOPTED
from tests.reporting.snapshots.doing import accepted_round, frozen
from tests.rounds.rounds.doing import TITLE, participant
from tests.visits import got, of

from egnatia.commitments.civil_society_views.actions import ObservationText, file_view
from egnatia.commitments.follow_ups.labels import POSITION
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import OrganisationType
from egnatia.kernel.records.versions import NEW
from egnatia.people.changes.queries import FATES, changes_for, news_for
from egnatia.people.changes.rules import ChangeCount
from egnatia.reporting.reports.labels import TITLE as REPORT
from egnatia.reporting.snapshots.labels import STATE
from egnatia.rounds.rounds.labels import STEP

pytestmark = pytest.mark.django_db
FRESH = str(FATES[NEW])


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


def told(reader: Reader, kind: str) -> list[tuple[str, str, str, str]]:
    lines = changes_for(reader, kind=kind).lines
    return [(line.told.words, line.told.about, line.fate_words, line.told.url) for line in lines]


def test_needs_rounds_snapshots_and_reports_are_told_as_they_are_called(desk: Reader, arta: Reader) -> None:
    objectives()
    stated = need(arta)
    record = accepted_round(desk, arta, stated)
    snapshot = frozen(record, desk)
    report = made(snapshot, desk)

    adopted, called = str(STATE["adopted"]), str(REPORT["support"])
    assert told(arta, "need") == [(WORDS, "Albania", FRESH, reverse("needs:need", args=[stated]))]
    assert told(arta, "round") == [(TITLE, "", FRESH, reverse("rounds:round", args=[record]))]
    assert told(arta, "snapshot") == [(ADOPTED, adopted, FRESH, reverse("reporting:snapshot", args=[snapshot]))]
    assert told(arta, "report") == [(called, ADOPTED, FRESH, reverse("reporting:report", args=[report]))]


def test_steps_of_a_round_are_told_to_whom_they_concern(desk: Reader, arta: Reader) -> None:
    objectives()
    record = accepted_round(desk, arta, need(arta))
    other = focal_point("MNE", "mira")
    page = reverse("rounds:round-answers", args=[participant(record)])

    for reader in (arta, desk):
        assert told(reader, "round-step") == [(TITLE, "Albania", str(STEP["accepted"]), page)]
    assert changes_for(arta, kind="round-step").lines[0].by == desk.name
    assert changes_for(other, kind="round-step").count == ChangeCount(0, more=False)
    assert len(changes_for(other, kind="round").lines) == 1


def test_publications_are_told_by_their_titles(desk: Reader, arta: Reader) -> None:
    objectives()
    need(arta)
    made_of_it = published(desk)

    (line,) = changes_for(arta, kind="publication").lines

    assert line.told.url == reverse("public:publication", args=[made_of_it])
    assert line.told.words


def test_what_was_agreed_and_said_to_it_is_told_with_whose_it_is(desk: Reader, arta: Reader) -> None:
    agreed = commitment(desk)
    said = follow(arta, agreed)
    house = make.organisation("Shelter of Durrës (demo)", sort=OrganisationType.CIVIL_SOCIETY)
    view = file_view(said, ObservationText("Half of them were met", "en"), make.GREEN, by=make.reader("lira", at=house))

    assert [words for words, *_ in told(arta, "commitment")] == [AGREED]
    assert told(arta, "follow-up") == [
        (AGREED, f"Albania: {POSITION['supported']}", FRESH, reverse("commitments:follow-up", args=[said]))
    ]
    assert told(arta, "observation") == [
        ("Half of them were met", house.name, FRESH, reverse("commitments:observation", args=[view]))
    ]


def test_the_number_at_home_is_that_of_the_list(desk: Reader, arta: Reader) -> None:
    objectives()
    record = accepted_round(desk, arta, need(arta))
    made(frozen(record, desk), desk)
    follow(arta, commitment(desk))

    for reader in (arta, desk, make.reader("member"), make.reader("weak", strong=False)):
        assert news_for(reader).count == changes_for(reader).count
    number = news_for(arta).count.number
    assert number > 5
    (link,) = re.findall(rf'<a href="{reverse("people:changes")}">([^<]*)</a>', got(of(arta), "start:home").text)
    assert link.startswith(f"{number} ")
