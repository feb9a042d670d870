"""Opening, changing, withdrawing and restoring a round. One transaction and one audit event each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Economy, Organisation
from egnatia.kernel.records import VersionContent, audit
from egnatia.needs.needs.status import report
from egnatia.rounds.rounds.actions.steps import tell_reports_again
from egnatia.rounds.rounds.models import Participant, Round, RoundStep
from egnatia.rounds.rounds.queries.initial import begun, fixed, invited_of, opening_of, require_changer
from egnatia.rounds.rounds.queries.lists import require_withdrawer, withdrawn_by
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.rules import ADOPTED, Invitee, Opening, require_opener
from egnatia.taxonomy.models import Framework

# Sent with the `round` that somebody is about to withdraw and `by`, inside the transaction that does it and with the
# round's record locked. Whatever a receiver raises keeps the round where it is.
round_leaving = Signal()


@transaction.atomic
def open_round(opening: Opening, marking: Marking, *, by: Reader, provenance: dict[str, Any] | None = None) -> UUID:
    """Invite whoever is named. Raises NotAllowed("secretariat") for others than the secretariat, NotFound where an
    economy, an organisation or the framework is none that they see.
    """
    require_opener(by)
    slug, _, version = opening.framework.partition(" ")
    framework = Framework.objects.filter(slug=slug, version=int(version or 0)).first()
    if framework is None or not all_there(opening, by):
        raise NotFound
    record = records.create(Round.KIND, content_of(opening), marking, by=by, provenance=provenance)
    made = Round.objects.create(
        record=record,
        sort=Round.Sort(opening.kind),
        framework=framework,
        title=opening.title,
        opens=opening.opens,
        closes=opening.closes,
        instructions=opening.instructions,
        opened_by=by.name,
        opened_at=record.published_at,
    )
    Participant.objects.bulk_create(participant_of(made, invited) for invited in opening.participants)
    audit.record("opened", Round.KIND, made.pk, by=by, tlp=marking.tlp.value, participants=len(opening.participants))
    return record.pk


def all_there(opening: Opening, by: Reader) -> bool:
    """Whether every economy is one, and every organisation one that they see."""
    economies = {each.economy for each in opening.participants if each.economy}
    organisations = {each.organisation for each in opening.participants if each.organisation}
    there = Economy.objects.filter(code__in=economies).count() == len(economies)
    return there and Organisation.visible_to(by).filter(pk__in=organisations).count() == len(organisations)


def participant_of(made: Round, invited: Invitee) -> Participant:
    """Not stored yet."""
    return Participant(
        round=made,
        economy_id=invited.economy or None,
        organisation_id=UUID(invited.organisation) if invited.organisation else None,
        role=Participant.Role(invited.role),
    )


def content_of(opening: Opening) -> VersionContent:
    """Who takes part is no part of it: that is the secretariat's to see."""
    body = {
        "sort": opening.kind,
        "title": opening.title,
        "framework": opening.framework,
        "opens": opening.opens.isoformat(),
        "closes": opening.closes.isoformat(),
        "instructions": opening.instructions,
    }
    return VersionContent(title={"und": opening.title}, search=folded_name(opening.title), body=body)


Who = tuple[str, str]  # the code of an economy, or the identifier of an organisation


@transaction.atomic
def change_round(record: UUID, changed: Opening, *, expected: int, by: Reader) -> None:
    """What is asked for and the framework stay as they are. Who takes part and is not named any more is left out, but
    for organisations that they may not know of: they cannot have meant them.

    Raises NotFound, NotAllowed("secretariat", "owner") for others, NotAllowed("round-begun") where somebody who began
    would be left out, NotAllowed("round-adopted") where the part of somebody would change whose answers were adopted or
    stand in a text that circulates, ChangedMeanwhile where the round has another version than `expected`.
    """
    records.hold(record)
    found = require_changer(by, record)
    if found.record.version != expected:
        raise ChangedMeanwhile
    now = opening_of(found)
    changed = replace(changed, kind=now.kind, framework=now.framework)
    if not all_there(changed, by):
        raise NotFound
    done = _take_part(found, changed, by=by)
    if not any(done.values()) and replace(changed, participants=()) == now:
        return
    records.change(found.record, content_of(changed), by=by)
    found.title, found.instructions = changed.title, changed.instructions
    found.opens, found.closes = changed.opens, changed.closes
    found.save()
    audit.record("changed", Round.KIND, found.pk, by=by, version=found.record.version, **done)


def _take_part(found: Round, changed: Opening, *, by: Reader) -> dict[str, int]:
    """How many were added, left out, or take part otherwise now."""
    wanted = {_who(each): each for each in changed.participants}
    there = {_who(invited_of(each)): each for each in _locked(found, by)}
    left = [each for who, each in there.items() if who not in wanted]
    if any(map(begun, left)):
        raise NotAllowed("round-begun")
    Participant.objects.filter(pk__in=[each.pk for each in left]).delete()
    added = [participant_of(found, each) for who, each in wanted.items() if who not in there]
    Participant.objects.bulk_create(added)
    recast = _recast(wanted, there, by=by)
    return {"added": len(added), "left_out": len(left), "recast": recast}


def _recast(wanted: Mapping[Who, Invitee], there: Mapping[Who, Participant], *, by: Reader) -> int:
    """Whoever takes part otherwise now sees that it is so, since when and by whom."""
    recast = [each for who, each in there.items() if who in wanted and wanted[who].role != each.role]
    if any(map(fixed, recast)):
        raise NotAllowed("round-adopted")
    for each in recast:
        each.role = Participant.Role(wanted[_who(invited_of(each))].role)
    Participant.objects.bulk_update(recast, ["role"])
    steps = [
        RoundStep(
            participant=each, verb=RoundStep.Verb.RECAST, by=by.name, organisation=by.organisation_name, at=clock.now()
        )
        for each in recast
    ]
    RoundStep.objects.bulk_create(steps)
    return len(recast)


def _locked(found: Round, by: Reader) -> list[Participant]:
    """Those that they may know of; nobody begins to answer before this transaction ends."""
    rows = list(Participant.objects.select_for_update().filter(round=found).order_by("pk"))
    known = organisation_names(by, [each.organisation_id for each in rows if each.organisation_id])
    return [each for each in rows if each.economy_id or each.organisation_id in known]


def _who(invited: Invitee) -> Who:
    return invited.economy, invited.organisation


@transaction.atomic
def withdraw_round(record: UUID, *, by: Reader) -> None:
    """Take it, and every answer that hangs on it, from everybody's sight. Nothing is deleted.

    Raises NotAllowed("round-adopted") once something of it was adopted or circulates.
    """
    found = require_withdrawer(by, record)
    records.hold(record)
    if found.participants.filter(Q(stage=ADOPTED) | Q(held_until__isnull=False)).exists():
        raise NotAllowed("round-adopted")
    round_leaving.send(sender=Round, round=found, by=by)
    for participant in found.participants.order_by("pk"):
        report(participant.pk, {}, clock.today())
    records.withdraw(found.record, by=by)
    audit.record("withdrew", Round.KIND, found.pk, by=by)


@transaction.atomic
def restore_round(record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: each participant is where it was. Raises NotFound where there is none of theirs to restore."""
    found = withdrawn_by(by).filter(pk=record).first()
    if found is None:
        raise NotFound
    records.restore(found.record, by=by)
    tell_reports_again(found)
    audit.record("restored", Round.KIND, found.pk, by=by)
