"""What was answered before, version by version."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import need
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant
from tests.visits import got, of, words

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.rounds.rounds.actions.answers import hand_in
from egnatia.rounds.rounds.history import OF_AN_ANSWER
from egnatia.rounds.rounds.labels import VERDICT
from egnatia.rounds.rounds.models import RoundAnswer

pytestmark = pytest.mark.django_db


def address(record: UUID) -> str:
    return reverse("rounds:round-answer", args=[record])


def test_its_house_reads_every_version(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked, "true", "As it was")
    answer(arta, who, asked, "done", "Staff were hired", number=1)
    record = RoundAnswer.objects.get().pk

    page = got(of(arta), "rounds:round-answer", record)

    newest, _first = page.context["told"].history
    assert [(each.label, each.before, each.after) for each in newest.changes] == [
        (str(OF_AN_ANSWER["verdict"]), str(VERDICT["true"]), str(VERDICT["done"])),
        (str(OF_AN_ANSWER["note"]), "As it was", "Staff were hired"),
    ]
    assert all(part in words(page.content) for each in newest.changes for part in (each.label, each.before, each.after))
    assert reverse("needs:need", args=[asked]) in of(arta).get(address(record)).text
    assert address(record) in of(arta).get(reverse("rounds:round-answers", args=[who])).text


def test_others_read_what_was_handed_on_and_no_draft_before_it(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    police = make.reader("police", seats=(("focal-points", "ALB"),))
    answer(police, who, asked, "true", "A first draft")
    record = RoundAnswer.objects.get().pk
    for other in (arta, desk, make.reader("member")):
        assert of(other).get(address(record)).status_code == 404

    hand_in(who, by=police)
    answer(police, who, asked, "done", "Said once more", number=1)

    seen = got(of(arta), "rounds:round-answer", record)
    page = words(seen.content)
    assert "Said once more" not in page  # a first version that one sees is not compared
    assert "A first draft" not in page
    assert [(each.first, each.changes) for each in seen.context["told"].history] == [(True, ())]


def test_the_secretariat_reads_no_draft_of_what_was_cleared(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked, "true", "A first draft")
    answer(arta, who, asked, "done", "Staff were hired", number=1)
    clear(who, by=arta)
    accept(who, by=desk)
    record = RoundAnswer.objects.get().pk

    page = got(of(desk), "rounds:round-answer", record)

    assert page.context["told"].history == ()
    assert "A first draft" not in words(page.content)
    assert address(record) not in of(desk).get(reverse("rounds:round-answers", args=[who])).text


def test_whoever_knows_the_round_only_finds_nothing(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    record = RoundAnswer.objects.get().pk
    colleague = make.reader(
        "colleague", at=Organisation.objects.get(pk=UUID(arta.organisation))
    )  # of the house, without a seat

    assert of(colleague).get(address(record)).status_code == 404
    assert of(arta).get(address(make.uuid(9))).status_code == 404
    assert of(arta).get(address(asked)).status_code == 404
