"""An officer asks an organisation for its activities: only what may go out goes out, and the form says what stays."""

from importlib import import_module

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import make
from tests.activities.activities.doing import activity
from tests.activities.partners.doing import NAME, desk, of_ura, request_of, ura
from tests.visits import got, of, offers, shown, typed

from egnatia.activities.partners.actions.requests import LINKS, NewPartnerRequest, ask
from egnatia.activities.partners.labels import BECAUSE, STANDING
from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.queries.choices import offer_for
from egnatia.guests.rules import digest_of, last_moment
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_only_what_the_organisation_may_read_and_what_can_come_back_goes_out() -> None:
    by, organisation = desk(), ura()
    of_ura("Open", by=by, marking=make.CLEAR)
    of_ura("For members", by=by)
    of_ura("Named", by=by, marking=Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(organisation.pk)})))
    of_ura("Our draft", by=by, marking=make.STRICT)
    of_ura("A community's", by=by, marking=make.amber("focal-points"))
    of_ura("Closed circle", by=by, marking=Marking(Tlp.GREEN, communities=frozenset({"focal-points"})))
    activity("Kept elsewhere", marking=make.CLEAR, implementers=NAME)
    activity("Receives it only", by=by, receivers=NAME)

    offer = offer_for(by, organisation.pk)

    assert sorted(row.title for row in offer.going) == ["For members", "Named", "Open"]
    assert {row.title: row.because for row in offer.staying} == {
        "Our draft": "marked",
        "A community's": "marked",
        "Closed circle": "marked",
        "Kept elsewhere": "kept-elsewhere",
    }


def test_the_form_shows_what_goes_out_and_why_others_do_not() -> None:
    by, organisation = desk(), ura()
    of_ura("For members", by=by)
    of_ura("Our draft", by=by, marking=make.STRICT)

    answer = got(of(by), "activities:partner-ask", organisation.pk)
    form, _, staying = answer.text.partition('id="staying"')

    assert "For members" in form
    assert "Our draft" not in form
    assert "Our draft" in staying
    assert str(BECAUSE["marked"]) in staying
    assert typed(answer)["mailbox"] == ["desk@ura.example"]


def test_what_stays_cannot_be_asked_about_by_crossing_identifiers() -> None:
    by, organisation = desk(), ura()
    draft = of_ura("Our draft", by=by, marking=make.STRICT)

    with pytest.raises(NotFound):
        request_of(organisation, [draft], by=by)
    answer = of(by).post(
        reverse("activities:partner-ask", args=[organisation.pk]),
        {"activities": [str(draft.pk)], "mailbox": "a@b.example", "language": "en", "days": 14, "way": "link"},
    )

    assert answer.status_code == 200
    assert not PartnerRequest.objects.exists()


def test_only_the_secretariat_asks() -> None:
    organisation = ura()
    other = make.reader("other", seats=("focal-points",))

    with pytest.raises(NotAllowed):
        ask(NewPartnerRequest(organisation.pk, (), "a@b.example", "en", 14), by=other)
    assert of(other).get(reverse("activities:partner-ask", args=[organisation.pk])).status_code == 403
    for reader, asks in ((other, False), (desk(), True)):
        page = got(of(reader), "activities:organisation", organisation.pk)
        assert offers(page, "activities:partner-ask", organisation.pk) == asks


def test_asking_sends_a_letter_that_holds_the_link_and_who_asks_and_nothing_else() -> None:
    office = make.organisation("Secretariat (demo)")
    by, organisation = desk(at=office), ura()
    first = of_ura("Undercover training", by=by)
    page = reverse("activities:partner-ask", args=[organisation.pk])
    said = {"activities": [str(first.pk)], "mailbox": "office@ura.example", "language": "sq", "days": 14, "way": "link"}

    answer = of(by).post(page, said)
    job = ProcrastinateJob.objects.get(task_name="activities.send_partner_letter")
    assert answer["Location"].endswith(f"{job.args['record']}/")
    assert LINKS.send_letter(job.args["record"], site=job.args["site"])

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
    assert made.expires_at == last_moment(made.asked_at, 14)
    assert list(PartnerRow.objects.values_list("activity", flat=True)) == [first.pk]


