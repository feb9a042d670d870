"""What a link opens: nothing before a button, then one request's rows, and nothing at all once it is over."""

from uuid import UUID

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.partners.doing import Holder, changed, desk, holder_of, of_ura, request_of, row, ura
from tests.visits import faults, got, of, offers, shown, typed, words

from egnatia.activities.activities.models import Activity
from egnatia.activities.partners.actions import answers
from egnatia.activities.partners.actions.requests import LINKS
from egnatia.activities.partners.labels import TO_COME, TOO_MANY
from egnatia.activities.partners.models import PartnerAnswer, PartnerRequest, PartnerRow
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Organisation
from egnatia.kernel.records.markings import remark

pytestmark = pytest.mark.django_db
OWN = "activities:partner-own"


@pytest.fixture
def by() -> Reader:
    return desk()


@pytest.fixture
def organisation() -> Organisation:
    return ura()


def fields_of(answer: HttpResponseBase) -> str:
    """The main part of a page as it is written."""
    return str(answer.content.decode().partition("<form")[2])  # type: ignore[attr-defined]  # it has a body


def asked(by: Reader, organisation: Organisation, *titles: str) -> tuple[UUID, list[Activity]]:
    activities = [of_ura(title, by=by) for title in titles or ("Training of prison staff",)]
    return request_of(organisation, activities, by=by), activities


def test_the_button_opens_the_rows_of_the_request_and_no_other_page(by: Reader, organisation: Organisation) -> None:
    request, (first, *_) = asked(by, organisation, "Training of prison staff", "Patrols")
    other = of_ura("Never asked about", by=by)
    holder = holder_of(request, by=by)

    page = shown(holder.client, OWN)
    assert "Training of prison staff" in page
    assert "Patrols" in page
    assert "Never asked about" not in page
    assert holder.client.get(reverse("activities:partner-row", args=[3])).status_code == 404
    for record in (first, other):  # both for members: the link makes nobody one
        assert holder.client.get(reverse("activities:activity", args=[record.pk])).status_code == 404
    assert "Training of prison staff" not in shown(holder.client, "activities:activities")
    assert holder.client.get(reverse("activities:partner-requests")).status_code == 302
    event = AuditEvent.objects.get(verb="opened")
    assert "Ura (demo)" in event.by
    assert "127.0.0.1" not in str(vars(event))


def test_one_question_at_a_time_until_everything_is_said(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation, "One", "Two", "Three")
    holder = holder_of(request, by=by)
    client = holder.client

    answer = client.post(reverse("activities:partner-row", args=[1]), {"say": "true"})
    assert answer["Location"] == reverse("activities:partner-row", args=[2])
    answer = client.post(reverse("activities:partner-row", args=[2]), {"say": "ended", "end": "5/2026"})
    assert answer["Location"] == reverse("activities:partner-row", args=[3])
    answer = client.post(reverse("activities:partner-row", args=[3]), {"say": "changed", **changed("Three and a half")})
    assert answer["Location"] == reverse(OWN)

    assert row(request, 1).verdict == "true"
    assert row(request, 2).said == {"facts": {"end": "2026-05"}, "status": "closed"}
    assert row(request, 3).said == {"facts": {"titles": [{"text": "Three and a half", "lang": "en"}]}}
    assert got(client, OWN).context["own"].told == 3


def test_economies_are_named_and_not_coded(by: Reader, organisation: Organisation) -> None:
    activity = of_ura("Training of prison staff", by=by, economies=frozenset({"GRC", "XKX"}))
    holder = holder_of(request_of(organisation, [activity], by=by), by=by)

    page = words(holder.client.get(reverse("activities:partner-row", args=[1])).content)

    assert "Greece, Kosovo*" in page
    assert "GRC" not in page


def test_what_has_ended_did_not_end_on_a_day_to_come(by: Reader, organisation: Organisation) -> None:
    activity = of_ura("Training of prison staff", by=by, end="2029-06")
    request = request_of(organisation, [activity], by=by)
    holder = holder_of(request, by=by)
    address = reverse("activities:partner-row", args=[1])

    assert "2029" not in fields_of(holder.client.get(address, {"say": "ended"}))
    for sent in ({"say": "ended", "end": "2029"}, {"say": "changed", "status": "closed", **changed("New", end="2029")}):
        answer = holder.client.post(address, sent)
        assert answer.context["form"].errors == {"end": [str(TO_COME)]}
    assert row(request, 1).verdict == ""

    holder.say(1, "ended")
    assert row(request, 1).said == {"facts": {"end": None}, "status": "closed"}


def test_what_has_ended_did_not_end_before_it_began(by: Reader, organisation: Organisation) -> None:
    activity = of_ura("Training of prison staff", by=by, start="2025-07")
    request = request_of(organisation, [activity], by=by)
    holder = holder_of(request, by=by)

    answer = holder.client.post(reverse("activities:partner-row", args=[1]), {"say": "ended", "end": "2024-01"})

    assert faults(answer).keys() == {"end"}
    assert row(request, 1).verdict == ""
    holder.say(1, "ended", end="2025")  # as precise as it is known


