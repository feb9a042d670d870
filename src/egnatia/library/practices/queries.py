"""Reviews and uses of practices as their readers see them, what answers a need, and what visitors proposed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import InboxItem, counted
from egnatia.kernel.models import Record, seen
from egnatia.kernel.request_cache import once_per_request
from egnatia.language.query_expansion import search_expression
from egnatia.library.practices.models import (
    POSITIVE,
    Practice,
    PracticeProposal,
    PracticeReview,
    PracticeUse,
    ReviewDecision,
)
from egnatia.library.practices.rules import CRITERIA
from egnatia.people.addresses import page_of
from egnatia.taxonomy.forum import told_in_language
from egnatia.taxonomy.vocabularies import is_leaf, objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTIVITY = "activity"  # the kind of record that uses a practice
MOST_OFFERED = 20
MOST_ANSWERING = 5
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as a reader is shown it. `organisation` is "" where they may not know of it; `edited`: the practice was
    changed after it; `removable`: the reader may withdraw it."""

    id: UUID
    practice: UUID
    decision: str
    words: str
    organisation: str
    function: str
    at: datetime | None
    expires_on: date | None
    expired: bool
    edited: bool
    text: str
    lang: str
    criteria: "tuple[_StrPromise, ...]"
    removable: bool


@dataclass(frozen=True, slots=True)
class UseRow:
    """An activity that used the practice. `own`: the reader's organisation recorded it."""

    id: UUID
    title: str
    lang: str
    url: str
    tlp: str
    organisation: str
    note: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class PracticeAbout:
    """What a practice's page says besides its content. `to_give`: the review that the reader's organisation was asked
    for; `asked`: those that others were, for the secretariat."""

    reviews: tuple[ReviewRow, ...]
    asked: tuple[ReviewRow, ...]
    to_give: UUID | None
    may_ask: bool
    uses: tuple[UseRow, ...]
    may_record: bool

    @property
    def label(self) -> ReviewRow | None:
        """The review that stands for the practice: a valid one before an expired one, then the newest."""
        return best_of(self.reviews)


def best_of(reviews: Collection[ReviewRow]) -> ReviewRow | None:
    """Of those that are positive. Pure."""
    found = [each for each in reviews if each.decision in POSITIVE and each.at]
    return max(found, key=lambda each: (not each.expired, each.at, each.id), default=None)


def _known(reader: Reader) -> Q:
    """The condition on reviews of practices that the reader sees: what is not given, or not positive, is for few."""
    if reader.is_secretariat:
        return Q()
    known = Q(decision__in=POSITIVE)
    if not reader.is_anonymous and reader.is_confirmed:
        own = UUID(reader.organisation)
        known |= Q(organisation=own) | Q(decision=ReviewDecision.NOT_YET, practice__owner=own)
    return known


def reviews_seen_by(reader: Reader) -> "QuerySet[PracticeReview, PracticeReview]":
    """Those that the reader may know of, given or not."""
    rows = PracticeReview.objects.filter(seen(reader, "practice_id", Practice.KIND), _known(reader))
    return rows.select_related("practice").defer("practice__search").order_by("-reviewed_at", "-pk")


def uses_seen_by(reader: Reader) -> "QuerySet[PracticeUse, PracticeUse]":
    """Those whose practice and activity the reader sees."""
    both = (seen(reader, "practice_id", Practice.KIND), seen(reader, "activity_id", ACTIVITY))
    return PracticeUse.objects.filter(*both).select_related("activity").defer("activity__search").order_by("-at", "-pk")


@once_per_request
def about_practice(reader: Reader, practice: UUID) -> PracticeAbout:
    """Of a practice that the reader sees. Three queries."""
    reviews = list(reviews_seen_by(reader).filter(practice=practice)[:MOST_LISTED])
    uses = list(uses_seen_by(reader).filter(practice=practice)[:MOST_LISTED])
    named = [each.organisation_id for each in reviews] + [each.organisation_id for each in uses]
    names = organisation_names(reader, map(str, named))
    rows = [_review(reader, each, names) for each in reviews]
    waiting = [row for row in rows if not row.decision]
    mine = [each.pk for each in reviews if not each.decision and str(each.organisation_id) == reader.organisation]
    return PracticeAbout(
        reviews=tuple(row for row in rows if row.decision),
        asked=tuple(waiting) if reader.is_secretariat else (),
        to_give=mine[0] if mine else None,
        may_ask=reader.is_secretariat,
        uses=tuple(_use(reader, each, names) for each in uses),
        may_record=not reader.is_anonymous and reader.is_confirmed,
    )


