"""Changing a round after it was opened: its title, dates, instructions, and who takes part. One audit event."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.actions.opening import all_there, content_of, participant_of
from egnatia.rounds.rounds.models import Participant, Round, RoundStep
from egnatia.rounds.rounds.queries.changing import begun, fixed, invited_of, opening_of, require_changer
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.rules import Invited, Opening

Who = tuple[str, str]  # the code of an economy, or the identifier of an organisation


@transaction.atomic
def change_round(record: UUID, changed: Opening, *, expected: int, by: Reader) -> None:
    """What is asked for and the framework stay as they are. Who takes part and is not named any more is left out, but
    for organisations that he may not know of: he cannot have meant them.

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


def _recast(wanted: Mapping[Who, Invited], there: Mapping[Who, Participant], *, by: Reader) -> int:
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
    """Those that he may know of; nobody begins to answer before this transaction ends."""
    rows = list(Participant.objects.select_for_update().filter(round=found).order_by("pk"))
    known = organisation_names(by, [each.organisation_id for each in rows if each.organisation_id])
    return [each for each in rows if each.economy_id or each.organisation_id in known]


def _who(invited: Invited) -> Who:
    return invited.economy, invited.organisation