def test_what_ends_this_year_may_have_ended(by: Reader, organisation: Organisation) -> None:
    year = str(clock.today().year)
    request, _ = asked(by, organisation)
    holder_of(request, by=by).say(1, "ended", end=year)

    assert row(request, 1).said["facts"] == {"end": year}


def test_what_was_added_is_not_counted_as_asked(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation, "One", "Two")
    holder = holder_of(request, by=by)
    holder.add("Work nobody knew of")

    own = got(holder.client, OWN).context["own"]
    assert (len(own.asked), own.told, own.answered) == (2, 0, 1)


def test_what_was_typed_is_there_when_the_link_is_opened_again(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)
    holder.say(1, "changed", **changed("A better title", note="We moved."))

    again = Holder(Client(), holder.token)
    assert again.open() == 200

    page = again.client.get(reverse("activities:partner-row", args=[1]), {"say": "changed"}).content.decode()
    assert 'value="A better title"' in page
    assert "We moved." in page
    assert holder.client.get(reverse(OWN)).status_code == 404, "one link is open in one place"


def test_nothing_typed_is_lost_where_something_is_wrong(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)

    answer = holder.client.post(
        reverse("activities:partner-row", args=[1]),
        {"say": "changed", **changed("New words", start="2027", end="2026", amount="a lot")},
    )

    assert answer.status_code == 200
    assert typed(answer)["title"] == ["New words"]
    assert faults(answer).keys() == {"amount", "end"}
    assert row(request, 1).verdict == ""


def test_changed_without_a_change_is_asked_again(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)

    answer = holder.client.post(
        reverse("activities:partner-row", args=[1]), {"say": "changed", **changed("Training of prison staff")}
    )

    assert faults(answer).keys() == {"__all__"}
    assert row(request, 1).verdict == ""


def test_an_activity_is_added_changed_and_taken_away(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)
    holder.add("Work nobody knew of", amount="12.000", currency="EUR")
    assert "Work nobody knew of" in shown(holder.client, OWN)

    page = reverse("activities:partner-row", args=[2])
    holder.client.post(page, {"title": "Work that is known now", "amount": "12.000", "currency": "EUR"})
    assert row(request, 2).said["facts"]["titles"][0]["text"] == "Work that is known now"
    assert row(request, 2).said["facts"]["reporters"][0]["name"] == "Ura (demo)"
    holder.client.post(page, {"away": "1"})

    assert PartnerRow.objects.count() == 1


def test_one_activity_too_many_is_refused_beside_what_was_typed(
    by: Reader, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_ADDED", 1)
    holder = holder_of(asked(by, organisation)[0], by=by)
    holder.add("The first")

    again = holder.client.post(reverse("activities:partner-new"), {"title": "One too many"})

    assert again.status_code == 200
    assert again.context["form"].errors == {"__all__": [str(TOO_MANY)]}
    assert typed(again)["title"] == ["One too many"]


def test_a_row_that_was_asked_about_cannot_be_taken_away(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)

    holder.client.post(reverse("activities:partner-row", args=[1]), {"away": "1"})

    assert PartnerRow.objects.count() == 1


def test_what_is_narrowed_after_asking_is_gone_at_the_next_request(by: Reader, organisation: Organisation) -> None:
    request, (first, _second) = asked(by, organisation, "Training of prison staff", "Patrols")
    holder = holder_of(request, by=by)
    holder.say(1, "changed", **changed("Said before it was narrowed"))

    remark(first.record, Marking(Tlp.AMBER_STRICT), by=by)

    assert "Training" not in shown(holder.client, OWN)
    assert holder.client.get(reverse("activities:partner-row", args=[1])).status_code == 404
    assert holder.client.post(reverse("activities:partner-row", args=[1]), {"say": "true"}).status_code == 404
    holder.say(2, "true")
    holder.hand_in()
    assert [answer.activity.title for answer in PartnerAnswer.objects.all()] == ["Patrols"]


def test_a_session_of_one_request_reaches_no_row_of_another(by: Reader, organisation: Organisation) -> None:
    first, _ = asked(by, organisation, "First")
    second, _ = asked(by, organisation, "Second", "Third")
    holder = holder_of(first, by=by)

    assert holder.client.post(reverse("activities:partner-row", args=[2]), {"say": "true"}).status_code == 404
    holder.say(1, "true")

    assert not PartnerRow.objects.filter(request=second).exclude(verdict="").exists()


def test_handing_in_needs_at_least_one_answer(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    holder = holder_of(request, by=by)

    answer = holder.client.post(reverse("activities:partner-handing-in"))

    assert answer["Location"] == reverse(OWN)
    assert PartnerRequest.objects.get().handed_in_at is None
    assert not offers(got(holder.client, OWN), "activities:partner-handing-in")


def test_a_member_who_opens_a_link_keeps_their_own_rights_and_no_more(by: Reader, organisation: Organisation) -> None:
    request, _ = asked(by, organisation)
    member = make.reader("member")
    client = of(member)
    holder = Holder(client, LINKS.make(request, by=by))
    assert holder.open() == 200
    assert client.get(reverse("activities:partner-request", args=[request])).status_code == 404
    holder.say(1, "true")
    holder.hand_in()

    assert client.get(reverse("start:home")).status_code == 200
    assert client.get(reverse(OWN)).status_code == 404
    assert "member" not in AuditEvent.objects.get(verb="handed in").by
