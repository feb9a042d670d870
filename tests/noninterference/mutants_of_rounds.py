"""Leaks planted on purpose in rounds: in how far each is, in what was answered, in what waits."""

from collections.abc import Iterator
from typing import Any

from egnatia.kernel.reader import SYSTEM, Reader
from egnatia.mapping.rounds.models import Participant, Round, RoundAnswer
from egnatia.mapping.rounds.queries import asking, visible, waiting
from tests.noninterference.mutants import everywhere, mutant


@mutant("mapping:round", misses=("start round",), knows="open round")
def stages_of_everybody() -> Iterator[None]:
    """Whoever sees a round sees how far each participant is."""

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = Participant.objects.filter(round__in=Round.visible_to(reader).values("pk"))
        return rows.select_related("round").order_by("economy__order", "economy", "pk")

    with everywhere("participants_seen_by", visible, leaking):
        yield


@mutant("mapping:round-answers", misses=("answer",), knows="start round")
def answers_of_every_house() -> Iterator[None]:
    """The page of a participant shows what was answered about needs that are hidden, and drafts."""

    def leaking(_reader: Reader, participant: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = RoundAnswer.visible_to(SYSTEM).filter(participant=participant).order_by("-at", "pk")
        return tuple(map(asking.given, rows))

    with everywhere("answers_seen_by", asking, leaking):
        yield


@mutant("mapping:home", "mapping:round-question", misses=("need",), knows="open round")
def questions_about_hidden_needs() -> Iterator[None]:
    """What waits for a reader counts needs of his economy that he cannot see."""
    true = asking.needs_asked

    def leaking(_reader: Reader, economies: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, economies)

    with everywhere("needs_asked", asking, leaking):
        yield


@mutant("mapping:home", misses=("clear round",))
def cleared_in_hidden_rounds() -> Iterator[None]:
    """The start page says to every member what waits for the secretariat."""
    true = waiting.cleared_for

    def leaking(_reader: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        return tuple(
            waiting.Cleared(each.round_id, each.round.title, 1)
            for each in Participant.objects.filter(stage="cleared").select_related("round")
        ) or true(_reader)

    with everywhere("cleared_for", waiting, leaking):
        yield
