"""Frameworks, their versions and objectives, public and the same for every reader; and what activities serve."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.coverage import Aim
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.feed import COUNT_CAP, capped_count
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language import folded_words, language_group
from egnatia.language.concepts import LANGUAGES
from egnatia.language.passages import Passage, passage
from egnatia.language.query_expansion import Sought, fits, meant
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer
from egnatia.taxonomy.document import FrameworkDocument, of_json
from egnatia.taxonomy.forum import shipped_in_language
from egnatia.taxonomy.models import Framework
from egnatia.taxonomy.vocabularies import Vocabulary

PAGE = 20  # activities of one page to confirm
LONGEST_QUOTE = 320  # letters of a description in a row
MOST_WORDS = 5  # of one line of evidence


@dataclass(frozen=True, slots=True)
class FrameworkLabels:
    """How things are called in this request."""

    vocabulary: Vocabulary
    document: FrameworkDocument

    def objective(self, code: str) -> str:
        return self.vocabulary.objectives.full(code)

    def because(self, evidence: Iterable[Mapping[str, Any]]) -> str:
        """One line of what speaks for it, or "" where nothing was noted."""
        return "; ".join(self._said(each["kind"], each["what"]) for each in evidence)

    def _said(self, kind: str, what: list[str]) -> str:
        if kind == "crosswalk":
            return _("classified as %(sectors)s") % {"sectors": ", ".join(map(self._elsewhere, what))}
        return _("the text mentions %(words)s") % {"words": ", ".join(f"“{word}”" for word in what[:MOST_WORDS])}

    def _elsewhere(self, code: str) -> str:
        """What a code of another scheme is called."""
        scheme, _colon, bare = code.partition(":")
        labels = self.document.schemes[scheme].labels if scheme in self.document.schemes else {}
        return shipped_in_language(labels[bare]) if bare in labels else self.vocabulary.sector_label(code)


Activities = Collection[UUID] | QuerySet[Any, Any]


def aims_of(activities: Activities) -> dict[UUID, tuple[Aim, ...]]:
    """The declared, confirmed and estimated objectives of each, by code; estimates say so. One query.

    `activities` are identifiers, or a query for them. Those that serve nothing known are left out.
    """
    rows = ActivityAim.objects.filter(activity__in=activities).order_by("code")
    found = defaultdict(list)
    for activity, code, share, basis in rows.values_list("activity", "code", "share", "basis"):
        found[activity].append(Aim(code, share, estimated=basis == ActivityAim.Basis.ESTIMATE))
    return {activity: tuple(aims) for activity, aims in found.items()}


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
class EstimateQueue:
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


def waiting_for(reader: Reader, words: FrameworkLabels) -> EstimateQueue:
    """The next ones to confirm: newest first, those left for later last."""
    own = _answerable(reader)
    later = AimAnswer.objects.filter(activity=OuterRef("pk"))
    found = own.filter(_estimated()).annotate(later=Exists(later)).order_by("later", "-entered_at", "-record_id")
    ids = list(found.values_list("pk", flat=True)[: COUNT_CAP + 1])
    rows = aimed(reader, ids[:PAGE], words)
    return EstimateQueue(tuple(rows[record] for record in ids[:PAGE] if record in rows), len(ids), capped_count(own))


def waiting_count(reader: Reader) -> int:
    """How many these are, capped; those left for later are not counted."""
    later = AimAnswer.objects.filter(activity=OuterRef("pk"))
    return capped_count(_answerable(reader).filter(_estimated(), ~Exists(later)))


def _answerable(reader: Reader) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Activity.visible_to(reader)
    return rows if reader.is_secretariat else rows.filter(record__owner=reader.organisation or None)


def _estimated() -> Exists:
    return Exists(ActivityAim.objects.filter(activity=OuterRef("pk"), basis=ActivityAim.Basis.ESTIMATE))


def aimed_activity(reader: Reader, record: UUID, words: FrameworkLabels) -> AimedActivity:
    """One activity with what it serves. Raises NotFound where there is none that the reader sees."""
    found = aimed(reader, [record], words)
    if record not in found:
        raise NotFound
    return found[record]


def aimed(reader: Reader, ids: Collection[UUID], words: FrameworkLabels) -> dict[UUID, AimedActivity]:
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


def _aims(activities: Collection[UUID], words: FrameworkLabels, *, named: bool) -> dict[UUID, list[ShownAim]]:
    """`named`: with whoever confirmed them, which is no matter of the public."""
    found: dict[UUID, list[ShownAim]] = defaultdict(list)
    for aim in ActivityAim.objects.filter(activity__in=list(activities)).order_by("-weight", "code"):
        because = words.because(aim.evidence) if aim.basis == ActivityAim.Basis.ESTIMATE else ""
        by = aim.confirmed_by if named else ""
        found[aim.activity_id].append(ShownAim(aim.code, words.objective(aim.code), aim.basis, because, by))
    return found


def _quote(facts: overlap.ActivityFacts) -> overlap.Text:
    """The beginning of its description, as written."""
    said = next((text for text in facts.descriptions if text.text), overlap.Text(""))
    return overlap.Text(Truncator(said.text).chars(LONGEST_QUOTE), said.lang)


class ObjectiveEntry(NamedTuple):
    """An objective and the folded words of its labels, by language."""

    code: str
    labels: dict[str, str]
    words: dict[str, frozenset[str]]


def find(reader: Reader, sought: Sought, span: Span) -> Found:  # noqa: ARG001 - everybody sees the same
    """The code that was typed first, then labels in whatever language, in the frameworks' order. One query."""
    found = sorted(_found(sought), key=lambda each: each[0])
    return Found(tuple(hit for _step, hit in found[span.begin : span.end]), len(found))


