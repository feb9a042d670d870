"""Saying what an unknown name is: something known, something new, or nothing that we list. Each can be taken back."""

from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.imports.queue.models import QueueEntry
from egnatia.activities.imports.queue.unknown import LANGUAGES, answer_of_place, is_known_sector
from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Economy, Organisation, OrganisationName, Record, Term
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.language import fold, is_economy

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
    found.decided_by, found.decided_at = "", None
    found.save()
    audit.record("reopened", QueueEntry.KIND, found.pk, by=by)
    return found
