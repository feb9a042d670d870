"""Still true? Asked by e-mail, answered by one click, marked where nobody answers; figures of what one may see."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client, override_settings

from egnatia.confirmations.models import Confirmation, ConfirmationLink
from egnatia.confirmations.queries import freshness_seen_by, overdue_for
from egnatia.exchange.contact_points.fields import CONTACT_POINT
from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.models import AuditEvent, Person, Record
from egnatia.kernel.records import lifecycle, markings
from egnatia.reminders.jobs import send_due
from tests import make
from tests.exchange.contact_points.test_contact_points import point
from tests.letters import mail_server, text_of
from tests.needs.needs.doing import focal_point, need, objectives
from tests.reminders.doing import SITE, sent, written_to
from tests.visits import got, of, offers, shown

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DUE = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)  # a Monday, seven months later
LINK = SITE + r"(/confirmations/link/(yes|no)/[\w-]+/)"
PAGE = "exchange:contact-point"


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    with clock.time_from(lambda: moment), override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def office() -> Reader:
    reader = make.reader("office")
    written_to(reader)
    return reader


def made(name: str, office: Reader, **said: object) -> UUID:
    with on(MADE):
        return point(name, by=office, **said)  # type: ignore[arg-type]  # a marking


def links(text: str) -> dict[str, str]:
    return {answer: path for path, answer in re.findall(LINK, text)}


def asked(moment: datetime = DUE) -> str:
    """The e-mails of that moment."""
    before = len(mail.outbox)
    with on(moment):
        sent()
    return "\n".join(str(letter.body) for letter in mail.outbox[before:])


def test_a_stale_record_is_confirmed_by_one_click_that_came_through_a_real_server(office: Reader) -> None:
    record = made("Ministry desk", office)
    with mail_server() as post, on(DUE):
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False):
            send_due(0)
            send_due(0)
        (letter,) = post.letters
        yes = links(text_of(letter))["yes"]

        scanned = Client().get(yes)
        assert [each.id for each in overdue_for(office)] == [record]
        answers = [Client().post(yes) for _ in range(2)]

        assert scanned.status_code == 200
        assert [each.status_code for each in answers] == [302, 404]
        assert overdue_for(office) == []
        assert "Ministry desk" in text_of(letter)
        assert yes.split("/")[-2] not in str(list(ConfirmationLink.objects.values())) + str(Confirmation.objects.get())
    event = AuditEvent.objects.get(verb="confirmed")
    assert (event.by, event.target, event.detail["through"]) == (office.name, str(record), "link")


def test_a_link_expires_and_does_its_own_action_only(office: Reader) -> None:
    made("Ministry desk", office)
    found = links(asked())

    with on(DUE + timedelta(days=15)):
        assert Client().post(found["yes"]).status_code == 404
    with on(DUE):
        assert Client().post(found["yes"].replace("/yes/", "/no/")).status_code == 404
        assert Client().get(found["yes"]).content.count(b"Ministry") == 0
        assert len(overdue_for(office)) == 1


def test_no_longer_withdraws_it_and_its_organisation_can_restore_it(office: Reader) -> None:
    record = made("Ministry desk", office)
    found = links(asked())

    with on(DUE):
        assert Client().post(found["no"]).status_code == 302
        assert Client().post(found["yes"]).status_code == 404, "the others of the record are over with it"
        assert AuditEvent.objects.get(verb="withdrew").by == office.name
        assert "Ministry desk" in shown(of(office), "exchange:contact-points-withdrawn")
        lifecycle.restore(CONTACT_POINT, record, by=office)
        assert [each.id for each in overdue_for(office)] == [record]


def test_a_link_withdraws_nothing_that_was_changed_after_its_e_mail(office: Reader) -> None:
    record = made("Ministry desk", office)
    found = links(asked())

    with on(DUE + timedelta(days=1)):
        row = CONTACT_POINT.model.objects.get(pk=record)
        lifecycle.change(CONTACT_POINT, record, CONTACT_POINT.said(row), expected=1, by=office)
        assert Client().post(found["no"]).status_code == 404
        assert CONTACT_POINT.model.visible_to(office).filter(pk=record).exists()


def test_links_that_have_expired_are_not_kept(office: Reader) -> None:
    made("Ministry desk", office)
    asked()
    before = set(ConfirmationLink.objects.values_list("pk", flat=True))

    assert links(asked(DUE + timedelta(days=21)))
    assert before.isdisjoint(ConfirmationLink.objects.values_list("pk", flat=True))


def test_above_green_the_mail_has_no_title_and_no_link_that_withdraws(office: Reader) -> None:
    record = made("Undercover desk", office, marking=make.STRICT)
    text = asked()

    assert "Undercover" not in text
    assert set(links(text)) == {"yes"}
    assert f"/exchange/contact-points/{record}/withdrawal/" in text
    with on(DUE):
        assert Client().post(links(text)["yes"]).status_code == 302


def test_a_need_is_withdrawn_by_its_focal_point_in_a_session_only() -> None:
    objectives()
    arta = focal_point()
    written_to(arta)
    with on(MADE - timedelta(days=200)):
        record = need(arta)

    text = asked()

    assert set(links(text)) == {"yes"}
    assert f"/{record}/withdrawal/" in text
    with on(DUE):
        assert offers(got(of(arta), "needs:need", record), "confirmations:record", record)
        assert Client().post(links(text)["yes"]).status_code == 302
        assert overdue_for(arta) == []


def test_unanswered_twice_it_is_marked_for_all_who_see_it_until_somebody_confirms(office: Reader) -> None:
    record, member = made("Ministry desk", office, marking=make.CLEAR), make.reader("member")
    asked()
    assert asked(DUE + timedelta(days=7)) == "", "once in two weeks"
    second = links(asked(DUE + timedelta(days=14)))

    with on(DUE + timedelta(days=27)):
        assert "Not confirmed since" not in shown(of(member), PAGE, record)
    with on(DUE + timedelta(days=28)):
        for client in (of(member), Client()):
            page = got(client, PAGE, record)
            assert "Not confirmed since 2 March 2026" in re.sub(r"\s+", " ", page.content.decode())
            assert not offers(page, "confirmations:record", record)
        assert offers(got(of(office), PAGE, record), "confirmations:record", record)
        assert "Not confirmed" in shown(of(member), "exchange:contact-points")
    assert asked(DUE + timedelta(days=35)) == "", "no third e-mail"
    with on(DUE + timedelta(days=28)):
        assert Client().post(second["yes"]).status_code == 302
        assert "Not confirmed since" not in shown(of(member), PAGE, record)


def test_a_change_confirms_and_asking_begins_anew_when_it_is_old_again(office: Reader) -> None:
    record = made("Ministry desk", office)
    asked()
    with on(DUE + timedelta(days=1)):
        row = CONTACT_POINT.model.objects.get(pk=record)
        lifecycle.change(CONTACT_POINT, record, CONTACT_POINT.said(row), expected=1, by=office)
        assert overdue_for(office) == []
    later = datetime(2027, 5, 3, 10, tzinfo=UTC)

    assert links(asked(later))
    assert Confirmation.objects.get(pk=record).times == 1


def test_who_is_asked_is_the_author_and_without_them_their_colleagues(office: Reader) -> None:
    record = made("Ministry desk", office)
    house = Person.objects.get(pk=office.person).organisation
    make.person("colleague", at=house)
    Person.objects.filter(username="colleague").update(email="colleague@example.org")
    Person.objects.filter(pk=office.person).update(is_active=False)

    text = asked()

    assert mail.outbox[-1].to == ["colleague@example.org"]
    with on(DUE):
        assert Client().post(links(text)["yes"]).status_code == 302
    assert AuditEvent.objects.get(verb="confirmed", target=str(record)).by != office.name


def test_nobody_is_asked_about_what_they_no_longer_see(office: Reader) -> None:
    record = made("Undercover desk", office)
    stored = Record.objects.get(pk=record)
    with on(MADE):
        markings.remark(stored, make.STRICT, by=office)
    Person.objects.filter(pk=office.person).update(organisation=make.reader("elsewhere").organisation)

    assert asked() == ""
    with on(DUE):
        assert Client().post("/confirmations/link/yes/nothing/").status_code == 404


def test_freshness_counts_what_its_reader_sees(office: Reader) -> None:
    member = make.reader("member")
    made("Old desk", office)
    made("Undercover desk", office, marking=make.STRICT)
    with on(DUE):
        point("New desk", by=office)
        figures = {reader: [(row.total, row.fresh) for row in freshness_seen_by(reader)] for reader in (office, member)}
        page = shown(of(member), "confirmations:records")
        visitor = freshness_seen_by(ANONYMOUS)

    assert figures == {office: [(3, 1)], member: [(2, 1)]}
    assert visitor == []
    assert "50&nbsp;% (1 of 2)" in page
    assert "Undercover" not in page
