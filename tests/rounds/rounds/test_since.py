"""What changed since the last round: stated, changed field by field, withdrawn; nothing of what one may not see."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.needs.needs.doing import WORDS, focal_point, need, said
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant, support_round, texts
from tests.visits import Answer, got, of, offers, shown, words

from egnatia.activities.activities.actions import change_activity, withdraw_activity
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.actions import answer_need
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.labels import FIELDS, PRIORITY
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.actions.acceptance import take_acceptance_back
from egnatia.rounds.rounds.actions.lifecycle import withdraw_round
from egnatia.rounds.rounds.labels import VERDICT
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.queries.changes import Since, since_last
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db


def since(reader: Reader, who: UUID) -> Since | None:
    found = Participant.objects.select_related("round__record", "round__framework").get(pk=who)
    return since_last(RoundQuery(reader, forum(), objectives()), [found]).get(who)


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


def counted(seen: Answer) -> list[str]:
    """How many a page tells as stated, changed, withdrawn."""
    (basis,) = texts(seen, "basis")
    return re.findall(r"\d+", basis)[-3:]


@pytest.fixture
def other(arta: Reader) -> UUID:
    return need(arta, objective="2.3.1", words="Other words")


def test_needs_stated_changed_and_withdrawn_since_are_told(
    desk: Reader, arta: Reader, asked: UUID, other: UUID
) -> None:
    third = need(arta, objective="3.3.2", words="Third words")
    accepted(desk, arta, asked, "true", "Said before")
    lifecycle.change(NEED, asked, said("New words", priority="high"), expected=1, by=arta)
    lifecycle.withdraw(NEED, third, by=arta)
    new = need(arta, objective="2.3.1", words="Fourth words")
    who = participant(opened(desk))

    assert told(arta, who) == ([new], [asked], [third])
    seen = got(of(arta), "rounds:round-participant-changes", who)
    page = words(seen.content)
    priority = (FIELDS["priority"], PRIORITY["high"])
    for part in ("The round before", "Dopo lirimit", "New words", "Fourth words", "Third words", *map(str, priority)):
        assert part in page
    assert counted(seen) == ["1", "1", "1"]
    assert "Other words" not in page


def test_the_question_shows_the_last_answer_and_the_old_text_beside_the_new(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    accepted(desk, arta, asked, "changed", "A law came")
    lifecycle.change(NEED, asked, said("New words"), expected=1, by=arta)
    who = participant(opened(desk))

    seen = got(of(arta), "rounds:round-question", who)

    before = seen.context["question"].before
    assert (before.title, before.answer_words) == ("The round before", str(VERDICT["changed"]))
    assert [(each.before, each.after) for each in before.changes] == [(WORDS, "New words")]
    for part in (before.title, before.answer_words, "A law came", WORDS, "New words"):
        assert part in words(seen.content)


def test_without_an_answer_in_the_last_round_that_is_said(desk: Reader, arta: Reader, asked: UUID, other: UUID) -> None:
    accepted(desk, arta, other)
    who = participant(opened(desk))
    address = reverse("rounds:round-question", args=[who])

    seen = of(arta).get(address, {"about": str(asked)})

    before = seen.context["question"].before
    assert (before.title, before.answer_words, before.note, before.changes) == ("The round before", "", "", ())
    assert "The round before" in words(seen.content)
    assert 'class="facts diff"' not in seen.text


def test_the_secretariat_reads_it_for_the_whole_round_and_others_their_own(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    mira = focal_point("MNE", "mira")
    theirs = need(mira, economy="MNE", words="Words of Montenegro")
    accepted(desk, arta, asked)
    lifecycle.change(NEED, asked, said("New words"), expected=1, by=arta)
    lifecycle.change(NEED, theirs, said("Newer", economy="MNE"), expected=1, by=mira)
    record = opened(desk)

    seen = got(of(desk), "rounds:round-changes", record)

    whole = words(seen.content)
    assert "New words" in whole
    before = {row.name: row.since is not None for row in seen.context["changed"].rows}
    assert before == {"Albania": True, "Montenegro": False}
    assert "Newer" not in whole
    own = shown(of(mira), "rounds:round-changes", record)
    assert "New words" not in own
    assert "Montenegro" in own
    assert "Albania" not in own
    stranger = make.reader("stranger")
    assert of(stranger).get(reverse("rounds:round-participant-changes", args=[participant(record)])).status_code == 404
    nothing = got(of(stranger), "rounds:round-changes", record)
    assert nothing.context["changed"].rows == ()
    assert "New words" not in words(nothing.content)


def test_what_is_hidden_from_him_is_in_no_list(
    desk: Reader, arta: Reader, police: Reader, asked: UUID, other: UUID
) -> None:
    """A narrowed need; one that was withdrawn by another house; a version from before it was widened."""
    narrow = need(arta, objective="3.3.2", words="Narrow words", marking=make.STRICT)
    accepted(desk, arta, asked)
    for about, objective in ((asked, "2.3.2"), (narrow, "3.3.2")):
        lifecycle.change(NEED, about, said("Said anew", objective=objective), expected=1, by=arta)
    remark(Record.objects.get(pk=asked), Marking(Tlp.AMBER_STRICT), by=arta)
    lifecycle.withdraw(NEED, other, by=arta)
    who = participant(opened(desk))
    assert told(police, who) == ([], [], [])
    assert told(arta, who) == ([], [asked, narrow], [other])

    remark(Record.objects.get(pk=narrow), make.GREEN, by=arta)

    found = since(police, who)
    assert found
    assert [one.about for one in found.unread] == [narrow], "what it said before was never theirs to read"
    assert told(police, who) == ([], [], []), "it was not stated since"
    seen = got(of(police), "rounds:round-participant-changes", who)
    assert offers(seen, "needs:need", narrow)
    assert counted(seen) == ["0", "0", "0"]
    assert "Narrow words" not in words(seen.content)


def test_what_nobody_was_asked_about_is_not_told_as_withdrawn(desk: Reader, arta: Reader, asked: UUID) -> None:
    """A need under an objective that the framework of the round does not have; one that the economy set aside."""
    foreign, aside = need(arta, objective="2.3.1", words="Foreign"), need(arta, objective="2.3.1", words="Set aside")
    accepted(desk, arta, asked)
    Need.objects.filter(pk=foreign).update(objective="99.9.9")
    answer_need(aside, "declined", expected=1, by=arta)
    for about in (foreign, aside):
        lifecycle.withdraw(NEED, about, by=arta)

    assert told(arta, participant(opened(desk))) == ([], [], [])


def test_another_marking_is_no_change(desk: Reader, arta: Reader, asked: UUID) -> None:
    accepted(desk, arta, asked)
    remark(Record.objects.get(pk=asked), make.amber("focal-points"), by=arta)
    lifecycle.change(NEED, asked, said(), expected=Record.objects.get(pk=asked).version, by=arta)

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
    assert since_last(RoundQuery(arta, forum(), objectives()), [other_kind]) == {}

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
    lifecycle.change(NEED, asked, said("New words"), expected=1, by=arta)
    who = participant(opened(desk))
    with CaptureQueriesContext(connection) as few:
        since(arta, who)
    for number in range(5):
        need(arta, objective="2.3.1", words=f"Words {number}")

    with CaptureQueriesContext(connection) as many:
        since(arta, who)

    assert len(many) == len(few)
