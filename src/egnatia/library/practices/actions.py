"""Asking for reviews, giving and withdrawing them; recording uses; what becomes of proposals. Each one transaction."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from egnatia.guests.public_forms import VisitorPost
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Organisation, Record, seen
from egnatia.kernel.records import audit, lifecycle
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from egnatia.library.practices.models import Practice, PracticeProposal, PracticeReview, PracticeUse
from egnatia.library.practices.queries import ACTIVITY, require_desk, reviews_seen_by, reviews_to_give, uses_seen_by
from egnatia.library.practices.rules import expiry_of
from egnatia.people import mail

REVIEW, USE, PROPOSAL = "practice-review", "practice-use", "practice-proposal"  # in the audit trail
State = PracticeProposal.State


def _practice(practice: UUID, *, by: Reader) -> Record:
    """Its envelope, for this transaction alone. Raises NotFound where they see no such practice."""
    records.hold(practice)
    row = Practice.visible_to(by).filter(pk=practice).first()
    if row is None:
        raise NotFound
    found: Record = row.record
    return found


@transaction.atomic
def ask_for_review(practice: UUID, organisation: UUID, function: str, *, by: Reader) -> UUID:
    """The secretariat asks an organisation for a review. Asked again while it waits, it is the same one.

    Raises NotAllowed where the organisation owns the practice, NotFound where the secretariat may not know of it.
    """
    require_desk(by)
    record = _practice(practice, by=by)
    if not Organisation.visible_to(by).filter(pk=organisation).exists():
        raise NotFound
    if record.owner_id == organisation:
        raise NotAllowed("practice-own-review")
    made, new = PracticeReview.objects.get_or_create(
        practice_id=practice,
        organisation_id=organisation,
        reviewed_at=None,
        defaults={"function": function, "asked_by": by.name},
    )
    if new:
        audit.record("asked", REVIEW, made.pk, by=by, practice=str(practice), organisation=str(organisation))
    return made.pk


@transaction.atomic
def give_review(review: UUID, said: dict[str, Any], *, by: Reader) -> UUID:
    """The practice. The review of whoever was asked for it is of the practice as it is now; an earlier one of theirs
    goes.

    Raises NotFound where their organisation was not asked, NotAllowed where it owns the practice by now.
    """
    practice = reviews_to_give(by).filter(pk=review).values_list("practice", flat=True).first()
    if practice is None:
        raise NotFound
    record = _practice(practice, by=by)
    row = reviews_to_give(by).get(pk=review)
    if str(record.owner_id) == by.organisation:
        raise NotAllowed("practice-own-review")
    others = PracticeReview.objects.filter(practice=record, organisation=row.organisation_id)
    others.exclude(pk=row.pk).delete()
    row.decision, row.criteria, row.text = said["decision"], list(said["criteria"]), said["text"]
    row.language, row.function = said["language"], said["function"]
    row.reviewed_at, row.version = clock.now(), record.version
    row.expires_on = expiry_of(clock.today(), int(said["months"]))
    row.save()
    audit.record("reviewed", REVIEW, row.pk, by=by, practice=str(record.pk), decision=row.decision)
    return record.pk


@transaction.atomic
def withdraw_review(review: UUID, *, by: Reader) -> UUID:
    """The reviewer or the secretariat takes a review back, given or not. The practice."""
    row = reviews_seen_by(by).filter(pk=review).first()
    if row is None:
        raise NotFound
    if by.is_anonymous or not (by.is_secretariat or str(row.organisation_id) == by.organisation):
        raise NotAllowed(by.why_not("owner"))
    practice = row.practice_id
    row.delete()
    audit.record("withdrew", REVIEW, review, by=by, practice=str(practice))
    return practice


@transaction.atomic
def record_use(practice: UUID, activity: UUID, note: str, *, by: Reader) -> UUID:
    """An activity of their organisation used the practice; said again, the note is replaced.

    Raises NotFound where they see one of the two not, NotAllowed where the activity is another organisation's.
    """
    records.hold(practice)
    if by.is_anonymous or not by.is_confirmed:
        raise NotAllowed("unconfirmed")
    if not Practice.visible_to(by).filter(pk=practice).exists():
        raise NotFound
    used = Record.objects.filter(seen(by, "pk", ACTIVITY), pk=activity).defer("search").first()
    if used is None:
        raise NotFound
    if str(used.owner_id) != by.organisation:
        raise NotAllowed(by.why_not("owner"))
    made, _new = PracticeUse.objects.update_or_create(
        practice_id=practice,
        activity_id=activity,
        organisation_id=UUID(by.organisation),
        defaults={"note": note, "at": clock.now(), "by": by.name},
    )
    audit.record("recorded", USE, made.pk, by=by, practice=str(practice), activity=str(activity))
    return made.pk


@transaction.atomic
def withdraw_use(use: UUID, *, by: Reader) -> UUID:
    """Whoever recorded it takes it back: their organisation. The practice."""
    row = uses_seen_by(by).filter(pk=use).first()
    if row is None:
        raise NotFound
    if by.is_anonymous or str(row.organisation_id) != by.organisation:
        raise NotAllowed(by.why_not("owner"))
    practice = row.practice_id
    row.delete()
    audit.record("withdrew", USE, use, by=by, practice=str(practice))
    return practice


def _proposal(proposal: UUID, *, by: Reader) -> PracticeProposal:
    require_desk(by)
    rows = PracticeProposal.objects.visible_to(by).select_for_update()
    found: PracticeProposal | None = rows.filter(pk=proposal).first()
    if found is None:
        raise NotFound
    return found


def _decide(row: PracticeProposal, state: str, *, by: Reader, **changed: object) -> None:
    if row.state != State.NEW:
        raise AlreadyThere
    row.state, row.decided_at, row.decided_by = state, clock.now(), by.name
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    audit.record("decided", PROPOSAL, row.pk, by=by, state=state)


@transaction.atomic
def accept_proposal(proposal: UUID, content: PracticeContent, marking: Marking, owner: UUID, *, by: Reader) -> UUID:
    """The practice that is made of it, of the secretariat or of a chosen organisation.

    Raises NotAllowed, NotFound, ContentRefused; AlreadyThere where it was decided before.
    """
    row = _proposal(proposal, by=by)
    if not Organisation.visible_to(by).filter(pk=owner).exists():
        raise NotFound
    if row.state != State.NEW:
        raise AlreadyThere
    provenance = {"proposal": row.reference}
    made = lifecycle.create(PRACTICE, content, marking, by=by, owner=str(owner), provenance=provenance)
    _decide(row, State.ACCEPTED, by=by, record_id=made)
    return made


def keep_proposal(post: VisitorPost) -> None:
    """One new proposal. A practice is often pasted from a document, so what was typed fast is not doubtful here."""
    said = dict(post.said)
    columns = {"organisation_name": said.pop("organisation", ""), "email": said.pop("email", "")}
    row = PracticeProposal.objects.create(
        reference=post.reference,
        at=post.at,
        language=post.language,
        said={name: value for name, value in said.items() if value},
        suspicion="" if post.suspicion == "typed" else post.suspicion,
        **columns,
    )
    audit.record("received", PROPOSAL, row.pk, by=MACHINE)


@transaction.atomic
def decline_proposal(proposal: UUID, reason: str, *, by: Reader) -> bool:
    """Whether somebody is to be told: an address was given."""
    row = _proposal(proposal, by=by)
    _decide(row, State.DECLINED, by=by, reason=reason)
    return bool(row.email)


@app.task(queue="default", name="library.send_reason", retry=mail.AGAIN)
def send_reason(*, proposal: str) -> None:
    """A job carries an identifier only. Safe to run twice: what left is not sent again."""
    send_reason_of(UUID(proposal))


@transaction.atomic
def send_reason_of(proposal: UUID) -> bool:
    """Whether an e-mail left to whoever proposed what was declined."""
    rows = PracticeProposal.objects.select_for_update().filter(pk=proposal, state=State.DECLINED, sent_at=None)
    row = rows.exclude(email="").first()
    if row is None:
        return False
    row.sent_at = clock.now()
    row.save(update_fields=["sent_at"])
    context = {"reason": row.reason, "reference": row.reference, "title": row.said.get("title", "")}
    mail.send("library/mails/declined", row.email, {**context, "site": settings.SITE_ADDRESS}, language=row.language)
    return True
