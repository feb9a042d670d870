"""This week in the region: each reader's own, of what they see; the e-mail that leads there holds numbers only."""

import html
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from egnatia.activities.activities.storage import Fields
from egnatia.exchange.models import Notice
from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.exchange.week.fields import NOTE, WeekNoteContent
from egnatia.exchange.week.queries import of_the_week, week_for
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import WEEKLY
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.people.calendars.actions import end_address, make_address
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.people.filters.actions import save_filter
from egnatia.people.filters.queries import news_of
from tests import make
from tests.activities.activities.doing import activity
from tests.commitments.doing import commitment, follow
from tests.needs.needs.doing import focal_point, objectives, secretariat
from tests.reminders.doing import SITE, sent, written_to
from tests.visits import got, of, words

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def noticed(title: str, by: Reader, marking: Marking, days_ago: int = 2) -> None:
    said = NoticeContent(title=ByLanguage({"en": title}, "en"))
    with clock.time_from(lambda: MONDAY - timedelta(days=days_ago)):
        lifecycle.create(NOTICE, said, marking, by=by)


def titles(reader: Reader) -> set[str]:
    with clock.time_from(lambda: MONDAY):
        return {line.told.words for part in week_for(reader).kinds for line in part.lines}


def test_three_audiences_differ_in_exactly_what_they_may_see() -> None:
    author = make.reader("author", seats=("focal-points",))
    colleague = make.reader("colleague", seats=("focal-points",))
    member = make.reader("member")
    noticed("For everybody", author, Marking(Tlp.CLEAR))
    noticed("For the group", author, make.amber("focal-points"))
    noticed("For the house", author, make.STRICT)
    noticed("Of last month", author, Marking(Tlp.CLEAR), days_ago=30)

    assert titles(author) == {"For everybody", "For the group", "For the house"}
    assert titles(colleague) == {"For everybody", "For the group"}
    assert titles(member) == {"For everybody"}


def test_the_page_shows_a_few_of_each_kind_and_where_all_are() -> None:
    author = make.reader("author")
    for number in range(7):
        noticed(f"Notice {number}", author, make.GREEN)

    with clock.time_from(lambda: MONDAY):
        page = got(of(author), "exchange:week")

    (part,) = page.context["week"].kinds
    assert (len(part.lines), part.more) == (5, 2)
    assert "2 more changes" in words(page.content)


def test_the_dates_of_the_next_weeks_come_first_and_no_others() -> None:
    objectives()
    desk, arta = secretariat(), focal_point()
    with clock.time_from(lambda: MONDAY):
        near = follow(arta, commitment(desk), due=(MONDAY + timedelta(days=10)).date())
        follow(arta, commitment(desk), due=(MONDAY + timedelta(days=60)).date())
        assert [each.record for each in week_for(arta).dates] == [near]
        assert of(make.reader("nobody-yet")).get("/exchange/week/").status_code == 200


def test_the_weekly_mail_holds_numbers_and_comes_once_a_week() -> None:
    author, reader = make.reader("author", seats=("focal-points",)), make.reader("reader")
    written_to(reader)
    choose_letters({"week": WEEKLY}, "Europe/Tirane", by=reader)
    noticed("For everybody", author, Marking(Tlp.CLEAR))
    noticed("For the group", author, make.amber("focal-points"))

    with clock.time_from(lambda: MONDAY), override_settings(SITE_ADDRESS=SITE):
        (waiting,) = of_the_week(reader, MONDAY - timedelta(days=14))
        assert "1 change in the last week" in waiting.line.words
        assert len(sent()) == 1
        (letter,) = mail.outbox
        assert "1 change in the last week" in letter.body
        assert "For everybody" not in letter.body
        assert "/exchange/week/" in letter.body
        assert sent() == []


def test_whoever_watches_notices_is_told_of_new_ones_they_may_see() -> None:
    author, reader = make.reader("author", seats=("focal-points",)), make.reader("reader")
    save_filter("notices", {"category": "information"}, "Information", watched=True, by=reader)
    noticed("For everybody", author, Marking(Tlp.CLEAR))
    noticed("For the group", author, make.amber("focal-points"))

    told = [row.record.text for row, _address in news_of(reader, MONDAY - timedelta(days=14))]

    assert told == [{"en": "For everybody"}]


def introduced(by: Reader, marking: Marking, week: date, *, hours: int = 0, **texts: str) -> None:
    with clock.time_from(lambda: MONDAY + timedelta(hours=hours)):
        lifecycle.create(NOTE, WeekNoteContent(ByLanguage(texts, "en"), week=week), marking, by=by)


def said(reader: Reader, language: str = "en", *, days: int = 0) -> str:
    with clock.time_from(lambda: MONDAY + timedelta(days=days)), translation.override(language):
        found = week_for(reader).introduction
        return found.text if found else ""


