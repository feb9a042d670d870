import pytest
from django.conf import LazySettings
from tests import make
from tests.needs.needs.doing import focal_point, need, said, secretariat, stored

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.needs.needs.actions import answer_need
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import NeedAnswer
from egnatia.needs.needs.queries.visible import statements_seen_by
from egnatia.needs.needs.status import TooManyHighs

pytestmark = pytest.mark.django_db


@pytest.fixture
def arta() -> Reader:
    return focal_point()


@pytest.fixture
def desk() -> Reader:
    return secretariat()


def test_what_a_focal_point_states_is_confirmed(arta: Reader) -> None:
    found = stored(need(arta))

    assert (found.status, found.confirmed_by) == ("confirmed", arta.name)
    assert found.confirmed_at is not None
    assert str(found.record.owner_id) == arta.organisation


def test_what_the_secretariat_drafts_is_not_confirmed(desk: Reader) -> None:
    found = stored(need(desk))

    assert (found.status, found.confirmed_by, found.confirmed_at) == ("drafted", "", None)


def test_an_agency_drafts_for_its_own_economy() -> None:
    agency = make.reader("agency", seats=(("focal-points", "ALB"),))

    assert stored(need(agency)).status == "drafted"


@pytest.mark.parametrize("economy", ["MNE", "XXX", ""])
def test_nobody_states_a_need_of_an_economy_that_he_does_not_speak_for(arta: Reader, economy: str) -> None:
    with pytest.raises(NotAllowed, match="need-economy"):
        need(arta, economy=economy)


def test_the_secretariat_drafts_only_for_economies_that_there_are(desk: Reader) -> None:
    with pytest.raises(NotAllowed, match="need-economy"):
        need(desk, economy="XXX")


