"""Communication checks: who starts one, what a link does, what members learn."""

import re
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.exchange.contact_points.actions import DAYS, LINKS, confirm, language_of, start_check
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.exchange.contact_points.queries import check_seen_by, checks_seen_by, reachability_of
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import markings
from tests import make
from tests.exchange.contact_points.test_contact_points import point
from tests.people.accounts import plain
from tests.visits import got, of, offers, reader_at, refused, shown

pytestmark = pytest.mark.django_db
SITE = "https://here.example/"


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


@pytest.fixture
def office() -> Reader:
    return make.reader("office")


def sent(made: list[UUID]) -> dict[UUID, str]:
    """The secret of the link in each e-mail, by contact point."""
    mail.outbox.clear()
    for record in made:
        assert LINKS.send_letter(record, site=SITE)
    found = [re.findall(r"/contact-points/checks/link/([^/\s]+)/", str(letter.body)) for letter in mail.outbox]
    points = [CheckRequest.objects.get(pk=record).point_id for record in made]
    return {point: token for point, (token,) in zip(points, found, strict=True)}


def link(token: str) -> str:
    return reverse("exchange:contact-check-link", args=[token])


def test_one_click_answers_once_and_needs_no_password(desk: Reader, office: Reader) -> None:
    record = point("Ministry desk", by=office)
    batch, made = start_check([record], by=desk)
    (token,) = sent(made).values()

    answered = Client().post(link(token))
    again = Client().post(link(token))

    assert answered.headers["Location"] == reverse("exchange:contact-check-thanks")
    assert again.status_code == 404
    assert again.content.count(b"This link is not valid")
    assert check_seen_by(desk, batch).check.answered == 1
    assert AuditEvent.objects.filter(verb="handed in", kind=CheckRequest.KIND).count() == 1


def test_a_scanner_that_follows_the_link_answers_nothing(desk: Reader, office: Reader) -> None:
    _batch, made = start_check([point("Ministry desk", by=office)], by=desk)
    (token,) = sent(made).values()

    with CaptureQueriesContext(connection) as one:
        good = Client().get(link(token))
    with CaptureQueriesContext(connection) as other:
        wrong = Client().get(link("x" * len(token)))

    assert Client().head(link(token)).status_code == 200
    assert not CheckRequest.objects.filter(handed_in_at__isnull=False).exists()
    assert plain(good.content.replace(token.encode(), b"")) == plain(wrong.content.replace(b"x" * len(token), b""))
    assert len(one) == len(other)


def test_a_link_is_over_after_its_last_day_and_with_its_contact_point(desk: Reader, office: Reader) -> None:
    record, other = (point(name, by=office) for name in ("Ministry desk", "Other desk"))
    _batch, made = start_check([record, other], by=desk)
    tokens = sent(made)

    records.withdraw(Record.objects.get(pk=record), by=office)
    assert Client().post(link(tokens[record])).status_code == 404
    later = clock.now() + timedelta(days=DAYS + 1)
    with clock.time_from(lambda: later):
        assert Client().post(link(tokens[other])).status_code == 404


def test_the_mail_says_who_asks_and_nothing_of_the_contact_point(desk: Reader, office: Reader) -> None:
    _batch, made = start_check([point("Undercover desk", by=office, marking=make.GREEN)], by=desk)

    sent(made)

    (letter,) = mail.outbox
    assert letter.to == ["office@example.org"]
    assert "desk's house" in str(letter.body)
    assert "Undercover" not in str(letter.body) + letter.subject


def test_an_office_that_the_mailbox_may_not_know_of_is_not_named(office: Reader) -> None:
    asker = make.reader("asker")
    record = point("Ministry desk", by=office)
    point("Own desk", by=asker)
    _batch, made = start_check([record], by=asker)
    house = Record.objects.get(pk=asker.organisation)
    markings.remark(house, make.STRICT, by=asker)

    sent(made)

    assert "asker's house" not in str(mail.outbox[0].body)


def test_an_office_checks_once_a_week_and_the_secretariat_as_often_as_it_needs(desk: Reader, office: Reader) -> None:
    record = point("Ministry desk", by=office)
    start_check([record], by=office)

    for again in (office, reader_at(office, "colleague")):
        with pytest.raises(NotAllowed, match="contact-check-week"):
            start_check([record], by=again)
    later = clock.now() + timedelta(days=7, minutes=1)
    with clock.time_from(lambda: later):
        start_check([record], by=office)
    start_check([record], by=desk)
    start_check([record], by=desk)


