"""What changed since the last round: stated, changed field by field, withdrawn; nothing of what one may not see."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts, of, shown
from tests.needs.needs.doing import focal_point, need, said
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant, support_round

from egnatia.activities.activities.actions import change_activity, withdraw_activity
from egnatia.kernel.forum import forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.markings import remark
from egnatia.kernel.models import Person, Record
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.actions.answering import answer_need
from egnatia.needs.needs.actions.stating import change_need, withdraw_need
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.rounds.rounds.actions.accepting import take_acceptance_back
from egnatia.rounds.rounds.actions.withdrawing import withdraw_round
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import Shown
from egnatia.rounds.rounds.queries.since import Since, since_last

pytestmark = pytest.mark.django_db


def since(reader: Reader, who: UUID) -> Since | None:
    found = Participant.objects.select_related("round__record", "round__framework").get(pk=who)
    return since_last(Shown(reader, forum(), objectives()), [found]).get(who)


def told(reader: Reader, who: UUID) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """What was stated, changed, withdrawn."""
    found = since(reader, who)
    assert found
    return (
        [*(one.about for one in found.added)],
        [one.about for one in found.changed],
        [one.about for one in found.gone],
    )


def accepted(desk: Reader, by: Reader, about: UUID, verdict: str = "true", note: str = "") -> UUID:
    """A round in which an economy answered and the secretariat accepted it."""
    who = participant(opened(desk, title="The round before"))
    answer(by, who, about, verdict, note)
    clear(who, by=by)
    accept(who, by=desk)
    return who


@pytest.fixture
def other(arta: Reader) -> UUID:
    return need(arta, objective="2.3.1", words="Other words")


def test_needs_stated_changed_and_withdrawn_since_are_told(
    desk: Reader, arta: Reader, asked: UUID, other: UUID
) -> None:
    third = need(arta, objective="3.3.2", words="Third words")
    accepted(desk, arta, asked, "true", "Said before")
    change_need(asked, said("New words", priority="high"), expected=1, by=arta)
    withdraw_need(third, by=arta)
    new = need(arta, objective="2.3.1", words="Fourth words")
    who = participant(opened(desk))

    assert told(arta, who) == ([new], [asked], [third])
    page = shown(of(arta), "rounds:round-participant-changes", who)
    for part in ("The round before", "Dopo lirimit", "New words", "high", "Fourth words", "Third words", "Priority"):
        assert part in page
    assert "1 stated, 1 changed, 1 withdrawn by your organisation" in page
    assert "Other words" not in page


def test_the_question_shows_the_last_answer_and_the_old_text_beside_the_new(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    accepted(desk, arta, asked, "changed", "A law came")
    change_need(asked, said("New words"), expected=1, by=arta)
    who = participant(opened(desk))

    page = shown(of(arta), "rounds:round-question", who)

    for part in (
        "In the last round",
        "The round before",
        "changed",
        "A law came",
        "Its text, changed since",
        "New words",
    ):
        assert part in page


def test_without_an_answer_in_the_last_round_that_is_said(desk: Reader, arta: Reader, asked: UUID, other: UUID) -> None:
    accepted(desk, arta, other)
    who = participant(opened(desk))
    address = reverse("rounds:round-question", args=[who])

    page = of(arta).get(address, {"about": str(asked)}).text

    assert "No answer that you can see." in page
    assert "Its text, changed since the last round" not in page


def test_the_secretariat_reads_it_for_the_whole_round_and_others_their_own(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    mira = focal_point("MNE", "mira")
    theirs = need(mira, economy="MNE", words="Words of Montenegro")
    accepted(desk, arta, asked)
    change_need(asked, said("New words"), expected=1, by=arta)
    change_need(theirs, said("Newer", economy="MNE"), expected=1, by=mira)
    record = opened(desk)

    whole = shown(of(desk), "rounds:round-changes", record)

    assert "New words" in whole
    assert whole.count("There is no earlier round of this kind that was accepted") == 1, "Montenegro had none"
    assert "Newer" not in whole
    own = shown(of(mira), "rounds:round-changes", record)
    assert "New words" not in own
    assert "Montenegro" in own
    assert "Albania" not in own
    stranger = make.reader("stranger")
    assert of(stranger).get(reverse("rounds:round-participant-changes", args=[participant(record)])).status_code == 404
    assert "Nothing is asked of a participant that you may know of." in shown(
        of(stranger), "rounds:round-changes", record
    )


def test_what_is_hidden_from_him_is_in_no_list(
    desk: Reader, arta: Reader, police: Reader, asked: UUID, other: UUID
) -> None:
    """A narrowed need; one that was withdrawn by another house; a version from before it was widened."""
    narrow = need(arta, objective="3.3.2", words="Narrow words", marking=make.STRICT)
    accepted(desk, arta, asked)
    for about, objective in ((asked, "2.3.2"), (narrow, "3.3.2")):
        change_need(about, said("Said anew", objective=objective), expected=1, by=arta)
    remark(Record.objects.get(pk=asked), Marking(Tlp.AMBER_STRICT), by=arta)
    withdraw_need(other, by=arta)
    who = participant(opened(desk))
    assert told(police, who) == ([], [], [])
    assert told(arta, who) == ([], [asked, narrow], [other])

    remark(Record.objects.get(pk=narrow), make.GREEN, by=arta)

    found = since(police, who)
    assert found
    assert [one.about for one in found.unread] == [narrow], "what it said before was never his to read"
    assert told(police, who) == ([], [], []), "it was not stated since"
    page = shown(of(police), "rounds:round-participant-changes", who)
    assert "No earlier words that you can see" in page
    assert "Since then: 0 stated, 0 changed" in page
    assert "Narrow words" not in page


def test_what_nobody_was_asked_about_is_not_told_as_withdrawn(desk: Reader, arta: Reader, asked: UUID) -> None:
    """A need under an objective that the framework of the round does not have; one that the economy set aside."""
    foreign, aside = need(arta, objective="2.3.1", words="Foreign"), need(arta, objective="2.3.1", words="Set aside")
    accepted(desk, arta, asked)
    Need.objects.filter(pk=foreign).update(objective="99.9.9")
    answer_need(aside, "declined", expected=1, by=arta)
    for about in (foreign, aside):
        withdraw_need(about, by=arta)

    assert told(arta, participant(opened(desk))) == ([], [], [])


def test_another_marking_is_no_change(desk: Reader, arta: Reader, asked: UUID) -> None:
    accepted(desk, arta, asked)
    remark(Record.objects.get(pk=asked), make.amber("focal-points"), by=arta)
    change_need(asked, said(), expected=Record.objects.get(pk=asked).version, by=arta)

    assert told(arta, participant(opened(desk))) == ([], [], [])


def test_only_an_accepted_round_of_the_same_kind_before_it_counts(desk: Reader, arta: Reader, asked: UUID) -> None:
    first = participant(opened(desk))
    assert since(arta, first) is None
    before = accepted(desk, arta, asked)
    assert since(arta, first) is None, "one that was opened later is not before it"
    second = participant(opened(desk, title="Second"))
    assert since(arta, second) is not None
    other_kind = Participant.objects.get(pk=second)
    other_kind.round.sort = "support"
    assert since_last(Shown(arta, forum(), objectives()), [other_kind]) == {}

    take_acceptance_back(before, by=desk)
    assert since(arta, second) is None
    accept(before, by=desk)
    withdraw_round(Participant.objects.get(pk=before).round_id, by=desk)
    assert since(arta, second) is None


def test_a_round_about_support_compares_activities(desk: Reader) -> None:
    partner = make.reader("partner")
    house = Person.objects.get(pk=partner.person).organisation
    first = activity("First (demo)", by=partner, marking=make.GREEN, start="2026-01")
    gone = activity("Gone (demo)", by=partner, marking=make.GREEN, start="2026-02")
    before = Participant.objects.get(round=support_round(desk, house)).pk
    answer(partner, before, first.pk)
    clear(before, by=partner)
    accept(before, by=desk)
    change_activity(first.pk, facts("First, renamed (demo)", start="2026-01"), expected=1, by=partner)
    withdraw_activity(gone.pk, by=partner)
    new = activity("New (demo)", by=partner, marking=make.GREEN, start="2026-03")
    who = Participant.objects.get(round=support_round(desk, house)).pk

    assert told(partner, who) == ([new.pk], [first.pk], [gone.pk])
    page = shown(of(partner), "rounds:round-participant-changes", who)
    assert "First, renamed (demo)" in page
    assert "Gone (demo)" in page


def test_the_number_of_queries_does_not_grow(desk: Reader, arta: Reader, asked: UUID) -> None:
    accepted(desk, arta, asked)
    change_need(asked, said("New words"), expected=1, by=arta)
    who = participant(opened(desk))
    with CaptureQueriesContext(connection) as few:
        since(arta, who)
    for number in range(5):
        need(arta, objective="2.3.1", words=f"Words {number}")

    with CaptureQueriesContext(connection) as many:
        since(arta, who)

    assert len(many) == len(few)
