"""Who reads a reply: what was said before the request was sent holds, and nobody else learns that there is one."""

from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.exchange.requests import actions, rules
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.documents import document_of
from egnatia.exchange.requests.models import InformationReply
from egnatia.exchange.requests.queries.detail import request_page
from egnatia.formats.reports.pdf import pdf
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records.markings import remark
from tests import make
from tests.exchange.requests.asking import AL, ME, RS, Asked, asks
from tests.visits import of, refused

pytestmark = pytest.mark.django_db


def seen(reader: Reader, asked: Asked) -> set[str]:
    """Of whom they read a reply, by the page."""
    try:
        return {each.token for each in request_page(reader, asked.id).received}
    except NotFound:
        return set()


def marked(reply: UUID, marking: Marking, by: Reader) -> None:
    remark(Record.objects.get(pk=reply), marking, by=by)


def test_for_the_asker_alone() -> None:
    asked = Asked("asker")
    asked.reply(AL, asked.al)
    asked.reply(ME, asked.me)

    assert [seen(each, asked) for each in (asked.desk, asked.al, asked.me, asked.rs)] == [{AL, ME}, {AL}, {ME}, set()]


def test_for_all_who_reply_as_soon_as_they_reply() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al)
    before = seen(asked.me, asked)
    asked.reply(ME, asked.me, status="nothing")

    assert before == set()
    assert seen(asked.me, asked) == seen(asked.al, asked) == seen(asked.desk, asked) == {AL, ME}
    assert seen(asked.rs, asked) == set()


def test_whoever_declines_or_shares_with_the_asker_alone_reads_nothing_of_others() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al)
    asked.reply(ME, asked.me, audience="asker")
    asked.reply(RS, asked.rs, status="declined")

    assert seen(asked.me, asked) == {ME}
    assert seen(asked.rs, asked) == {RS}
    assert seen(asked.desk, asked) == {AL, ME, RS}
    assert not {ME, RS} & Record.objects.get(pk=InformationReply.objects.get(addressee=asked.of(AL)).pk).tokens


def test_who_takes_back_what_they_shared_reads_no_more_of_others() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al)
    asked.reply(ME, asked.me)
    asked.reply(ME, asked.me, audience="asker")

    assert seen(asked.me, asked) == {ME}
    assert seen(asked.al, asked) == {AL}


def test_for_everyone_who_sees_the_request() -> None:
    asked = Asked("readers", marking=make.amber("focal-points"))
    asked.reply(AL, asked.al)
    stranger = make.reader("stranger")

    assert seen(asked.other, asked) == seen(asked.rs, asked) == seen(asked.desk, asked) == {AL}
    assert seen(stranger, asked) == set()


def test_a_reply_may_be_narrower_than_its_request_said_and_never_wider() -> None:
    asked = Asked("repliers")

    with pytest.raises(NotAllowed, match="reply-audience"):
        asked.reply(AL, asked.al, audience="readers")
    asked.reply(AL, asked.al, audience="asker")
    with pytest.raises(NotAllowed, match="reply-wider"):
        asked.reply(AL, asked.al, audience="repliers")


def test_its_marking_can_be_narrowed_by_hand_and_never_widened() -> None:
    asked = Asked("repliers")
    reply = asked.reply(AL, asked.al)
    asked.reply(ME, asked.me)

    with pytest.raises(NotAllowed, match="reply-audience"):
        marked(reply, make.GREEN, asked.al)
    answer = of(asked.al).post(reverse("people:marking", args=[reply]), {"marking-tlp": "1"})
    marked(reply, make.STRICT, asked.al)
    asked.reply(RS, asked.rs)

    assert answer.status_code != 302 or Record.objects.get(pk=reply).tlp == Tlp.AMBER_STRICT
    assert seen(asked.desk, asked) == {ME, RS}, "what its owner narrowed stays narrow whoever replies"
    assert seen(asked.al, asked) == {AL}


def test_narrowing_a_request_hides_the_replies_and_widening_it_opens_none() -> None:
    asked = Asked("readers")
    asked.reply(AL, asked.al)
    request = Record.objects.get(pk=asked.id)

    marked(request.pk, Marking(Tlp.AMBER_STRICT, offices=frozenset({AL})), asked.desk)

    assert seen(asked.me, asked) == set()
    assert seen(asked.al, asked) == seen(asked.desk, asked) == {AL}


