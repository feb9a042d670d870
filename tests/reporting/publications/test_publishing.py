"""What a publication rests on, and what becomes of it when a source is narrowed, withdrawn or changed afterwards."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db.models import Q
from tests import make
from tests.needs.matrix.doing import PROBATION, focal_point, need, secretariat, work
from tests.reporting.publications import doing

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.storage import update
from egnatia.coverage import Cell
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import markings
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.publications import queries
from egnatia.reporting.publications.actions import SourcesChanged, recall_publication
from egnatia.reporting.publications.models import PublicationSource
from egnatia.reporting.publications.queries import gathered, publication_seen_by, publications_seen_by
from egnatia.reporting.snapshots.board import basis_words
from egnatia.reporting.snapshots.sources import MatrixPart

pytestmark = pytest.mark.django_db
HERE = (PROBATION, "MNE")


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


@pytest.fixture
def mira() -> Reader:
    mira = focal_point("MNE", "mira")
    need(mira, economy="MNE", priority="high", marking=make.CLEAR)
    return mira


def cell(reader: Reader, publication: UUID) -> Cell:
    return publication_seen_by(reader, publication).sources.leaves(MatrixPart(3))[HERE]


class TestParts:
    @pytest.fixture
    def publication(self, desk: Reader, ura: Reader) -> UUID:
        """Of one priority, among records under two."""
        mira = focal_point("MNE", "mira")
        need(mira, economy="MNE", marking=make.CLEAR, objective=PROBATION, words="Inside")
        need(focal_point("ALB", "arta"), economy="ALB", marking=make.CLEAR, objective="3.1.1", words="Elsewhere")
        work("Inside", by=ura, marking=make.CLEAR)
        work("Both", by=ura, marking=make.CLEAR, objectives=(PROBATION, "3.1.1"))
        work("Elsewhere", by=ura, marking=make.CLEAR, objectives=("3.1.1",), partners=("Most (demo)",))
        work("For members", by=ura, objectives=("3.1.1",))
        return doing.published(desk, part=MatrixPart(3, under="2.3"))

    def test_a_publication_of_one_heading_publishes_nothing_of_another(self, publication: UUID) -> None:
        page = publication_seen_by(ANONYMOUS, publication)

        assert {work.title for _, work in page.sources.works} == {"Inside", "Both"}
        assert [need.words for _, need in page.sources.needs] == ["Inside"]
        assert basis_words(page.sources) == (
            "Based on 2 activities of 1 organisation and 1 confirmed need of 1 economy."
        )
        assert PublicationSource.objects.filter(publication=publication).count() == 3

    @pytest.mark.usefixtures("publication")
    def test_what_stays_out_is_counted_inside_the_heading_alone(self, desk: Reader) -> None:
        asking = MatrixQuery(desk, MatrixFilters(), clock.today())

        counted = [
            gathered(asking, frozenset({"P"}), part).activities_left_out
            for part in (MatrixPart(3, "2.3"), MatrixPart(3))
        ]

        assert counted == [0, 1]

    def test_an_estimate_brings_none_in_where_only_confirmed_ones_are_asked_for(
        self, desk: Reader, ura: Reader
    ) -> None:
        activity = work(by=ura, marking=make.CLEAR)
        ActivityAim.objects.filter(activity=activity).update(basis="estimate")
        cut_again([activity.pk])
        found = [
            gathered(MatrixQuery(desk, filters, clock.today()), frozenset({"P"}), MatrixPart(3, "2.3")).sources
            for filters in (MatrixFilters(), MatrixFilters(confirmed=True))
        ]

        assert [len(each) for each in found] == [1, 0]

    @pytest.mark.usefixtures("mira")
    def test_a_newer_one_stands_for_an_older_one_from_outside_too(self, desk: Reader, ura: Reader) -> None:
        work("Older", by=ura, marking=make.CLEAR, identifier="XM-1")
        work("Newer", by=make.reader("other"), marking=make.CLEAR, identifier="XM-1", objectives=("3.1.1",))

        publication = doing.published(desk, part=MatrixPart(3, under="2.3"))

        assert publication_seen_by(ANONYMOUS, publication).sources.works == ()


@pytest.mark.usefixtures("mira")
class TestSources:
    def test_a_public_publication_rests_on_public_records_only(self, desk: Reader, ura: Reader) -> None:
        work("Everybody reads it", by=ura, marking=make.CLEAR)
        work("Members read it", by=ura)
        work("Nobody else reads it", by=ura, marking=make.STRICT)

        publication = doing.published(desk)

        assert [work.title for _, work in publication_seen_by(ANONYMOUS, publication).sources.works] == [
            "Everybody reads it"
        ]
        assert cell(ANONYMOUS, publication).works == cell(desk, publication).works == 1

    def test_what_members_may_read_goes_into_a_publication_for_members(self, desk: Reader, ura: Reader) -> None:
        work(by=ura, marking=make.CLEAR)
        work(by=ura)
        work(by=ura, marking=make.STRICT)

        publication = doing.published(desk, make.GREEN)

        assert cell(make.reader("somebody"), publication).works == 2
        with pytest.raises(NotFound):
            publication_seen_by(ANONYMOUS, publication)

    def test_its_own_records_go_into_a_publication_of_the_same_marking(self, desk: Reader, ura: Reader) -> None:
        marking = make.amber("focal-points")
        work(by=desk, marking=marking)
        work(by=ura, marking=make.STRICT)

        assert cell(desk, doing.published(desk, marking)).works == 1

    def test_it_is_told_how_many_stay_out_of_those_that_the_officer_sees(self, desk: Reader, ura: Reader) -> None:
        work(by=ura, marking=make.CLEAR)
        work(by=ura)
        work(by=ura, marking=make.RED)
        need(focal_point("ALB", "arta"), marking=make.GREEN)

        found = gathered(MatrixQuery(desk, MatrixFilters(), clock.today()), frozenset({"P"}))

        assert (len(found.sources), found.activities_left_out, found.needs_left_out) == (2, 1, 1)

    def test_a_drafted_need_is_in_no_publication(self, desk: Reader) -> None:
        need(desk, economy="ALB", marking=make.CLEAR)

        assert publication_seen_by(desk, doing.published(desk)).sources.economies == {"MNE"}

    def test_filters_hold_for_what_is_frozen(self, desk: Reader, ura: Reader) -> None:
        work("Training", by=ura, marking=make.CLEAR, types=("training",))
        work("A law", by=ura, marking=make.CLEAR, types=("law",))

        publication = doing.published(desk, filters=MatrixFilters(type="training", perspective="response"))

        sources = publication_seen_by(ANONYMOUS, publication).sources
        assert [work.title for _, work in sources.works] == ["Training"]
        assert sources.needs == ()

    def test_the_kernel_is_asked_once_more_before_anything_is_frozen(
        self, desk: Reader, ura: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        work(by=ura)
        monkeypatch.setattr(queries, "covering", lambda _audience, column: Q(**{f"{column}__isnull": False}))

        with pytest.raises(NotAllowed, match="publication-source"):
            doing.published(desk)

    def test_each_source_is_kept_with_its_version_and_covers_the_audience(self, desk: Reader, ura: Reader) -> None:
        activity = work(by=ura, marking=make.CLEAR)
        update(activity, facts_of(activity.facts, activity.pk), by=ura)

        doing.published(desk)

        rows = list(PublicationSource.objects.order_by("kind"))
        assert [(row.kind, row.version) for row in rows] == [("activity", 2), ("need", 1)]
        assert all(covers(frozenset(row.tokens), frozenset({"P"})) for row in rows)


@pytest.mark.usefixtures("mira")
class TestAfterwards:
    def test_what_is_reported_or_changed_later_changes_no_figure(self, desk: Reader, ura: Reader, mira: Reader) -> None:
        activity = work(by=ura, marking=make.CLEAR)
        publication = doing.published(desk)
        before = publication_seen_by(ANONYMOUS, publication)

        work(by=ura, marking=make.CLEAR)
        facts = replace(facts_of(activity.facts, activity.pk), economies=frozenset({"ALB"}))
        update(activity, facts, by=ura)
        need(mira, economy="MNE", objective="2.3.1", marking=make.CLEAR)

        assert publication_seen_by(ANONYMOUS, publication) == before

    @pytest.mark.parametrize("deed", ["narrow", "withdraw"])
    def test_a_source_that_is_narrowed_or_withdrawn_is_as_if_never_there(
        self, desk: Reader, ura: Reader, deed: str
    ) -> None:
        kept, taken = work("Kept", by=ura, marking=make.CLEAR), work("Taken", by=ura, marking=make.CLEAR)
        publication = doing.published(desk)

        if deed == "narrow":
            markings.remark(taken.record, make.STRICT, by=ura)
        else:
            records.withdraw(taken.record, by=ura)

        for reader in (ANONYMOUS, desk):
            assert [record for record, _ in publication_seen_by(reader, publication).sources.works] == [kept.pk]
            assert cell(reader, publication).works == 1
        assert cell(ura, publication).works == (2 if deed == "narrow" else 1)

    def test_a_recalled_publication_is_gone_at_the_next_request(self, desk: Reader) -> None:
        publication = doing.published(desk)

        recall_publication(publication, by=desk)

        assert publications_seen_by(ANONYMOUS) == publications_seen_by(desk) == ()
        with pytest.raises(NotFound):
            publication_seen_by(desk, publication)
        with pytest.raises(NotFound):
            recall_publication(publication, by=desk)

    def test_who_could_not_read_a_source_then_does_not_read_it_when_the_publication_is_widened(
        self, desk: Reader, ura: Reader
    ) -> None:
        activity = work(by=ura)
        publication = doing.published(desk, make.GREEN)
        colleague = make.reader("colleague", at=None)

        for record in (doing.record(publication), doing.record(activity.pk)):
            markings._apply(record, make.CLEAR, make.CLEAR.tokens(owner="x", author="y"), by=desk)  # noqa: SLF001 - the second person's part is tested elsewhere

        assert cell(colleague, publication).works == 1
        assert publication_seen_by(ANONYMOUS, publication).sources.works == ()

    def test_of_several_with_one_identifier_the_newest_that_may_be_read_stands(self, desk: Reader, ura: Reader) -> None:
        older = work("Older", by=ura, marking=make.CLEAR, identifier="XM-1")
        newer = work("Newer", by=make.reader("other"), marking=make.CLEAR, identifier="XM-1", objectives=())
        hidden = make.reader("third")
        work("Hidden", by=hidden, marking=make.STRICT, identifier="XM-1")
        publication = doing.published(desk)

        assert publication_seen_by(ANONYMOUS, publication).sources.works == ()
        records.withdraw(newer.record, by=SYSTEM)
        assert [record for record, _ in publication_seen_by(ANONYMOUS, publication).sources.works] == [older.pk]


class TestAuthority:
    def test_only_the_secretariats_desk_publishes_and_recalls(self, desk: Reader, ura: Reader) -> None:
        publication = doing.published(desk)

        for deed in (lambda: doing.published(ura), lambda: recall_publication(publication, by=ura)):
            with pytest.raises(NotAllowed, match="secretariat"):
                deed()
        with pytest.raises(NotAllowed, match="secretariat"):
            doing.published(replace(desk, strong=False))

    def test_publishing_and_recalling_leave_one_event_each(self, desk: Reader) -> None:
        publication = doing.published(desk)
        recall_publication(publication, by=desk)

        events = AuditEvent.objects.filter(kind="publication", target=str(publication)).order_by("at")
        assert [event.verb for event in events] == ["published", "recalled"]

    def test_what_was_not_looked_at_is_not_published(self, desk: Reader, ura: Reader) -> None:
        seen = gathered(MatrixQuery(desk, MatrixFilters(), clock.today()), frozenset({"P"})).fingerprint
        work(by=ura, marking=make.CLEAR)

        with pytest.raises(SourcesChanged):
            doing.published(desk, expected=seen)
        assert publications_seen_by(desk) == ()

    def test_a_publication_has_a_limit(self, desk: Reader, ura: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "MOST_SOURCES", 1)
        work(by=ura, marking=make.CLEAR)
        work(by=ura, marking=make.CLEAR)

        with pytest.raises(NotAllowed, match="publication-size"):
            doing.published(desk)
