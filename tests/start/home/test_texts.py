"""The home says that a text circulates by silence to whoever may object, and to the secretariat that somebody did."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.activities.activities.doing import of, shown
from tests.reporting.snapshots.doing import TITLE, frozen, on
from tests.rounds.rounds.doing import participant

from egnatia.kernel import markings
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.reader import Reader
from egnatia.reporting.snapshots.actions import object_to, take_text_back
from egnatia.reporting.snapshots.rules import Silence
from egnatia.rounds.rounds.models import Participant

pytestmark = pytest.mark.django_db
MONDAY, LAST = date(2026, 11, 30), date(2026, 12, 3)
ADOPTED_UNLESS = f"“{TITLE}” is adopted unless somebody objects"
OBJECTS = f"Albania objects to “{TITLE}”"


@pytest.fixture
def text(desk: Reader, accepted: UUID) -> UUID:
    """Circulating from Monday for three working days."""
    with on(MONDAY):
        return frozen(accepted, desk, way=Silence(3))


@pytest.fixture
def supporter(accepted: UUID) -> Reader:
    """Of an organisation that takes part in the round."""
    found = make.reader("supporter")
    house = Organisation.objects.get(pk=UUID(found.organisation))
    Participant.objects.create(round_id=accepted, organisation=house, role=Participant.Role.SUPPORTS)
    return found


def home(reader: Reader, day: date = LAST) -> str:
    with on(day):
        return shown(of(reader), "start:home")


class TestWhoeverMayObject:
    def test_reads_until_when_and_is_led_to_the_text(self, arta: Reader, text: UUID) -> None:
        page = home(arta)

        assert f"{ADOPTED_UNLESS} by 3 December 2026" in page
        with on(LAST):
            assert reverse("reporting:snapshot", args=[text]) in of(arta).get(reverse("start:home")).text

    def test_an_organisation_that_takes_part_is_told_too(self, supporter: Reader, text: UUID) -> None:
        assert text
        assert ADOPTED_UNLESS in home(supporter)

    def test_nobody_else_is(self, desk: Reader, member: Reader, text: UUID) -> None:
        assert text
        sits = make.reader("sits", seats=(("focal-points", "ALB"),))

        assert [who.name for who in (desk, member, sits) if ADOPTED_UNLESS in home(who)] == []

    def test_nobody_is_once_it_is_over(self, arta: Reader, mira: Reader, accepted: UUID, text: UUID) -> None:
        assert ADOPTED_UNLESS not in home(arta, LAST + timedelta(days=1))
        assert ADOPTED_UNLESS in home(mira)
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)
        assert ADOPTED_UNLESS not in home(mira)

    def test_nobody_is_who_does_not_read_the_text(
        self, desk: Reader, arta: Reader, mira: Reader, accepted: UUID
    ) -> None:
        of_montenegro = make.amber("focal-points", economies=("MNE",))
        markings.remark(Record.objects.get(pk=accepted), of_montenegro, by=desk)
        with on(MONDAY):
            frozen(accepted, desk, way=Silence(3), marking=of_montenegro)

        assert ADOPTED_UNLESS in home(mira)
        assert ADOPTED_UNLESS not in home(arta)


class TestTheSecretariat:
    def test_reads_who_objects_until_another_text_is_frozen(
        self, desk: Reader, arta: Reader, accepted: UUID, text: UUID
    ) -> None:
        assert OBJECTS not in home(desk)
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)

        with on(LAST):
            assert reverse("reporting:snapshot", args=[text]) in of(desk).get(reverse("start:home")).text
        assert OBJECTS in home(desk)
        with on(LAST):
            frozen(accepted, desk, way=Silence(3))
        assert OBJECTS not in home(desk)

    def test_nobody_else_reads_who_objects(
        self, arta: Reader, mira: Reader, member: Reader, *, accepted: UUID, text: UUID
    ) -> None:
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)

        assert [who.name for who in (arta, mira, member) if "objects to" in home(who)] == []

    def test_reads_which_organisation_objects(
        self, desk: Reader, supporter: Reader, accepted: UUID, text: UUID
    ) -> None:
        seat = Participant.objects.get(round=accepted, organisation=UUID(supporter.organisation))
        with on(LAST):
            object_to(text, seat.pk, "Nothing of ours is in it", by=supporter)

        assert f"{escape(supporter.organisation_name)} objects to “{TITLE}”" in home(desk)

    def test_what_it_took_back_itself_does_not_wait(self, desk: Reader, text: UUID) -> None:
        with on(LAST):
            take_text_back(text, by=desk)

        assert "objects to" not in home(desk)


def test_the_home_asks_as_often_whether_or_not_a_text_circulates_or_was_objected_to(
    desk: Reader, arta: Reader, accepted: UUID
) -> None:
    def asked(reader: Reader) -> int:
        browser = of(reader)
        with on(LAST), CaptureQueriesContext(connection) as queries:
            browser.get(reverse("start:home"))
        return len(queries)

    asked(desk)
    before = asked(desk), asked(arta)
    with on(MONDAY):
        text = frozen(accepted, desk, way=Silence(3))
    meanwhile = asked(desk), asked(arta)
    with on(LAST):
        object_to(text, participant(accepted), "Probation is missing", by=arta)

    assert before == meanwhile == (asked(desk), asked(arta))