def _review(reader: Reader, row: PracticeReview, names: dict[str, str]) -> ReviewRow:
    own = str(row.organisation_id) == reader.organisation and not reader.is_anonymous
    return ReviewRow(
        id=row.pk,
        practice=row.practice_id,
        decision=row.decision,
        words=str(ReviewDecision(row.decision).label) if row.decision else "",
        organisation=names.get(str(row.organisation_id), ""),
        function=row.function,
        at=row.reviewed_at,
        expires_on=row.expires_on,
        expired=row.expires_on is not None and row.expires_on < clock.today(),
        edited=row.version is not None and row.version != row.practice.version,
        text=row.text,
        lang=row.language,
        criteria=tuple(words for code, (words, _help) in CRITERIA.items() if code in row.criteria),
        removable=own or reader.is_secretariat,
    )


def _use(reader: Reader, row: PracticeUse, names: dict[str, str]) -> UseRow:
    title, lang = told_in_language(row.activity.text)
    return UseRow(
        id=row.pk,
        title=title,
        lang=lang,
        url=page_of(ACTIVITY, row.activity_id),
        tlp=row.activity.marking.tlp.words,
        organisation=names.get(str(row.organisation_id), ""),
        note=row.note,
        at=row.at,
        own=not reader.is_anonymous and str(row.organisation_id) == reader.organisation,
    )


def labels_of(reader: Reader, practices: Collection[UUID]) -> dict[UUID, ReviewRow]:
    """The review that stands for each practice of a list that the reader sees, of those that have one."""
    if not practices:
        return {}
    rows = list(reviews_seen_by(reader).filter(practice__in=practices, decision__in=POSITIVE))
    names = organisation_names(reader, [str(each.organisation_id) for each in rows]) if rows else {}
    found: dict[UUID, list[ReviewRow]] = {}
    for row in rows:
        found.setdefault(row.practice_id, []).append(_review(reader, row, names))
    return {practice: best for practice, each in found.items() if (best := best_of(each))}


@dataclass(frozen=True, slots=True)
class AnsweringPractice:
    """A practice for an objective, with the review that stands for it."""

    id: UUID
    title: str
    lang: str
    tlp: str
    label: ReviewRow | None


@dataclass(frozen=True, slots=True)
class AnsweringPractices:
    """At most five for one objective, reviewed ones first; `more`: the list has others. `objective`: what that is
    filtered by, "" where the objective has others below it."""

    objective: str
    rows: tuple[AnsweringPractice, ...]
    more: bool


def answering(reader: Reader, objective: str) -> AnsweringPractices:
    """The practices that the reader sees for an objective or those below it. Two queries; one where there are none."""
    if not objective:
        return AnsweringPractices("", (), more=False)
    wanted = objectives().below(objective)
    given = PracticeReview.objects.filter(practice=OuterRef("pk"), decision__in=POSITIVE)
    valid = Exists(given.filter(expires_on__gte=clock.today()))
    rows = Practice.visible_to(reader).filter(content__objectives__has_any_keys=wanted).defer("record__search")
    order = ("-valid", "-given", "-record__published_at", "-record_id")
    found = list(rows.annotate(valid=valid, given=Exists(given)).order_by(*order)[: MOST_ANSWERING + 1])
    shown, labels = found[:MOST_ANSWERING], labels_of(reader, [each.pk for each in found])
    return AnsweringPractices(
        objective if is_leaf(objective) else "",
        tuple(_answer(each, labels) for each in shown),
        more=len(found) > MOST_ANSWERING,
    )


def _answer(row: Any, labels: dict[UUID, ReviewRow]) -> AnsweringPractice:  # noqa: ANN401 - a Practice
    title, lang = told_in_language(row.record.text)
    return AnsweringPractice(row.pk, title, lang, row.record.marking.tlp.words, labels.get(row.pk))


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record that the reader sees, by its title."""

    id: UUID
    title: str
    lang: str
    owner: str


def practice_named(reader: Reader, practice: UUID) -> NamedRecord:
    """Raises NotFound where the reader sees no such practice."""
    row = Practice.visible_to(reader).filter(pk=practice).first()
    if row is None:
        raise NotFound
    title, lang = told_in_language(row.record.text)
    return NamedRecord(row.pk, title, lang, str(row.record.owner_id))


def own_activities(reader: Reader, typed: str) -> tuple[NamedRecord, ...]:
    """Activities of the reader's organisation that they see, the newest of those that a search finds."""
    if reader.is_anonymous or not reader.is_confirmed:
        return ()
    rows = Record.objects.filter(seen(reader, "pk", ACTIVITY), owner=UUID(reader.organisation))
    if expression := search_expression(typed):
        rows = rows.filter(search=SearchQuery(expression, search_type="raw", config="simple"))
    found = rows.defer("search").order_by("-published_at", "-pk")[:MOST_OFFERED]
    return tuple(NamedRecord(each.pk, *told_in_language(each.text), str(each.owner_id)) for each in found)


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """A review that was asked for and is not given: of which practice, by whom."""

    id: UUID
    practice: UUID
    title: str
    lang: str
    organisation: str
    function: str
    asked_at: datetime
    own: bool


