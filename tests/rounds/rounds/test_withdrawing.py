"""A round that was opened by mistake is withdrawn, with all that hangs on it, and can be restored."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import need
from tests.rounds.rounds.doing import TITLE, answer, opened, participant, stage
from tests.visits import got, of, offers, words

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation
from egnatia.rounds.rounds.actions.lifecycle import restore_round, withdraw_round
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.inbox import unanswered_by
from egnatia.rounds.rounds.rules import RoundProgress
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db


def test_withdrawn_nobody_sees_it_nor_what_was_answered_and_restored_all_is_as_it_was(
    desk: Reader, arta: Reader
) -> None:
    asked = need(arta)
    record = opened(desk)
    who = participant(record)
    answer(arta, who, asked)
    client = of(desk)
    assert offers(got(client, "rounds:round", record), "rounds:round-withdrawal", record)
    first = got(client, "rounds:round-withdrawal", record)
    assert first.context["round"].standing == RoundProgress(received=0, asked=2)
    assert first.context["round"].received_words in words(first.content)

    after = client.post(reverse("rounds:round-withdrawal", args=[record]), follow=True)

    assert TITLE in after.text
    assert unanswered_by(arta) == ()
    assert not RoundAnswer.visible_to(arta).exists()
    for reader in (desk, arta):
        with pytest.raises(NotFound):
            round_page(reader, record, forum())

    client.post(reverse("rounds:round-restoration", args=[record]))
    assert stage(who) == "started"
    assert RoundAnswer.visible_to(arta).exists()
    none = got(client, "rounds:rounds-withdrawn")
    assert none.context["rows"] == []
    assert TITLE not in words(none.content)
    assert AuditEvent.objects.filter(kind="round", verb__in=["withdrew", "restored"]).count() == 2


def test_nobody_but_the_secretariat_withdraws_or_restores(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    colleague = make.reader(
        "colleague", at=Organisation.objects.get(pk=UUID(desk.organisation))
    )  # of its house, without the office

    for other in (arta, colleague):
        with pytest.raises(NotAllowed, match="secretariat"):
            withdraw_round(record, by=other)
        assert not offers(got(of(other), "rounds:round", record), "rounds:round-withdrawal", record)
        assert of(other).get(reverse("rounds:round-withdrawal", args=[record])).status_code == 403
        assert of(other).get(reverse("rounds:rounds-withdrawn")).status_code == 403
    withdraw_round(record, by=desk)
    for other in (arta, colleague):
        with pytest.raises(NotFound):
            restore_round(record, by=other)


def test_a_round_of_another_house_is_not_the_desks_to_withdraw(desk: Reader) -> None:
    record = opened(desk)
    Organisation.objects.filter(pk=UUID(desk.organisation)).update(is_secretariat=False)
    successor = make.reader("successor", secretariat=True)

    with pytest.raises(NotAllowed, match="owner"):
        withdraw_round(record, by=successor)