@pytest.mark.parametrize(
    ("marking", "code"),
    [
        (Marking(Tlp.RED), "request-red"),
        (Marking(Tlp.AMBER_STRICT, offices=frozenset({AL})), "request-not-reached"),
        (Marking(Tlp.GREEN, communities=frozenset({"arms"})), "request-not-reached"),
    ],
)
def test_a_request_is_sent_to_nobody_who_could_not_read_it(marking: Marking, code: str) -> None:
    for slug in ("focal-points", "arms"):
        make.community(slug, accepts=True)
    desk = make.reader("desk", secretariat=True)
    record = actions.draft(asks(), by=desk)

    with pytest.raises(NotAllowed, match=code):
        actions.send(record, marking, by=desk)


def test_nobody_asks_for_what_they_could_not_read_themselves() -> None:
    make.community("focal-points", accepts=True)
    outside = make.reader("outside")
    record = actions.draft(asks(audience="readers"), by=outside)

    with pytest.raises(NotAllowed, match="request-unread"):
        actions.send(record, make.amber("focal-points"), by=outside)


def test_only_the_addressee_replies_and_only_the_asker_decides() -> None:
    asked = Asked(marking=make.amber("focal-points"))
    said = ReplyContent("nothing", "asker")

    for who in (asked.me, asked.other, asked.desk):
        with pytest.raises(NotAllowed, match="request-speaker"):
            actions.reply(asked.of(AL), said, by=who)
    with pytest.raises(NotFound):
        actions.reply(asked.of(AL), said, by=make.reader("stranger"))
    actions.ask_for_time(asked.of(AL), 5, "", by=asked.al)
    with pytest.raises(NotAllowed, match="owner"):
        actions.decide_on_time(asked.of(AL), granted=True, by=asked.al)
    answer = of(asked.me).post(reverse("exchange:information-request-closure", args=[asked.id]))
    assert refused(answer, "owner")


def test_the_compiled_document_holds_only_what_its_reader_reads() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al, q1="7", q2="Law 12")
    asked.reply(ME, asked.me, audience="asker", q1="8", q2="Secret order")

    whole, of_al = (str(document_of(request_page(each, asked.id)).blocks) for each in (asked.desk, asked.al))

    assert [word in whole for word in ("Law 12", "Secret order")] == [True, True]
    assert [word in of_al for word in ("Law 12", "Secret order")] == [True, False]
    assert document_of(request_page(asked.desk, asked.id)).marking == "TLP:AMBER+STRICT"
    assert pdf(document_of(request_page(asked.desk, asked.id))).startswith(b"%PDF")
    for form in ("docx", "pdf"):
        answer = of(asked.al).get(reverse("exchange:information-request-answers-file", args=[asked.id, form]))
        assert answer.status_code == 200


def test_hidden_requests_and_replies_are_as_if_they_were_not() -> None:
    asked = Asked()
    reply = asked.reply(AL, asked.al)
    stranger, me = of(make.reader("stranger")), of(asked.me)

    for client, name, args in (
        (stranger, "exchange:information-request", (asked.id,)),
        (stranger, "exchange:information-request-answers", (asked.id,)),
        (stranger, "exchange:information-reply-new", (asked.id, asked.of(AL))),
        (me, "exchange:information-reply", (reply,)),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_without_two_step_verification_nothing_of_replies_is_told() -> None:
    asked = Asked("asker", marking=make.GREEN)
    asked.reply(AL, asked.al)
    desk, al = (without_second_step(each) for each in (asked.desk, asked.al))

    assert request_page(desk, asked.id).progress == ""
    assert seen(desk, asked) == seen(al, asked) == set()
    with pytest.raises(NotAllowed, match="second-factor"):
        actions.reply(asked.of(AL), ReplyContent("nothing", "asker"), by=al)


def without_second_step(reader: Reader) -> Reader:
    return reader_of(Person.objects.get(pk=reader.person), strong=False)


def test_every_marking_of_a_reply_is_read_by_whom_the_request_said() -> None:
    """Of all audiences and markings of requests: narrower ones are read by fewer of those who read wider ones."""
    asked = Asked("readers", marking=make.amber("focal-points"))
    readers = (asked.desk, asked.al, asked.me, asked.rs, asked.other)
    found = {}
    for audience in rules.AUDIENCES:
        granted = rules.reply_marking(
            audience, make.amber("focal-points"), asked.desk.organisation, AL, {AL, ME}
        ).tokens(owner=asked.al.organisation, author=asked.al.person)
        found[audience] = {each.name for each in readers if each.held & granted}

    assert found["asker"] == {asked.desk.name, asked.al.name}
    assert found["repliers"] == found["asker"] | {asked.me.name}
    assert found["readers"] == {each.name for each in readers}
