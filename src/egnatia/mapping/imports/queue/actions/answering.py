"""Saying what an unknown name is: something known, something new, or nothing that we list. Each can be taken back."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Actor, ActorName, Economy, Record, Term
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import Content
from egnatia.language import fold, is_economy
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.imports.queue.models import QueueEntry
from egnatia.mapping.imports.queue.unknown import LANGUAGES, answer_of_place, is_known_sector

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
        found.actor = _organisation(answer, by).record
    else:
        found.code = _CODES[What(found.what)](answer)
    return _decide(found, State.MAPPED, by=by)


def _organisation(name: str, by: Reader) -> Actor:
    """The one organisation, among those that the reader sees, that bears this name in whatever script."""
    wanted = folded_name(name)
    visible = Actor.visible_to(by)
    named = {actor.pk: actor for actor in visible.filter(name__iexact=name)}
    for alias in ActorName.objects.filter(actor__in=visible, folded__in={wanted, fold(name)}).select_related("actor"):
        named[alias.actor_id] = alias.actor
    if not named:
        named = {actor.pk: actor for actor in visible if folded_name(actor.name) == wanted}
    if len(named) != 1:
        raise UnclearError("several" if named else "organisation")
    found: Actor
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
        found.actor = _new_organisation(found, by=by)
    elif found.what == What.SECTOR and by.is_secretariat:
        code = found.folded[:60]
        Term.objects.get_or_create(vocabulary="sector", code=code, defaults={"labels": {"en": found.value}})
        found.code = code
    else:
        raise NotAllowed("secretariat")
    return _decide(found, State.ADDED, by=by)


def _new_organisation(found: QueueEntry, *, by: Reader) -> Record:
    content = Content(title={"und": found.value}, search=folded_name(found.value))
    record = records.create(Actor.KIND, content, found.record.marking, by=by)
    actor = Actor.objects.create(record=record, name=found.value)
    ActorName.objects.create(actor=actor, name=found.value, folded=found.folded)
    return record


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
    if found.state == State.ADDED and found.actor and found.actor.version == 1:
        records.withdraw(found.actor, by=by)
    found.state, found.actor = State.OPEN, None  # a code stays until it is out of the activities
    found.decided_by, found.decided_at = "", None
    found.save()
    audit.record("reopened", QueueEntry.KIND, found.pk, by=by)
    return found