def _found(sought: Sought) -> Iterator[tuple[int, Hit]]:
    for document, entries in _in_use():
        title, url = shipped_in_language(document.title), reverse("needs:framework", args=[document.slug])
        for entry in entries:
            step, concepts = _step(sought, entry)
            if step is not None:
                words, address = f"{entry.code} {shipped_in_language(entry.labels)}", f"{url}#aim-{entry.code}"
                yield step, Hit(words, "", address, (title,), concepts=concepts, passage=_where(sought, words, entry))


def _step(sought: Sought, entry: ObjectiveEntry) -> tuple[int | None, tuple[str, ...]]:
    """0 for the code, 1 for the words, 2 for what they mean; None where it is not found. The concepts of the last."""
    if entry.code == sought.typed:
        return 0, ()
    by = [meant(sought.parts, words, (lang, "en")) for lang, words in entry.words.items() if _fits(sought, lang, words)]
    return (None, ()) if not by else (1, ()) if () in by else (2, by[0])


def _where(sought: Sought, shown: str, entry: ObjectiveEntry) -> Passage | None:
    """Where it stands in a label of another language."""
    labels = [(text, lang) for lang, text in entry.labels.items()]
    return passage(sought.parts, LANGUAGES, shown, labels, frozenset[str]().union(*entry.words.values()))


def _fits(sought: Sought, lang: str, words: frozenset[str]) -> bool:
    return fits(sought.parts, words, (lang, "en"))


def _in_use() -> list[tuple[FrameworkDocument, tuple[ObjectiveEntry, ...]]]:
    """The one that describes activities first."""
    rows = Framework.objects.filter(in_use=True).annotate(text=Cast("content", TextField())).order_by("prefix", "slug")
    return [_read(pk, text) for pk, text in rows.values_list("pk", "text")]


@lru_cache(maxsize=8)
def _read(_key: UUID, text: str) -> tuple[FrameworkDocument, tuple[ObjectiveEntry, ...]]:
    """A stored version never changes, so each process reads it once."""
    document = of_json(text)
    return document, tuple(ObjectiveEntry(aim.code, aim.labels, _words(aim.labels)) for aim in document.objectives)


def _words(labels: dict[str, str]) -> dict[str, frozenset[str]]:
    """By the language that they are compared in: Serbian in both scripts is one."""
    return {language_group(lang): frozenset(folded_words(text)) for lang, text in labels.items()}


SEARCHER = Searcher("objective", gettext_lazy("Objectives"), 60, find, apart=True)


def may_answer(reader: Reader, owner: str) -> bool:
    """For an activity that the reader sees: its organisation, and the secretariat."""
    return bool(reader.organisation) and (reader.organisation == owner or reader.is_secretariat)
