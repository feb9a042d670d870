"""What civil society says to a follow-up: its own, apart from the economy's answer, answered or not."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from egnatia.commitments.agreed.actions import withdraw_commitment
from egnatia.commitments.followed.actions import withdraw_follow_up
from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.observed.actions import file_view, reply_to_view, withdraw_view
from egnatia.commitments.observed.models import Observation, ObservationReply
from egnatia.commitments.observed.rules import Said
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import ActorType, AuditEvent, Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_of
from tests import make
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.mapping.activities.doing import of, shown

pytestmark = pytest.mark.django_db
VIEW = "Half of them were met, says the shelter"
SENT = {"words": VIEW, "language": "en", "marking-tlp": "1"}


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def lira() -> Reader:
    house = make.actor("Shelter of Durrës (demo)", sort=ActorType.CIVIL_SOCIETY)
    return make.reader("lira", at=house)


@pytest.fixture
def said(desk: Reader, arta: Reader) -> UUID:
    return follow(arta, commitment(desk))


def view(by: Reader, on: UUID, *, marking: Marking = make.GREEN) -> UUID:
    return file_view(on, Said(VIEW, "en"), marking, by=by)


def weak(reader: Reader) -> Reader:
    return reader_of(Person.objects.get(pk=reader.person), strong=False)


def test_it_is_filed_by_form_and_stands_apart_on_the_page(said: UUID, lira: Reader, arta: Reader) -> None:
    client = of(lira)
    assert "File a view" in shown(client, "commitments:follow-up", said)
    before = FollowUp.objects.get(pk=said).record.version

    answer = client.post(reverse("commitments:observation-new", args=[said]), SENT)

    found = Observation.objects.get()
    assert answer["Location"] == reverse("commitments:observation", args=[found.pk])
    page = shown(of(arta), "commitments:follow-up", said)
    assert f"no part of the answer above. {VIEW} Shelter of Durrës (demo)" in page
    assert "not answered yet" in page
    assert FollowUp.objects.get(pk=said).record.version == before
    assert AuditEvent.objects.filter(verb="filed view", target=str(found.pk)).count() == 1


def test_only_civil_society_files_and_with_its_second_step(
    said: UUID, lira: Reader, arta: Reader, desk: Reader
) -> None:
    for other in (arta, desk):
        with pytest.raises(NotAllowed, match="civil-society"):
            view(other, said)
        answer = of(other).post(reverse("commitments:observation-new", args=[said]), SENT)
        assert answer.status_code == 403
        assert "File a view" not in shown(of(other), "commitments:follow-up", said)
    with pytest.raises(NotAllowed, match="second-factor"):
        view(weak(lira), said)
    assert Client().get(reverse("commitments:observation-new", args=[said])).status_code == 302
    assert not Observation.objects.exists()


def test_on_what_one_does_not_see_there_is_nothing_to_say(desk: Reader, arta: Reader, lira: Reader) -> None:
    hidden = follow(arta, commitment(desk), marking=make.amber("focal-points"))
    beneath = follow(arta, commitment(desk, marking=make.amber("focal-points")))

    for record in (hidden, beneath, make.uuid(1)):
        with pytest.raises(NotFound):
            view(lira, record)
        assert of(lira).get(reverse("commitments:observation-new", args=[record])).status_code == 404


def test_it_has_a_marking_of_its_own_and_hangs_on_the_follow_up_and_its_commitment(
    desk: Reader, arta: Reader, lira: Reader
) -> None:
    agreed = commitment(desk)
    said = follow(arta, agreed)
    own, shared = view(lira, said, marking=make.STRICT), view(lira, said)
    address = reverse("commitments:observation", args=[shared])
    assert of(arta).get(reverse("commitments:observation", args=[own])).status_code == 404
    assert of(arta).get(address).status_code == 200

    withdraw_follow_up(said, by=arta)
    assert of(lira).get(address).status_code == 404
    other = view(lira, follow(arta, agreed))
    withdraw_commitment(agreed, by=desk)
    assert of(lira).get(reverse("commitments:observation", args=[other])).status_code == 404


def test_whoever_gives_the_follow_up_replies_and_nobody_else(
    said: UUID, lira: Reader, arta: Reader, desk: Reader
) -> None:
    record = view(lira, said)
    reply = reverse("commitments:observation-reply", args=[record])
    for other in (lira, desk):
        assert of(other).post(reply, {"words": "No"}).status_code == 403
        assert of(other).post(reply, {"words": ""}).status_code == 403
        page = of(other).get(reverse("commitments:observation", args=[record])).content.decode()
        assert VIEW in page
        assert f'action="{reply}"' not in page
    with pytest.raises(NotAllowed, match="second-factor"):
        reply_to_view(record, Said("No"), by=weak(arta))
    assert 'class="field wrong"' in of(arta).post(reply, {"words": ""}).content.decode()

    answer = of(arta).post(reply, {"words": "All of them, since May", "language": "en"})

    assert answer.status_code == 302
    page = shown(of(lira), "commitments:observation", record)
    assert "All of them, since May" in page
    assert escape(arta.actor_name) in page
    section = shown(of(lira), "commitments:follow-up", said)
    assert "answered Read it" in section
    assert "not answered yet" not in section
    assert ObservationReply.objects.count() == 1


def test_it_can_be_withdrawn_by_its_house_alone(said: UUID, lira: Reader, arta: Reader) -> None:
    record = view(lira, said)
    address = reverse("commitments:observation-withdrawal", args=[record])
    assert of(arta).get(address).status_code == 403
    assert of(arta).post(address).status_code == 403
    with pytest.raises(NotAllowed):
        withdraw_view(record, by=weak(lira))
    assert VIEW not in of(lira).get(address).content.decode()  # it asks first, and names the answer that it is on
    assert Observation.visible_to(lira).exists()

    assert of(lira).post(address)["Location"] == reverse("commitments:follow-up", args=[said])

    assert VIEW not in shown(of(arta), "commitments:follow-up", said)
    assert of(arta).get(reverse("commitments:observation", args=[record])).status_code == 404


def test_a_preview_says_who_would_see_it_and_keeps_what_was_typed(said: UUID, lira: Reader) -> None:
    page = of(lira).post(reverse("commitments:observation-new", args=[said]), {**SENT, "preview": "1"})

    assert VIEW in page.content.decode()
    assert not Observation.objects.exists()
    wrong = of(lira).post(reverse("commitments:observation-new", args=[said]), {"words": "", "marking-tlp": "1"})
    assert 'class="field wrong"' in wrong.content.decode()


def test_views_cost_as_many_questions_to_the_database_however_many_there_are(
    said: UUID, lira: Reader, arta: Reader
) -> None:
    counts = []
    for _ in range(3):
        reply_to_view(view(lira, said), Said("Noted"), by=arta)
        with CaptureQueriesContext(connection) as queries:
            shown(of(arta), "commitments:follow-up", said)
        counts.append(len(queries))
    assert len(set(counts)) == 1
