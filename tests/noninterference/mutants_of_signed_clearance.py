"""Leaks planted on purpose in clearances on paper, in sections asked of colleagues, on the desk of an office."""

from collections.abc import Iterator
from typing import Any

from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.needs.needs.models import Need
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries import choices, requests
from egnatia.rounds.rounds.queries import questions
from egnatia.rounds.signed_clearance import queries
from egnatia.rounds.signed_clearance.models import SignedPage, SignedPaper
from egnatia.start.handover import queries as desk
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant
from tests.noninterference.needs import need_economy
from tests.noninterference.operations import Operation


def of_their_economy(case: Case, hidden: Operation) -> bool:
    """What is hidden from them is a need of the economy that they speak for."""
    return case.who.strong and need_economy(hidden.variant) == case.who.economy


@mutant("rounds:round-answers", misses=("clear on paper",), knows="start round")
def papers_of_every_house() -> Iterator[None]:
    """The page of a participant tells of signed pages that were narrowed to their house."""

    def leaking(reader: Reader, participant: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = SignedPaper.visible_to(SYSTEM).filter(participant=participant).order_by("-at", "pk")
        return tuple(queries._row(reader, row) for row in rows)  # noqa: SLF001 - as the product makes its rows

    with everywhere("papers_of", queries, leaking):
        yield


@mutant("rounds:paper-file", misses=("clear on paper",))
def file_by_its_address() -> Iterator[None]:
    """Whoever knows the address of a signed page gets it."""

    def leaking(_reader: Reader, record: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        page = SignedPage.objects.filter(paper=record).first()
        return queries.PaperFile("signed.png", "png", bytes(page.content) if page else b"")

    with everywhere("file_of", queries, leaking):
        yield


@mutant("rounds:paper-draft", "rounds:paper-signing", misses=("need",), knows="open round", would=of_their_economy)
def draft_of_hidden_needs() -> Iterator[None]:
    """The code of a draft is another one with needs that whoever prints it cannot see."""
    true = questions.needs_asked

    def leaking(_reader: Reader, economies: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, economies)

    with everywhere("needs_asked", questions, leaking):
        yield


@mutant("rounds:section-new", misses=("need",), knows="open round", would=of_their_economy)
def sections_count_hidden_needs() -> Iterator[None]:
    """The form counts questions of a section that stay, those that its reader cannot see among them."""

    def leaking(_reader: Reader, found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = Need.visible_to(SYSTEM).filter(economy=found.economy_id)
        return dict(rows.values_list("pk", "objective")), {}

    with everywhere("questions_by_objective", choices, leaking):
        yield


@mutant("rounds:sections", "start:home", misses=("ask section",), knows="start round")
def sections_of_every_house() -> Iterator[None]:
    """Whoever sees a participant sees whom its people asked."""

    def leaking(_reader: Reader, participants: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        keys = [each.pk for each in participants]
        rows = SectionRequest.objects.select_related("record", "person").filter(participant__in=keys)
        return rows.order_by("-asked_at", "pk")

    with everywhere("requests_of", requests, leaking), everywhere("_seen", requests, lambda _reader, rows: list(rows)):
        yield


@mutant("rounds:section-request", misses=("need",), knows="ask section")
def what_came_back_about_hidden_needs() -> Iterator[None]:
    """The page of a request says how many questions there were, hidden ones among them."""
    true = requests._standing  # noqa: SLF001 - a word of the page that every request has

    def leaking(request: Any) -> str:  # noqa: ANN401 - whatever the product passes
        return f"{true(request)} ({SectionRow.objects.filter(request=request).count()})"

    with everywhere("_standing", requests, leaking):
        yield


@mutant("start:desk", misses=("need",), knows="need", would=of_their_economy)
def hidden_needs_on_the_desk() -> Iterator[None]:
    """The desk counts every need of the economy."""
    true = desk._needs  # noqa: SLF001 - a part of the page

    def leaking(asking_for: Any, economy: str) -> Any:  # noqa: ANN401 - whatever the product passes
        part = true(asking_for, economy)
        return type(part)(part.economy, part.code, part.rows, Need.objects.filter(economy=economy).count())

    with everywhere("_needs", desk, leaking):
        yield
