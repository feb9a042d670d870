"""A question to holders whom the asker cannot see: they learn nothing, they decide."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import AuditEvent, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.proposals.actions import deliver
from egnatia.proposals.jobs import deliver_question
from egnatia.proposals.models import Delivery, Question
from egnatia.proposals.queries.questions import asked_of_us
from tests import make
from tests.people.accounts import browser, plain
from tests.proposals.doing import TITLE, activity, check, chips, member
from tests.visits import got, offers

pytestmark = pytest.mark.django_db
SENT: dict[str, Any] = {
    "send": "1",
    "question": "Do you plan courses for officers in spring?",
    "mailbox": "desk@example.org",
    "disclose": ["economy", "start"],
}


def post(client: Client, **data: Any) -> Any:  # noqa: ANN401 - values of a form, the client's answer
    return client.post(reverse("proposals:proposal-question"), data)


def asked() -> UUID:
    return UUID(str(Question.visible_to(SYSTEM).get().pk))


def test_the_asker_chooses_what_is_told() -> None:
    house = make.organisation("Alpine Cooperation (demo)")
    Organisation.objects.filter(pk=house.pk).update(mailbox="own@example.org")
    client, _, _ = member(at=house)

    page = post(client, **chips(amount="", band="50-250k")).text

    assert ": Albania" in page
    assert 'value="own@example.org"' in page
    assert "50-250k" in page


def test_a_question_is_the_askers_organisations_own_record() -> None:
    client, reader, _ = member()

    assert post(client, **chips(), **SENT).url == reverse("proposals:questions")

    question = Question.visible_to(reader).get()
    assert question.record.tlp == Tlp.AMBER_STRICT
    assert question.disclosed == [["From", "2026-03"], ["Where", "Albania"]] or len(question.disclosed) == 2
    assert AuditEvent.objects.filter(verb="asked", kind="question").count() == 1
    assert ProcrastinateJob.objects.filter(task_name="proposals.deliver_question").get().args == {
        "question_id": str(question.pk)
    }
    assert SENT["question"] in client.get(reverse("proposals:questions")).text


def test_the_holder_of_a_hidden_activity_receives_it() -> None:
    client, reader, _ = member()
    holder = make.person("holder")
    colleague = make.person("colleague", at=holder.organisation)
    hidden = activity(by=member_reader(holder), marking=make.STRICT)
    post(client, **chips(), **SENT)

    assert deliver(asked()) == 1

    page = got(browser(colleague), "proposals:questions")
    assert SENT["question"] in page.text
    assert "desk@example.org" in page.text
    assert [each.words for row in page.context["of_us"] for each in row.told] == ["Albania", "2026-03"]
    assert ": Albania" in page.text
    assert offers(page, "activities:activity", hidden.pk)
    assert "Teaching prison officers" not in page.text
    assert not Delivery.visible_to(reader).exists()


def member_reader(who: Person) -> Reader:
    return reader_of(who, strong=True)


def test_delivered_once_and_what_it_was_compared_by_is_forgotten() -> None:
    client, _, _ = member()
    activity(by=make.reader("holder"), marking=make.STRICT)
    post(client, **chips(), **SENT)

    deliver_question(str(asked()))

    assert Question.visible_to(SYSTEM).get().facts == {}
    assert deliver(asked()) == 0
    assert deliver(uuid4()) == 0
    assert Delivery.visible_to(SYSTEM).count() == 1


def test_what_the_asker_sees_is_not_asked_about() -> None:
    client, _, _ = member()
    activity(by=make.reader("holder"), marking=make.GREEN)
    post(client, **chips(), **SENT)

    assert deliver(asked()) == 0


def test_several_hidden_activities_of_one_holder_are_one_question() -> None:
    client, _, _ = member()
    owner = make.reader("holder")
    activity(by=owner, marking=make.STRICT)
    activity(f"{TITLE} again", by=owner, marking=make.STRICT)
    post(client, **chips(), **SENT)

    assert deliver(asked()) == 1


def test_a_question_about_what_few_persons_know_reaches_them_alone() -> None:
    client, _, _ = member()
    author = make.person("author")
    colleague = make.person("colleague", at=author.organisation)
    friend = make.person("friend")
    red = Marking(Tlp.RED, persons=frozenset({str(friend.pk)}))
    activity(by=member_reader(author), marking=red)
    post(client, **chips(), **SENT)

    deliver(asked())

    reached = [len(asked_of_us(member_reader(who))) for who in (author, friend, colleague)]
    assert reached == [1, 1, 0]


def test_a_question_disappears_with_the_activity_it_concerns() -> None:
    client, _, _ = member()
    owner = make.reader("holder")
    hidden = activity(by=owner, marking=make.STRICT)
    post(client, **chips(), **SENT)
    deliver(asked())

    records.withdraw(hidden.record, by=owner)

    assert asked_of_us(owner) == ()


def test_the_askers_pages_are_the_same_whether_or_not_there_is_a_holder() -> None:
    client, _, _ = member()
    post(client, **chips(), **SENT)  # the first one of an hour begins the count of them
    seen = []
    for title in (None, TITLE):
        if title:
            activity(title, by=make.reader("holder"), marking=make.STRICT)
        cache.clear()
        client.get(reverse("proposals:questions"))  # takes the message of the last one away
        with CaptureQueriesContext(connection) as queries:
            form = post(client, **chips())
            sent = post(client, **chips(), **SENT)
        seen.append((plain(form.content), sent.status_code, sent.url, len(queries)))
        delivered = [deliver(each.pk) for each in Question.visible_to(SYSTEM)]
    listed = got(client, "proposals:questions")

    assert seen[0] == seen[1]
    assert sum(delivered) == 1
    rows = listed.text.split('id="by-us"')[1].split("<article")[1:]
    assert len({row.split("</article>")[0] for row in rows}) == 1
    assert listed.context["of_us"] == ()


@pytest.mark.parametrize("wrong", [{"question": ""}, {"mailbox": "nobody"}])
def test_a_question_needs_words_and_a_mailbox(wrong: dict[str, str]) -> None:
    client, reader, _ = member()

    assert post(client, **{**chips(), **SENT, **wrong}).status_code == 200
    assert not Question.visible_to(reader).exists()


def test_a_question_needs_the_second_step() -> None:
    client, _, _ = member(strong=False)

    assert post(client, **chips()).status_code == 403


def test_a_question_needs_a_proposal() -> None:
    client, _, _ = member()

    assert post(client, text="").context["sheet"].text.errors.keys() == {"text"}


def test_a_visitor_asks_nobody(client: Client) -> None:
    assert post(client, **chips()).status_code == 302
    assert client.get(reverse("proposals:questions")).status_code == 302
    asking, (signed_in, _, _) = f'formaction="{reverse("proposals:proposal-question")}"', member()
    assert asking not in check(client, **chips()).text
    assert asking in check(signed_in, **chips()).text
