"""Unknown names of imports: put into the queue, given a meaning, which can be taken back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from procrastinate.contrib.django import app

from egnatia import overlap
from egnatia.activities.activities import storage
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.entries import ActivityEntry, facts_of
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.name_queue.models import QueueEntry, QueueSighting
from egnatia.activities.imports.name_queue.names import (
    LANGUAGES,
    Name,
    Unknown,
    answer_of_place,
    is_known_sector,
    key_of,
)
from egnatia.formats import Parsed
from egnatia.kernel import clock, ids, records
from egnatia.kernel.access.marking import Marking, digest
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Economy, Grant, Organisation, OrganisationName, Record, Version
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.records import VersionContent, audit, grants_of, unsaved, version_of
from egnatia.language import fold, is_economy
from egnatia.taxonomy.models import Term

State = QueueEntry.State
What = QueueEntry.What


class UnclearError(Exception):
    """The answer names nothing, or more than one thing; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def own_entry(entry_id: UUID, *, by: Reader) -> QueueEntry:
    """An entry of one's own organisation, held until the transaction ends. Raises NotFound, NotAllowed."""
    found: QueueEntry | None = QueueEntry.visible_to(by).select_for_update(of=("self",)).filter(pk=entry_id).first()
    if found is None:
        raise NotFound
    records.require_owner(found.record, by=by)
    return found


@transaction.atomic
def map_to(entry_id: UUID, answer: str, *, by: Reader) -> QueueEntry:
    """It is another name of something known: `answer` is an organisation's name, a sector, an economy or a language
    code. Holds for the entry's owner. Raises UnclearError."""
    found = own_entry(entry_id, by=by)
    answer = answer.strip()
    if not answer:
        raise UnclearError("empty")
    if found.what == What.ORGANISATION:
        found.organisation = _organisation(answer, by).record
    else:
        found.code = _CODES[What(found.what)](answer)
    return _decide(found, State.MAPPED, by=by)


def _organisation(name: str, by: Reader) -> Organisation:
    """The one organisation, among those that the reader sees, that bears this name in whatever script."""
    wanted = folded_name(name)
    visible = Organisation.visible_to(by)
    named = {organisation.pk: organisation for organisation in visible.filter(name__iexact=name)}
    for alias in OrganisationName.objects.filter(
        organisation__in=visible, folded__in={wanted, fold(name)}
    ).select_related("organisation"):
        named[alias.organisation_id] = alias.organisation
    if not named:
        named = {organisation.pk: organisation for organisation in visible if folded_name(organisation.name) == wanted}
    if len(named) != 1:
        raise UnclearError("several" if named else "organisation")
    found: Organisation
    (found,) = named.values()
    return found


def _sector(answer: str) -> str:
    """A term's code or label, or a code of the DAC's lists."""
    for code, labels in Term.objects.filter(vocabulary="sector").values_list("code", "labels"):
        if fold(answer) in {fold(text) for text in (code, *labels.values())}:
            return str(code)
    code = answer if ":" in answer else f"DAC:{answer}"
    if not is_known_sector(code, frozenset()):
        raise UnclearError("sector")
    return code


def _economy(answer: str) -> str:
    for economy in Economy.objects.all():
        if answer.casefold() in {text.casefold() for text in (economy.code, economy.label, *economy.names.values())}:
            return economy.code
    code = answer_of_place(answer)
    if not is_economy(code):
        raise UnclearError("place")
    return code


def _language(answer: str) -> str:
    code = answer.lower()
    if code.partition("-")[0] not in LANGUAGES or len(code) > 12:
        raise UnclearError("language")
    return code


_CODES = {What.SECTOR: _sector, What.PLACE: _economy, What.LANGUAGE: _language}


