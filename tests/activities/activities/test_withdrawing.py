from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import Answer, forms, got, of, reader_at, rows, shown

from egnatia.activities.activities.actions import restore_activity
from egnatia.activities.activities.queries.lists import withdrawn_seen_by
from egnatia.activities.activities.storage import activities_stored
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db
WITHDRAWAL, RESTORATION, GONE = (
    "activities:activity-withdrawal",
    "activities:activity-restoration",
    "activities:activities-withdrawn",
)


def is_empty(answer: Answer) -> bool:
    """Whether the list of what is withdrawn has no row, and says so."""
    empty = not answer.context["rows"]
    assert ('<div class="empty">' in answer.text) == empty
    return empty


def test_a_withdrawal_asks_first_and_then_takes_it_from_everybodys_sight() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)

    asks = got(of(house), WITHDRAWAL, stored.pk)
    assert asks.context["activity"].id == stored.pk
    assert "" in forms(asks)
    assert Client().get(reverse("activities:activity", args=[stored.pk])).status_code == 200
    answer = of(house).post(reverse(WITHDRAWAL, args=[stored.pk]))

    assert answer.headers["Location"] == reverse(GONE)
    for client in (Client(), of(house)):
        assert client.get(reverse("activities:activity", args=[stored.pk])).status_code == 404
    assert AuditEvent.objects.filter(target=str(stored.pk)).values_list("verb", flat=True).get() == "withdrew"


def test_a_colleague_restores_it_and_the_same_readers_see_it_again() -> None:
    house = make.reader("house")
    colleague = reader_at(house, "colleague")
    stored = activity("A", by=house)
    of(house).post(reverse(WITHDRAWAL, args=[stored.pk]))
    told: list[object] = []

    def listen(ids: list[object], **_: object) -> None:
        told.extend(ids)

    activities_stored.connect(listen)
    try:
        assert [row[0] for row in rows(got(of(colleague), GONE))] == ["A"]
        answer = of(colleague).post(reverse(RESTORATION, args=[stored.pk]))
    finally:
        activities_stored.disconnect(listen)

    assert answer.headers["Location"] == reverse("activities:activity", args=[stored.pk])
    assert Client().get(reverse("activities:activity", args=[stored.pk])).status_code == 200
    assert told == [stored.pk]
    assert is_empty(got(of(colleague), GONE))


def test_nobody_elses_withdrawn_activities_are_listed_or_restored() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)
    of(house).post(reverse(WITHDRAWAL, args=[stored.pk]))
    stranger = make.reader("stranger")

    assert not is_empty(got(of(house), GONE))
    assert is_empty(got(of(stranger), GONE))
    answers = [of(stranger).post(reverse(RESTORATION, args=[record])) for record in (stored.pk, UUID(int=1))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_red_one_is_restored_by_those_who_could_read_it() -> None:
    house = make.reader("house")
    stored = activity("Undercover", by=house, marking=make.RED)
    of(house).post(reverse(WITHDRAWAL, args=[stored.pk]))

    assert "Undercover" not in shown(of(reader_at(house, "colleague")), GONE)
    assert "Undercover" in shown(of(house), GONE)


def test_without_a_second_factor_only_what_all_members_could_read_is_listed() -> None:
    weak = make.reader("weak", strong=False)
    colleague = reader_at(weak, "colleague")
    for title, marking in (("Open", make.GREEN), ("Draft", make.STRICT)):
        of(colleague).post(reverse(WITHDRAWAL, args=[activity(title, by=colleague, marking=marking).pk]))

    assert [row.title for row in withdrawn_seen_by(weak)] == ["Open"]
    assert {row.title for row in withdrawn_seen_by(colleague)} == {"Open", "Draft"}


def test_an_activity_that_stands_is_not_restored() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)

    assert of(house).post(reverse(RESTORATION, args=[stored.pk])).status_code == 404


def test_only_the_owners_organisation_withdraws() -> None:
    stored = activity("A", marking=make.GREEN)
    stranger = make.reader("stranger")

    assert of(stranger).get(reverse(WITHDRAWAL, args=[stored.pk])).status_code == 403
    assert of(stranger).post(reverse(WITHDRAWAL, args=[stored.pk])).status_code == 403
    assert of(stranger).get(reverse("activities:activity", args=[stored.pk])).status_code == 200


def test_visitors_have_nothing_withdrawn(client: Client) -> None:
    assert client.get(reverse(GONE)).status_code == 302
    assert withdrawn_seen_by(ANONYMOUS) == []
    with pytest.raises(NotFound):
        restore_activity(UUID(int=1), by=ANONYMOUS)
