"""Confirming, setting aside and taking back what was entered on an organisation's behalf: one event each."""

from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, update
from egnatia.activities.partners.corrections import applied
from egnatia.activities.partners.models import PartnerAnswer
from egnatia.activities.partners.queries.answers import may_decide
from egnatia.activities.partners.queries.rows import account_of
from egnatia.guests.readers import on_behalf
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import digest
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Record, Version
from egnatia.kernel.records import audit

State = PartnerAnswer.State


@transaction.atomic
def confirm(answer_id: UUID, *, expected: int, by: Reader) -> None:
    """What was said becomes the activity's next version; what is new stays a draft, now confirmed.

    `expected` is the version that the difference was shown against. Raises ChangedMeanwhile for another,
    AlreadyThere where it was decided before.
    """
    answer = _locked(answer_id, State.WAITING, by=by)
    record = answer.activity.record
    if record.version != expected:
        raise ChangedMeanwhile
    answer.version_before = record.version
    if answer.verdict != "new":
        _lay_over(answer, by=_writer(answer, by=by))
    answer.version_after = answer.activity.record.version
    _decide(answer, State.CONFIRMED, by=by)
    audit.record("confirmed", PartnerAnswer.KIND, answer.pk, by=by, version=answer.version_after)


@transaction.atomic
def set_aside(answer_id: UUID, *, by: Reader) -> None:
    """It changes nothing; a new activity is withdrawn and can be restored like any other."""
    answer = _locked(answer_id, State.WAITING, by=by)
    if answer.verdict == "new":
        records.withdraw(answer.activity.record, by=_writer(answer, by=by))
    _decide(answer, State.ASIDE, by=by)
    audit.record("set aside", PartnerAnswer.KIND, answer.pk, by=by)


@transaction.atomic
def undo(answer_id: UUID, *, by: Reader) -> None:
    """The earlier version is put back, a new activity is withdrawn. Raises ChangedMeanwhile after a later change."""
    answer = _locked(answer_id, State.CONFIRMED, by=by)
    activity, writer = answer.activity, _writer(answer, by=by)
    if not _untouched(activity.record, answer.version_after or 0):
        raise ChangedMeanwhile
    if answer.verdict == "new":
        records.withdraw(activity.record, by=writer)
        _decide(answer, State.ASIDE, by=by)
    else:
        _put_back(activity, answer.version_before or 1, by=writer)
        answer.version_before = activity.record.version
        _decide(answer, State.WAITING, by=by)
    audit.record("undid", PartnerAnswer.KIND, answer.pk, by=by, version=activity.record.version)


def _locked(answer_id: UUID, state: str, *, by: Reader) -> PartnerAnswer:
    """The answer and its activity, for this transaction alone."""
    records.hold(answer_id)
    seen = PartnerAnswer.visible_to(by).filter(pk=answer_id)
    Record.objects.select_for_update().filter(pk__in=seen.values("activity_id")).first()
    answer = seen.select_related("activity__record").first()
    if not isinstance(answer, PartnerAnswer) or not may_read(by, answer.record.envelope).allowed:
        raise NotFound
    if not may_decide(by, answer):
        raise NotAllowed(by.why_not("partner-answer"))
    if answer.state != state:
        raise AlreadyThere
    return answer


def _writer(answer: PartnerAnswer, *, by: Reader) -> Reader:
    """The organisation that keeps the activity; what is the organisation's own, it changes itself by what it handed
    in."""
    owner, organisation = str(answer.activity.record.owner_id), str(answer.organisation)
    if owner == organisation != by.organisation:
        return on_behalf(by, organisation, answer.organisation_name)
    return by


def _lay_over(answer: PartnerAnswer, *, by: Reader) -> None:
    activity = answer.activity
    after = applied(account_of(activity), answer.said)
    fields = _kept(activity)
    fields["status"], fields["sort"], fields["updated_at"] = after.status, after.sort, clock.now()
    shares = {code: share for code, share in activity.shares.items() if code in after.facts.economies}
    fields["shares"] = shares
    fields["provenance"] = {
        **activity.record.provenance, "on_behalf": answer.organisation_name, "answer": str(answer.pk),
    }  # fmt: skip
    update(activity, after.facts, by=by, **fields)


def _kept(activity: Activity) -> Fields:
    """Everything besides the facts, as it is."""
    return Fields(
        content=activity.content,
        sort=activity.sort,
        measure=activity.measure,
        status=activity.status,
        shares=activity.shares,
        provenance=activity.record.provenance,
        digest=activity.digest,
        updated_at=activity.updated_at,
    )


def _untouched(record: Record, number: int) -> bool:
    """Neither said anew nor marked anew: an earlier version shall not be read by more people than it was."""
    tokens = Version.objects.get(record=record, number=number).tokens
    return record.version == number and record.marking_digest == digest(frozenset(tokens))


def _put_back(activity: Activity, number: int, *, by: Reader) -> None:
    earlier = Version.objects.get(record=activity.pk, number=number)
    body: dict[str, Any] = earlier.content
    fields = _kept(activity)
    fields["status"], fields["sort"] = body["status"], body["sort"]
    fields["shares"], fields["provenance"] = body["shares"], earlier.provenance
    update(activity, facts_of(body["facts"], activity.pk), by=by, **fields)


def _decide(answer: PartnerAnswer, state: str, *, by: Reader) -> None:
    answer.state, answer.decided_by, answer.decided_at = state, by.name, clock.now()
    answer.save(update_fields=["state", "decided_by", "decided_at", "version_before", "version_after"])
