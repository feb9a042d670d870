"""Leaks planted in the guide to a first round, and in histories."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Version
from egnatia.kernel.records.versions import VersionRow
from egnatia.needs.spreadsheets import queries
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from egnatia.rounds.rounds.queries import answer_history
from egnatia.rounds.rounds.queries.questions import given
from egnatia.rounds.rounds.views import answers
from egnatia.start.home import views as home
from egnatia.start.onboarding import views as first_views
from egnatia.start.onboarding.guide import guide_of
from egnatia.start.onboarding.queries import there_for
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes


@mutant("start:home", misses=("open round",))
def the_guide_on_every_home() -> Iterator[None]:
    """Every member's home says how far the secretariat is, a hidden round included."""

    def leaking(reader: Reader) -> Whatever:
        return None if reader.is_anonymous else guide_of(_with_all(reader))

    with patched(home, "first_round_for", leaking):
        yield


@mutant("start:start", misses=("open round",))
def the_guide_for_everybody() -> Iterator[None]:
    """The page of the guide is shown to whoever asks for it, with what the secretariat sees."""
    with patched(first_views, "require_led", lambda _reader: None), patched(first_views, "there_for", _with_all):
        yield


def _with_all(reader: Reader) -> Whatever:
    """What is there for the secretariat, whoever asks."""
    rounds = Round.objects.filter(record__withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    return replace(there_for(reader), round=str(rounds.first() or ""))


@mutant("rounds:round-answer", misses=("answer",), knows="open round")
def whoever_knows_an_answers_address() -> Iterator[None]:
    """The history of an answer is shown to everybody who has its identifier."""
    true = answer_history.answer_told

    def everybodys(_reader: Reader, record: UUID) -> Whatever:
        return true(SYSTEM, record)

    def anybodys(_reader: Reader, participant: UUID) -> Participant:
        return Participant.objects.select_related("round").get(pk=participant)

    def all_answers(_reader: Reader, participant: Whatever) -> Whatever:
        return tuple(map(given, RoundAnswer.visible_to(SYSTEM).filter(participant=participant).order_by("pk")))

    with (
        patched(answer_history, "participant_row", anybodys),
        patched(answer_history, "answers_seen_by", all_answers),
        patched(answers, "answer_told", everybodys),
    ):
        yield


@mutant("needs:sheet-mapping-history", misses=("keep mapping",))
def versions_of_hidden_mappings() -> Iterator[None]:
    """The history of a mapping is read by its identifier."""
    true = queries.one_kept

    def leaking(_reader: Reader, mapping: UUID) -> Whatever:
        return true(SYSTEM, mapping)

    def all_versions(_reader: Reader, record: UUID, _kind: str) -> list[VersionRow]:
        rows = Version.objects.filter(record=record).order_by("-number")
        return [VersionRow(row.number, row.marking_words, row.content, row.provenance, row.by, row.at) for row in rows]

    with patched(queries, "one_kept", leaking), patched(queries, "versions_seen_by", all_versions):
        yield