def test_a_request_is_seen_by_the_house_that_asks_and_the_secretariat_alone() -> None:
    by, organisation = desk(), ura()
    request = request_of(organisation, [of_ura("For members", by=by)], by=by)
    colleague, own = desk("second-desk"), make.reader("arben", at=organisation)

    page = shown(of(by), "activities:partner-request", request)
    assert str(STANDING["sending"]) in page
    assert "For members" in page
    assert NAME in shown(of(colleague), "activities:partner-requests")
    for stranger in (own, make.reader("stranger", seats=("focal-points",))):
        assert of(stranger).get(reverse("activities:partner-request", args=[request])).status_code == 404
        assert NAME not in shown(of(stranger), "activities:partner-requests")
    assert Client().get(reverse("activities:partner-request", args=[request])).status_code == 302


def test_only_the_house_that_asked_recalls_and_makes_links() -> None:
    by, organisation = desk(), ura()
    request = request_of(organisation, [], by=by)
    elsewhere = desk("second-desk")

    for name in ("activities:partner-recall", "activities:partner-new-link"):
        assert of(elsewhere).post(reverse(name, args=[request])).status_code == 403
        assert of(make.reader(f"stranger-{name}")).post(reverse(name, args=[request])).status_code == 404
    made = of(by).post(reverse("activities:partner-new-link", args=[request])).content.decode()
    token = made.partition("/partners/link/")[2].partition("/")[0]

    assert PartnerRequest.objects.get().link_digest == digest_of(token)
    of(by).post(reverse("activities:partner-recall", args=[request]))
    assert of(by).post(reverse("activities:partner-recall", args=[request])).status_code == 409


def test_the_trail_names_who_asked_and_who_opened_and_no_machine() -> None:
    by, organisation = desk(), ura()
    request = request_of(organisation, [of_ura("For members", by=by)], by=by)

    event = AuditEvent.objects.get(target=str(request))

    assert (event.verb, event.by, event.detail["days"]) == ("asked", by.name, 14)
    assert event.at <= clock.now()


def test_where_no_letters_leave_the_officer_is_told_to_hand_a_link_over() -> None:
    by, organisation = desk(), ura()
    said = {"language": "sq", "days": 14}

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        form = got(of(by), "activities:partner-ask", organisation.pk)
        assert form.context["letters"] is False
        assert "notice warning" in form.text
        assert typed(form).keys().isdisjoint({"mailbox", "way"})
        of(by).post(reverse("activities:partner-ask", args=[organisation.pk]), said)
        made = PartnerRequest.objects.get()
        request = made.pk
        assert (made.mailbox, made.way) == ("", "link")
        assert str(STANDING["unsent"]) in shown(of(by), "activities:partner-request", request)
    assert not ProcrastinateJob.objects.filter(task_name="activities.send_partner_letter").exists()
    link = of(by).post(reverse("activities:partner-new-link", args=[request])).context["link"]

    assert link.endswith("?language=sq"), "that of the organisation, not of whoever makes the link"
    assert str(STANDING["made"]) in shown(of(by), "activities:partner-request", request)
    assert not LINKS.send_letter(request, site="http://testserver/"), "the link that was handed over stays good"


def test_a_letter_that_an_earlier_version_put_into_the_queue_is_sent() -> None:
    request = request_of(ura(), [], by=desk())
    waiting = app.configure_task("activities.send_partner_letter")
    waiting.defer(request_id=str(request), site="http://testserver/")

    with connection.cursor() as cursor:
        cursor.execute(import_module("egnatia.activities.migrations.0003_waiting_letters").RENAMED)

    assert ProcrastinateJob.objects.get().args == {"record": str(request), "site": "http://testserver/"}
