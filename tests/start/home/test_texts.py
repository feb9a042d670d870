"""The home says that a text circulates by silence to whoever may object, and to the secretariat that somebody did."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.reporting.snapshots.doing import TITLE, frozen, on
from tests.rounds.rounds.doing import participant
from tests.visits import got, of

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.records import markings
from egnatia.reporting.snapshots.actions import object_to, take_text_back
from egnatia.reporting.snapshots.rules import Silence
from egnatia.rounds.rounds.models import Participant

pytestmark = pytest.mark.django_db
MONDAY, LAST = date(2026, 11, 30), date(2026, 12, 3)
MAY_OBJECT, OBJECTED = "text", "objection"


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


def sentences(reader: Reader, sort: str, day: date = LAST) -> list[str]:
    """What the home says of such things that wait."""
    with on(day):
        page = got(of(reader), "start:home")
    found = [each.sentence for each in page.context["waiting"] if each.sort == sort]
    assert all(escape(each) in page.text for each in found)
    return found


class TestWhoeverMayObject:
    def test_reads_until_when_and_is_led_to_the_text(self, arta: Reader, text: UUID) -> None:
        (said,) = sentences(arta, MAY_OBJECT)

        assert f"“{TITLE}”" in said
        assert "3 December 2026" in said
        with on(LAST):
            assert reverse("reporting:snapshot", args=[text]) in of(arta).get(reverse("start:home")).text

    def test_an_organisation_that_takes_part_is_told_too(self, supporter: Reader, text: UUID) -> None:
        assert text
        assert len(sentences(supporter, MAY_OBJECT)) == 1

    def test_nobody_else_is(self, desk: Reader, member: Reader, text: UUID) -> None:
        assert text
        sits = make.reader("sits", seats=(("focal-points", "ALB"),))

        assert [who.name for who in (desk, member, sits) if sentences(who, MAY_OBJECT)] == []

    def test_nobody_is_once_it_is_over(self, arta: Reader, mira: Reader, accepted: UUID, text: UUID) -> None:
        assert sentences(arta, MAY_OBJECT, LAST + timedelta(days=1)) == []
        assert len(sentences(mira, MAY_OBJECT)) == 1
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)
        assert sentences(mira, MAY_OBJECT) == []

    def test_nobody_is_who_does_not_read_the_text(
        self, desk: Reader, arta: Reader, mira: Reader, accepted: UUID
    ) -> None:
        of_montenegro = make.amber("focal-points", economies=("MNE",))
        markings.remark(Record.objects.get(pk=accepted), of_montenegro, by=desk)
        with on(MONDAY):
            frozen(accepted, desk, way=Silence(3), marking=of_montenegro)

        assert len(sentences(mira, MAY_OBJECT)) == 1
        assert sentences(arta, MAY_OBJECT) == []


class TestTheSecretariat:
    def test_reads_who_objects_until_another_text_is_frozen(
        self, desk: Reader, arta: Reader, accepted: UUID, text: UUID
    ) -> None:
        assert sentences(desk, OBJECTED) == []
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)

        with on(LAST):
            assert reverse("reporting:snapshot", args=[text]) in of(desk).get(reverse("start:home")).text
        (said,) = sentences(desk, OBJECTED)
        assert said.startswith("Albania ")
        assert f"“{TITLE}”" in said
        with on(LAST):
            frozen(accepted, desk, way=Silence(3))
        assert sentences(desk, OBJECTED) == []

    def test_nobody_else_reads_who_objects(
        self, arta: Reader, mira: Reader, member: Reader, *, accepted: UUID, text: UUID
    ) -> None:
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)

        assert [who.name for who in (arta, mira, member) if sentences(who, OBJECTED)] == []

    def test_reads_which_organisation_objects(
        self, desk: Reader, supporter: Reader, accepted: UUID, text: UUID
    ) -> None:
        seat = Participant.objects.get(round=accepted, organisation=UUID(supporter.organisation))
        with on(LAST):
            object_to(text, seat.pk, "Nothing of ours is in it", by=supporter)

        (said,) = sentences(desk, OBJECTED)
        assert said.startswith(f"{supporter.organisation_name} ")
        assert f"“{TITLE}”" in said

    def test_what_it_took_back_itself_does_not_wait(self, desk: Reader, text: UUID) -> None:
        with on(LAST):
            take_text_back(text, by=desk)

        assert sentences(desk, OBJECTED) == []


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
