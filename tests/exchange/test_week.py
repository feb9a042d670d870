"""This week in the region: each reader's own, of what they see; the e-mail that leads there holds numbers only."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.exchange.week.queries import of_the_week, week_for
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import WEEKLY
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.people.filters.actions import save_filter
from egnatia.people.filters.queries import news_of
from tests import make
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
