"""What people come for is told by e-mail: once, as often as they chose, in their language, nothing above GREEN."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from smtplib import SMTPRecipientsRefused
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.utils import translation

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import AT_ONCE, DAILY, OFF, WEEKLY
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.rooms import letters, notification_kinds
from egnatia.matching.actions import state_position
from egnatia.matching.models import Match
from egnatia.needs.needs.actions import answer_need
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.people.email_preferences.queries import chosen_by
from egnatia.people.filters.actions import save_filter
from egnatia.reminders.actions import plan_all
from egnatia.reminders.jobs import send_due
from egnatia.rounds.rounds.models import RoundStep
from tests import make
from tests.activities.activities.doing import activity as project
from tests.commitments.doing import commitment, follow
from tests.letters import mail_server, text_of
from tests.matching.doing import TITLE as TRAINING
from tests.matching.doing import overlapping
from tests.needs.needs.doing import WORDS, focal_point, need, objectives, secretariat
from tests.reminders.doing import SITE, send, sent, written_to
from tests.rounds.rounds.doing import TITLE, opened, participant

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
ENDS = "To unsubscribe from these e-mails:"
SEND = "django.core.mail.message.EmailMessage.send"
HOUR = timedelta(hours=1)
LANGUAGES = ("en", "sq", "mk", "sr")
NINE = ("round-opened", "round-returned", "needs", "plans", "questions", "overlaps", "reports", "colleagues", "watched")


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def desk() -> Reader:
    objectives()
    return secretariat()


@pytest.fixture
def arta(desk: Reader) -> Reader:
    """The focal point of Albania, who wants everything at once."""
    assert desk
    reader = focal_point()
    written_to(reader)
    wants(reader, AT_ONCE)
    return reader


def wants(reader: Reader, frequency: str, *codes: str) -> None:
    """The page of the week goes to nobody who does not ask for it."""
    choose_letters(dict.fromkeys(codes or letters().keys() - {"week"}, frequency), "Europe/Tirane", by=reader)


def at(moment: datetime) -> list[str]:
    with clock.time_from(lambda: moment):
        return sent()


def text(letter: EmailMessage) -> str:
    return f"{letter.subject}\n{letter.body}"


# Each of the nine: what happens that its addressee is told of, and the code under which it is chosen.
Happening = Callable[[Reader, Reader, Marking], object]


def a_round(desk: Reader, arta: Reader, marking: Marking) -> object:
    assert arta
    return opened(desk, marking=marking)


def returned(desk: Reader, arta: Reader, marking: Marking) -> object:
    who = participant(UUID(str(a_round(desk, arta, marking))))
    for verb in (RoundStep.Verb.CLEARED, RoundStep.Verb.RETURNED):
        RoundStep.objects.create(participant_id=who, verb=verb, by="desk (demo)", at=clock.now())
    return who


def a_draft(desk: Reader, arta: Reader, marking: Marking) -> object:
    assert arta
    return need(desk, marking=marking)


def a_plan(desk: Reader, arta: Reader, marking: Marking) -> object:
    assert desk
    assert arta
    other = make.reader("planner", seats=("focal-points",))
    return project(TRAINING, by=other, marking=marking, economies=frozenset({"ALB"}), fields={"status": "pipeline"})


def an_overlap(desk: Reader, arta: Reader, marking: Marking) -> Match:
    assert desk
    return overlapping(arta, make.reader("besa", seats=("focal-points",)), marking=marking)


def a_question(desk: Reader, arta: Reader, marking: Marking) -> object:
    match = an_overlap(desk, arta, marking)
    other = match.right if str(match.left_owner) == arta.organisation else match.left
    asker = reader_with_id(Person.objects.get(organisation=other.record.owner_id).pk)
    return state_position(match.pk, "ask", "Which prisons?", marking, by=asker)


def a_report(desk: Reader, arta: Reader, marking: Marking) -> object:
    return follow(arta, commitment(desk, marking=marking), marking=marking, due=date(2026, 5, 14))


def in_a_watched_filter(desk: Reader, arta: Reader, marking: Marking) -> object:
    assert desk
    save_filter("activities", {"economy": "ALB", "q": "training"}, "Training here", watched=True, by=arta)
    other = make.reader("planner", seats=("focal-points",))
    return project(TRAINING, by=other, marking=marking, economies=frozenset({"ALB"}))


def a_colleague(desk: Reader, arta: Reader, marking: Marking) -> object:
    assert desk
    assert marking
    house = Organisation.objects.get(pk=UUID(arta.organisation))
    return Person.objects.filter(pk=make.person("newcomer", at=house).pk).update(confirmed_at=None, joined_at=NOON)


HAPPENS: dict[str, Happening] = {
    "round-opened": a_round,
    "round-returned": returned,
    "needs": a_draft,
    "plans": a_plan,
    "questions": a_question,
    "overlaps": an_overlap,
    "reports": a_report,
    "colleagues": a_colleague,
    "watched": in_a_watched_filter,
}
TITLES = {
    "round-opened": TITLE,
    "round-returned": TITLE,
    "needs": WORDS,
    "plans": TRAINING,
    "overlaps": TRAINING,
    "watched": TRAINING,
}


def happened(code: str, desk: Reader, arta: Reader, marking: Marking = make.GREEN) -> list[EmailMessage]:
    """What arta is sent of it, now and later; nothing else is on."""
    wants(arta, OFF)
    wants(arta, AT_ONCE, code)
    HAPPENS[code](desk, arta, marking)
    before = len(mail.outbox)
    sent()
    at(NOON + HOUR)
    at(NOON + timedelta(days=1))
    found = [letter for letter in mail.outbox[before:] if letter.to == [address(arta)]]
    assert len(found) == 1, "once, however often the job runs"
    return found


def address(reader: Reader) -> str:
    return str(Person.objects.get(pk=reader.person).email)


def test_there_are_the_nine_kinds_that_people_come_for() -> None:
    """Those of the exchange are tested where they are."""
    assert set(letters()) >= {*NINE, "texts"}


@pytest.mark.parametrize("code", NINE)
def test_each_kind_tells_once_what_happened_and_ends_with_one_click(code: str, desk: Reader, arta: Reader) -> None:
    (letter,) = happened(code, desk, arta)

    if code in TITLES:
        assert TITLES[code] in letter.body
        assert TITLES[code] not in letter.subject
    assert len(re.findall(SITE + r"/\S+", str(letter.body))) >= 2
    end = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Client(enforce_csrf_checks=True).post(end.removeprefix(SITE)).status_code == 200
    assert code not in chosen_by(arta).wanted
    assert at(NOON + timedelta(days=2)) == []


@pytest.mark.parametrize("code", sorted(TITLES))
def test_a_title_above_green_gives_way_to_a_line_without_it(code: str, desk: Reader, arta: Reader) -> None:
    marking = make.amber("focal-points")

    (letter,) = happened(code, desk, arta, marking)

    assert TITLES[code] not in text(letter)
    lines = [str(kind.line) for kind in notification_kinds().values() if kind.letters and kind.letters.code == code]
    assert any(f"- {line}" in letter.body for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", NINE)
def test_each_kind_comes_through_a_real_server_in_the_readers_language(
    code: str, language: str, desk: Reader, arta: Reader
) -> None:
    wants(arta, OFF)
    wants(arta, AT_ONCE, code)
    written_to(arta, language=language)
    HAPPENS[code](desk, arta, make.amber("focal-points"))

    letters_sent = [each for each in through_a_server() if each["To"] == address(arta)]

    (letter,) = letters_sent
    with translation.override(language):
        kind = next(each for each in notification_kinds().values() if each.letters and each.letters.code == code)
        subjects = {str(kind.line), translation.gettext("A report from your organisation is due soon")}
        ends = translation.gettext(ENDS)
    assert (ends == ENDS) == (language == "en")
    assert ends in text_of(letter)
    assert str(make_header(decode_header(letter["Subject"]))) in subjects
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert SITE in text_of(letter)
    for title in (TITLE, WORDS, TRAINING):
        assert title not in text_of(letter)


def through_a_server() -> list[Message]:
    """What the hourly job gives to a mail server, run twice."""
    with mail_server() as post:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False):
            send_due(0)
            send_due(0)
        return list(post.letters)


def test_a_week_is_one_mail_that_says_how_many_tasks_and_how_long(desk: Reader, arta: Reader) -> None:
    wants(arta, WEEKLY)
    for code in ("round-opened", "needs", "colleagues"):
        HAPPENS[code](desk, arta, make.GREEN)
    assert [at(NOON + timedelta(days=day)) for day in range(7)] == [[]] * 7

    assert at(NOON + timedelta(days=7)) == [address(arta)]

    (letter,) = mail.outbox
    assert letter.subject == "3 tasks, about 12 minutes"
    assert TITLE in letter.body
    assert WORDS in letter.body
    a_plan(desk, arta, make.GREEN)
    later = [at(NOON + timedelta(days=day)) for day in range(8, 15)]
    assert later == [[]] * 6 + [[address(arta)]], "what came on Monday waits until the next"
    assert mail.outbox[-1].subject == "1 task, about 2 minutes"


def test_a_day_is_one_mail_on_the_next_working_morning(desk: Reader, arta: Reader) -> None:
    wants(arta, DAILY)
    friday = datetime(2026, 5, 8, 12, tzinfo=UTC)
    with clock.time_from(lambda: friday):
        for code in ("needs", "plans"):
            HAPPENS[code](desk, arta, make.GREEN)
    assert at(friday + HOUR) == at(friday + timedelta(days=1)) == at(friday + timedelta(days=2)) == []

    assert at(datetime(2026, 5, 11, 6, 30, tzinfo=UTC)) == [address(arta)]

    (letter,) = mail.outbox
    assert letter.subject == "2 tasks, about 3 minutes"
    ends = re.findall(SITE + r"/\S+/ending/", str(letter.body))
    assert len(set(ends)) == 3, "one for each kind, one for the summary"
    Client().post(ends[0].removeprefix(SITE))
    assert len(letters().keys() - chosen_by(arta).wanted) == 2  # the one that was ended, and the page of the week
    Client().post(letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE))
    assert chosen_by(arta).wanted == frozenset()


def test_a_deadline_that_comes_before_the_next_summary_does_not_wait_for_it(desk: Reader, arta: Reader) -> None:
    wants(arta, WEEKLY)
    follow(arta, commitment(desk), due=date(2026, 5, 7))

    assert sent() == [address(arta)]


def test_a_summary_that_was_cut_off_between_is_not_sent_again(desk: Reader, arta: Reader) -> None:
    wants(arta, WEEKLY)
    a_draft(desk, arta, make.GREEN)
    sent()

    class Killed(BaseException):
        """What ends a worker at once."""

    with clock.time_from(lambda: NOON + timedelta(days=7)):
        with mock.patch(SEND, side_effect=Killed), pytest.raises(Killed):
            send()
        assert send() == 0
        a_plan(desk, arta, make.GREEN)
        plan_all()
        assert send() == 0


def test_what_the_server_refused_comes_with_the_next_run(desk: Reader, arta: Reader) -> None:
    wants(arta, WEEKLY)
    a_draft(desk, arta, make.GREEN)
    sent()
    with clock.time_from(lambda: NOON + timedelta(days=7)):
        with mock.patch(SEND, side_effect=SMTPRecipientsRefused({})):
            assert send() == 0
        assert send() == 1
        assert send() == 0


def test_what_no_longer_waits_is_not_told(desk: Reader, arta: Reader) -> None:
    record = a_draft(desk, arta, make.GREEN)
    plan_all()
    answer_need(UUID(str(record)), "confirmed", expected=1, by=arta)

    assert send() == 0


def test_many_of_one_kind_are_one_mail_that_lists_a_few(desk: Reader, arta: Reader) -> None:
    for number in range(13):
        need(desk, words=f"Need number {number} of all")

    assert sent() == [address(arta)]

    assert len(re.findall(r"Need number \d+ of all", str(mail.outbox[0].body))) == 10
    assert "3 more" in mail.outbox[0].body


def test_what_waited_for_long_when_it_is_first_looked_for_is_no_news(desk: Reader, arta: Reader) -> None:
    a_draft(desk, arta, make.GREEN)

    assert at(NOON + timedelta(days=15)) == []
    assert arta


def test_each_thing_is_told_to_those_alone_whom_it_waits_for(desk: Reader, arta: Reader) -> None:
    mira = focal_point("MNE", "mira")
    written_to(mira)
    a_draft(desk, arta, make.GREEN)
    a_colleague(desk, arta, make.GREEN)

    assert set(sent()) == {address(arta)}
