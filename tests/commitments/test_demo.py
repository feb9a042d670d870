"""The demo's conclusions: of all markings, followed up by four economies, and repeated by the next conference."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.demo import actions, fixtures
from egnatia.commitments.follow_ups.labels import report_words
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import POSITIONS
from egnatia.commitments.outcome_documents.queries.visible import suggestions_for
from egnatia.commitments.outcome_documents.rules import drafts_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.start.demo import actions as whole_demo
from egnatia.taxonomy.forum import forum
from tests import make
from tests.start.demo.loaded import demo
from tests.visits import Answer, browser, got, words

__all__ = ["demo"]
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def suggested(username: str) -> dict[str, set[str]]:
    """By number of the paragraph, the commitments that are shown beside it."""
    drafts = [draft for draft in drafts_of(fixtures.outcome_text()) if draft.number]
    keys = {record.pk: record.provenance["demo"] for record in actions.stored()}
    found = suggestions_for(reader_named(username), drafts, "", forum())
    return {
        draft.number: {keys[each.row.id] for each in suggestions}
        for draft, suggestions in zip(drafts, found, strict=True)
        if suggestions
    }


def test_all_five_planted_repeats_are_suggested_and_one_that_is_none() -> None:
    found = suggested("secretariat")

    planted = {number: {key} for number, key in fixtures.repeats().items()}
    assert {number: keys for number, keys in found.items() if number in planted} == planted
    assert {number: keys for number, keys in found.items() if number not in planted} == {"11": {"women"}}


def test_nobody_is_suggested_what_he_does_not_see() -> None:
    seen = set(Commitment.visible_to(reader_named("member")).values_list("record__provenance__demo", flat=True))

    found = suggested("member")

    assert "finance" not in seen
    assert "8" not in found
    assert set().union(*found.values()) <= seen


def test_each_reader_sees_their_part() -> None:
    names = ("", "member", "focal-al", "secretariat")
    readers = [reader_named(name) if name else ANONYMOUS for name in names]

    assert [Commitment.visible_to(reader).count() for reader in readers] == [5, 9, 11, 12]
    assert [FollowUp.visible_to(reader).count() for reader in readers] == [3, 9, 12, 11]


def test_four_economies_say_all_there_is_to_say() -> None:
    rows = FollowUp.objects.all()

    assert {row.economy_id for row in rows} == {"ALB", "MKD", "MNE", "MDA"}
    assert {row.position for row in rows} == set(POSITIONS)
    assert {row.record.tlp for row in rows} == {0, 1, 2, 3, 4}


def test_lateness_is_between_the_economy_and_the_secretariat() -> None:
    def page(client: Client) -> Answer:
        client.cookies["django_language"] = "en"
        return got(client, "commitments:economy", "ALB")

    own, desk, other = (
        page(browser(Person.objects.get(username=name))) for name in ("focal-al", "secretariat", "focal-mk")
    )
    visitor = page(Client())
    days = {date_format(line.said.waited_since) for line in own.context["listing"].rows if line.said.waited_since}
    assert days
    for answer in (own, desk):
        assert all(day in words(answer.content) for day in days)
    for answer in (other, visitor):
        assert {(line.said.waited_since, line.said.due) for line in answer.context["listing"].rows} == {(None, None)}
        assert not any(day in words(answer.content) for day in days)
    progress = report_words(clock.today() - timedelta(days=430), clock.today())
    assert progress in {line.said.progress for line in other.context["listing"].rows}
    assert progress in words(other.content)
    assert "Done since 2022." not in visitor.text  # an economy's page says the position; the words on its own page


def test_it_is_taken_away_with_the_demo_and_comes_back() -> None:
    there = Commitment.objects.count()
    assert whole_demo.remove()

    assert not Commitment.visible_to(ANONYMOUS).exists()
    assert not FollowUp.objects.filter(record__withdrawn_at__isnull=True).exists()
    assert whole_demo.install()
    assert Commitment.visible_to(ANONYMOUS).count() == 5
    assert Commitment.objects.count() == there
    assert not whole_demo.install()


def test_it_is_taken_away_whatever_somebody_did_with_its_commitments() -> None:
    """Withdrawn, or narrowed so far that those who followed it up do not see it."""
    followed = FollowUp.objects.exclude(economy=None).values_list("commitment", flat=True)
    first, second, *_rest = Commitment.objects.filter(pk__in=followed).order_by("paragraph")
    officer = reader_named("secretariat")
    lifecycle.withdraw(COMMITMENT, first.pk, by=officer)
    remark(second.record, make.RED, by=officer)

    assert whole_demo.remove()

    assert not Commitment.visible_to(officer).exists()
    assert not FollowUp.visible_to(officer).exists()
    assert whole_demo.install()
    assert Commitment.visible_to(officer).filter(pk__in=[first.pk, second.pk]).count() == 2
