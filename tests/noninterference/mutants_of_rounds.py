"""Leaks planted on purpose in rounds: in how far each is, in what was answered, in what waits."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Version
from egnatia.needs.needs import presenters
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries import visible as need_rows
from egnatia.pages.sheets import Fault
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from egnatia.rounds.rounds.queries import changes, inbox, questions, visible
from egnatia.rounds.rounds.queries.questions import needs_asked
from egnatia.rounds.workbook import comparison, queries
from tests.noninterference.mutants import everywhere, mutant, patched


@mutant("rounds:round", misses=("start round",), knows="open round")
def stages_of_everybody() -> Iterator[None]:
    """Whoever sees a round sees how far each participant is."""

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = Participant.objects.filter(round__in=Round.visible_to(reader).values("pk"))
        return rows.select_related("round").order_by("economy__order", "economy", "pk")

    with everywhere("participants_seen_by", visible, leaking):
        yield


@mutant("rounds:round-answers", misses=("answer",), knows="start round")
def answers_of_every_house() -> Iterator[None]:
    """The page of a participant shows what was answered about needs that are hidden, and drafts."""

    def leaking(_reader: Reader, participant: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = RoundAnswer.visible_to(SYSTEM).filter(participant=participant).order_by("-at", "pk")
        return tuple(map(questions.given, rows))

    with everywhere("answers_seen_by", questions, leaking):
        yield


@mutant("start:home", "rounds:round-question", misses=("need",), knows="open round")
def questions_about_hidden_needs() -> Iterator[None]:
    """What waits for a reader counts needs of their economy that they cannot see."""
    true = questions.needs_asked

    def leaking(_reader: Reader, economies: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, economies)

    with everywhere("needs_asked", questions, leaking):
        yield


@mutant("start:home", misses=("clear round",))
def cleared_in_hidden_rounds() -> Iterator[None]:
    """The start page says to every member what waits for the secretariat."""
    true = inbox.cleared_for

    def leaking(_reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        return tuple(
            inbox.Cleared(each.round_id, each.round.title, 1)
            for each in Participant.objects.filter(stage="cleared").select_related("round")
        ) or true(_reader)

    with everywhere("cleared_for", inbox, leaking):
        yield


@mutant("rounds:round-sheet", "rounds:round-sheet-applying", misses=("need",), knows="open round")
def workbook_of_hidden_needs() -> Iterator[None]:
    """The workbook of an economy has a row for needs that its taker cannot see."""
    true = queries.WorkbookContent.lines

    def leaking(self: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        everybody = replace(self.shown, reader=replace(self.shown.reader, held=SYSTEM.held))
        return true(replace(self, shown=everybody))

    with patched(queries.WorkbookContent, "lines", leaking):
        yield


@mutant("rounds:round-sheet", misses=("answer",), knows="start round")
def workbook_with_the_answers_of_others() -> Iterator[None]:
    """ "Last answer" repeats what another house has drafted."""

    def leaking(_reader: Reader, participant: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = RoundAnswer.visible_to(SYSTEM).filter(participant=participant).order_by("-at", "pk")
        return tuple(map(questions.given, rows))

    with patched(queries, "answers_seen_by", leaking):
        yield


@mutant("rounds:round-sheet-applying", "rounds:round-sheet-marked", misses=("need",), knows="open round")
def rows_about_hidden_needs_are_told_otherwise() -> Iterator[None]:
    """A row about a need that is there, though hidden, gets other words than one about nothing."""
    true = comparison.WorkbookComparison.told

    def leaking(self: Any, row: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        for each in true(self, row):
            there = Need.visible_to(SYSTEM).filter(pk__in=_identifiers(row.cells["record"])).exists()
            yield replace(each, expected="not yours") if isinstance(each, Fault) and there else each

    with patched(comparison.WorkbookComparison, "told", leaking):
        yield


@mutant("needs:need", "needs:needs", misses=("answer",), knows="need")
def replies_are_told_before_they_are_cleared() -> Iterator[None]:
    """Whoever sees a need reads that somebody replied "done", before that is cleared."""

    def leaking(_reader: Reader, records: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        said = RoundAnswer.objects.filter(about__in=list(records), verdict__in=("done", "gone"))
        return dict.fromkeys(said.values_list("about", flat=True), "replied")

    true = need_rows.words_for

    def of_all(reader: Reader, names: Any, objectives: Any, needs: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        needs = list(needs)
        return replace(true(reader, names, objectives, needs), replies=leaking(reader, [need.pk for need in needs]))

    with everywhere("words_for", need_rows, of_all):
        yield


@mutant("needs:needs", "needs:need", misses=("need",), beside=True)
def translations_of_earlier_versions() -> Iterator[None]:
    """Beside what a need says now, a list shows what it said in English before, which not everybody may read."""
    true = presenters.row_of

    def leaking(need: Any, labels: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        said = Version.objects.filter(record=need.pk, number=1).values_list("content__words__texts__en", flat=True)
        return replace(true(need, labels), translation=said.first() or "")

    with everywhere("row_of", presenters, leaking):
        yield


def _identifiers(text: str) -> list[str]:
    return [text] if len(text) == 36 else []


@mutant("rounds:round-participant-changes", "rounds:round-changes", misses=("start round",), knows="open round")
def changes_of_every_participant() -> Iterator[None]:
    """What changed since the last round names every participant to whoever sees the round."""

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = Participant.objects.filter(round__in=Round.visible_to(reader).values("pk"))
        return rows.exclude(stage="invited").select_related("round").order_by("economy__order", "economy", "pk")

    with patched(changes, "participants_seen_by", leaking):
        yield


@mutant("rounds:round-participant-changes", "rounds:round-changes", misses=("need",), knows="accept round")
def hidden_needs_are_among_what_changed() -> Iterator[None]:
    """What was stated or changed since the last round tells of needs that are hidden."""
    true = needs_asked

    def leaking(_reader: Reader, economies: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, economies)

    with patched(changes, "needs_asked", leaking):
        yield
