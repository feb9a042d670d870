"""A new installation leads its secretariat to a first round."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.reporting.snapshots.doing import frozen, on
from tests.rounds.rounds.doing import opened, support_round
from tests.visits import browser, got, of, offers, words

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import AuditEvent, Organisation, Person, Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import markings
from egnatia.people.forum.actions import found_community, name_forum
from egnatia.people.forum.queries import settings_of_forum
from egnatia.people.forum.rules import Founding
from egnatia.reporting.reports.actions import put_template
from egnatia.reporting.snapshots.rules import Silence
from egnatia.rounds.rounds.models import Participant
from egnatia.start.onboarding.actions import put_away, put_back
from egnatia.start.onboarding.guide import STEPS, guide_of
from egnatia.start.onboarding.models import GuidePutAway
from egnatia.start.onboarding.queries import there_for
from egnatia.start.onboarding.rules import OPTIONAL, There, done, states
from egnatia.workdays.models import WorkingCalendar

pytestmark = pytest.mark.django_db
START = reverse("start:start")
ALL_DONE = There(
    strong=True,
    imported=True,
    ordered=True,
    objectives=44,
    organisations=3,
    colleagues=2,
    stewards=1,
    seats=2,
    calendar=True,
    template=True,
    round="x",
    reminded=True,
    received=2,
    asked=2,
    accepted=2,
    adopted=True,
)


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


def is_led(client: Client) -> bool:
    """Whether the home begins with the way to a first round."""
    return offers(client.get("/"), "start:start-putting-away")


def numbers_said(reader: Reader, name: str) -> list[str]:
    """The numbers by which the page says how far a step is."""
    page = got(of(reader), "start:start")
    said = page.context["guide"].steps[list(STEPS).index(name)].said
    assert said in page.text
    return re.findall(r"\d+", said)


def next_of(reader: Reader) -> str:
    guide = guide_of(there_for(reader))
    labels = {str(label): name for name, (label, *_) in STEPS.items()}
    return labels[guide.next.label] if guide.next else ""


class TestStates:
    def test_of_an_empty_installation_the_first_step_is_next(self) -> None:
        found = states(done(There(objectives=44)))

        assert list(found)[:5] == ["second-factor", "forum", "organisations", "colleagues", "import"]
        assert found == {
            "second-factor": "next",
            "framework": "done",
            **dict.fromkeys(("forum", "organisations", "colleagues", "import"), "later"),
            **dict.fromkeys(("community", "seats", "calendar"), "later"),
            "template": "free",
            **dict.fromkeys(("round", "reminders", "answers", "adoption"), "later"),
        }

    def test_what_one_may_leave_out_is_never_next(self) -> None:
        assert states(done(replace(ALL_DONE, template=False)))["template"] == "free"
        assert next(name for name, state in states(done(There())).items() if state == "free") in OPTIONAL

    @pytest.mark.parametrize(
        ("lacks", "step"),
        [
            ({"strong": False}, "second-factor"),
            ({"ordered": False}, "forum"),
            ({"imported": False, "round": ""}, "import"),
            ({"objectives": 0}, "framework"),
            ({"organisations": 0}, "organisations"),
            ({"colleagues": 0}, "colleagues"),
            ({"stewards": 0}, "community"),
            ({"seats": 0}, "seats"),
            ({"vacant": 1}, "seats"),
            ({"unreached": 1}, "seats"),
            ({"calendar": False}, "calendar"),
            ({"round": "", "received": 0, "reminded": False}, "round"),
            ({"reminded": False, "received": 1}, "reminders"),
            ({"accepted": 1}, "answers"),
            ({"adopted": False}, "adoption"),
        ],
    )
    def test_each_thing_that_is_missing_makes_its_step_the_next(self, lacks: dict[str, object], step: str) -> None:
        found = states(done(replace(ALL_DONE, **lacks)))  # type: ignore[arg-type]  # fields of There

        assert [name for name, state in found.items() if state == "next"] == [step]

    def test_where_all_is_received_nobody_is_reminded(self) -> None:
        assert states(done(replace(ALL_DONE, reminded=False)))["reminders"] == "done"

    def test_every_step_has_its_words(self) -> None:
        assert list(STEPS) == list(done(There()))
        assert guide_of(There(round=str(UUID(int=1)))).done == 4  # a round, in which nobody is asked for anything


class TestTheWay:
    def test_from_nothing_to_an_adopted_round(self, desk: Reader) -> None:
        steps: list[tuple[str, Callable[[], object]]] = [
            ("forum", lambda: name_forum(settings_of_forum(), by=desk)),
            ("organisations", lambda: make.organisation("Ministry (demo)")),
            ("colleagues", lambda: make.person("mira", at=Organisation.objects.get(name="Ministry (demo)"))),
            ("import", lambda: activity(by=desk)),
            ("community", lambda: found(desk, "mira")),
            (
                "seats",
                lambda: make.office(Person.objects.get(username="mira"), "F", where="focal-points", economy="ALB"),
            ),
            ("calendar", lambda: WorkingCalendar.objects.create(weekend=[5, 6])),
        ]
        for step, act in steps:
            assert next_of(desk) == step
            act()
        assert next_of(desk) == "round"
        record = opened(desk)
        assert next_of(desk) == "seats"  # of the others in it nobody holds a seat
        for each in Participant.objects.filter(round=record, economy__isnull=False).exclude(economy="ALB"):
            make.office(make.person(f"focal-{each.economy_id}"), "F", where="focal-points", economy=each.economy_id)
        assert next_of(desk) == "reminders"
        Participant.objects.filter(round=record).update(stage="cleared")
        assert next_of(desk) == "answers"
        Participant.objects.filter(round=record).update(stage="accepted")
        assert next_of(desk) == "adoption"
        frozen(record, desk)
        assert next_of(desk) == ""
        assert not is_led(of(desk))

    def test_a_text_that_circulates_is_not_adopted_yet(self, desk: Reader) -> None:
        with on(date(2026, 11, 30)):
            frozen(opened(desk), desk, way=Silence(3))
            assert not there_for(desk).adopted
        with on(date(2026, 12, 10)):
            assert there_for(desk).adopted

    def test_an_organisation_is_reached_by_an_account_or_its_mailbox(self, desk: Reader) -> None:
        house = make.organisation("Most (demo)")
        support_round(desk, house)
        assert there_for(desk).unreached == 1

        Organisation.objects.filter(pk=house.pk).update(mailbox="office@example.org")
        assert there_for(desk).unreached == 0

        Organisation.objects.filter(pk=house.pk).update(mailbox="")
        make.person("somebody", at=house)
        assert there_for(desk).unreached == 0

    def test_a_seat_that_fell_vacant_is_said(self, desk: Reader) -> None:
        make.office(make.person("arta"), "F", where="focal-points", economy="ALB")
        make.office(None, "F", where="focal-points", economy="MNE")

        assert numbers_said(desk, "seats") == ["1", "2"]

    def test_a_template_of_ones_own_counts(self, desk: Reader) -> None:
        put_template("ours.docx", b"x", by=desk)

        assert there_for(desk).template

    def test_a_round_that_another_marked_for_themselves_is_none(self, desk: Reader) -> None:
        record = opened(desk)
        other = make.reader("other", secretariat=True)
        markings.remark(Record.objects.get(pk=record), make.RED, by=desk)

        assert there_for(other).round == ""
        assert there_for(desk).round == str(record)


def found(desk: Reader, steward: str) -> str:
    founding = Founding({"en": "Focal Points"}, {}, closed=True, accepts=False)
    return found_community(founding, steward=Person.objects.get(username=steward).pk, by=desk)


class TestPages:
    def test_the_home_of_an_empty_installation_begins_with_it(self, desk: Reader) -> None:
        page = of(desk).get("/")

        assert (page.context["first"].done, len(page.context["first"].steps)) == (2, 14)
        assert re.search(r"\b2 \w+ 14\b", words(page.content))
        assert offers(page, "people:forum")

    def test_each_page_behind_it_opens(self, desk: Reader) -> None:
        client = of(desk)
        opened(desk)

        for step in client.get(START).context["guide"].steps:
            assert client.get(step.url).status_code == 200

    def test_put_away_it_is_gone_from_ones_own_home_and_comes_back(self, desk: Reader) -> None:
        client, colleague = of(desk), of(make.reader("colleague", secretariat=True))

        for _click in range(2):
            client.post(reverse("start:start-putting-away"))
        assert (is_led(client), is_led(colleague)) == (False, True)
        assert offers(client.get(START), "start:start-putting-back")

        for _click in range(2):
            client.post(reverse("start:start-putting-back"))
        assert is_led(client)
        assert AuditEvent.objects.filter(kind="guide").count() == 2

    def test_nobody_else_is_led(self, client: Client, desk: Reader) -> None:
        arta = make.reader("arta", focal_point=("focal-points", "ALB"))
        weak = reader_named("desk", strong=False)

        begun = browser(Person.objects.get(username="desk"), strong=False)
        assert next_of(weak) == "second-factor"
        assert offers(begun.get(START), "people:second-factor")
        assert offers(begun.get("/"), "people:second-factor")
        assert begun.get("/").context["first"].done == 0
        assert client.get(START).status_code == 302
        assert not is_led(of(arta))
        assert not offers(of(arta).get("/"), "start:start")
        assert of(arta).get(START).status_code == 403
        for other, code in ((arta, "secretariat"), (weak, "second-factor")):
            for act in (put_away, put_back):
                with pytest.raises(NotAllowed, match=code):
                    act(by=other)
        assert not GuidePutAway.objects.exists()
        assert str(GuidePutAway(person_id=UUID(desk.person))) == desk.person

    @override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
    def test_without_a_mail_server_it_says_so(self, desk: Reader) -> None:
        assert "EGNATIA_SMTP" in of(desk).get(START).text

    def test_whom_nobody_can_write_to_is_said(self, desk: Reader) -> None:
        opened(desk)

        assert there_for(desk).unreached == 2
        assert numbers_said(desk, "seats") == ["2"]
        assert numbers_said(desk, "answers") == ["0", "2"]
