"""Activities whose objectives are only estimated, for whoever may say what they serve."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import Truncator

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.stored import facts_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.feed import COUNT_CAP, capped_count
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.needs.frameworks.evidence import Words
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer
from egnatia.needs.frameworks.rules import LONGEST_QUOTE, PAGE, may_answer


@dataclass(frozen=True, slots=True)
class ShownAim:
    """An objective of an activity. `because`: what speaks for an estimate, in words."""

    code: str
    label: str
    basis: str
    because: str
    by: str

    @property
    def estimated(self) -> bool:
        return self.basis == ActivityAim.Basis.ESTIMATE


@dataclass(frozen=True, slots=True)
class AimedActivity:
    """An activity with what it serves. `mine`: the reader may say what that is; `answer`: what was said of all."""

    id: UUID
    title: str
    language: str
    quote: overlap.Text
    marking: Marking
    aims: tuple[ShownAim, ...]
    mine: bool
    answer: str

    @property
    def estimated(self) -> bool:
        return any(aim.estimated for aim in self.aims)

    @property
    def shown(self) -> tuple[ShownAim, ...]:
        """Those that its own page does not list already."""
        return tuple(aim for aim in self.aims if aim.basis != ActivityAim.Basis.DECLARED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`estimated` of `known` activities that the reader may answer for; both are capped."""

    rows: tuple[AimedActivity, ...]
    estimated: int
    known: int

    @property
    def estimated_words(self) -> str:
        return f"{COUNT_CAP}+" if self.estimated > COUNT_CAP else str(self.estimated)

    @property
    def known_capped(self) -> bool:
        return self.known > COUNT_CAP


def waiting_for(reader: Reader, words: Words) -> Waiting:
    """The next ones to confirm: newest first, those left for later last."""
    own = _answerable(reader)
    later = AimAnswer.objects.filter(activity=OuterRef("pk"))
    found = own.filter(_estimated()).annotate(later=Exists(later)).order_by("later", "-entered_at", "-record_id")
    ids = list(found.values_list("pk", flat=True)[: COUNT_CAP + 1])
    rows = aimed(reader, ids[:PAGE], words)
    return Waiting(tuple(rows[record] for record in ids[:PAGE] if record in rows), len(ids), capped_count(own))


def waiting_count(reader: Reader) -> int:
    """How many these are, capped; those left for later are not counted."""
    later = AimAnswer.objects.filter(activity=OuterRef("pk"))
    return capped_count(_answerable(reader).filter(_estimated(), ~Exists(later)))


def _answerable(reader: Reader) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Activity.visible_to(reader)
    return rows if reader.is_secretariat else rows.filter(record__owner=reader.organisation or None)


def _estimated() -> Exists:
    return Exists(ActivityAim.objects.filter(activity=OuterRef("pk"), basis=ActivityAim.Basis.ESTIMATE))


def aimed_activity(reader: Reader, record: UUID, words: Words) -> AimedActivity:
    """One activity with what it serves. Raises NotFound where there is none that the reader sees."""
    found = aimed(reader, [record], words)
    if record not in found:
        raise NotFound
    return found[record]


def aimed(reader: Reader, ids: Collection[UUID], words: Words) -> dict[UUID, AimedActivity]:
    """Those of the given activities that the reader sees. Always three queries."""
    rows = Activity.visible_to(reader).filter(pk__in=ids).defer("content", "record__search")
    seen = {row.pk: row for row in rows if may_read(reader, row.record.envelope).allowed}
    aims = _aims(seen, words, named=not reader.is_anonymous)
    answers = dict(AimAnswer.objects.filter(activity__in=list(seen)).values_list("activity", "verdict"))
    return {
        pk: AimedActivity(
            id=pk,
            title=row.title,
            language=row.language,
            quote=_quote(facts_of(row.facts, pk)),
            marking=row.record.marking,
            aims=tuple(aims[pk]),
            mine=may_answer(reader, str(row.record.owner_id)),
            answer=answers.get(pk, ""),
        )
        for pk, row in seen.items()
    }


def _aims(activities: Collection[UUID], words: Words, *, named: bool) -> dict[UUID, list[ShownAim]]:
    """`named`: with whoever confirmed them, which is no matter of the public."""
    found: dict[UUID, list[ShownAim]] = defaultdict(list)
    for aim in ActivityAim.objects.filter(activity__in=list(activities)).order_by("-weight", "code"):
        because = words.because(aim.evidence) if aim.basis == ActivityAim.Basis.ESTIMATE else ""
        by = aim.confirmed_by if named else ""
        found[aim.activity_id].append(ShownAim(aim.code, words.objective(aim.code), aim.basis, because, by))
    return found


def _quote(facts: overlap.Activity) -> overlap.Text:
    """The beginning of its description, as written."""
    said = next((text for text in facts.descriptions if text.text), overlap.Text(""))
    return overlap.Text(Truncator(said.text).chars(LONGEST_QUOTE), said.lang)
