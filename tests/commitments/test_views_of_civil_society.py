"""What civil society says to a follow-up: its own, apart from the economy's answer, answered or not."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from egnatia.commitments.civil_society_views.actions import (
    ObservationText,
    file_view,
    reply_to_view,
    withdraw_reply,
    withdraw_view,
)
from egnatia.commitments.civil_society_views.models import Observation, ObservationReply
from egnatia.commitments.civil_society_views.queries import marked_as
from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, OrganisationType, Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from tests import make
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.visits import Answer, faults, got, of, offers, shown, typed, words

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
    house = make.organisation("Shelter of Durrës (demo)", sort=OrganisationType.CIVIL_SOCIETY)
    return make.reader("lira", at=house)


@pytest.fixture
def said(desk: Reader, arta: Reader) -> UUID:
    return follow(arta, commitment(desk))


def view(by: Reader, on: UUID, *, marking: Marking = make.GREEN, words: str = VIEW) -> UUID:
    return file_view(on, ObservationText(words, "en"), marking, by=by)


def replied(record: UUID, words: str = "Noted", *, by: Reader) -> UUID:
    marked = marked_as(Record.objects.get(pk=record))
    return reply_to_view(record, ObservationText(words, "en"), marked=marked, by=by)


def standing_after(page: Answer, tlp: str) -> str:
    """What is said behind the marking of the one view on a page: whether it was answered."""
    return words(b"<main" + page.text.partition('id="views"')[2].encode()).partition(tlp)[2].partition(VIEW)[0]


def weak(reader: Reader) -> Reader:
    return reader_of(Person.objects.get(pk=reader.person), strong=False)


def test_it_is_filed_by_form_and_stands_apart_on_the_page(said: UUID, lira: Reader, arta: Reader) -> None:
    client = of(lira)
    assert offers(got(client, "commitments:follow-up", said), "commitments:observation-new", said)
    before = FollowUp.objects.get(pk=said).record.version

    answer = client.post(reverse("commitments:observation-new", args=[said]), SENT)

    found = Observation.objects.get()
    assert answer["Location"] == reverse("commitments:observation", args=[found.pk])
    page = got(of(arta), "commitments:follow-up", said)
    above, _views, section = page.text.partition('id="views"')
    assert VIEW not in above
    assert VIEW in section.partition("</section>")[0]
    assert f"{VIEW} Shelter of Durrës (demo)" in words(page.content)
    assert [row.answered for row in page.context["observations"]] == [False]
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
        assert not offers(got(of(other), "commitments:follow-up", said), "commitments:observation-new", said)
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

    lifecycle.withdraw(FOLLOW_UP, said, by=arta)
    assert of(lira).get(address).status_code == 404
    other = view(lira, follow(arta, agreed))
    lifecycle.withdraw(COMMITMENT, agreed, by=desk)
    assert of(lira).get(reverse("commitments:observation", args=[other])).status_code == 404


def test_whoever_gives_the_follow_up_replies_and_nobody_else(
    said: UUID, lira: Reader, arta: Reader, desk: Reader
) -> None:
    record = view(lira, said)
    unanswered = standing_after(got(of(lira), "commitments:follow-up", said), "TLP:GREEN")
    reply = reverse("commitments:observation-reply", args=[record])
    for other in (lira, desk):
        assert of(other).post(reply, {"words": "No"}).status_code == 403
        assert of(other).post(reply, {"words": ""}).status_code == 403
        page = of(other).get(reverse("commitments:observation", args=[record])).content.decode()
        assert VIEW in page
        assert f'action="{reply}"' not in page
    with pytest.raises(NotAllowed, match="second-factor"):
        replied(record, by=weak(arta))
    assert 'class="field wrong"' in of(arta).post(reply, {"words": ""}).content.decode()

    sent = {"words": "All of them, since May", "language": "en", "marked": marked_as(Record.objects.get(pk=record))}
    answer = of(arta).post(reply, sent)

    assert answer.status_code == 302
    page = shown(of(lira), "commitments:observation", record)
    assert "All of them, since May" in page
    assert escape(arta.organisation_name) in page
    section = got(of(lira), "commitments:follow-up", said)
    assert [row.answered for row in section.context["observations"]] == [True]
    assert standing_after(section, "TLP:GREEN") != unanswered
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
    for number in range(3):
        replied(view(lira, said, words=f"View {number}"), by=arta)
        with CaptureQueriesContext(connection) as queries:
            shown(of(arta), "commitments:follow-up", said)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def in_confidence(arta: Reader) -> Marking:
    """To the house that files it and the one that it is about."""
    return Marking(Tlp.AMBER_STRICT, organisations=frozenset({arta.organisation}))


def test_a_reply_in_confidence_stays_so_when_the_view_is_released(desk: Reader, lira: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk, marking=make.CLEAR), marking=make.CLEAR)
    record = view(lira, said, marking=in_confidence(arta))
    replied(record, "Between us: half of them", by=arta)

    remark(Record.objects.get(pk=record), make.CLEAR, by=lira)

    for reader in (lira, arta):
        assert "Between us" in shown(of(reader), "commitments:observation", record)
    page = got(Client(), "commitments:observation", record)
    assert VIEW in page.text
    assert "Between us" not in page.text
    assert page.context["row"].replies == ()
    section = got(of(desk), "commitments:follow-up", said)
    assert [row.answered for row in section.context["observations"]] == [False]


def test_who_replies_has_seen_the_marking_that_the_view_has(said: UUID, lira: Reader, arta: Reader) -> None:
    record = view(lira, said, marking=in_confidence(arta))
    marked = marked_as(Record.objects.get(pk=record))
    assert marked in of(arta).get(reverse("commitments:observation", args=[record])).content.decode()
    remark(Record.objects.get(pk=record), make.GREEN, by=lira)

    sent = {"words": "Between us: half of them", "marked": marked}
    page = of(arta).post(reverse("commitments:observation-reply", args=[record]), sent)

    assert faults(page).keys() == {"__all__"}
    assert typed(page)["marked"] == [marked_as(Record.objects.get(pk=record))]
    with pytest.raises(ChangedMeanwhile):
        reply_to_view(record, ObservationText("No"), marked="", by=arta)
    assert not ObservationReply.objects.exists()


def test_its_house_withdraws_a_reply_and_nobody_else(said: UUID, lira: Reader, arta: Reader) -> None:
    record = view(lira, said)
    reply = replied(record, "A slip", by=arta)
    address = reverse("commitments:observation-reply-withdrawal", args=[reply])
    assert address not in of(lira).get(reverse("commitments:observation", args=[record])).content.decode()
    assert of(lira).post(address).status_code == 403
    with pytest.raises(NotAllowed, match="second-factor"):
        withdraw_reply(reply, by=weak(arta))
    assert address in of(arta).get(reverse("commitments:observation", args=[record])).content.decode()

    assert of(arta).post(address)["Location"] == reverse("commitments:observation", args=[record])

    assert "A slip" not in shown(of(lira), "commitments:observation", record)
    assert of(arta).post(address).status_code == 404
    assert AuditEvent.objects.filter(verb="withdrew reply", target=str(record)).count() == 1


def test_a_reply_that_one_does_not_see_is_not_there_to_withdraw(said: UUID, lira: Reader, arta: Reader) -> None:
    reply = replied(view(lira, said, marking=in_confidence(arta)), by=arta)
    mira = focal_point("MNE", "mira")

    for unseen in (reply, make.uuid(1)):
        with pytest.raises(NotFound):
            withdraw_reply(unseen, by=mira)


def test_a_reply_names_its_house_to_those_alone_who_may_know_it(desk: Reader, lira: Reader) -> None:
    arta = focal_point()
    said = follow(arta, commitment(desk, marking=make.CLEAR), marking=make.CLEAR)
    record = view(lira, said, marking=make.CLEAR)
    replied(record, "All of them", by=arta)
    house = Record.objects.get(pk=Organisation.objects.get(pk=UUID(arta.organisation)).pk)

    remark(house, Marking(Tlp.AMBER_STRICT), by=arta)

    assert escape(arta.organisation_name) in shown(of(arta), "commitments:observation", record)
    page = got(Client(), "commitments:observation", record)
    (reply,) = page.context["row"].replies
    assert (reply.words, reply.who) == ("All of them", "")
    assert "All of them" in words(page.content)
    assert escape(arta.organisation_name) not in words(page.content)


def test_no_person_who_filed_a_view_is_named_on_its_page(desk: Reader, lira: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk, marking=make.CLEAR), marking=make.CLEAR)
    record = view(lira, said, marking=make.CLEAR)

    page = Client().get(reverse("commitments:observation", args=[record])).content.decode()

    assert VIEW in page
    assert "lira" not in page


def test_a_button_pressed_twice_files_once(said: UUID, lira: Reader, arta: Reader) -> None:
    record = view(lira, said)
    assert view(lira, said) == record
    assert replied(record, by=arta) == replied(record, by=arta)
    assert Observation.objects.count() == ObservationReply.objects.count() == 1
    assert view(lira, said, marking=in_confidence(arta)) != record  # another audience is another wish
    later = clock.now() + timedelta(hours=1)
    with clock.time_from(lambda: later):
        assert view(lira, said) != record
        replied(record, by=arta)
    assert ObservationReply.objects.count() == 2
