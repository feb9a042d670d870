"""A question to holders whom the asker cannot see: asked, then delivered behind the scenes. Watches; words of forms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.entries import facts_of, plain
from egnatia.activities.activities.models import Activity
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.records import VersionContent, audit
from egnatia.proposals.form_labels import NewWords, folded
from egnatia.proposals.models import Delivery, FormWord, ProposalWatch, Question
from egnatia.proposals.queries.candidates import compared
from egnatia.proposals.queries.watches import own_watches
from egnatia.taxonomy.actions import require_secretariat

OWN_HOUSE = Marking(Tlp.AMBER_STRICT)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is asked, where to reply, what is told of the proposal, and what the proposal is compared by."""

    text: str
    mailbox: str
    disclosed: Sequence[tuple[str, str]]
    facts: overlap.ActivityFacts


@transaction.atomic
def ask(asked: NewQuestion, *, by: Reader) -> UUID:
    """A question of the reader's organisation, seen by its staff. Delivering it is a job's work."""
    content = VersionContent(
        title={"und": asked.text[:200]},
        search=folded_name(asked.text),
        body={"text": asked.text, "mailbox": asked.mailbox, "disclosed": [list(pair) for pair in asked.disclosed]},
    )
    record = records.create(Question.KIND, content, OWN_HOUSE, by=by)
    Question.objects.create(
        record=record,
        text=asked.text,
        mailbox=asked.mailbox,
        disclosed=[list(pair) for pair in asked.disclosed],
        facts=plain(asked.facts),
        asked_by=by.name,
        asked_at=record.published_at,
    )
    audit.record("asked", Question.KIND, record.pk, by=by)
    return record.pk


MOST = 30  # holders of one question


@transaction.atomic
def deliver(question_id: UUID) -> int:
    """Deliver a question once; how many received it. What it was compared by is forgotten."""
    question = Question.objects.select_for_update(of=("self",)).select_related("record").filter(pk=question_id).first()
    if question is None or not question.facts:
        return 0
    matching = compared(facts_of(question.facts, "proposal"), reader=SYSTEM)
    hidden = _hidden_from(reader_with_id(question.record.author), [each.activity for each in matching])
    chosen = list(_one_each(hidden))[:MOST]
    for activity in chosen:
        _deliver(question, activity)
    Question.objects.filter(pk=question.pk).update(facts={})
    return len(chosen)


def _hidden_from(asker: Reader, ids: list[UUID]) -> list[Activity]:
    """Those that the asker does not see, in the order given: of the others they were told themselves."""
    seen = set(Activity.visible_to(asker).filter(pk__in=ids).values_list("pk", flat=True))
    rows = Activity.visible_to(SYSTEM).filter(pk__in=ids).in_bulk()
    return [rows[pk] for pk in ids if pk in rows and pk not in seen]


def _one_each(activities: Iterable[Activity]) -> Iterator[Activity]:
    """The strongest of each holder; what only named persons know stands for itself."""
    seen: set[object] = set()
    for activity in activities:
        is_red = activity.record.tlp == Tlp.RED
        mark = activity.pk if is_red else activity.record.owner_id
        if mark not in seen:
            seen.add(mark)
            yield activity


def _deliver(question: Question, activity: Activity) -> None:
    """A record of the holder's: their staff, or the persons who may know of the activity, read it. Nobody else does."""
    asker = (
        Organisation.visible_to(SYSTEM).filter(pk=question.record.owner_id).values_list("name", flat=True).first() or ""
    )
    content = VersionContent(
        title={"und": question.text[:200]},
        body={"text": question.text, "mailbox": question.mailbox, "disclosed": question.disclosed, "asker": asker},
    )
    owner = str(activity.record.owner_id)
    record = records.create(Delivery.KIND, content, _marking_like(activity), by=SYSTEM, owner=owner)
    Delivery.objects.create(
        record=record,
        activity=activity,
        text=question.text,
        mailbox=question.mailbox,
        disclosed=question.disclosed,
        asker=asker,
        asked_at=question.asked_at,
    )


def _marking_like(activity: Activity) -> Marking:
    if activity.record.tlp == Tlp.RED:
        return Marking(Tlp.RED, persons=frozenset({*activity.record.persons, activity.record.author}))
    return Marking(Tlp.AMBER_STRICT)


WATCH, MOST_WATCHED = "proposal-watch", 20  # of one person


@transaction.atomic
def watch_proposal(title: str, facts: overlap.ActivityFacts, *, by: Reader) -> UUID:
    """Tell them of similar activities from now on. The trail says that they are told, not of what.

    Raises NotAllowed where they watch as many as one may.
    """
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    Person.objects.select_for_update().get(pk=by.person)
    if own_watches(by).count() >= MOST_WATCHED:
        raise NotAllowed("watches-full")
    made = ProposalWatch.objects.create(
        person_id=UUID(by.person), strong=by.strong, title=title[:300], facts=plain(facts)
    )
    audit.record("watched", WATCH, made.pk, by=by)
    return made.pk


@transaction.atomic
def end_watch(watch: UUID, *, by: Reader) -> None:
    """Raises NotFound where they watch none such. Nothing of it is left."""
    found = own_watches(by).select_for_update().filter(pk=watch).first()
    if found is None:
        raise NotFound
    found.delete()
    audit.record("unwatched", WATCH, watch, by=by)


FORM_WORDS = "form words"


@transaction.atomic
def add_form_words(new: NewWords, *, by: Reader) -> int:
    """Words that the next check knows; how many. Raises NotAllowed("secretariat")."""
    require_secretariat(by)
    added = [
        FormWord(table=new.table, means=new.means, words=words, folded=folded(words), added_by=by.name)
        for words in new.words
    ]
    FormWord.objects.bulk_create(added)
    if added:
        audit.record("added", FORM_WORDS, added[0].pk, by=by, table=new.table, means=new.means, number=len(added))
    return len(added)


@transaction.atomic
def remove_form_words(chosen: Sequence[UUID], *, by: Reader) -> int:
    """Take away what was added; how many. The shipped words stay. Raises NotAllowed("secretariat")."""
    require_secretariat(by)
    rows = FormWord.objects.select_for_update().filter(pk__in=chosen)
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    if found:
        FormWord.objects.filter(pk__in=found).delete()
        audit.record("removed", FORM_WORDS, found[0], by=by, number=len(found))
    return len(found)