def test_the_secretariats_introduction_is_for_its_week_its_readers_and_in_their_language() -> None:
    desk, member = make.reader("desk", seats=("focal-points",), secretariat=True), make.reader("member")
    introduced(desk, make.GREEN, MONDAY.date() + timedelta(days=7), en="Next week.")
    introduced(desk, make.GREEN, MONDAY.date(), en="A busy week.", sq="Një javë e ngarkuar.")

    assert [said(member, each) for each in ("en", "mk")] == ["A busy week."] * 2
    assert said(member, "sq") == "Një javë e ngarkuar."
    assert [said(member, days=days) for days in (-1, 6, 7, 14)] == ["", "A busy week.", "Next week.", ""]
    introduced(desk, make.amber("focal-points"), MONDAY.date(), hours=1, en="For the group.")
    assert (said(desk, days=1), said(member, days=1)) == ("For the group.", "A busy week.")


def test_only_the_secretariat_writes_it_and_what_it_writes_anew_replaces_what_it_wrote() -> None:
    desk, member = make.reader("desk", secretariat=True), make.reader("member")
    typed = {"week": MONDAY.date().isoformat(), "marking-tlp": "1"}

    def wrote(by: Reader, **data: str) -> int:
        with clock.time_from(lambda: MONDAY):
            return of(by).post("/exchange/week/introduction/", {**typed, **data}).status_code

    assert wrote(member, en="Mine.") == 403
    assert [wrote(desk, en=text) for text in ("", "First.", "Second.")] == [200, 302, 302]
    assert said(member) == "Second."
    assert wrote(desk, remove="1") == 302
    assert said(member) == ""


def test_the_feed_of_the_week_holds_what_its_reader_sees_at_that_moment_up_to_green() -> None:
    author, reader = make.reader("author", seats=("focal-points",)), make.reader("reader", seats=("focal-points",))
    desk = make.reader("desk", secretariat=True)
    noticed("For everybody \x07<b>", author, Marking(Tlp.CLEAR))
    noticed("For members", author, make.GREEN)
    noticed("For the group", author, make.amber("focal-points"))
    introduced(desk, make.GREEN, MONDAY.date(), en="A <b>busy</b> week.")
    secret = make_address(by=reader)

    def entries() -> set[str]:
        with clock.time_from(lambda: MONDAY):
            answer = Client().get(reverse("exchange:week-feed", args=[secret]))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert secret not in answer.content.decode()
        assert "<b>" not in html.unescape(answer.content.decode()).replace("<title>For everybody  <b>", "")
        tree = ET.fromstring(answer.content)
        return {each.findtext("{*}title") or "" for each in tree.findall("{*}entry")}

    assert entries() == {"Introduction", "For everybody  <b>", "For members"}
    Notice.objects.get(content__title__texts__en="For members").record.delete()
    assert entries() == {"Introduction", "For everybody  <b>"}
    end_address(by=reader)
    assert Client().get(reverse("exchange:week-feed", args=[secret])).status_code == 404


def test_events_of_the_next_weeks_and_what_ended_are_those_that_the_reader_sees() -> None:
    author, member = make.reader("author", seats=("focal-points",)), make.reader("member")
    event: Fields = {"sort": "event"}
    near, far, over = "2026-05-20", "2026-08-01", "2026-05-02"
    activity("Workshop", by=author, start=near, end=near, fields=event)
    activity("Closed workshop", by=author, marking=make.STRICT, start=near, end=near, fields=event)
    activity("Later workshop", by=author, start=far, end=far, fields=event)
    activity("Project that ended", by=author, start="2024-01-01", end=over)
    activity("Closed project that ended", by=author, marking=make.STRICT, start="2024-01-01", end=over)

    with clock.time_from(lambda: MONDAY):
        weeks = [week_for(reader) for reader in (author, member)]

    found = [{each.words for each in (*week.dates, *week.ended)} for week in weeks]
    assert found[1] == {"Workshop", "Project that ended"}
    assert found[0] == found[1] | {"Closed workshop", "Closed project that ended"}


def test_a_watch_fires_in_albanian_for_what_its_owner_may_see() -> None:
    author, reader = make.reader("author", seats=("focal-points",)), make.reader("reader")
    written_to(reader, language="sq")
    with clock.time_from(lambda: MONDAY - timedelta(days=3)):
        save_filter("notices", {"category": "information"}, "Informacione", watched=True, by=reader)
    noticed("Njoftim i ri", author, make.GREEN)
    noticed("For the group", author, make.amber("focal-points"))

    with clock.time_from(lambda: MONDAY), override_settings(SITE_ADDRESS=SITE):
        assert len(sent()) == 1

    (letter,) = mail.outbox
    assert "Njoftim i ri" in letter.body
    assert "For the group" not in letter.body
    with translation.override("sq"):
        assert str(translation.gettext("To unsubscribe from these e-mails:")) in letter.body
    assert "To unsubscribe" not in letter.body
