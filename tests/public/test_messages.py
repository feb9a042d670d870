"""Messages of visitors: who reads them, what the desk does, and what of it is public."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.guests.public_forms import VisitorPost
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Community, Person
from egnatia.kernel.rooms import inbox_of
from egnatia.people.invitations.models import Invitation
from egnatia.public.jobs import send_answer
from egnatia.public.messages import actions
from egnatia.public.messages.forms import page_named
from egnatia.public.models import VisitorMessage
from egnatia.web.jobs import keep_retention_periods
from tests import make
from tests.letters import mail_server, text_of
from tests.reminders import doing as reminders
from tests.visits import Answer, faults, got, of, offers, refused, rows, shown, typed

pytestmark = pytest.mark.django_db
State = VisitorMessage.State
SECRET = "Where is the strategy for youth? I am Arta of Ura."


@pytest.fixture
def desk() -> Reader:
    return make.reader("officer", secretariat=True)


@pytest.fixture
def letters() -> Iterator[list[Message]]:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with (
        mail_server() as post,
        override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False),
    ):
        yield post.letters


def written(text: str = SECRET, *, sort: str = "missing", suspicion: str = "", **said: str) -> VisitorMessage:
    before = set(VisitorMessage.objects.values_list("pk", flat=True))
    language = said.pop("language", "sq")
    actions.keep(sort, VisitorPost({"text": text, **said}, "AAAAA-BBBBB", language, suspicion, clock.now()))
    made: VisitorMessage = VisitorMessage.objects.exclude(pk__in=before).get()
    return made


def post(reader: Reader, name: str, message: VisitorMessage, **said: str) -> Answer:
    return of(reader).post(reverse(f"public:{name}", args=[message.pk]), said)


def sent(client: Client, name: str, /, **said: str) -> Answer:
    """What a visitor sends after half a minute with the page."""
    page = got(client, name)
    fields = {field: values[0] for field, values in typed(page).items() if values}
    now = clock.now()
    with clock.time_from(lambda: now + timedelta(seconds=30)):
        return client.post(reverse(name), {**fields, **said})


def test_the_secretariat_alone_reads_messages(desk: Reader) -> None:
    message = written(email="arta@example.org")
    page = reverse("public:message", args=[message.pk])

    assert SECRET in of(desk).get(page).text
    for username in ("partner", "focal"):
        member = make.reader(username, seats=("focal-points",))
        assert of(member).get(page).status_code == 404
        assert refused(of(member).get(reverse("public:messages")), "secretariat")
        for name in ("message-answer", "message-closure", "message-spam"):
            assert post(member, name, message, answer="x", question="q", outcome="o").status_code in (403, 404)
    weak = make.reader("weak-officer", secretariat=True, strong=False)
    assert of(weak).get(page).status_code == 404
    assert Client().get(page).status_code == 302
    assert VisitorMessage.objects.get().state == State.NEW


def test_who_is_not_of_the_desk_cannot_tell_a_message_from_none(desk: Reader) -> None:
    message, member = written(), make.reader("partner")

    with pytest.raises(NotAllowed):
        actions.mark_spam(message.pk, by=member)
    with pytest.raises(NotFound):
        actions.mark_spam(make.uuid(1), by=desk)


def test_an_answer_leaves_in_the_language_of_the_sender_and_once(desk: Reader, letters: list[Message]) -> None:
    message = written(email="arta@example.org")

    post(desk, "message-answer", message, answer="Do ta publikojmë në maj.")
    assert ProcrastinateJob.objects.get(task_name="public.send_answer").args == {"message": str(message.pk)}
    send_answer(message=str(message.pk))
    send_answer(message=str(message.pk))

    (letter,) = letters
    assert letter["To"] == "arta@example.org"
    assert "AAAAA-BBBBB" in str(letter["Subject"])
    assert "Do ta publikojmë në maj." in text_of(letter)
    assert VisitorMessage.objects.get().state == State.ANSWERED


def test_without_an_address_nothing_is_answered(desk: Reader) -> None:
    message = written()

    assert not offers(got(of(desk), "public:message", message.pk), "public:message-answer", message.pk)
    post(desk, "message-answer", message, answer="Hello")
    assert not ProcrastinateJob.objects.filter(task_name="public.send_answer").exists()
    assert VisitorMessage.objects.get().state == State.NEW


def test_an_empty_answer_is_refused(desk: Reader) -> None:
    message = written(email="arta@example.org")

    assert "answer" in faults(post(desk, "message-answer", message, answer=" "), "answering")


def test_what_the_desk_publishes_is_shown_and_nothing_of_the_sender(desk: Reader) -> None:
    message, other = written(email="arta@example.org"), written("Another secret text")
    post(desk, "message-closure", other, question="", outcome="")
    post(desk, "message-closure", message, question="Youth strategy", outcome="It was added in May.")

    page = got(Client(), "public:missing-done").text

    assert "Youth strategy" in page
    assert "It was added in May." in page
    for word in ("Arta", "arta@example.org", "Another secret", message.reference, "officer"):
        assert word not in page
    assert set(VisitorMessage.objects.values_list("state", flat=True)) == {State.DONE}


@pytest.mark.parametrize("said", [{"question": "Youth"}, {"outcome": "Done"}])
def test_half_of_a_published_sentence_is_refused(desk: Reader, said: dict[str, str]) -> None:
    assert faults(post(desk, "message-closure", written(), **said), "closing")
    assert "Youth" not in got(Client(), "public:missing-done").text


def test_what_was_published_can_be_taken_back(desk: Reader) -> None:
    message = written()
    post(desk, "message-closure", message, question="Youth strategy", outcome="Added.")
    post(desk, "message-closure", message, question="", outcome="")

    assert "Youth strategy" not in got(Client(), "public:missing-done").text


def test_spam_is_not_counted_and_comes_back(desk: Reader) -> None:
    message = written()
    assert [each.count for each in inbox_of(desk) if each.sort == "visitor messages"] == [1]

    post(desk, "message-spam", message, which="one")
    assert not [each for each in inbox_of(desk) if each.sort == "visitor messages"]
    assert rows(got(of(desk), "public:messages")) == []
    assert len(rows(got(of(desk), "public:messages", state="spam"))) == 1

    post(desk, "message-spam", message, which="not")
    assert VisitorMessage.objects.get().state == State.NEW
    assert post(desk, "message-spam", message, which="not").status_code == 404


def test_the_secretariat_is_told_once_a_day_and_of_no_word(desk: Reader) -> None:
    address = reminders.written_to(desk)
    monday = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)

    def told(moment: datetime, *texts: str, suspicion: str = "") -> list[str]:
        with clock.time_from(lambda: moment), override_settings(SITE_ADDRESS=reminders.SITE):
            for each in texts:
                written(each, suspicion=suspicion)
            return reminders.sent()

    assert told(monday, SECRET, "Another") == [], "on the next morning"
    assert told(monday + timedelta(hours=22), "A third one") == [address], "of Monday, though more came"
    assert told(monday + timedelta(days=1)) == []
    assert told(monday + timedelta(days=2), "Buy", suspicion="links") == [address], "of Tuesday"
    assert told(monday + timedelta(days=3)) == []
    assert reverse("public:messages") in mail.outbox[0].body
    assert not any(word in letter.body for letter in mail.outbox for word in (SECRET, "third"))


def test_nothing_waits_for_members(desk: Reader) -> None:
    written()

    assert not [each for each in inbox_of(make.reader("partner")) if each.sort == "visitor messages"]


def test_messages_that_the_same_check_found_in_the_same_hour_become_spam_together(desk: Reader) -> None:
    first = written("A", suspicion="links")
    alike, another, plain, old = (
        written("B", suspicion="links"),
        written("C", suspicion="markup"),
        written("D"),
        written("E", suspicion="links"),
    )
    VisitorMessage.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(hours=2))

    post(desk, "message-spam", first, which="alike")

    spam = set(VisitorMessage.objects.filter(state=State.SPAM).values_list("pk", flat=True))
    assert spam == {first.pk, alike.pk}
    assert {another.pk, plain.pk, old.pk}.isdisjoint(spam)


def test_alike_of_a_message_that_no_check_found_is_that_one_alone(desk: Reader) -> None:
    first, _other = written("A"), written("B")

    assert actions.mark_alike(first.pk, by=desk) == 1


def test_doubtful_messages_are_folded_away_and_marked_at_once(desk: Reader) -> None:
    for number in range(3):
        written(f"Offer {number}", suspicion="links")
    written("A real question")

    assert [row[0] for row in rows(got(of(desk), "public:messages"))] == ["A real question"]
    assert len(rows(got(of(desk), "public:messages", suspected="1"))) == 3

    of(desk).post(reverse("public:messages-spam"), {"check": "links"})
    assert VisitorMessage.objects.filter(state=State.SPAM).count() == 3
    of(desk).post(reverse("public:messages-spam"), {"check": ""})
    assert VisitorMessage.objects.filter(state=State.SPAM).count() == 3


def test_the_list_is_narrowed_by_kind_and_comes_in_pages(desk: Reader) -> None:
    written("A question", sort="contact")
    for number in range(51):
        written(f"Missing {number}")

    assert len(rows(got(of(desk), "public:messages", kind="contact"))) == 1
    assert len(rows(got(of(desk), "public:messages"))) == 50
    assert len(rows(got(of(desk), "public:messages", page="2"))) == 2
    assert len(rows(got(of(desk), "public:messages", state="nothing", kind="nothing"))) == 50


def test_the_contact_page_names_the_office() -> None:
    with override_settings(CONTROLLER="Office of the secretariat (demo)"):
        assert "Office of the secretariat (demo)" in shown(Client(), "public:contact")


def test_a_visitor_writes_to_the_office() -> None:
    assert sent(Client(), "public:contact", text="Whom do I call?").status_code == 302
    assert VisitorMessage.objects.get().sort == "contact"


def test_an_organisation_asks_to_take_part_and_is_invited_by_hand(desk: Reader) -> None:
    asked = {"name": "Ura (demo)", "economy": "ALB", "text": "Youth work", "email": "office@example.org"}
    assert sent(Client(), "public:join-organisation", **asked).status_code == 302
    message = VisitorMessage.objects.get()

    accept = got(of(desk), "public:message", message.pk).context["message"].accept
    form = of(desk).get(accept).context["form"]

    assert (form.initial["organisation"], form.initial["email"]) == ("Ura (demo)", "office@example.org")
    assert not Invitation.objects.exists()
    assert not Person.objects.exclude(username="officer").exists()


def test_a_person_asks_to_join_an_open_group_and_no_closed_one() -> None:
    make.community("open-forum")
    make.community("arms", closed=True)
    asked = {"name": "Analyst", "organisation": "Ura (demo)", "text": "Research", "email": "a@example.org"}

    assert "Arms" not in shown(Client(), "public:join")
    assert "group" in faults(sent(Client(), "public:join-person", **asked, group="arms"))
    assert sent(Client(), "public:join-person", **asked, group="open-forum").status_code == 302
    assert VisitorMessage.objects.get().details["group"] == "open-forum"


def test_without_an_open_group_the_page_says_so() -> None:
    Community.objects.update(closed=True)

    assert not offers(got(Client(), "public:join"), "public:join-person")


@pytest.mark.parametrize(
    "said", ["https://evil.example/", "//evil.example/", "/\\evil", "javascript:x", "/" + "x" * 300]
)
def test_only_a_path_of_this_site_is_taken_for_a_page(said: str) -> None:
    assert page_named(said) == ""
    assert typed(got(Client(), "public:missing", page=said)).get("page", [""]) in ([""], [])


def test_the_link_of_a_page_says_which_page_it_was() -> None:
    assert typed(got(Client(), "public:missing", page="/needs/?page=2"))["page"] == ["/needs/?page=2"]


def test_the_trail_tells_that_something_was_decided_and_no_words(desk: Reader) -> None:
    message = written(email="arta@example.org")
    post(desk, "message-closure", message, question="Youth strategy", outcome="Added.")

    events = AuditEvent.objects.filter(kind="visitor-message").order_by("at")
    assert list(events.values_list("verb", flat=True)) == ["received", "decided"]
    assert not any("Youth" in str(each.detail) or "arta" in str(each.detail) for each in events)


def test_messages_go_after_a_year_and_what_was_published_stays(desk: Reader) -> None:
    old, published, spam = written("Old"), written("Published", email="arta@example.org"), written("Spam")
    post(desk, "message-closure", published, question="Youth strategy", outcome="Added.")
    post(desk, "message-spam", spam, which="one")
    VisitorMessage.objects.filter(pk__in=[old.pk, published.pk]).update(at=clock.now() - timedelta(days=366))
    VisitorMessage.objects.filter(pk=spam.pk).update(at=clock.now() - timedelta(days=31))

    gone = keep_retention_periods(timestamp=0)

    assert (gone["visitor-messages"], gone["visitor-spam"]) == (2, 1)
    left = VisitorMessage.objects.get()
    assert (left.question, left.text, left.email) == ("Youth strategy", "", "")


def test_the_demo_has_messages_and_outcomes_and_takes_them_away() -> None:
    make.reader("secretariat", secretariat=True)

    assert (actions.load_demo(returning=False), actions.load_demo(returning=False)) == (5, 0)
    assert len(got(Client(), "public:missing-done").context["listing"].rows) == 3
    assert actions.remove_demo() == 5