def reviews_to_give(reader: Reader) -> "QuerySet[PracticeReview, PracticeReview]":
    """Those that the reader's organisation was asked for."""
    if reader.is_anonymous or not reader.is_confirmed:
        return PracticeReview.objects.none()
    return reviews_seen_by(reader).filter(organisation=UUID(reader.organisation), decision="")


def review_tasks(reader: Reader) -> tuple[ReviewTask, ...]:
    """What the reader's organisation is to review; for the secretariat what all others are, the oldest first."""
    rows = reviews_seen_by(reader).filter(decision="") if reader.is_secretariat else reviews_to_give(reader)
    found = list(rows.order_by("asked_at", "pk")[:MOST_LISTED])
    names = organisation_names(reader, [str(each.organisation_id) for each in found])
    return tuple(_task(reader, each, names) for each in found)


def review_task(reader: Reader, review: UUID) -> ReviewTask:
    """Raises NotFound where the reader's organisation was not asked for it, or has given it."""
    found = reviews_to_give(reader).filter(pk=review).first()
    if found is None:
        raise NotFound
    return _task(reader, found, organisation_names(reader, [str(found.organisation_id)]))


def _task(reader: Reader, row: PracticeReview, names: dict[str, str]) -> ReviewTask:
    title, lang = told_in_language(row.practice.text)
    return ReviewTask(
        id=row.pk,
        practice=row.practice_id,
        title=title,
        lang=lang,
        organisation=names.get(str(row.organisation_id), ""),
        function=row.function,
        asked_at=row.asked_at,
        own=str(row.organisation_id) == reader.organisation,
    )


def new_proposals(reader: Reader) -> "QuerySet[PracticeProposal, PracticeProposal]":
    """Those that await the secretariat, without what looks automated."""
    return PracticeProposal.objects.visible_to(reader).filter(state=PracticeProposal.State.NEW, suspicion="")


def practices_to_review(reader: Reader) -> Iterator[InboxItem]:
    """For the home of whoever was asked for reviews."""
    if count := reviews_to_give(reader).count():
        said = ngettext("%(count)s practice to review", "%(count)s practices to review", count)
        text = _("The secretariat asked your organisation for a review against the published criteria.")
        url = reverse("library:practice-reviews")
        yield InboxItem("practice-reviews", count, said % {"count": counted(count)}, text, url, _("Review"), each=20.0)


def proposals_waiting(reader: Reader) -> Iterator[InboxItem]:
    """For the home of the secretariat."""
    if count := new_proposals(reader).count():
        said = ngettext("%(count)s proposed practice", "%(count)s proposed practices", count)
        text = _("Organisations without an account proposed them. Nobody else sees them before you decide.")
        url = reverse("library:practice-proposals")
        yield InboxItem("practice-proposals", count, said % {"count": counted(count)}, text, url, _("Decide"), each=5.0)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal of a visitor at the desk. `said`: the fields of its form, as typed."""

    id: UUID
    reference: str
    title: str
    organisation: str
    email: str
    language: str
    at: datetime
    state: str
    state_words: str
    suspicion: str
    said: dict[str, Any]
    reason: str
    decided_at: datetime | None
    decided_by: str
    practice: UUID | None

    @property
    def is_new(self) -> bool:
        return self.state == PracticeProposal.State.NEW


def require_desk(by: Reader) -> None:
    """Raises NotAllowed for others than the secretariat."""
    if not by.is_secretariat:
        raise NotAllowed(by.why_not("secretariat"))


def proposals_for(reader: Reader, state: str) -> tuple[ProposalRow, ...]:
    """Those of one state, or all of them, the newest first; what a check found doubtful comes last."""
    require_desk(reader)
    rows = PracticeProposal.objects.visible_to(reader).order_by("suspicion", "-at", "-pk")
    wanted = rows.filter(state=state) if state in PracticeProposal.State.values else rows
    return tuple(proposal_row(each) for each in wanted[:MOST_LISTED])


def proposal_for(reader: Reader, proposal: UUID) -> ProposalRow:
    """Raises NotAllowed for others than the secretariat, NotFound where there is none."""
    require_desk(reader)
    found = PracticeProposal.objects.visible_to(reader).filter(pk=proposal).first()
    if found is None:
        raise NotFound
    return proposal_row(found)


def proposal_row(row: PracticeProposal) -> ProposalRow:
    same = ("reference", "email", "language", "at", "state", "suspicion", "said", "reason", "decided_at", "decided_by")
    return ProposalRow(
        id=row.pk,
        title=str(row.said.get("title", "")),
        organisation=row.organisation_name,
        state_words=str(PracticeProposal.State(row.state).label),
        practice=row.record_id,
        **{name: getattr(row, name) for name in same},
    )