def test_stating_takes_a_second_step() -> None:
    weak = make.reader("weak", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"), strong=False)

    with pytest.raises(NotAllowed, match="second-factor"):
        need(weak)


def test_the_focal_point_confirms_what_the_secretariat_drafted(arta: Reader, desk: Reader) -> None:
    record = need(desk)

    answer_need(record, "confirmed", expected=1, by=arta)

    found = stored(record)
    assert (found.status, found.confirmed_by) == ("confirmed", arta.name)
    assert str(found.record.owner_id) == desk.organisation, "its owner stays who wrote it"
    assert found.record.version == 1, "what it says has not changed"
    assert [each.verdict for each in NeedAnswer.objects.filter(need=record)] == ["confirmed"]
    assert AuditEvent.objects.filter(target=str(record), verb="confirmed", by=arta.name).count() == 1


def test_a_focal_point_may_set_a_draft_aside_and_confirm_it_after_all(arta: Reader, desk: Reader) -> None:
    record = need(desk)

    answer_need(record, "declined", expected=1, by=arta)
    assert statements_seen_by(arta) == []

    answer_need(record, "confirmed", expected=1, by=arta)
    assert [each.confirmed for each in statements_seen_by(arta)] == [True]
    assert [each.verdict for each in NeedAnswer.objects.order_by("pk")] == ["declined", "confirmed"]


def test_only_the_focal_point_of_that_economy_confirms(desk: Reader) -> None:
    record = need(desk)
    others = (
        focal_point("MNE", "mira"),
        desk,
        make.reader("agency", seats=(("focal-points", "ALB"),)),
        make.reader("partner", seats=("focal-points",)),
    )

    for other in others:
        with pytest.raises(NotAllowed, match="need-focal-point"):
            answer_need(record, "confirmed", expected=1, by=other)
    assert stored(record).status == "drafted"


def test_confirming_takes_a_second_step(desk: Reader) -> None:
    record = need(desk)
    weak = make.reader("weak", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"), strong=False)

    with pytest.raises(NotAllowed, match="second-factor"):
        answer_need(record, "confirmed", expected=1, by=weak)


def test_a_focal_point_cannot_confirm_what_he_may_not_read(arta: Reader, desk: Reader) -> None:
    record = need(desk, marking=make.STRICT)

    with pytest.raises(NotFound):
        answer_need(record, "confirmed", expected=1, by=arta)


def test_the_desks_own_draft_reaches_the_focal_point_by_their_office(arta: Reader, desk: Reader) -> None:
    record = need(desk, marking=Marking(Tlp.AMBER_STRICT, offices=frozenset({"F:focal-points:ALB"})))

    answer_need(record, "confirmed", expected=1, by=arta)

    assert stored(record).status == "confirmed"


def test_one_confirms_the_version_that_one_has_read(arta: Reader, desk: Reader) -> None:
    record = need(desk)
    lifecycle.change(NEED, record, said("Something else"), expected=1, by=desk)

    with pytest.raises(NotAllowed, match="need-changed"):
        answer_need(record, "confirmed", expected=1, by=arta)


def test_a_confirmed_need_is_a_draft_again_once_the_secretariat_changes_it(arta: Reader, desk: Reader) -> None:
    record = need(desk)
    answer_need(record, "confirmed", expected=1, by=arta)

    lifecycle.change(NEED, record, said("Something else"), expected=1, by=desk)

    found = stored(record)
    assert (found.status, found.confirmed_by, found.confirmed_at) == ("drafted", "", None)
    assert NEED.said(found).words.texts == {"sq": "Something else"}


def test_what_the_focal_point_changes_himself_is_confirmed(arta: Reader) -> None:
    record = need(arta)

    lifecycle.change(NEED, record, said("Something else", priority="low"), expected=1, by=arta)

    assert (stored(record).status, stored(record).priority) == ("confirmed", "low")


def test_only_its_owner_changes_or_withdraws_a_need(arta: Reader, desk: Reader) -> None:
    record = need(desk)

    with pytest.raises(NotAllowed, match="owner"):
        lifecycle.change(NEED, record, said("Mine"), expected=1, by=arta)
    with pytest.raises(NotAllowed, match="owner"):
        lifecycle.withdraw(NEED, record, by=arta)


def test_two_changes_at_once_do_not_overwrite_each_other(desk: Reader) -> None:
    record = need(desk)
    lifecycle.change(NEED, record, said("First"), expected=1, by=desk)

    with pytest.raises(ChangedMeanwhile):
        lifecycle.change(NEED, record, said("Second"), expected=1, by=desk)


def test_an_own_need_is_not_moved_to_an_economy_that_its_author_does_not_speak_for(arta: Reader) -> None:
    with pytest.raises(NotAllowed, match="need-economy"):
        lifecycle.change(NEED, need(arta), said(economy="MNE"), expected=1, by=arta)


def test_a_withdrawn_need_is_seen_by_nobody_until_it_is_restored(arta: Reader) -> None:
    record = need(arta)

    lifecycle.withdraw(NEED, record, by=arta)
    assert statements_seen_by(arta) == []

    lifecycle.restore(NEED, record, by=arta)
    assert [each.ref for each in statements_seen_by(arta)] == [str(record)]


def test_nobody_restores_what_another_organisation_withdrew(arta: Reader, desk: Reader) -> None:
    record = need(arta)
    lifecycle.withdraw(NEED, record, by=arta)

    with pytest.raises(NotFound):
        lifecycle.restore(NEED, record, by=desk)


def test_an_economy_has_only_so_many_highs(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 2
    for objective in ("2.3.1", "2.3.2"):
        need(arta, priority="high", objective=objective)

    with pytest.raises(TooManyHighs) as refused:
        need(arta, priority="high", objective="2.3.3")

    assert refused.value.highs == ["2.3.1", "2.3.2"]
    assert need(arta, priority="medium")


def test_a_need_becomes_high_only_where_there_is_room(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    high, low = need(arta, priority="high"), need(arta, priority="low")

    with pytest.raises(TooManyHighs):
        lifecycle.change(NEED, low, said(priority="high"), expected=1, by=arta)
    lifecycle.change(NEED, high, said("Other words", priority="high"), expected=1, by=arta)


def test_a_high_comes_back_only_where_there_is_room(arta: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    first = need(arta, priority="high")
    lifecycle.withdraw(NEED, first, by=arta)
    need(arta, priority="high")

    with pytest.raises(TooManyHighs):
        lifecycle.restore(NEED, first, by=arta)


def test_drafts_of_the_secretariat_take_no_place_from_the_economy(
    arta: Reader, desk: Reader, settings: LazySettings
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    draft = need(desk, priority="high")
    with pytest.raises(TooManyHighs):
        need(desk, priority="high")

    need(arta, priority="high")

    with pytest.raises(TooManyHighs):
        answer_need(draft, "confirmed", expected=1, by=arta)


def test_the_limit_counts_what_its_author_sees(desk: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    arta = focal_point()
    need(arta, priority="high", marking=make.STRICT)

    assert need(desk, priority="high"), "a refusal would have told of a need that the desk may not know of"


def test_statements_hold_what_the_matrix_asks_for(arta: Reader, desk: Reader) -> None:
    own = need(arta, priority="high", nature="operational", perspective="prevention")
    draft = need(desk, objective="2.3.1")

    found = statements_seen_by(arta)

    assert [(each.ref, each.objective, each.economy, each.confirmed) for each in found] == [
        (str(draft), "2.3.1", "ALB", False),
        (str(own), "2.3.2", "ALB", True),
    ]
    assert (found[1].priority, found[1].nature, found[1].perspective) == ("high", "operational", "prevention")


def test_hidden_needs_are_in_no_statement(arta: Reader) -> None:
    need(arta, marking=make.STRICT)

    assert statements_seen_by(make.reader("stranger")) == []


def test_a_need_keeps_where_it_came_from(arta: Reader) -> None:
    record = lifecycle.create(NEED, said(), make.GREEN, by=arta, provenance={"file": "needs.xlsx"})

    assert stored(record).record.provenance == {"file": "needs.xlsx"}


def test_withdrawing_and_restoring_need_the_second_step_too(arta: Reader) -> None:
    record = need(arta)
    weak = reader_of(Person.objects.get(pk=arta.person), strong=False)

    with pytest.raises(NotAllowed):
        lifecycle.withdraw(NEED, record, by=weak)
    lifecycle.withdraw(NEED, record, by=arta)
    with pytest.raises(NotAllowed):
        lifecycle.restore(NEED, record, by=weak)
    lifecycle.restore(NEED, record, by=arta)
