"""An officer asks an organisation for its activities: only what may go out goes out, and the form says what stays."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import AuditEvent
from egnatia.mapping.partners.actions.asking import Asked, ask
from egnatia.mapping.partners.actions.sending import send_letter
from egnatia.mapping.partners.models import PartnerRequest, PartnerRow
from egnatia.mapping.partners.queries.offering import offer_for
from egnatia.mapping.partners.rules import digest_of
from tests import make
from tests.mapping.activities.doing import activity, of, shown
from tests.mapping.partners.doing import NAME, desk, of_ura, request_of, ura

pytestmark = pytest.mark.django_db


def test_only_what_the_organisation_may_read_and_what_can_come_back_goes_out() -> None:
    by, actor = desk(), ura()
    of_ura("Open", by=by, marking=make.CLEAR)
    of_ura("For members", by=by)
    of_ura("Named", by=by, marking=Marking(Tlp.AMBER_STRICT, actors=frozenset({str(actor.pk)})))
    of_ura("Our draft", by=by, marking=make.STRICT)
    of_ura("A community's", by=by, marking=make.amber("focal-points"))
    of_ura("Closed circle", by=by, marking=Marking(Tlp.GREEN, communities=frozenset({"focal-points"})))
    activity("Kept elsewhere", marking=make.CLEAR, implementers=NAME)
    activity("Receives it only", by=by, receivers=NAME)

    offer = offer_for(by, actor.pk)

    assert sorted(row.title for row in offer.going) == ["For members", "Named", "Open"]
    assert {row.title: row.because for row in offer.staying} == {
        "Our draft": "marked",
        "A community's": "marked",
        "Closed circle": "marked",
        "Kept elsewhere": "kept-elsewhere",
    }


def test_the_form_shows_what_goes_out_and_why_others_do_not() -> None:
    by, actor = desk(), ura()
    of_ura("For members", by=by)
    of_ura("Our draft", by=by, marking=make.STRICT)

    page = shown(of(by), "mapping:partner-ask", actor.pk)
    form, _, staying = page.partition("What does not go out, and why")

    assert "For members" in form
    assert "Our draft" not in form
    assert "Our draft" in staying
    assert "Release it to the organisation first." in staying
    assert 'value="desk@ura.example"' in of(by).get(reverse("mapping:partner-ask", args=[actor.pk])).content.decode()


def test_what_stays_cannot_be_asked_about_by_crossing_identifiers() -> None:
    by, actor = desk(), ura()
    draft = of_ura("Our draft", by=by, marking=make.STRICT)

    with pytest.raises(NotFound):
        request_of(actor, [draft], by=by)
    answer = of(by).post(
        reverse("mapping:partner-ask", args=[actor.pk]),
        {"activities": [str(draft.pk)], "mailbox": "a@b.example", "language": "en", "days": 14, "way": "link"},
    )

    assert answer.status_code == 200
    assert not PartnerRequest.objects.exists()


def test_only_the_secretariat_asks() -> None:
    actor = ura()
    other = make.reader("other", seats=("focal-points",))

    with pytest.raises(NotAllowed):
        ask(Asked(actor.pk, (), "a@b.example", "en", 14), by=other)
    assert of(other).get(reverse("mapping:partner-ask", args=[actor.pk])).status_code == 403
    assert "Ask for its activities" not in shown(of(other), "mapping:actor", actor.pk)
    assert "Ask for its activities" in shown(of(desk()), "mapping:actor", actor.pk)


def test_asking_sends_a_letter_that_holds_the_link_and_who_asks_and_nothing_else() -> None:
    house = make.actor("Secretariat (demo)")
    by, actor = desk(at=house), ura()
    first = of_ura("Undercover training", by=by)
    page = reverse("mapping:partner-ask", args=[actor.pk])
    said = {"activities": [str(first.pk)], "mailbox": "office@ura.example", "language": "sq", "days": 14, "way": "link"}

    answer = of(by).post(page, said)
    job = ProcrastinateJob.objects.get(task_name="mapping.send_partner_letter")
    assert answer["Location"].endswith(f"{job.args['request_id']}/")
    assert send_letter(job.args["request_id"], site=job.args["site"])

    made, (letter,) = PartnerRequest.objects.get(), mail.outbox
    assert letter.to == ["office@ura.example"]
    assert "Secretariat (demo)" in letter.body
    told = f"{letter.subject} {letter.body}"
    assert "Undercover" not in told
    assert "Ura" not in told
    token = letter.body.partition("/partners/link/")[2].partition("/")[0]
    assert made.link_digest == digest_of(token)
    assert "language=sq" in letter.body
    assert token not in str(ProcrastinateJob.objects.values_list("args", flat=True))
    assert made.expires_at == made.asked_at + timedelta(days=14)
    assert list(PartnerRow.objects.values_list("activity", flat=True)) == [first.pk]


def test_a_letter_that_left_is_not_sent_again_nor_one_that_was_recalled() -> None:
    by, actor = desk(), ura()
    first, second = request_of(actor, [], by=by), request_of(actor, [], by=by)
    client = of(by)

    assert send_letter(first, site="http://testserver/")
    assert not send_letter(first, site="http://testserver/")
    client.post(reverse("mapping:partner-recall", args=[second]))
    assert not send_letter(second, site="http://testserver/")
    assert len(mail.outbox) == 1


def test_a_request_is_seen_by_the_house_that_asks_and_the_secretariat_alone() -> None:
    by, actor = desk(), ura()
    request = request_of(actor, [of_ura("For members", by=by)], by=by)
    colleague, own = desk("second-desk"), make.reader("arben", at=actor)

    page = shown(of(by), "mapping:partner-request", request)
    assert "letter being sent" in page
    assert "For members" in page
    assert NAME in shown(of(colleague), "mapping:partner-requests")
    for stranger in (own, make.reader("stranger", seats=("focal-points",))):
        assert of(stranger).get(reverse("mapping:partner-request", args=[request])).status_code == 404
        assert NAME not in shown(of(stranger), "mapping:partner-requests")
    assert Client().get(reverse("mapping:partner-request", args=[request])).status_code == 302


def test_only_the_house_that_asked_recalls_and_makes_links() -> None:
    by, actor = desk(), ura()
    request = request_of(actor, [], by=by)
    elsewhere = desk("second-desk")

    for name in ("mapping:partner-recall", "mapping:partner-new-link"):
        assert of(elsewhere).post(reverse(name, args=[request])).status_code == 403
        assert of(make.reader(f"stranger-{name}")).post(reverse(name, args=[request])).status_code == 404
    made = of(by).post(reverse("mapping:partner-new-link", args=[request])).content.decode()
    token = made.partition("/partners/link/")[2].partition("/")[0]

    assert PartnerRequest.objects.get().link_digest == digest_of(token)
    of(by).post(reverse("mapping:partner-recall", args=[request]))
    assert of(by).post(reverse("mapping:partner-recall", args=[request])).status_code == 409


def test_the_trail_names_who_asked_and_who_opened_and_no_machine() -> None:
    by, actor = desk(), ura()
    request = request_of(actor, [of_ura("For members", by=by)], by=by)

    event = AuditEvent.objects.get(target=str(request))

    assert (event.verb, event.by, event.detail["days"]) == ("asked", by.name, 14)
    assert event.at <= clock.now()


def test_where_no_letters_leave_the_officer_is_told_to_hand_a_link_over() -> None:
    by, actor = desk(), ura()
    said = {"mailbox": "office@ura.example", "language": "en", "days": 14, "way": "link"}

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        form = shown(of(by), "mapping:partner-ask", actor.pk)
        assert "No letters leave this installation." in form
        assert "Make the request" in form
        assert "Send the letter" not in form
        of(by).post(reverse("mapping:partner-ask", args=[actor.pk]), said)
        request = PartnerRequest.objects.get().pk
        assert "no letters leave this installation" in shown(of(by), "mapping:partner-request", request)
    assert not ProcrastinateJob.objects.filter(task_name="mapping.send_partner_letter").exists()
    of(by).post(reverse("mapping:partner-new-link", args=[request]))

    assert "link made to hand over" in shown(of(by), "mapping:partner-request", request)
    assert not send_letter(request, site="http://testserver/"), "the link that was handed over stays good"