@transaction.atomic
def add_as_new(entry_id: UUID, *, by: Reader) -> QueueEntry:
    """An organisation that is not here yet: it is added as it was written, seen by those who see the source.

    A sector becomes a term for everybody, so only the secretariat adds one.
    """
    found = own_entry(entry_id, by=by)
    if found.what == What.ORGANISATION:
        found.organisation = _new_organisation(found, by=by)
    elif found.what == What.SECTOR and by.is_secretariat:
        code = found.folded[:60]
        Term.objects.get_or_create(vocabulary="sector", code=code, defaults={"labels": {"en": found.value}})
        found.code = code
    else:
        raise NotAllowed("secretariat")
    return _decide(found, State.ADDED, by=by)


def _new_organisation(found: QueueEntry, *, by: Reader) -> Record:
    content = VersionContent(title={"und": found.value}, search=folded_name(found.value))
    record = records.create(Organisation.KIND, content, found.record.marking, by=by)
    organisation = Organisation.objects.create(record=record, name=found.value)
    OrganisationName.objects.create(organisation=organisation, name=found.value, folded=found.folded)
    return record


@transaction.atomic
def map_at_once(answers: Mapping[UUID, str], *, by: Reader) -> list[UUID]:
    """Each name is the record or code that it is said to be; the entries that could be answered so."""
    found = []
    for entry in _own_open(answers, by=by):
        try:
            if entry.what == What.ORGANISATION:
                entry.organisation = Organisation.visible_to(by).get(pk=answers[entry.pk]).record
            else:
                entry.code = _CODES[What(entry.what)](answers[entry.pk])
        except (Organisation.DoesNotExist, ValidationError, UnclearError):
            continue
        found.append(entry)
    return _decide_at_once(found, State.MAPPED, by=by)


@transaction.atomic
def add_at_once(entries: Iterable[UUID], *, by: Reader) -> list[UUID]:
    """Each of these names is an organisation that is not here yet. The entries that were answered."""
    found = [entry for entry in _own_open(entries, by=by) if entry.what == What.ORGANISATION]
    for entry in found:
        entry.organisation = _new_organisation(entry, by=by)
    return _decide_at_once(found, State.ADDED, by=by)


def _own_open(entries: Iterable[UUID], *, by: Reader) -> list[QueueEntry]:
    rows = QueueEntry.visible_to(by).filter(pk__in=list(entries), state=State.OPEN)
    return list(rows.filter(record__owner=by.organisation or None).select_for_update(of=("self",)).order_by("pk"))


def _decide_at_once(found: list[QueueEntry], state: QueueEntry.State, *, by: Reader) -> list[UUID]:
    batch, now = ids.new_id(), clock.now()
    for entry in found:
        records.require_owner(entry.record, by=by)
        entry.state, entry.batch, entry.decided_by, entry.decided_at = state, batch, by.name, now
    fields = ["state", "batch", "decided_by", "decided_at", "organisation", "code"]
    QueueEntry.objects.bulk_update(found, fields, batch_size=500)
    if found:
        audit.record(state.value, QueueEntry.KIND, batch, by=by, names=len(found))
    return [entry.pk for entry in found]


@transaction.atomic
def reopen_at_once(batch: UUID, *, by: Reader) -> list[UUID]:
    """Take back all answers that were given at once and still stand. The entries that wait again."""
    answered = QueueEntry.visible_to(by).filter(batch=batch, record__owner=by.organisation or None)
    found = list(answered.exclude(state=State.OPEN).order_by("pk").values_list("pk", flat=True))
    for entry in found:
        reopen(entry, by=by)
    return found


@transaction.atomic
def leave_as_it_is(entry_id: UUID, *, by: Reader) -> QueueEntry:
    """It is nothing that we list; it is not asked for again."""
    return _decide(own_entry(entry_id, by=by), State.DISMISSED, by=by)


def _decide(found: QueueEntry, state: QueueEntry.State, *, by: Reader) -> QueueEntry:
    if found.state != State.OPEN:
        raise NotAllowed("answered")
    found.state, found.decided_by, found.decided_at = state, by.name, clock.now()
    found.save()
    audit.record(state.value, QueueEntry.KIND, found.pk, by=by)
    return found