def test_whoever_is_no_contact_point_or_has_not_shown_a_second_factor_starts_none(office: Reader) -> None:
    record = point("Ministry desk", by=office)
    stranger, weak = make.reader("stranger"), make.reader("weak", strong=False)
    point("Weak desk", by=weak)

    assert refused(of(stranger).get(reverse("exchange:contact-check-new")), "contact-check")
    assert refused(of(weak).get(reverse("exchange:contact-check-new")), "second-factor")
    for reader in (stranger, weak, ANONYMOUS):
        with pytest.raises(NotAllowed):
            start_check([record], by=reader)
    assert not offers(got(of(stranger), "exchange:contact-points"), "exchange:contact-check-new")
    assert offers(got(of(office), "exchange:contact-points"), "exchange:contact-check-new")


def test_only_contact_points_that_the_asker_sees_are_checked(desk: Reader, office: Reader) -> None:
    hidden = point("Undercover desk", by=office, marking=make.STRICT)
    duty = point("Duty room", by=office, mailbox="", telephone="+355 4 555 01")
    seen = point("Ministry desk", by=office)

    for chosen in ([hidden], [seen, hidden], [make.uuid(7)], [duty], []):
        with pytest.raises(NotFound):
            start_check(chosen, by=desk)
    assert not CheckRequest.objects.exists()
    assert "Undercover" not in shown(of(desk), "exchange:contact-check-new")


def test_of_a_check_each_member_learns_what_concerns_contact_points_that_they_see(office: Reader, desk: Reader) -> None:
    member = make.reader("member")
    seen = point("Ministry desk", by=office)
    hidden = point("Undercover desk", by=office, marking=make.STRICT)
    batch, _made = start_check([seen, hidden], by=office)
    only_hidden = CheckRequest.objects.get(point=hidden)

    assert check_seen_by(office, batch).check.asked == 2
    assert check_seen_by(member, batch).check.asked == 1
    assert [row.asked for row in checks_seen_by(member)] == [1]
    CheckRequest.objects.filter(point=seen).delete()
    assert checks_seen_by(member) == checks_seen_by(ANONYMOUS) == []
    with pytest.raises(NotFound):
        check_seen_by(member, only_hidden.batch)


def test_the_page_says_when_it_answered_last_and_the_median_time(desk: Reader, office: Reader) -> None:
    record = point("Ministry desk", by=office)
    for hours in (1, 3, 8):
        _batch, made = start_check([record], by=desk)
        (token,) = sent(made).values()
        later = clock.now() + timedelta(hours=hours, minutes=1)
        with clock.time_from(partial(datetime.fromisoformat, later.isoformat())):
            confirm(token)
    start_check([record], by=desk)

    found = reachability_of(office, record)

    assert found
    assert (found.asked, found.answered) == (4, 3)
    assert found.median.replace("\N{NO-BREAK SPACE}", " ") == "3 hours"
    assert "Median answer time" in shown(of(office), "exchange:contact-point", record)
    assert "Median answer time" not in Client().get(reverse("exchange:contact-point", args=[record])).content.decode()


def test_the_list_is_in_the_order_of_the_directory_whoever_answers_fastest(desk: Reader, office: Reader) -> None:
    slow = point("A desk", by=office, economy="ALB")
    fast = point("B desk", by=office, economy="SRB")
    batch, made = start_check([slow, fast], by=desk)

    confirm(sent(made)[fast])

    assert [each.contact.name.text for each in check_seen_by(desk, batch).answers] == ["A desk", "B desk"]


def test_a_check_is_started_from_the_directory_as_it_is_filtered(desk: Reader, office: Reader) -> None:
    point("A desk", by=office, economy="ALB")
    other = point("B desk", by=office, economy="SRB")

    page = of(desk).get(reverse("exchange:contact-check-new"), {"economy": "SRB"})
    answer = of(desk).post(reverse("exchange:contact-check-new"), {"points": [str(other)]}, follow=True)

    assert "A desk" not in page.content.decode()
    assert str(other) in page.content.decode()
    assert list(CheckRequest.objects.values_list("point", flat=True)) == [other]
    assert "awaiting" in answer.content.decode() or "not sent yet" in answer.content.decode()
    assert ContactPoint.objects.count() == 2


def test_pressed_twice_a_check_is_started_once(office: Reader) -> None:
    record = point("Ministry desk", by=office)
    point("Other desk", by=office)
    pressed = {"points": [str(record)], "once": str(make.uuid(3))}

    places = {of(office).post(reverse("exchange:contact-check-new"), pressed).headers["Location"] for _ in range(2)}

    (request,) = CheckRequest.objects.all()
    assert places == {reverse("exchange:contact-check", args=[request.batch])}
    assert start_check([record], by=office, key=f"pressed {make.uuid(3)}") == (request.batch, [])


def test_the_mail_is_in_a_language_of_the_office_that_the_site_has() -> None:
    assert [language_of(spoken) for spoken in (("en", "sq"), ("en", "bs"), ("el",), ())] == [
        "sq",
        "bs",
        "en",
        "en",
    ]
