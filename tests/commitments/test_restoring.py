"""What was said and withdrawn can be brought back by whoever may say it."""

from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.lifecycle import ContentRefused
from tests import make
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.visits import got, levels, of, offers, shown

pytestmark = pytest.mark.django_db
LIST = "commitments:follow-ups-withdrawn"


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def agreed(desk: Reader) -> UUID:
    return commitment(desk)


@pytest.fixture
def gone(arta: Reader, agreed: UUID) -> UUID:
    said = follow(arta, agreed, words={"sq": "Po"}, language="sq")
    lifecycle.withdraw(FOLLOW_UP, said, by=arta)
    return said


def test_it_is_listed_for_its_house_and_restored_with_its_readers(gone: UUID, arta: Reader, desk: Reader) -> None:
    assert "Po" in shown(of(arta), LIST)
    assert got(of(desk), LIST).context["rows"] == []

    answer = of(arta).post(reverse("commitments:follow-up-restoration", args=[gone]))

    assert answer["Location"] == reverse("commitments:follow-up", args=[gone])
    assert FollowUp.visible_to(desk).filter(pk=gone).exists()
    assert got(of(arta), LIST).context["rows"] == []
    assert AuditEvent.objects.filter(verb="restored", target=str(gone)).count() == 1


def test_where_it_was_said_anew_that_goes_first(gone: UUID, arta: Reader, agreed: UUID) -> None:
    follow(arta, agreed)

    with pytest.raises(ContentRefused):
        lifecycle.restore(FOLLOW_UP, gone, by=arta)
    answer = of(arta).post(reverse("commitments:follow-up-restoration", args=[gone]), follow=True)

    assert answer.redirect_chain[-1][0] == reverse(LIST)
    assert levels(answer) == ["error"]
    assert FollowUp.visible_to(arta).count() == 1


def test_another_house_learns_nothing_of_it(gone: UUID, desk: Reader) -> None:
    for record in (gone, make.uuid(1)):
        with pytest.raises(NotFound):
            lifecycle.restore(FOLLOW_UP, record, by=desk)
        assert of(desk).post(reverse("commitments:follow-up-restoration", args=[record])).status_code == 404


def test_a_colleague_without_a_seat_sees_it_and_cannot_bring_it_back(gone: UUID, arta: Reader) -> None:
    colleague = make.reader("colleague", at=Organisation.objects.get(pk=UUID(arta.organisation)))

    assert "Po" in shown(of(colleague), LIST)
    assert offers(got(of(arta), LIST), "commitments:follow-up-restoration", gone)
    assert not offers(got(of(colleague), LIST), "commitments:follow-up-restoration", gone)
    with pytest.raises(NotAllowed, match="speaks-for"):
        lifecycle.restore(FOLLOW_UP, gone, by=colleague)


def test_it_stays_away_with_its_commitment_and_without_the_second_step(
    gone: UUID, arta: Reader, desk: Reader, agreed: UUID
) -> None:
    weak = reader_of(Person.objects.get(pk=arta.person), strong=False)
    with pytest.raises(NotAllowed, match="second-factor"):
        lifecycle.restore(FOLLOW_UP, gone, by=weak)

    lifecycle.withdraw(COMMITMENT, agreed, by=desk)

    assert got(of(arta), LIST).context["rows"] == []
    with pytest.raises(NotFound):
        lifecycle.restore(FOLLOW_UP, gone, by=arta)


def test_what_was_not_withdrawn_is_not_restored(arta: Reader, agreed: UUID) -> None:
    with pytest.raises(NotFound):
        lifecycle.restore(FOLLOW_UP, follow(arta, agreed), by=arta)