@transaction.atomic
def reopen(entry_id: UUID, *, by: Reader) -> QueueEntry:
    """Take an answer back; `understand_again` follows.

    An organisation that was added for it is withdrawn, unless somebody changed it since.
    """
    found = own_entry(entry_id, by=by)
    if found.state == State.OPEN:
        raise NotAllowed("answered")
    if found.state == State.ADDED and found.organisation and found.organisation.version == 1:
        records.withdraw(found.organisation, by=by)
    found.state, found.organisation = State.OPEN, None  # a code stays until it is out of the activities
    found.decided_by, found.decided_at, found.batch = "", None, None
    found.save()
    audit.record("reopened", QueueEntry.KIND, found.pk, by=by)
    return found


COLUMNS = {QueueEntry.What.SECTOR: ("sectors", 120), QueueEntry.What.PLACE: ("economies", 60)}

AT_ONCE = 500


@transaction.atomic
def understand_again(entry_id: UUID, *, by: Reader) -> int:
    """How many of the owner's activities under the entry's marking were changed: the answer stands in them now, or,
    where it was taken back, what their sources say. Each change is a version that an import's undoing does not mind.
    """
    entry = own_entry(entry_id, by=by)
    found = COLUMNS.get(QueueEntry.What(entry.what))
    if found is None or not entry.code:
        return 0
    column, longest = found
    taken_back = entry.state == QueueEntry.State.OPEN
    wanted = (entry.code if taken_back else entry.folded)[:longest]
    changes = _changes(entry, column, _candidates(entry, column, wanted), taken_back=taken_back)
    changed = len(storage.update_many(changes, by=by, batch=AT_ONCE))
    if taken_back:
        entry.code = ""
        entry.save(update_fields=["code"])
    if changed:
        audit.record("understood", QueueEntry.KIND, entry.pk, by=by, activities=changed)
    return changed


@app.task(queue="default", name="activities.understand_again")
def bring_answer_in(entry_id: str, person: str) -> None:
    """As a job, which carries identifiers only. Nothing where whoever answered may no longer."""
    try:
        understand_again(UUID(entry_id), by=reader_with_id(person))
    except (NotAllowed, NotFound):
        return


