"""The questions of a participant that wait for an answer, all on one page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from egnatia.activities.activities.queries.visible import newest_of_each
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.rounds.rounds.queries.activity_changes import happened
from egnatia.rounds.rounds.queries.answers import RoundItem, RoundQuery
from egnatia.rounds.rounds.queries.question_page import answering
from egnatia.rounds.rounds.queries.questions import answers_seen_by


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer. `happened`: how many activities began, ended or were planned there since."""

    item: RoundItem
    happened: int

    @property
    def token(self) -> str:
        """What a ticked box sends back: the question, and the version of it that was read."""
        return f"{self.item.about}:{self.item.asked.version if self.item.asked else 0}"


@dataclass(frozen=True, slots=True)
class SeveralPage:
    """`total` questions are asked in all."""

    participant: UUID
    round: UUID
    title: str
    sort: str
    waiting: tuple[OpenQuestion, ...]
    total: int


def several_page(shown: RoundQuery, participant: UUID) -> SeveralPage:
    """Raises NotFound where there is none such, NotAllowed where they do not answer for the participant now."""
    found = answering(shown.reader, participant)
    items = [item for item in shown.items(found, answers_seen_by(shown.reader, found)) if item.asked]
    waiting = [item for item in items if item.answer is None]
    counts = _happened(shown.reader, found.economy_id or "", waiting)
    return SeveralPage(
        participant=found.pk,
        round=found.round_id,
        title=found.round.title,
        sort=found.round.sort,
        waiting=tuple(OpenQuestion(item, counts[item.about]) for item in waiting),
        total=len(items),
    )


def _happened(reader: Reader, economy: str, items: Sequence[RoundItem]) -> Counter[UUID]:
    """Two queries, however many questions there are. Every activity counts, however many there are."""
    asked: dict[str, list[tuple[UUID, datetime]]] = {}
    for item in items:
        if item.need and item.asked:
            asked.setdefault(item.need.said.objective, []).append((item.about, item.asked.changed_at))
    found: Counter[UUID] = Counter()
    if not asked:
        return found
    since = min(at for questions in asked.values() for _about, at in questions)
    serving = ActivityAim.objects.filter(code__in=list(asked))
    rows = newest_of_each(reader).filter(happened(since, clock.today()), economies__contains=[economy])
    rows = rows.filter(pk__in=serving.values("activity")).order_by()
    moments = {row[0]: row[1:] for row in rows.values_list("pk", "starts", "ends", "status", "entered_at")}
    for code, activity in serving.filter(activity__in=list(moments)).values_list("code", "activity"):
        found.update(about for about, at in asked[code] if _is_new(*moments[activity], since=at))
    return found


def _is_new(starts: date | None, ends: date | None, status: str, entered_at: datetime, *, since: datetime) -> bool:
    after, today = since.date(), clock.today()
    begun_or_ended = any(day is not None and after < day <= today for day in (starts, ends))
    return begun_or_ended or (status == "pipeline" and entered_at > since)
