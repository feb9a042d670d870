"""A plan on its way through the browser, signed: the preview that somebody saw comes back as it was."""

from typing import Any
from uuid import UUID

from django.core import signing

from egnatia.kernel.records.markings import as_json, of_json
from egnatia.needs.bulk_changes.rules import WISHES, BulkPlan, PlannedRecord, asked_for

SALT_OF_PLANS, SALT_OF_CHOICES = "bulk-plan", "bulk-choice"
A_DAY = 24 * 3600


def packed(plan: BulkPlan) -> str:
    rows = [[str(row.record), row.version, row.digest] for row in plan.rows]
    body = {
        "person": plan.person,
        "listed": plan.listed,
        "wish": asked_for(plan.wish),
        "marking": as_json(plan.marking) if plan.marking else None,
        "rows": rows,
    }
    return signing.dumps(body, salt=SALT_OF_PLANS, compress=True)


def plan_of(sent: str, *, person: str, listed: str) -> BulkPlan | None:
    """The plan that comes back, if it is this person's, of this list, and not older than a day."""
    body = _opened(sent, SALT_OF_PLANS)
    if body is None or (body["person"], body["listed"]) != (person, listed):
        return None
    return BulkPlan(
        person=person,
        listed=listed,
        wish=WISHES[listed](**body["wish"]),
        marking=of_json(body["marking"]) if body["marking"] else None,
        rows=tuple(PlannedRecord(UUID(record), version, digest) for record, version, digest in body["rows"]),
    )


def choice_packed(records: tuple[UUID, ...]) -> str:
    """Which records were chosen, as one field of a form: a thousand would be too many."""
    return signing.dumps([record.hex for record in records], salt=SALT_OF_CHOICES, compress=True)


def choice_of(sent: str) -> tuple[UUID, ...]:
    """Nothing for what no page of ours sent in the last day."""
    return tuple(map(UUID, _opened(sent, SALT_OF_CHOICES) or ()))


def _opened(sent: str, salt: str) -> Any:  # noqa: ANN401 - whatever was signed under this salt
    try:
        return signing.loads(sent, salt=salt, max_age=A_DAY)
    except signing.BadSignature:
        return None