def _candidates(entry: QueueEntry, column: str, wanted: str) -> Iterator[Activity]:
    own = Activity.objects.filter(record__owner=entry.record.owner_id, record__withdrawn_at__isnull=True)
    under = own.filter(record__marking_digest=entry.record.marking_digest, **{f"{column}__contains": [wanted]})
    ids = list(under.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = Activity.objects.select_related("record").in_bulk(chunk)
        yield from (rows[pk] for pk in chunk)


def _changes(
    entry: QueueEntry, column: str, activities: Iterable[Activity], *, taken_back: bool
) -> Iterator[tuple[Activity, ActivityEntry]]:
    for activity in activities:
        facts = facts_of(activity.facts, activity.pk)
        better = _taken_back(facts, activity, entry, column) if taken_back else _answered(facts, entry, column)
        if better != facts:
            yield activity, _entry(activity, better, entry)


def _answered(facts: overlap.ActivityFacts, entry: QueueEntry, column: str) -> overlap.ActivityFacts:
    said: frozenset[str] = getattr(facts, column)
    return _with(facts, column, frozenset(entry.code if each[:300] == entry.folded else each for each in said))


def _taken_back(
    facts: overlap.ActivityFacts, activity: Activity, entry: QueueEntry, column: str
) -> overlap.ActivityFacts:
    """The unknown name again, where the activity's source has it and does not itself say what it was taken for."""
    if not activity.content:
        return facts
    source: frozenset[str] = getattr(activity_of(Parsed.from_builtins(activity.content)), column)
    unknown = {each for each in source if each[:300] == entry.folded}
    if not unknown or entry.code in source:
        return facts
    return _with(facts, column, getattr(facts, column) - {entry.code} | unknown)


def _with(facts: overlap.ActivityFacts, column: str, values: frozenset[str]) -> overlap.ActivityFacts:
    return replace(facts, sectors=values) if column == "sectors" else replace(facts, economies=values)


def _entry(activity: Activity, facts: overlap.ActivityFacts, entry: QueueEntry) -> ActivityEntry:
    return ActivityEntry(
        facts,
        content=activity.content,
        sort=activity.sort,
        measure=activity.measure,
        status=activity.status,
        shares=activity.shares,
        digest=activity.digest,
        updated_at=activity.updated_at,
        provenance={**activity.record.provenance, "answer": str(entry.pk)},
    )


def enqueue(unknown: Unknown, import_id: UUID, *, marking: Marking, by: Reader) -> dict[str, int]:
    """One entry for each unknown name of the import, under its marking; what -> how many names did not fit.

    A name that waits already is counted further; one that was answered stays answered.
    """
    left_out: dict[str, int] = {}
    for what in QueueEntry.What.values:
        listed, rest = unknown.most_frequent(what)
        if rest:
            left_out[what] = rest
        _enqueue(dict(listed), unknown, import_id, marking, by)
    return left_out


def _enqueue(counted: dict[Name, int], unknown: Unknown, import_id: UUID, marking: Marking, by: Reader) -> None:
    keys = {key_of(name): name for name in counted}
    granted = marking.tokens(owner=by.organisation, author=by.person)
    known: dict[str, QueueEntry] = {
        entry.record.natural_key: entry
        for entry in QueueEntry.objects.select_related("record").filter(
            record__kind=QueueEntry.KIND,
            record__owner=by.organisation,
            record__marking_digest=digest(granted),
            record__natural_key__in=keys,
        )
    }
    _bring_back([entry.record for entry in known.values() if entry.record.withdrawn_at])
    fresh = [name for key, name in keys.items() if key not in known]
    made = _create(fresh, unknown, marking, by)
    entries = {keys[key]: entry for key, entry in known.items()} | made
    QueueSighting.objects.bulk_create(
        QueueSighting(entry=entry, of_import_id=import_id, count=counted[name]) for name, entry in entries.items()
    )
    for name, entry in entries.items():
        entry.count += counted[name]
    QueueEntry.objects.bulk_update(entries.values(), ["count"], batch_size=500)


def _create(names: list[Name], unknown: Unknown, marking: Marking, by: Reader) -> dict[Name, QueueEntry]:
    made: dict[Name, QueueEntry] = {}
    envelopes: list[Record] = []
    for name in names:
        content = VersionContent(title={"und": unknown.written[name][:300]})
        record = unsaved(QueueEntry.KIND, content, marking, by=by, natural_key=key_of(name))
        envelopes.append(record)
        written = unknown.written[name][:300]
        made[name] = QueueEntry(record=record, what=name.what, value=written, folded=name.folded[:300])
    Record.objects.bulk_create(envelopes, batch_size=500)
    _open(envelopes)
    Version.objects.bulk_create(Version(**version_of(record, VersionContent(), by=by)) for record in envelopes)
    QueueEntry.objects.bulk_create(made.values(), batch_size=500)
    return made


def _open(envelopes: Iterable[Record]) -> None:
    Grant.objects.bulk_create((grant for record in envelopes for grant in grants_of(record)), batch_size=1_000)


def _bring_back(envelopes: list[Record]) -> None:
    """Names whose only import was undone are asked for again."""
    Record.objects.filter(pk__in=[record.pk for record in envelopes]).update(withdrawn_at=None)
    for record in envelopes:
        record.withdrawn_at = None
    _open(envelopes)


def take_back(import_id: UUID) -> None:
    """An import was undone: its names are counted no longer; those that nobody else names and nobody answered go."""
    sightings = dict(QueueSighting.objects.filter(of_import=import_id).values_list("entry_id", "count"))
    entries = list(QueueEntry.objects.filter(pk__in=sightings))
    for entry in entries:
        entry.count = max(0, entry.count - sightings[entry.pk])
    QueueEntry.objects.bulk_update(entries, ["count"], batch_size=500)
    gone = [entry.pk for entry in entries if entry.count == 0 and entry.state == QueueEntry.State.OPEN]
    Grant.objects.filter(record__in=gone).delete()
    Record.objects.filter(pk__in=gone).update(withdrawn_at=clock.now())
