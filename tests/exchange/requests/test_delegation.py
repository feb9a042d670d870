"""Questions delegated to a colleague by a link: nothing else is shown, and the answers are a draft."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egnatia.exchange.delegation.actions import LINKS, NewPart, delegate
from egnatia.exchange.requests import actions, rules
from egnatia.exchange.requests.fields import RequestQuestion
from egnatia.exchange.requests.inbox import drafted
from egnatia.exchange.requests.models import Addressee, InformationReply, PartRequest
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import remark
from tests import make
from tests.exchange.requests.asking import AL, ME, RS, Asked, asks
from tests.visits import faults, forms, got, of, reader_at, shown, typed

pytestmark = pytest.mark.django_db
FILE = RequestQuestion("q3", "Please send the rules in force.", "file")
OWN = "exchange:information-part-own"


def delegated(asked: Asked, *questions: str, by: Reader | None = None) -> PartRequest:
    made = delegate(asked.of(AL), NewPart(questions or ("q1",), "office@example.org", "en", 5), by=by or asked.al)
    return PartRequest.objects.get(pk=made)


def opened(part: PartRequest, by: Reader) -> Client:
    """The browser of a colleague who has opened the link."""
    guest = Client()
    link = reverse("exchange:information-part-link", args=[LINKS.make(part.pk, by=by)])
    assert b"Storage" not in guest.get(link).content, "looking at a link tells nothing"
    assert guest.post(link).headers["Location"] == reverse(OWN)
    return guest


def test_a_colleague_answers_by_a_link_and_the_addressee_checks_and_sends() -> None:
    asked = Asked(content={"questions": (*asks().questions, FILE)}, marking=make.GREEN)
    new = reverse("exchange:information-part-new", args=[asked.of(AL)])
    of(asked.al).post(new, {"questions": ["q1"], "mailbox": "office@example.org", "language": "en", "days": "5"})
    part = PartRequest.objects.get()
    guest = opened(part, asked.al)

    page = got(guest, OWN)
    empty = guest.post(reverse(OWN), {})
    guest.post(reverse(OWN), {"q1": "7", "q2": "Not asked of them"})
    reply = reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)])
    form = typed(of(asked.al).get(reply))

    assert set(typed(page)) - {"csrfmiddlewaretoken"} == {"q1"}
    assert "Which rules apply?" not in page.text
    assert list(faults(empty)) == ["q1"]
    assert guest.get(reverse(OWN)).status_code == 404, "the link is over"
    assert InformationReply.objects.count() == 0, "nothing is sent without the addressee"
    assert (form["q1"], form["q2"], form["part"]) == (["7"], [""], [str(part.pk)])
    assert [each.url for each in drafted(asked.al)] == [reply]
    of(asked.al).post(reply, {"status": "partial", "q1": "8", "audience": "asker", "note": "", "part": [str(part.pk)]})
    assert InformationReply.objects.get().answers == {"q1": "8"}
    assert list(drafted(asked.al)) == []
    assert typed(of(asked.al).get(reply))["q1"] == ["8"], "a draft that was sent is over"


def test_what_an_organisation_as_such_may_not_read_is_not_delegated() -> None:
    narrowed = Asked(marking=make.GREEN)
    strict = narrowed.another(rules.start_marking((AL, ME, RS)))
    to = Addressee.objects.get(request=strict, token=AL).pk
    part = delegated(narrowed)
    guest = opened(part, narrowed.al)

    assert forms(got(of(narrowed.al), "exchange:information-part-new", to)) == set()
    with pytest.raises(NotAllowed, match="part-hidden"):
        delegate(to, NewPart(("q1",), "office@example.org", "en", 5), by=narrowed.al)
    remark(Record.objects.get(pk=narrowed.id), make.amber("focal-points"), by=narrowed.desk)
    assert guest.get(reverse(OWN)).status_code == 404, "what is narrowed is gone at the next request"


def test_a_link_is_over_when_the_request_closes_or_it_is_withdrawn_or_expires() -> None:
    asked = Asked(marking=make.GREEN)
    recalled, late, closed = (opened(delegated(asked), asked.al) for _each in range(3))
    first, second, _third = PartRequest.objects.order_by("asked_at", "pk")

    of(asked.al).post(reverse("exchange:information-part-recall", args=[first.pk]))
    PartRequest.objects.filter(pk=second.pk).update(expires_at=clock.now() - timedelta(minutes=1))
    there = [each.get(reverse(OWN)).status_code for each in (recalled, late, closed)]
    actions.close(asked.id, by=asked.desk)

    assert there == [404, 404, 200]
    assert closed.post(reverse(OWN), {"q1": "7"}).status_code == 404
    assert not PartRequest.objects.filter(handed_in_at__isnull=False).exists()


def test_a_delegation_is_seen_by_those_who_speak_for_the_addressee() -> None:
    asked = Asked(marking=make.GREEN)
    part = delegated(asked)
    colleague = reader_at(asked.al, "colleague")

    seen = [
        of(each).get(reverse("exchange:information-part", args=[part.pk])).status_code
        for each in (asked.al, colleague, asked.desk, asked.me)
    ]

    assert seen == [200, 404, 404, 404]
    assert "office@example.org" in shown(of(asked.al), "exchange:information-part", part.pk)
    assert timezone.localtime(part.expires_at).hour == 23
