"""Letters when a text circulates: to whoever may object, at its beginning and before its end, without content, once."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, override_settings
from tests import make
from tests.reminders import doing
from tests.reminders.doing import SITE, written_to
from tests.reporting.snapshots.doing import TITLE, frozen, on
from tests.rounds.rounds.doing import participant

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import OFF
from egnatia.kernel.models import AuditEvent, Office, Organisation, Person, Record
from egnatia.kernel.records import markings
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.people.email_preferences.queries import chosen_by
from egnatia.reminders.actions import plan_all
from egnatia.reminders.models import Reminder
from egnatia.reporting.reminders import LETTERS, letter_on
from egnatia.reporting.snapshots.actions import object_to, take_text_back
from egnatia.reporting.snapshots.rules import Silence
from egnatia.rounds.rounds.models import Participant
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.rules import Calendar

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, LAST = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 4)


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    with override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def text(desk: Reader, accepted: UUID) -> UUID:
    """Circulating from Monday for four working days."""
    with on(MONDAY):
        return frozen(accepted, desk, way=Silence(4))


def sent(day: date) -> list[str]:
    """Whom reminders left for on that day."""
    with on(day):
        return doing.sent()


def organisation_in(record: UUID, mailbox: str = "") -> Organisation:
    """One that takes part in the round."""
    house = make.organisation("Most (demo)")
    Organisation.objects.filter(pk=house.pk).update(mailbox=mailbox)
    Participant.objects.create(round_id=record, organisation=house, role=Participant.Role.SUPPORTS)
    return house


class TestWhichLetter:
    @pytest.mark.parametrize(
        ("today", "sort"),
        [
            (MONDAY, "begins"),
            (TUESDAY, "begins"),
            (date(2026, 12, 2), "ends"),  # Thursday and Friday are left
            (LAST, "ends"),
            (date(2026, 12, 5), ""),
        ],
    )
    def test_two_working_days_before_the_end_it_is_the_other_one(self, today: date, sort: str) -> None:
        assert letter_on(today, MONDAY, LAST, [Calendar()]) == sort

    def test_a_weekend_in_common_is_not_counted(self) -> None:
        assert letter_on(date(2026, 12, 4), MONDAY, date(2026, 12, 8), [Calendar()]) == "ends"
        assert letter_on(date(2026, 12, 4), MONDAY, date(2026, 12, 9), [Calendar()]) == "begins"

    def test_a_short_silence_begins_before_it_ends(self) -> None:
        assert letter_on(MONDAY, MONDAY, TUESDAY, [Calendar()]) == "begins"
        assert letter_on(TUESDAY, MONDAY, TUESDAY, [Calendar()]) == "ends"

    def test_calendars_that_have_no_day_in_common_any_more_stop_no_letter(self) -> None:
        never = Calendar(weekend=frozenset(range(7)))

        assert letter_on(TUESDAY, MONDAY, LAST, [never]) == "begins"
        assert letter_on(date(2026, 12, 2), MONDAY, LAST, [never]) == "ends"


class TestWhom:
    def test_focal_points_and_deputies_of_participants(
        self, desk: Reader, arta: Reader, mira: Reader, *, text: UUID, member: Reader
    ) -> None:
        assert text
        deputy = make.person("deputy")
        office = make.office(deputy, "F", where="focal-points", economy="ALB")
        Office.objects.filter(pk=office.pk).update(deputy=True)
        police = make.reader("police", seats=(("focal-points", "ALB"),))
        greece = make.reader("greece", focal_point=("focal-points", "GRC"))
        expected = [written_to(arta), written_to(mira), f"{str(deputy.pk)[:8]}@example.org"]
        Person.objects.filter(pk=deputy.pk).update(email=expected[2])
        for other in (desk, police, greece, member):
            written_to(other)

        assert sent(MONDAY) == sorted(expected)

    def test_people_of_an_organisation_and_where_there_are_none_its_mailbox(self, accepted: UUID, text: UUID) -> None:
        assert text
        house = organisation_in(accepted, "office@example.org")
        assert sent(MONDAY) == ["office@example.org"]

        colleague = make.reader("colleague", at=house)
        address = written_to(colleague)

        assert sent(TUESDAY) == [address]

    def test_nobody_who_does_not_read_the_text(self, desk: Reader, arta: Reader, accepted: UUID, mira: Reader) -> None:
        organisation_in(accepted, "office@example.org")
        written_to(arta)
        written_to(mira)
        markings.remark(Record.objects.get(pk=accepted), make.amber("focal-points", economies=("MNE",)), by=desk)
        with on(MONDAY):
            frozen(accepted, desk, way=Silence(4), marking=make.amber("focal-points", economies=("MNE",)))

        assert sent(MONDAY) == [f"{mira.person[:8]}@example.org"]

    def test_nobody_whose_second_step_was_reset(self, arta: Reader, text: UUID) -> None:
        assert text
        written_to(arta)
        Person.objects.filter(pk=arta.person).update(unconfirmed_since=clock.now())

        assert sent(MONDAY) == []


class TestOnce:
    def test_one_at_the_beginning_and_one_before_the_end(self, arta: Reader, text: UUID) -> None:
        address = written_to(arta)

        assert sent(MONDAY) == [address]
        assert sent(MONDAY) == sent(TUESDAY) == []
        assert sent(date(2026, 12, 2)) == [address]
        assert sent(date(2026, 12, 3)) == sent(LAST) == sent(date(2026, 12, 5)) == []
        for letter, sort in zip(mail.outbox, ("begins", "ends"), strict=True):
            (subject, *_rest) = render_to_string(f"reporting/mails/text_{sort}.txt").splitlines()
            assert letter.subject == subject
        first = Reminder.objects.earliest("planned_at")
        assert (first.name, first.about, first.day, str(first.person_id)) == ("text-begins", text, LAST, arta.person)
        assert AuditEvent.objects.filter(verb="planned letters", target__startswith="text-").count() == 2

    def test_a_first_one_that_waited_too_long_is_not_sent_beside_the_second(self, arta: Reader, text: UUID) -> None:
        assert text
        address = written_to(arta)
        with on(MONDAY):
            plan_all()

        assert sent(date(2026, 12, 2)) == [address]
        assert Reminder.objects.filter(sent_at__isnull=True).count() == 1

    def test_holidays_of_a_participant_bring_the_second_one_forward(self, arta: Reader, text: UUID) -> None:
        assert text
        address = written_to(arta)
        sent(MONDAY)
        WorkingCalendar.objects.create(economy_id="MNE", weekend=[5, 6], holidays=[date(2026, 12, 2)])

        assert sent(TUESDAY) == [address]

    def test_another_text_of_the_round_gets_letters_of_its_own(
        self, desk: Reader, arta: Reader, accepted: UUID, text: UUID
    ) -> None:
        address = written_to(arta)
        sent(MONDAY)
        with on(MONDAY):
            take_text_back(text, by=desk)
            frozen(accepted, desk, way=Silence(4))

        assert sent(MONDAY) == [address]


class TestMeanwhile:
    @pytest.mark.parametrize("what", ["objected", "taken back", "narrowed", "left office", "ended"])
    def test_what_changes_before_the_letter_leaves_holds(
        self, desk: Reader, arta: Reader, *, accepted: UUID, text: UUID, what: str
    ) -> None:
        written_to(arta)
        with on(MONDAY):
            assert plan_all() == 1
            if what == "objected":
                object_to(text, participant(accepted), "Probation is missing", by=arta)
            elif what == "taken back":
                take_text_back(text, by=desk)
            elif what == "narrowed":
                markings.remark(Record.objects.get(pk=accepted), make.STRICT, by=desk)
            elif what == "left office":
                Office.objects.filter(person=UUID(arta.person)).update(until=date(2026, 11, 29))
            elif what == "ended":
                choose_letters({"texts": OFF}, "Europe/Tirane", by=arta)
            assert doing.send() == 0


class TestContent:
    def test_it_holds_a_link_and_nothing_of_any_record(self, arta: Reader, text: UUID) -> None:
        written_to(arta)
        sent(MONDAY)
        sent(LAST)

        for letter in mail.outbox:
            whole = str(letter.message()).partition("Date:")[0] + letter.body
            assert f"{SITE}/snapshots/{text}/" in letter.body
            for told in (TITLE, "Mapping", "board", "Albania", "December", "2026", "overdue"):
                assert told not in whole

    def test_its_link_ends_letters_of_this_kind_alone(self, arta: Reader, text: UUID) -> None:
        assert text
        written_to(arta)
        sent(MONDAY)
        (letter,) = mail.outbox
        end = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)

        page = Client(enforce_csrf_checks=True).post(end)

        assert str(LETTERS.label) in page.text
        assert sent(LAST) == []
        assert chosen_by(arta).wanted == letters().keys() - {"texts", "week"}
